//! The evidence files: other programs read them, verdicts point into them, a kill does not tear them.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use lanmu::store::{Records, WarcRecord};
use serde_json::Value;
use tempfile::{TempDir, tempdir};

use crate::support::demo::DEMO;
use crate::support::town::Served;
use crate::support::{lanmu, sha256};

/// Times that a run is killed with a unit's file there.
const KILLS: usize = 3;

/// A Python with warcio and pywb. It is not part of the project: in CI it has to be there, elsewhere the test says that it
/// was left out.
pub(super) fn python() -> Option<OsString> {
    let found = std::env::var_os("LANMU_PYTHON").filter(|python| {
        Command::new(python).args(["-c", "import pywb, warcio"]).output().is_ok_and(|output| output.status.success())
    });
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "LANMU_PYTHON is not set, or has no warcio and pywb");
        eprintln!("LEFT OUT: LANMU_PYTHON is not set, or has no warcio and pywb; scripts/test installs them");
    }
    found
}

fn workspace() -> PathBuf {
    DEMO.file("../.lanmu-demo")
}

/// The WARC files below a workspace.
fn files(workspace: &Path) -> Vec<PathBuf> {
    let Ok(runs) = fs::read_dir(workspace.join("evidence")) else { return Vec::new() };
    let entries = runs.flat_map(|run| fs::read_dir(run.unwrap().path()).unwrap());
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "gz"));
    files.sort();
    files
}

pub(super) fn records(file: &Path) -> Vec<WarcRecord> {
    Records::open(file).unwrap().collect::<Result<_, _>>().unwrap()
}

/// Runs `warcio` on the files and gives what it says.
pub(super) fn warcio(python: &OsString, what: &str, files: &[PathBuf]) -> String {
    let output = Command::new(python).args(["-m", "warcio.cli", what]).args(files).output().unwrap();
    let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "warcio {what}: {told}");
    told
}

/// The body that pywb replays from a file for an address.
pub(super) fn replayed(python: &OsString, file: &Path, address: &str) -> Vec<u8> {
    let folder = tempdir().unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/evidence/replay.py");
    let mut command = Command::new(python);
    let replayed = command.arg(script).arg(file).arg(address).current_dir(folder.path()).output().unwrap();
    assert!(replayed.status.success(), "{}", String::from_utf8_lossy(&replayed.stderr));
    replayed.stdout
}

/// The pieces of evidence of the demo's verdicts that were fetched, with the name of their unit.
fn pieces() -> Vec<(String, Value)> {
    let result = DEMO.result();
    let mut pieces = Vec::new();
    for unit in result["units"].as_array().unwrap() {
        let name = unit["unit"]["name"].as_str().unwrap();
        for verdict in unit["verdicts"].as_array().unwrap() {
            let seen = verdict["evidence"].as_array().unwrap().iter().filter(|piece| !piece["at"].is_null());
            pieces.extend(seen.map(|piece| (name.to_owned(), piece.clone())));
        }
    }
    pieces
}

#[test]
fn warcio_accepts_every_file_and_pywb_replays_a_page() {
    let Some(python) = python() else { return };
    let files = files(&workspace());
    assert_eq!(files.len(), DEMO.result()["units"].as_array().unwrap().len());
    assert_eq!(warcio(&python, "check", &files), "");
    let index = warcio(&python, "index", &files);
    for kind in ["warcinfo", "request", "response", "metadata"] {
        assert!(index.contains(&format!("\"warc-type\": \"{kind}\"")), "no {kind} in the index");
    }

    let (_, piece) = pieces().into_iter().find(|(_, piece)| piece["status"] == 200).unwrap();
    let file = workspace().join(piece["warc"]["file"].as_str().unwrap());
    let replayed = replayed(&python, &file, piece["url"].as_str().unwrap());
    assert_eq!(sha256(&replayed), piece["hash"].as_str().unwrap());
}

#[test]
fn every_verdict_names_the_file_and_the_record_that_it_rests_on() {
    let mut known: BTreeMap<String, BTreeMap<String, WarcRecord>> = BTreeMap::new();
    let (mut answers, mut failures) = (0, 0);
    for (unit, piece) in pieces() {
        let place = &piece["warc"];
        assert!(place["file"].is_string(), "{unit}: no file is named in {piece}");
        let file = place["file"].as_str().unwrap();
        let all = known.entry(file.to_owned()).or_insert_with(|| {
            records(&workspace().join(file)).into_iter().map(|record| (record.id().to_owned(), record)).collect()
        });
        let record = &all[place["record"].as_str().unwrap()];
        assert!(record.field("WARC-Target-URI").is_some());
        if let Some(hash) = piece["hash"].as_str() {
            answers += 1;
            assert_eq!((record.field("WARC-Type"), sha256(record.payload()).as_str()), (Some("response"), hash));
            assert!(record.http_start().starts_with(&format!("HTTP/1.1 {}", piece["status"])));
        } else {
            failures += 1;
        }
    }
    assert!(answers > 100 && failures > 0, "{answers} answers, {failures} failures");
}

