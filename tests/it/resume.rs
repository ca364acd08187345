//! A killed run goes on where it stopped.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use lanmu::store::Workspace;
use rusqlite::Connection;
use tempfile::{TempDir, tempdir};

use crate::support::lanmu;
use crate::support::town::Served;

/// Times that a run is killed where time is short.
const FEW: u32 = 8;
/// Times that a run is killed where it is not.
const MANY: u32 = 100;
/// Hosts visited at the same time: so many pages can be on their way when the run is killed.
const JOBS: u32 = 4;
/// Multiples of it, without the whole part, are spread evenly and without a pattern.
const GOLDEN: f64 = 0.618_033_988_749_895;

/// Seconds between the two looks, so that kills fall between them too.
const SECOND_LOOK: &str = "1";

#[test]
fn a_run_killed_at_any_moment_ends_with_the_same_sheets_and_asks_for_nothing_twice() {
    kill(FEW);
}

#[test]
#[ignore = "takes six minutes: cargo test --release --test it -- --ignored killed_a_hundred_times --nocapture"]
fn a_run_killed_a_hundred_times_ends_with_the_same_sheets_and_asks_for_nothing_twice() {
    kill(MANY);
}

fn kill(times: u32) {
    let calm = Rough::begin();
    let began = Instant::now();
    calm.finish();
    let length = began.elapsed();

    let mut rough = Rough::begin();
    let (mut turn, mut kills, mut runs) = (0_u32, 0, 1);
    while kills < times {
        turn += 1;
        let moment = length.mul_f64((f64::from(turn) * GOLDEN).fract());
        let left = rough.killed_after(moment);
        if !left {
            rough.is_like(&calm);
            kills += rough.kills;
            eprintln!("{kills} kills in {runs} runs so far");
            rough = Rough::begin();
            runs += 1;
        } else if kills + rough.kills >= times {
            break;
        }
    }
    rough.finish();
    rough.is_like(&calm);
    eprintln!("{} kills in {runs} runs of {length:?} each", kills + rough.kills);
}

/// A run that is killed and started again until it is done.
struct Rough {
    folder: TempDir,
    town: Served,
    kills: u32,
}

impl Rough {
    fn begin() -> Self {
        let folder = tempdir().unwrap();
        let town = Served::start(folder.path());
        // Its twentieth unit shares a host with another, so that pages are shared too.
        let units = fs::read_to_string(&town.units).unwrap();
        assert_eq!(units.lines().count(), 20, "a head and nineteen units");
        let office = "青禾市国库支付中心,http://czj.qinghe.example/,部门,市财政局,,\n";
        fs::write(&town.units, units + office).unwrap();
        Self { folder, town, kills: 0 }
    }

    /// Starts or goes on, and kills it after `moment`; whether something is left to do.
    fn killed_after(&mut self, moment: Duration) -> bool {
        let mut child = self.spawn();
        sleep(moment);
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        self.kills += 1;
        !self.is_done()
    }

    /// The run was finished before the kill came; started again, it would be a new one.
    fn is_done(&self) -> bool {
        let folder = self.folder.path().join("workspace");
        let workspace = Workspace::is_at(&folder).then(|| Workspace::open(&folder).unwrap());
        workspace.is_some_and(|workspace| workspace.runs().unwrap().last().is_some_and(|run| run.finished.is_some()))
    }

    fn finish(&self) {
        let output = self.spawn().wait_with_output().unwrap();
        // 3: some of the made-up units cannot be entered, on purpose.
        assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn spawn(&self) -> Child {
        let mut command: Command = self.town.evaluate(self.folder.path());
        command
            .args(["--jobs", &JOBS.to_string(), "--second-look", SECOND_LOOK])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// The same sheets, no page asked for again but those that were on their way at a kill, and no torn record: the file is
    /// whole, and judged again it gives the same.
    fn is_like(&self, calm: &Self) {
        let workspace = self.folder.path().join("workspace");
        let file = Connection::open(workspace.join("lanmu.db")).unwrap();
        let sound: String = file.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok", "{} kills", self.kills);
        let mut score = lanmu();
        score.args(["score", "--workspace"]).arg(&workspace).arg("--out").arg(self.folder.path().join("again"));
        score.assert().code(3);
        for sheet in ["scores.csv", "details.csv", "findings.csv", "columns.csv"] {
            let (own, calm) = (read(&self.folder, "out", sheet), read(&calm.folder, "out", sheet));
            assert_eq!(own, calm, "{sheet}, {} kills", self.kills);
        }
        assert_eq!(read(&self.folder, "again", "result.json"), read(&self.folder, "out", "result.json"));
        let repeated = extra(&self.town.server.requests(), &calm.town.server.requests());
        let on_their_way = u64::from(self.kills * JOBS);
        assert!(repeated <= on_their_way, "{repeated} pages asked for again after {} kills", self.kills);
    }
}

fn read(folder: &TempDir, out: &str, sheet: &str) -> String {
    fs::read_to_string(folder.path().join(out).join(sheet)).unwrap()
}

/// Requests beyond those of the undisturbed run.
fn extra(asked: &BTreeMap<String, u64>, calmly: &BTreeMap<String, u64>) -> u64 {
    asked.iter().map(|(url, times)| times.saturating_sub(calmly.get(url).copied().unwrap_or(0))).sum()
}
