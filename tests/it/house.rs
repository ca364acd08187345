//! The rooms under `src/` use only rooms below them, and the pure ones no runtime, client or database (ARCHITECTURE.md).

use std::fs;
use std::path::{Path, PathBuf};

/// From the top of the house down.
const ROOMS: [&str; 13] = [
    "cli",
    "fixture",
    "report",
    "store",
    "crawl",
    "score",
    "judge",
    "mapping",
    "read",
    "site",
    "catalogue",
    "unit",
    "calendar",
];
/// The rooms that take data and give data.
const PURE: [&str; 8] = ["score", "judge", "mapping", "read", "site", "catalogue", "unit", "calendar"];
/// What pure rooms have no use for.
const IMPURE: [&str; 5] = ["tokio", "reqwest", "rusqlite", "axum", "SystemTime"];

#[test]
fn arrows_between_rooms_only_go_down() {
    let mut wrong = Vec::new();
    for (place, room) in ROOMS.iter().enumerate() {
        for (file, code) in code_of(room) {
            let above = ROOMS[..place].iter().filter(|above| code.contains(&format!("crate::{above}")));
            wrong.extend(above.map(|above| format!("{} uses {above}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pure_rooms_touch_no_network_database_or_clock() {
    let mut wrong = Vec::new();
    for (file, code) in PURE.iter().flat_map(|room| code_of(room)) {
        let impure = IMPURE.iter().filter(|word| code.contains(*word));
        wrong.extend(impure.map(|word| format!("{} uses {word}", file.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files of a room with their code, comments and tests left out.
fn code_of(room: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room), &mut files);
    assert!(!files.is_empty(), "there is no room {room}");
    files
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            collect(&path, files);
        } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let code = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            files.push((path, code));
        }
    }
}
