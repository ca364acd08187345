//! A run over hosts of the hostile server, in processes of its own, so that what they take can be measured.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, fs};

use lanmu::catalogue::{Catalogue, Indicator};
use lanmu::crawl::{Archive, Errand, Manners, Visitor, Wanted};
use lanmu::mapping::{Mapper, Vocabulary};
use lanmu::site::{Outcome, Snapshot, Visit};
use lanmu::store::{Run as StoredRun, RunPlan, Workspace};
use lanmu::unit::{self, Unit};
use serde_json::{Value, json};
use tempfile::{TempDir, tempdir};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::server::Server;
use super::table::{Behaviour, table};
use super::{DOMAIN, HEALTHY};
use crate::support::lanmu_process;

/// Tells the process of its own where it works.
const FOLDER: &str = "HOSTILE_FOLDER";
const CATALOGUE: &str = "ankang-2020";
const AS_OF: &str = "2020-10-20";
/// Requests per unit.
const BUDGET: u32 = 60;

/// Sites visited at the same time: twice as many as by default.
const AT_ONCE: usize = 32;

/// What a process took.
pub(crate) struct Taken {
    pub(crate) time: Duration,
    /// Most memory at a time, in KiB.
    pub(crate) peak: u64,
}

/// A finished run.
pub(crate) struct Run {
    pub(crate) server: Server,
    pub(crate) visiting: Taken,
    pub(crate) judging: Taken,
    visits: Vec<Value>,
    result: Value,
    folder: TempDir,
}

impl Run {
    /// Visits and judges the sites of these names.
    pub(crate) fn over(names: impl IntoIterator<Item = &'static str>) -> Self {
        let folder = tempdir().unwrap();
        let rows = table();
        let units = names.into_iter().fold("name,site,groups\n".to_owned(), |mut all, name| {
            let site = rows.iter().find(|row| row.name == name).map(Behaviour::site);
            let site = site.unwrap_or_else(|| format!("http://{HEALTHY}.{DOMAIN}/"));
            let _ = writeln!(all, "{name},{site},部门");
            all
        });
        fs::write(folder.path().join("units.csv"), units).unwrap();
        let server = Server::start(rows);
        fs::write(folder.path().join("root.pem"), server.root()).unwrap();
        fs::write(folder.path().join("port"), server.address.port().to_string()).unwrap();
        let visiting = watched(&mut visitor(folder.path()));
        let judging = watched(lanmu_process().args(["score", "--workspace", "workspace"]).current_dir(folder.path()));
        let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
        let visits = serde_json::from_slice(&read("visits.json")).unwrap();
        let result = serde_json::from_slice(&read("lanmu-out/result.json")).unwrap();
        Self { server, visiting, judging, visits, result, folder }
    }

    /// What came for an address of a unit; null where it was not asked for.
    pub(crate) fn visit(&self, unit: &str, asked: &str) -> Value {
        let visit = self.visits_of(unit).into_iter().find(|visit| visit["asked"] == asked);
        visit.cloned().unwrap_or_default()
    }

    /// All that came for a unit.
    pub(crate) fn visits_of(&self, unit: &str) -> Vec<&Value> {
        self.visits.iter().filter(|visit| visit["unit"] == unit).collect()
    }

    /// The rows of a unit on the sheets that say what is wrong.
    pub(crate) fn sheets_of(&self, unit: &str) -> String {
        let rows = ["details.csv", "findings.csv"].map(|sheet| {
            let text = fs::read(self.folder.path().join("lanmu-out").join(sheet)).unwrap();
            let mut reader = csv::Reader::from_reader(text.as_slice());
            let rows = reader.records().map(Result::unwrap).filter(|row| row.iter().take(2).any(|cell| cell == unit));
            rows.map(|row| row.iter().collect::<Vec<_>>().join(",") + "\n").collect::<String>()
        });
        rows.concat()
    }

    /// The verdicts of a unit without the moments of its visits.
    pub(crate) fn verdicts_of(&self, unit: &str) -> Value {
        let units = self.result["units"].as_array().unwrap();
        let mut verdicts = units.iter().find(|result| result["unit"]["name"] == unit).unwrap()["verdicts"].clone();
        for verdict in verdicts.as_array_mut().unwrap() {
            for evidence in verdict["evidence"].as_array_mut().unwrap() {
                evidence["at"] = Value::Null;
            }
        }
        verdicts
    }
}

/// The test below, in a process of its own.
fn visitor(folder: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["hostile::run::visits_in_a_process_of_its_own", "--exact", "--ignored", "--nocapture"]);
    command.env(FOLDER, folder).env("SSL_CERT_FILE", folder.join("root.pem")).env_remove("SSL_CERT_DIR");
    command
}

