//! A killed run goes on where it stopped.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use lanmu::store::Workspace;
use tempfile::{TempDir, tempdir};

use crate::support::town::Served;

/// Times that a run is killed.
const KILLS: u32 = 20;
/// Hosts visited at the same time: so many pages can be on their way when the run is killed.
const JOBS: u32 = 4;
/// Multiples of it, without the whole part, are spread evenly and without a pattern.
const GOLDEN: f64 = 0.618_033_988_749_895;

#[test]
fn a_run_killed_at_any_moment_ends_with_the_same_sheets_and_asks_for_nothing_twice() {
    let calm = Rough::begin();
    let began = Instant::now();
    calm.finish();
    let length = began.elapsed();

    let mut rough = Rough::begin();
    for turn in 1..=KILLS {
        let moment = length.mul_f64((f64::from(turn) * GOLDEN).fract());
        if !rough.killed_after(moment) {
            rough.is_like(&calm);
            rough = Rough::begin();
        }
    }
    rough.finish();
    rough.is_like(&calm);
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
        command.args(["--jobs", &JOBS.to_string()]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The same sheets, and no page asked for again but those that were on their way at a kill.
    fn is_like(&self, calm: &Self) {
        for sheet in ["scores.csv", "details.csv", "findings.csv", "columns.csv"] {
            assert_eq!(
                read(self.folder.path(), sheet),
                read(calm.folder.path(), sheet),
                "{sheet}, {} kills",
                self.kills
            );
        }
        let repeated = extra(&self.town.server.requests(), &calm.town.server.requests());
        let on_their_way = u64::from(self.kills * JOBS);
        assert!(repeated <= on_their_way, "{repeated} pages asked for again after {} kills", self.kills);
    }
}

fn read(folder: &Path, sheet: &str) -> String {
    fs::read_to_string(folder.join("out").join(sheet)).unwrap()
}

/// Requests beyond those of the undisturbed run.
fn extra(asked: &BTreeMap<String, u64>, calmly: &BTreeMap<String, u64>) -> u64 {
    asked.iter().map(|(url, times)| times.saturating_sub(calmly.get(url).copied().unwrap_or(0))).sum()
}
