//! `--window`: sites are visited at one time of day only.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use jiff::{Timestamp, ToSpan};
use tempfile::tempdir;

use super::{column, home};
use crate::support::recorder::{Recorder, Reply};
use crate::support::{lanmu, lanmu_process};

/// What is said while a run waits.
const WAITS: &str = "现在不在访问时段";

fn site() -> Recorder {
    Recorder::start(|seen| match seen.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(home("/")),
        _ => Reply::html(column()),
    })
}

/// A time of day of one hour that begins in two.
fn later() -> String {
    let in_china = |hours: i64| (Timestamp::now() + (hours + 8).hours()).strftime("%H:%M").to_string();
    format!("{}-{}", in_china(2), in_china(3))
}

/// Starts the command and presses Ctrl-C when it says that it waits. Everything that it said.
fn waits(mut command: Command) -> String {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut told = String::new();
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    while !told.contains(WAITS) {
        assert!(errors.read_line(&mut told).unwrap() > 0, "it ended and did not wait: {told}");
    }
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let pressed = Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(pressed.elapsed() < Duration::from_secs(5), "Ctrl-C ends it within seconds");
    errors.read_to_string(&mut told).unwrap();
    told
}

fn evaluate(folder: &Path, server: &Recorder) -> Command {
    let sites = [("财政", 1), ("审计", 2), ("民政", 3)];
    let sites = sites.map(|(name, n)| format!("青禾市{name}局,http://127.0.10.{n}:{}/,部门\n", server.port));
    fs::write(folder.join("units.csv"), format!("name,site,groups\n{}", sites.concat())).unwrap();
    let mut command = lanmu_process();
    command.current_dir(folder).args(["evaluate", "--units", "units.csv", "--as-of", "2020-09-08", "--budget", "12"]);
    command.args(["--allow-private", "--pause", "0"]);
    command
}

#[test]
fn outside_it_a_run_waits_and_asks_for_nothing() {
    let (server, folder) = (site(), tempdir().unwrap());
    let window = later();
    let mut command = evaluate(folder.path(), &server);
    command.args(["--window", &window]);
    let told = waits(command);
    assert!(server.seen().is_empty());
    assert_eq!(told.matches(WAITS).count(), 1, "three units wait, and it is said once: {told}");
    let (begin, _) = window.split_once('-').unwrap();
    assert!(
        told.contains(&format!("{WAITS} {window}，等到 20")) && told.contains(&format!(" {begin}（北京时间）")),
        "{told}"
    );
    assert!(told.contains("已中断"), "{told}");

    // At any time of day: it goes on from there.
    let mut command = evaluate(folder.path(), &server);
    let output = command.args(["--window", "00:00-24:00"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!told.contains(WAITS) && server.by_machine().len() == 3, "{told}");
}

#[test]
fn it_is_set_as_every_other_setting() {
    let (server, folder) = (site(), tempdir().unwrap());
    let check = || {
        let mut command = lanmu_process();
        command.current_dir(folder.path()).args(["check", &format!("http://127.0.10.4:{}/", server.port)]);
        command.args(["--unit", "青禾市财政局", "--allow-private", "--pause", "0"]);
        command
    };
    let mut by_environment = check();
    by_environment.env("LANMU_WINDOW", later());
    assert!(waits(by_environment).contains(WAITS));
    fs::write(folder.path().join("lanmu.toml"), format!("window = \"{}\"\n", later())).unwrap();
    assert!(waits(check()).contains(WAITS));
    assert!(server.seen().is_empty());
    check().args(["--window", "0:00-24:00", "--budget", "5"]).output().unwrap();
    assert!(!server.seen().is_empty(), "the command line comes before the file");
}

#[test]
fn words_that_are_no_time_of_day_are_refused() {
    for wrong in ["22:00", "10pm-6am", "22:00-22:00", "25:00-06:00"] {
        let output = lanmu().args(["evaluate", "--units", "units.csv", "--window", wrong]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(&format!("访问时段“{wrong}”写法不对")) && told.contains("22:00-06:00"), "{told}");
    }
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("lanmu.toml"), "window = \"晚上\"\n").unwrap();
    let output = lanmu().current_dir(folder.path()).args(["evaluate", "--units", "units.csv"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && told.contains("访问时段“晚上”写法不对"), "{told}");
}
