//! `lanmu watch` beside the other commands, stopped and started again.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use lanmu::store::Workspace;
use lanmu::unit::{self, Unit};
use serde_json::Value;
use tempfile::tempdir;

use crate::support::lanmu_process;
use crate::support::town::Served;

fn watch(folder: &Path, town: &Served) -> Command {
    let mut command = lanmu_process();
    command.current_dir(folder).env("LANMU_CONNECT_TO", town.connect_to());
    command.args(["watch", "--units", "units.csv", "--workspace", "workspace", "--pause", "0"]);
    command
}

fn started(mut command: Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Presses Ctrl-C; standard output and standard error.
fn stopped(child: Child) -> (String, String) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let pressed = Instant::now();
    let output = child.wait_with_output().unwrap();
    assert!(pressed.elapsed() < Duration::from_secs(5), "it ends within seconds");
    assert_eq!(output.status.code(), Some(1));
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Visits of a unit that are kept.
fn visits(folder: &Path, unit: &Unit) -> usize {
    let workspace = Workspace::open(&folder.join("workspace")).unwrap();
    workspace.watched(unit, "9999-01-01".parse().unwrap()).unwrap().visits.len()
}

#[test]
fn a_watch_keeps_nobody_out_and_goes_on_after_it_was_stopped() {
    let folder = tempdir().unwrap();
    let town = Served::start(folder.path());
    let units = unit::load(&town.units).unwrap();
    let finance = units.iter().find(|unit| unit.name == "青禾市财政局").unwrap();

    let child = started(watch(folder.path(), &town));
    let begin = Instant::now();
    while visits(folder.path(), finance) == 0 {
        assert!(begin.elapsed() < Duration::from_secs(60), "the first round begins at once");
        sleep(Duration::from_millis(50));
    }
    let second = watch(folder.path(), &town).output().unwrap();
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8(second.stderr).unwrap().contains("已有一个 lanmu watch 在监测"));
    let evaluated = town.evaluate(folder.path()).output().unwrap();
    assert_eq!(evaluated.status.code(), Some(3), "{}", String::from_utf8_lossy(&evaluated.stderr));
    let (table, told) = stopped(child);
    for words in ["单位", "访问次数", "打不开", "比例", "结论", "青禾市财政局", "不足一周，暂不能下结论"]
    {
        assert!(table.contains(words), "{table}");
    }
    assert!(told.contains("已中断") && told.contains("再次运行同一命令即接着监测"), "{told}");

    let mut again = watch(folder.path(), &town);
    again.arg("--json");
    let child = started(again);
    sleep(Duration::from_secs(1));
    let (json, told) = stopped(child);
    assert!(told.contains("接着"), "{told}");
    let tallies: Vec<Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(tallies.len(), units.len());
    let tally = tallies.iter().find(|tally| tally["unit"] == "青禾市财政局").unwrap();
    assert_eq!((&tally["failed"], &tally["conclusion"]), (&0.into(), &"too_short".into()), "{tally}");
    assert_eq!(tally["visits"], visits(folder.path(), finance));
}

#[test]
fn numbers_that_make_no_sense_are_refused() {
    for (option, value) in [("--visits", "0"), ("--visits", "1441"), ("--days", "0"), ("--days", "week")] {
        let output = lanmu_process().args(["watch", "--units", "units.csv", option, value]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && told.contains("的整数"), "{told}");
    }
}