/// Runs it to its end, and sees what it takes.
fn watched(command: &mut Command) -> Taken {
    let began = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().unwrap();
    let mut peak = 0;
    let status = loop {
        peak = peak.max(peak_of(&child).unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        sleep(Duration::from_millis(10));
    };
    // 3: some of the sites cannot be entered, on purpose.
    assert!(matches!(status.code(), Some(0 | 3)), "{status}");
    Taken { time: began.elapsed(), peak }
}

/// Most memory that a running process has taken, in KiB.
fn peak_of(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

#[test]
#[ignore = "the other tests start it, in a process of its own"]
fn visits_in_a_process_of_its_own() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    let units = unit::load(&folder.join("units.csv")).unwrap();
    let port = fs::read_to_string(folder.join("port")).unwrap();
    // As a run does it, but that nothing is waited for long.
    let manners = Manners {
        pause: Duration::ZERO,
        connections: units.len() * 2,
        timeout: Duration::from_secs(8),
        retries: 0,
        budget: BUDGET,
        connect_to: vec![format!("::127.0.0.1:{port}").parse().unwrap()],
        ..Manners::default()
    };
    let workspace = Workspace::open(&folder.join("workspace")).unwrap();
    let run = Arc::new(workspace.begin(&plan(&units)).unwrap());
    let snapshots = Runtime::new().unwrap().block_on(visit_all(&run, manners, units));
    let visits: Vec<Value> = snapshots.iter().flat_map(|snapshot| in_short(snapshot, &run)).collect();
    run.finish().unwrap();
    fs::write(folder.join("visits.json"), serde_json::to_vec(&visits).unwrap()).unwrap();
}

async fn visit_all(run: &Arc<StoredRun>, manners: Manners, units: Vec<Unit>) -> Vec<Snapshot> {
    let visitor = Arc::new(Visitor::new(manners).unwrap());
    let catalogue = Catalogue::shipped(CATALOGUE).unwrap();
    let mapper = Mapper::new(&catalogue, &Vocabulary::shipped().unwrap());
    let rules = Arc::new((catalogue, mapper));
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    let mut working = JoinSet::new();
    for unit in units {
        let turn = Arc::clone(&turns).acquire_owned().await.unwrap();
        let (visitor, run, rules) = (Arc::clone(&visitor), Arc::clone(run), Arc::clone(&rules));
        working.spawn(async move {
            let (catalogue, mapper) = &*rules;
            let rows: Vec<&Indicator> = catalogue.indicators_of(&catalogue.institutions.of_unit(&unit));
            let wanted = Wanted::of(catalogue, &rows);
            let errand = Errand {
                unit: &unit,
                mapper,
                wanted: &wanted,
                sections: &catalogue.sections,
                remembered: &[],
                former: None,
                declarations: &[],
                whole_site: false,
            };
            let snapshot = visitor.visit(&errand, &*run, &|_| ()).await.unwrap();
            run.finish_unit(&unit.name, snapshot.end, 0).unwrap();
            drop(turn);
            snapshot
        });
    }
    working.join_all().await
}

fn plan(units: &[Unit]) -> RunPlan {
    RunPlan {
        catalogue: CATALOGUE.to_owned(),
        catalogue_hash: Catalogue::shipped(CATALOGUE).unwrap().hash,
        units: units.to_vec(),
        declarations: None,
        columns: None,
        confirmed: Vec::new(),
        as_of: AS_OF.parse().unwrap(),
        period: Some("2020Q3".to_owned()),
        budget: BUDGET,
        exhaustive: false,
        former: None,
        recheck: None,
        allow_private: false,
        version: "0.0.0".to_owned(),
    }
}

/// What came for each address, and how long that took at the first look.
fn in_short(snapshot: &Snapshot, run: &StoredRun) -> Vec<Value> {
    let short = |visit: &Visit| {
        let (class, kind, told) = match &visit.outcome {
            Outcome::Page { page, .. } => (None, Some(page.kind), page.limit.clone()),
            Outcome::Failed(failure) => (Some(failure.class), None, Some(failure.detail.clone())),
        };
        let first = run.recall(&visit.asked, None, 1).unwrap();
        let seconds = first.map(|response| response.elapsed.as_secs());
        json!({
            "unit": snapshot.unit, "asked": visit.asked, "class": class, "kind": kind, "told": told, "seconds": seconds,
        })
    };
    snapshot.visits.iter().map(short).collect()
}
