//! A run that is asked to stop ends within seconds and says how to go on, whatever it waits for; and two runs do not disturb
//! each other.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::tempdir;

use crate::support::lanmu_process;
use crate::support::town::Served;

/// So long it may take to stop.
const LIMIT: Duration = Duration::from_secs(5);

/// A run over the units in the file `list`, which is made here: one, on a made-up host that is at `address`.
fn evaluate(folder: &Path, list: &str, address: &str) -> Command {
    let row = "青禾市财政局,http://czj.qinghe.example/,部门";
    fs::write(folder.join(list), format!("name,site,groups\n{row}\n")).unwrap();
    let mut command = lanmu_process();
    command.current_dir(folder).env("LANMU_CONNECT_TO", format!("::{address}"));
    command.args(["evaluate", "--units", list, "--as-of", "2020-10-20"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Sends the signal, and holds the program to its promise.
pub(crate) fn stops(mut child: Child, mut told: impl Read, signal: &str) {
    let asked = Instant::now();
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    let status = child.wait().unwrap();
    assert!(asked.elapsed() < LIMIT, "{signal}: {:?}", asked.elapsed());
    let mut words = String::new();
    told.read_to_string(&mut words).unwrap();
    assert_eq!(status.code(), Some(1), "{signal}: {words}");
    assert!(words.contains("已中断") && words.contains("再次运行同一命令即从中断处继续"), "{signal}: {words}");
}

#[test]
fn servers_that_never_answer_hold_nobody() {
    for signal in ["-INT", "-TERM"] {
        let folder = tempdir().unwrap();
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut child =
            evaluate(folder.path(), "units.csv", &server.local_addr().unwrap().to_string()).spawn().unwrap();
        let _silent = server.accept().unwrap();
        let told = child.stderr.take().unwrap();
        stops(child, told, signal);
    }
}

#[test]
fn the_wait_for_the_second_look_holds_nobody() {
    for signal in ["-INT", "-TERM"] {
        let folder = tempdir().unwrap();
        let town = Served::start(folder.path());
        // Of its units one that lacks a column.
        let units = fs::read_to_string(&town.units).unwrap();
        let one: Vec<&str> = units.lines().filter(|line| line.starts_with("name") || line.contains("水利局")).collect();
        fs::write(&town.units, one.join("\n")).unwrap();
        let mut command = town.evaluate(folder.path());
        let mut child =
            command.args(["--second-look", "600"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut told = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("起第二次查看") {
            line.clear();
            assert_ne!(told.read_line(&mut line).unwrap(), 0, "nothing is looked at again");
        }
        stops(child, told, signal);
    }
}

#[test]
fn a_list_of_units_is_evaluated_by_one_run_at_a_time() {
    let folder = tempdir().unwrap();
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap().to_string();
    let mut first = evaluate(folder.path(), "units.csv", &address).spawn().unwrap();
    let _silent = server.accept().unwrap();

    // In a workspace of its own, by the same list.
    let mut second = evaluate(folder.path(), "units.csv", &address);
    let output = second.args(["--workspace", "second", "--out", "second"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("单位名单 units.csv 正被另一次评估使用：请等它结束"), "{told}");

    // Who only reads it is not disturbed, and a copy is another list.
    assert!(fs::read_to_string(folder.path().join("units.csv")).unwrap().contains("青禾市财政局"));
    let mut third = evaluate(folder.path(), "copy.csv", &address);
    let mut third = third.args(["--workspace", "third", "--out", "third"]).spawn().unwrap();
    let _silent_too = server.accept().unwrap();
    assert!(third.try_wait().unwrap().is_none(), "it visits");
    for child in [&mut first, &mut third] {
        child.kill().unwrap();
        child.wait().unwrap();
    }

    // A run that was killed holds nothing.
    let mut again = evaluate(folder.path(), "units.csv", &address).spawn().unwrap();
    let _silent_again = server.accept().unwrap();
    assert!(again.try_wait().unwrap().is_none(), "it visits");
    again.kill().unwrap();
    again.wait().unwrap();
}

#[test]
fn a_workspace_is_used_by_one_run_at_a_time() {
    let folder = tempdir().unwrap();
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap().to_string();
    let mut first = evaluate(folder.path(), "units.csv", &address).spawn().unwrap();
    let _silent = server.accept().unwrap();
    let output = evaluate(folder.path(), "units.csv", &address).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("工作区 .lanmu 正被另一个 lanmu 进程使用：请等它结束"), "{told}");
    first.kill().unwrap();
    first.wait().unwrap();
}
