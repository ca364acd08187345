//! Records of runs.

use tempfile::tempdir;

use super::plan;
use crate::store::{Run, RunPlan, StoreError, Workspace};

const CATALOGUE: &str = "ankang-2020";

fn run_for(workspace: &Workspace, period: &str) -> Run {
    workspace.begin(&RunPlan { period: Some(period.to_owned()), ..plan(&["清水县人民政府"]) }).unwrap()
}

fn records(workspace: &Workspace) -> Vec<String> {
    workspace.records(CATALOGUE).unwrap()
}

#[test]
fn the_newest_record_of_the_newest_run_counts_for_its_period() {
    let folder = tempdir().unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let first = run_for(&workspace, "2020Q3");
    assert_eq!(first.record::<String>().unwrap(), None);
    first.keep_record(CATALOGUE, "2020Q3", &"first").unwrap();
    first.finish().unwrap();
    let second = run_for(&workspace, "2020Q3");
    second.keep_record(CATALOGUE, "2020Q3", &"second").unwrap();
    // The older run is scored again; the newer one still counts.
    first.keep_record(CATALOGUE, "2020Q3", &"first, again").unwrap();
    second.keep_record(CATALOGUE, "2020Q3", &"second, again").unwrap();
    let other = run_for(&workspace, "2020Q2");
    other.keep_record(CATALOGUE, "2020Q2", &"spring").unwrap();
    other.keep_record("xinyang-2016", "2020Q1", &"another catalogue").unwrap();
    other.keep_record(CATALOGUE, "", &"no period").unwrap();
    assert_eq!(records(&workspace), ["spring", "second, again"]);
    assert_eq!(first.record::<String>().unwrap().as_deref(), Some("first, again"));
    assert_eq!(other.record::<String>().unwrap().as_deref(), Some("no period"));
}

#[test]
fn no_record_is_ever_dropped_and_none_is_kept_twice() {
    let folder = tempdir().unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let run = run_for(&workspace, "2020Q3");
    for record in ["one", "one", "two", "one"] {
        run.keep_record(CATALOGUE, "2020Q3", &record).unwrap();
    }
    drop((run, workspace));
    let file = rusqlite::Connection::open(folder.path().join("lanmu.db")).unwrap();
    let kept: u32 = file.query_row("SELECT count(*) FROM records", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 3);
}

#[test]
fn a_damaged_record_is_told_with_the_file() {
    let folder = tempdir().unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    run_for(&workspace, "2020Q3").keep_record(CATALOGUE, "2020Q3", &"whole").unwrap();
    let file = rusqlite::Connection::open(folder.path().join("lanmu.db")).unwrap();
    file.execute("UPDATE records SET deflated = x'00'", []).unwrap();
    let error = workspace.records::<String>(CATALOGUE).unwrap_err();
    assert!(matches!(&error, StoreError::Damaged { path, .. } if path.ends_with("lanmu.db")), "{error}");
}
