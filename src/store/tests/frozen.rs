//! Closed periods on disk.

use std::fs;
use std::path::Path;

use tempfile::{TempDir, tempdir};

use super::plan;
use crate::judge::Period;
use crate::sha256::sha256;
use crate::store::{
    FrozenFile, Manifest, Run, StoreError, Tampering, Workspace, frozen, frozen_periods, is_frozen, is_frozen_place,
};

const CATALOGUE: &str = "ankang-2020";

fn run() -> (TempDir, Run) {
    let folder = tempdir().unwrap();
    let run = Workspace::open(folder.path()).unwrap().begin(&plan(&["清水县人民政府"])).unwrap();
    (folder, run)
}

fn manifest() -> Manifest {
    Manifest {
        period: Period::parse("2020Q3").unwrap(),
        catalogue: CATALOGUE.to_owned(),
        run: "r1".to_owned(),
        as_of: "2020-09-30".parse().unwrap(),
        tool_version: "0.1.0".to_owned(),
        snapshot: sha256(b"pages"),
        open: vec!["清水县人民政府：待核查 1 项（AK-01-01-01）".to_owned()],
        files: Vec::new(),
        evidence: Vec::new(),
    }
}

#[test]
fn a_period_is_closed_as_a_whole_or_not_at_all() {
    let (folder, run) = run();
    let closing = run.close("2020Q3", CATALOGUE).unwrap();
    closing.put("inputs/units.json", b"[]").unwrap();
    // Given up: nothing is closed, and the next one begins anew.
    drop(closing);
    assert!(!is_frozen(folder.path(), "2020Q3", CATALOGUE));
    assert_eq!(frozen_periods(folder.path()).unwrap(), []);
    let closing = run.close("2020Q3", CATALOGUE).unwrap();
    closing.put("outputs/scores.csv", "得分".as_bytes()).unwrap();
    let closed = closing.finish(manifest()).unwrap();
    let files = &closed.manifest.files;
    assert_eq!((files.len(), files[0].path.as_str(), files[0].bytes), (1, "outputs/scores.csv", 6));
    assert_eq!(files[0].sha256, sha256("得分".as_bytes()));
    assert_eq!(frozen(folder.path(), "2020Q3", CATALOGUE).unwrap().unwrap(), closed);
    assert_eq!(frozen_periods(folder.path()).unwrap(), [("2020Q3".to_owned(), CATALOGUE.to_owned())]);
    assert!(matches!(run.close("2020Q3", CATALOGUE).unwrap_err(), StoreError::Frozen { .. }));
    assert!(run.close("2020Q3", "xinyang-2016").is_ok());
}

#[test]
fn what_differs_from_the_manifest_is_told() {
    let (_folder, run) = run();
    let closing = run.close("2020Q3", CATALOGUE).unwrap();
    for name in ["outputs/a.csv", "outputs/b.csv", "outputs/c.csv"] {
        closing.put(name, b"same length").unwrap();
    }
    let closed = closing.finish(manifest()).unwrap();
    assert_eq!(closed.tampering().unwrap(), []);
    let place = |name: &str| closed.folder.join("outputs").join(name);
    fs::remove_file(place("a.csv")).unwrap();
    fs::write(place("a.csv"), b"SAME length").unwrap();
    fs::remove_file(place("b.csv")).unwrap();
    fs::write(place("d.csv"), b"").unwrap();
    let name = |name: &str| format!("outputs/{name}");
    let expected =
        [Tampering::Changed(name("a.csv")), Tampering::Missing(name("b.csv")), Tampering::Extra(name("d.csv"))];
    assert_eq!(closed.tampering().unwrap(), expected);

    let again = run.scratch().unwrap();
    for (file, content) in [("a.csv", "same length"), ("b.csv", "other"), ("e.csv", "")] {
        fs::write(again.folder.join(file), content).unwrap();
    }
    assert_eq!(closed.differing("outputs/", &again.folder).unwrap(), ["b.csv", "c.csv", "e.csv"].map(name));
    let folder = again.folder.clone();
    drop(again);
    assert!(!folder.exists());
    fs::remove_file(closed.folder.join("manifest.json")).unwrap();
    let error = frozen(run.disk.folder(), "2020Q3", CATALOGUE).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

#[test]
fn a_name_that_leads_elsewhere_is_no_name() {
    let (folder, run) = run();
    for name in ["", ".", "..", "../x", "a/b", "a\\b", "/etc", ".again", "C:", "a\nb"] {
        assert!(matches!(run.close("2020Q3", name).unwrap_err(), StoreError::NoName(_)), "{name:?}");
        assert_eq!(frozen(folder.path(), "2020Q3", name).unwrap(), None, "{name:?}");
        assert!(!is_frozen(folder.path(), name, CATALOGUE), "{name:?}");
    }
    assert!(run.close("2020Q3", "青禾-2020").is_ok());
}

#[test]
fn the_place_of_closed_periods_is_known_however_it_is_written() {
    let folder = tempdir().unwrap();
    let inside = folder.path().join("frozen/2020Q3/ankang-2020/outputs");
    let is_it = |path: &Path| is_frozen_place(folder.path(), path);
    assert!(is_it(&inside));
    fs::create_dir_all(&inside).unwrap();
    assert!(is_it(&inside) && is_it(&inside.join("../new")) && is_it(&folder.path().join("frozen")));
    assert!(!is_it(&folder.path().join("out")) && !is_it(&folder.path().join("frozen-copy")));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&inside, folder.path().join("link")).unwrap();
        assert!(is_it(&folder.path().join("link/more")));
    }
}

#[test]
fn evidence_that_changed_in_the_workspace_is_told() {
    let (folder, run) = run();
    for name in ["a.warc.gz", "b.warc.gz", "c.warc.gz"] {
        fs::write(folder.path().join(name), b"record").unwrap();
    }
    let of = |name: &str| FrozenFile::of(folder.path(), name.to_owned()).unwrap();
    let evidence = ["a.warc.gz", "b.warc.gz", "c.warc.gz"].map(of).to_vec();
    let closing = run.close("2020Q3", CATALOGUE).unwrap();
    let closed = closing.finish(Manifest { evidence, ..manifest() }).unwrap();
    assert_eq!(closed.changed_evidence(folder.path()), []);
    fs::write(folder.path().join("b.warc.gz"), b"recorD").unwrap();
    fs::remove_file(folder.path().join("c.warc.gz")).unwrap();
    let expected = [Tampering::Changed("b.warc.gz".to_owned()), Tampering::Missing("c.warc.gz".to_owned())];
    assert_eq!(closed.changed_evidence(folder.path()), expected);
    assert!(FrozenFile::of(folder.path(), "d.warc.gz".to_owned()).is_err());
}

#[test]
fn a_manifest_that_is_gone_is_told() {
    let (folder, run) = run();
    let closed = run.close("2020Q3", CATALOGUE).unwrap().finish(manifest()).unwrap();
    fs::remove_file(closed.folder.join("manifest.json")).unwrap();
    let error = frozen(folder.path(), "2020Q3", CATALOGUE).unwrap_err().to_string();
    assert!(error.contains("manifest.json") && error.contains("文件不见了"), "{error}");
}