#[test]
fn the_evidence_for_a_finding_is_printed_and_taken_out() {
    let result = DEMO.result();
    let units = result["units"].as_array().unwrap();
    let mut verdicts = units.iter().flat_map(|unit| unit["verdicts"].as_array().unwrap());
    let is_seen = |verdict: &&Value| !verdict["findings"][0].is_null() && verdict["evidence"][0]["hash"].is_string();
    let verdict = verdicts.find(is_seen).unwrap();
    let (finding, piece) = (&verdict["findings"][0], &verdict["evidence"][0]);
    let folder = tempdir().unwrap();
    let number = finding["number"].as_str().unwrap();
    let desk = Desk::new();
    let told = desk.evidence(&[number, "--out", folder.path().to_str().unwrap()]);
    for words in [number, piece["url"].as_str().unwrap(), piece["hash"].as_str().unwrap(), "北京时间"] {
        assert!(told.contains(words), "{words} is missing in {told}");
    }
    let record = piece["warc"]["record"].as_str().unwrap();
    assert!(told.contains(record) && told.contains(piece["warc"]["file"].as_str().unwrap()), "{told}");
    assert_eq!(sha256(&fs::read(folder.path().join("01.html")).unwrap()), piece["hash"].as_str().unwrap());
    let taken = records(&folder.path().join("records.warc.gz"));
    let kinds: Vec<_> = taken.iter().map(|record| record.field("WARC-Type").unwrap()).collect();
    assert_eq!(kinds[..3], ["warcinfo", "response", "request"]);
    assert!(taken.iter().any(|one| one.id() == record));
    assert!(told.starts_with(&fs::read_to_string(folder.path().join("evidence.txt")).unwrap()));

    let by_code =
        desk.evidence(&[&format!("{}/{}", verdict["unit"].as_str().unwrap(), verdict["code"].as_str().unwrap())]);
    assert!(by_code.contains(number) && by_code.contains(record), "{by_code}");
    let by_record = desk.evidence(&[record]);
    assert!(by_record.contains("HTTP/1.1 200 OK") && by_record.contains(piece["url"].as_str().unwrap()), "{by_record}");
}

/// A copy of the demo's workspace: one process at a time works in one, and other tests work in the demo's.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempdir().unwrap());
        let folder = desk.0.path().join("evidence/r1");
        fs::create_dir_all(&folder).unwrap();
        for file in files(&workspace()) {
            fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
        }
        fs::copy(workspace().join("lanmu.db"), desk.0.path().join("lanmu.db")).unwrap();
        desk
    }

    fn run(&self, args: &[&str]) -> Output {
        lanmu().arg("evidence").args(args).arg("--workspace").arg(self.0.path()).output().unwrap()
    }

    /// What `lanmu evidence` prints.
    fn evidence(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn what_there_is_no_evidence_of_is_told() {
    let desk = Desk::new();
    for (args, words) in [
        (&["F-0000000000"][..], "没有问题 F-0000000000"),
        (&["青禾市/AK-01-02"], "没有单位“青禾市”"),
        (&["青禾市财政局/AK-99"], "没有对“青禾市财政局”判定指标 AK-99"),
        (&["00000000-0000-8000-8000-000000000000"], "没有记录 urn:uuid:00000000-0000-8000-8000-000000000000"),
        (&["财政"], "应为问题编号"),
        (&["F-0000000000", "--run", "r7"], "没有运行编号“r7”"),
    ] {
        let output = desk.run(args);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(words), "{args:?}: {told}");
    }
}

#[test]
fn a_kill_leaves_whole_files_and_the_next_start_writes_what_is_missing() {
    let folder = tempdir().unwrap();
    let town = Served::start(folder.path());
    let workspace = folder.path().join("workspace");
    let spawn = || town.evaluate(folder.path()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut removed = BTreeMap::new();
    let mut patience = Duration::from_secs(1);
    let mut ended = None;
    while ended.is_none() && removed.len() < KILLS {
        let mut child = spawn();
        sleep(patience);
        ended = child.try_wait().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let files = files(&workspace);
        files.iter().for_each(|file| drop(records(file)));
        // A unit whose file goes missing gets it again.
        match files.into_iter().find(|file| ended.is_none() && !removed.contains_key(file)) {
            Some(file) => {
                removed.insert(file.clone(), fs::read(&file).unwrap());
                fs::remove_file(&file).unwrap();
            }
            None => patience = patience.mul_f64(1.4),
        }
    }
    assert!(!removed.is_empty(), "the run ended before it was killed");
    let ended = ended.unwrap_or_else(|| spawn().wait().unwrap());
    // 3: some of the made-up units cannot be entered, on purpose.
    assert_eq!(ended.code(), Some(3));
    for (file, bytes) in removed {
        assert!(fs::read(&file).unwrap() == bytes, "{} differs", file.display());
    }
    let files = files(&workspace);
    let units = fs::read_to_string(&town.units).unwrap().lines().count() - 1;
    assert_eq!(files.len(), units);
    if let Some(python) = python() {
        assert_eq!(warcio(&python, "check", &files), "");
    }
}
