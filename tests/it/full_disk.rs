//! A full disk, or one that can only be read, gives one clear message, and leaves what was there.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::tempdir;

use crate::support::town::Served;

/// Mounts a disk of 64 KiB with an earlier sheet at `$1`, runs the rest of the line, and shows the sheet afterwards.
const ON_A_SMALL_DISK: &str = r#"
    mkdir "$1" && mount -t tmpfs -o size=64k none "$1" && echo earlier > "$1/scores.csv" || exit 99
    small="$1"; shift
    "$@"; code=$?
    cat "$small/scores.csv"; ls "$small"
    exit $code
"#;

/// Mounts a disk that can only be read at `$1`, with the list of units and an earlier sheet on it, and runs the rest of the
/// line.
const ON_A_READ_ONLY_DISK: &str = r#"
    mkdir "$1" && mount -t tmpfs none "$1" && echo earlier > "$1/scores.csv" && cp units.csv "$1" || exit 99
    mount -o remount,ro "$1" || exit 99
    read_only="$1"; shift
    "$@"; code=$?
    cat "$read_only/scores.csv"; ls "$read_only"
    exit $code
"#;

#[test]
fn sheets_that_do_not_fit_leave_the_earlier_ones() {
    let Some((output, told)) = evaluate_on(ON_A_SMALL_DISK, "out", &[]) else { return };
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("out/") && told.contains("磁盘空间不足"), "{told}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "earlier\nscores.csv\n", "{told}");
}

#[test]
fn pages_that_do_not_fit_end_the_run_and_write_no_sheet() {
    let Some((output, told)) = evaluate_on(ON_A_SMALL_DISK, "workspace", &[]) else { return };
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("磁盘已满") && told.contains("workspace/lanmu.db"), "{told}");
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("earlier\n"), "{told}");
}

#[test]
fn a_disk_that_can_only_be_read_takes_neither_pages_nor_sheets() {
    let earlier = "earlier\nscores.csv\nunits.csv\n";
    for (folder, words) in [("workspace", "不可写"), ("out", "只能读取")] {
        let Some((output, told)) = evaluate_on(ON_A_READ_ONLY_DISK, folder, &[]) else { return };
        assert_eq!(output.status.code(), Some(if folder == "out" { 2 } else { 1 }), "{told}");
        assert!(told.contains(folder) && told.contains(words), "{told}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), earlier, "{told}");
    }
}

#[test]
fn a_list_of_units_on_a_disk_that_can_only_be_read_is_evaluated() {
    let list = [("LANMU_UNITS", "shared/units.csv")];
    let Some((output, told)) = evaluate_on(ON_A_READ_ONLY_DISK, "shared", &list) else { return };
    assert_eq!(output.status.code(), Some(0), "{told}");
}

/// `lanmu evaluate` over one unit by a script that makes the folder `disk` a disk of its own, with more in the environment;
/// and what it said. `None` where nobody may mount one: that takes user namespaces, or root with the right to mount.
fn evaluate_on(script: &str, disk: &str, more: &[(&str, &str)]) -> Option<(Output, String)> {
    let folder = tempdir().unwrap();
    let Some(unshare) = unshare(folder.path()) else {
        assert!(std::env::var_os("CI").is_none(), "no disk can be mounted here, not even in a namespace of our own");
        eprintln!("LEFT OUT: no disk can be mounted here");
        return None;
    };
    let town = Served::start(folder.path());
    let units = fs::read_to_string(&town.units).unwrap();
    fs::write(&town.units, units.lines().take(2).collect::<Vec<_>>().join("\n")).unwrap();
    let mut lanmu = town.evaluate(folder.path());
    lanmu.envs(more.iter().copied());
    let mut command = Command::new("unshare");
    command.args(unshare).args(["sh", "-c", script, "sh", disk]);
    command.arg(lanmu.get_program()).args(lanmu.get_args()).current_dir(folder.path());
    for (name, value) in lanmu.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.matches("错误：").count() <= 1, "one message: {told}");
    Some((output, told))
}

/// The options with which `unshare` lets us mount something.
fn unshare(folder: &Path) -> Option<&'static [&'static str]> {
    let ways: [&[&str]; 2] = [&["--map-root-user", "--mount"], &["--mount"]];
    let works = |way: &&[&str]| {
        let mut command = Command::new("unshare");
        command.args(*way).args(["mount", "-t", "tmpfs", "none"]).arg(folder);
        command.output().is_ok_and(|output| output.status.success())
    };
    ways.into_iter().find(works)
}
