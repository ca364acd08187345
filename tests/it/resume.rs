//! A killed run goes on where it stopped.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

use tempfile::tempdir;

use crate::support::town::Served;

/// Times that the run is killed. The moments are spread over the whole length of an undisturbed run.
const KILLS: u32 = 20;
/// Hosts visited at the same time: so many pages can be on their way when the run is killed.
const JOBS: u32 = 4;

#[test]
fn a_run_killed_at_any_moment_ends_with_the_same_sheets_and_asks_for_nothing_twice() {
    let calm = tempdir().unwrap();
    let town = Served::start(calm.path());
    let began = Instant::now();
    finish(&town, calm.path());
    let length = began.elapsed();
    let asked_calmly = town.server.requests();

    let rough = tempdir().unwrap();
    let town = Served::start(rough.path());
    let mut killed = 0;
    for turn in 1..=KILLS {
        let mut child = spawn(&town, rough.path());
        // Unevenly spread, so that the moments fall into start-up, crawl and writing alike.
        sleep(length.mul_f64(f64::from(turn * 7 % KILLS + 1) / f64::from(KILLS) * 0.6));
        if child.try_wait().unwrap().is_none() {
            killed += 1;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        if rough.path().join("out").join("scores.csv").exists() {
            break;
        }
    }
    assert!(killed >= 3, "only {killed} runs were killed before they were done");
    finish(&town, rough.path());

    for sheet in ["scores.csv", "details.csv", "findings.csv", "columns.csv"] {
        let [undisturbed, disturbed] = [&calm, &rough].map(|at| fs::read_to_string(at.path().join("out").join(sheet)).unwrap());
        assert_eq!(undisturbed, disturbed, "{sheet}");
    }
    let asked = town.server.requests();
    let repeated = extra(&asked, &asked_calmly);
    assert!(repeated <= u64::from(killed * JOBS), "{repeated} requests more than undisturbed after {killed} kills");
}

/// Requests beyond those of the undisturbed run.
fn extra(asked: &BTreeMap<String, u64>, calmly: &BTreeMap<String, u64>) -> u64 {
    asked.iter().map(|(url, times)| times.saturating_sub(calmly.get(url).copied().unwrap_or(0))).sum()
}

fn spawn(town: &Served, folder: &Path) -> std::process::Child {
    command(town, folder).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn command(town: &Served, folder: &Path) -> Command {
    let given = town.evaluate(folder);
    let mut command = Command::new(given.get_program());
    command.args(given.get_args()).args(["--jobs", &JOBS.to_string()]).current_dir(folder);
    command
}

fn finish(town: &Served, folder: &Path) {
    let output = command(town, folder).output().unwrap();
    // 3: some of the made-up units cannot be evaluated, on purpose.
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
}
