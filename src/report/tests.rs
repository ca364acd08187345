//! What a reader sees, held as snapshots, and what must hold for the files whatever happens.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use super::sample::{change, evaluation};
use super::sample_ledger::ledger;
use super::sheets::{self, Kind, Part, Sheet};
use super::{Evaluation, ReportError, Summary, table, unit_text, write};
use crate::catalogue::Kind as CatalogueKind;
use crate::judge::Cause;
use crate::site::FailureClass;

const FILES: [&str; 11] = [
    "scores.csv",
    "details.csv",
    "findings.csv",
    "columns.csv",
    "recheck.csv",
    "signals.csv",
    "scores.xlsx",
    "report.html",
    "notice.docx",
    "result.json",
    "datapackage.json",
];

/// The CSV text of a sheet, without the BOM and with the line ends of this source file.
fn csv(name: &str) -> String {
    csv_of(&evaluation(), name)
}

fn csv_of(evaluation: &Evaluation, name: &str) -> String {
    let text = String::from_utf8(bytes_of(evaluation, name)).unwrap();
    text.strip_prefix('\u{feff}').expect("a BOM").replace("\r\n", "\n")
}

fn bytes_of(evaluation: &Evaluation, name: &str) -> Vec<u8> {
    let add = |part: Part<'_>, table: &mut csv::Writer<Vec<u8>>| {
        let sheet = sheets::all(evaluation, part).into_iter().find(|sheet| sheet.name == name).unwrap();
        sheet.add_to(table).unwrap();
    };
    let heads = sheets::all(evaluation, Part::End).into_iter().find(|sheet| sheet.name == name).unwrap();
    let mut table = heads.begin(Vec::new()).unwrap();
    for result in &evaluation.units {
        add(Part::Unit(result, &result.dossier.taken_out().unwrap()), &mut table);
    }
    add(Part::End, &mut table);
    table.into_inner().unwrap()
}

#[test]
fn scores_sheet() {
    insta::assert_snapshot!(csv("scores"));
}

#[test]
fn details_sheet() {
    insta::assert_snapshot!(csv("details"));
}

#[test]
fn weights_of_four_places_stand_in_the_details() {
    let mut evaluation = evaluation();
    change(&mut evaluation.units[0], |dossier| {
        let points = &mut dossier.points[0];
        (points.full, points.got) = ("15.1801".parse().unwrap(), Some("0.06".parse().unwrap()));
    });
    let details = csv_of(&evaluation, "details");
    assert!(details.contains(",15.1801,0.06,"), "{details}");
}

#[test]
fn details_sheet_of_a_ledger() {
    insta::assert_snapshot!(csv_of(&ledger(), "details"));
}

#[test]
fn unit_report_of_a_ledger() {
    let evaluation = ledger();
    insta::assert_snapshot!(unit_text(&evaluation, &evaluation.units[0]).unwrap());
}

#[test]
fn findings_sheet() {
    insta::assert_snapshot!(csv("findings"));
}

#[test]
fn columns_sheet() {
    insta::assert_snapshot!(csv("columns"));
}

#[test]
fn ranking_table() {
    insta::assert_snapshot!(table(&evaluation()));
}

#[test]
fn unit_report() {
    let evaluation = evaluation();
    insta::assert_snapshot!(unit_text(&evaluation, &evaluation.units[0]).unwrap());
}

#[test]
fn a_terminal_is_not_steered_by_a_website() {
    let mut evaluation = evaluation();
    change(&mut evaluation.units[0], |dossier| dossier.verdicts[1].reasons = vec!["\u{1b}[2J\u{7}清屏".into()]);
    evaluation.units[0].unit.name = "临溪\u{1b}[31m县".into();
    let shown = unit_text(&evaluation, &evaluation.units[0]).unwrap() + &table(&evaluation);
    assert!(!shown.contains(['\u{1b}', '\u{7}']), "{shown:?}");
}

#[test]
fn lines_of_the_ranking_table_are_equally_wide() {
    use unicode_width::UnicodeWidthStr;
    let mut evaluation = evaluation();
    evaluation.units[0].unit.name = "云山市临溪县经济技术开发区高新技术产业园区管理委员会办公室".repeat(2);
    let widths: Vec<usize> = table(&evaluation).lines().map(UnicodeWidthStr::width).collect();
    assert!(widths.iter().all(|width| *width == widths[0] && *width <= 100), "{widths:?}");
}

#[test]
fn every_line_ends_with_crlf() {
    let evaluation = evaluation();
    for sheet in sheets::all(&evaluation, Part::End) {
        let bytes = bytes_of(&evaluation, sheet.name);
        let text = std::str::from_utf8(&bytes).unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{}", sheet.name);
        assert!(text.ends_with("\r\n"));
    }
}

#[test]
fn text_from_a_website_never_becomes_a_formula() {
    for hostile in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{3000}=1", "＝1", "\n=1"] {
        let mut evaluation = evaluation();
        change(&mut evaluation.units[0], |dossier| dossier.columns[0].0.name = hostile.to_owned());
        let bytes = bytes_of(&evaluation, "columns");
        let first = csv::Reader::from_reader(bytes.as_slice()).into_records().next();
        let cell = first.unwrap().unwrap()[1].to_owned();
        assert_eq!(cell, format!("'{hostile}"));
    }
}

#[test]
fn a_negative_number_stays_a_number() {
    let mut evaluation = evaluation();
    change(&mut evaluation.units[0], |dossier| dossier.verdicts[0].findings[0].stale_days = Some(-3));
    assert!(csv_of(&evaluation, "findings").contains(",-3,"));
}

#[test]
fn the_same_result_gives_the_same_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let paths = write(&evaluation(), one.path()).unwrap();
    write(&evaluation(), two.path()).unwrap();
    assert_eq!(paths, FILES.map(|name| one.path().join(name)));
    for name in FILES {
        assert_eq!(fs::read(one.path().join(name)).unwrap(), fs::read(two.path().join(name)).unwrap(), "{name}");
    }
    assert_eq!(names_in(one.path()).len(), FILES.len(), "nothing but the result is left in the folder");
}

#[test]
fn result_json_holds_the_identity_and_the_verdicts() {
    let dir = tempfile::tempdir().unwrap();
    write(&evaluation(), dir.path()).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&fs::read(dir.path().join("result.json")).unwrap()).unwrap();
    assert_eq!(json["run"]["as_of"], "2020-09-30");
    assert_eq!(json["run"]["sha256"]["reviews"], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(json["units"][0]["end"], "complete");
    assert_eq!(json["units"][0]["verdicts"][0]["answer"], "partial");
    assert_eq!(json["units"][0]["columns"][0]["items"], 2);
    assert_eq!(json["units"][0]["columns"][0]["mapping"]["codes"][0], "YS-01-01");
    assert_eq!(json["units"][1]["sheet"]["total"], serde_json::Value::Null);
}

/// The keys of `result.json` are what other programs rely on: a key that goes or changes its name shows here.
#[test]
fn keys_of_result_json() {
    let json = serde_json::to_value(evaluation()).unwrap();
    let mut keys = BTreeSet::new();
    collect_keys("", &json, &mut keys);
    insta::assert_snapshot!(keys.into_iter().collect::<Vec<_>>().join("\n"));
}

fn collect_keys(path: &str, value: &serde_json::Value, keys: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(entries) => {
            for (key, value) in entries {
                collect_keys(&format!("{path}.{key}"), value, keys);
            }
        }
        serde_json::Value::Array(values) => {
            for value in values {
                collect_keys(&format!("{path}[]"), value, keys);
            }
        }
        _ => {
            keys.insert(path.trim_start_matches('.').to_owned());
        }
    }
}

fn names_in(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_that_cannot_be_replaced_leaves_all_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("scores.csv"), "old").unwrap();
    fs::create_dir(dir.path().join("result.json")).unwrap();
    let error = write(&evaluation(), dir.path()).unwrap_err();
    assert!(matches!(&error, ReportError::Unwritable { path, .. } if path.ends_with("result.json")));
    assert!(error.to_string().contains("已有同名文件夹") && error.to_string().contains("原有文件没有改动"), "{error}");
    assert_eq!(names_in(dir.path()), ["result.json", "scores.csv"]);
    assert_eq!(fs::read_to_string(dir.path().join("scores.csv")).unwrap(), "old");
}

#[test]
fn a_folder_that_cannot_be_made_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("out"), "a file").unwrap();
    let error = write(&evaluation(), &dir.path().join("out/2020Q3")).unwrap_err();
    assert!(error.to_string().contains("不是文件夹"), "{error}");
    assert_eq!(names_in(dir.path()), ["out"]);
    assert_eq!(fs::read_to_string(dir.path().join("out")).unwrap(), "a file");
}

#[test]
fn what_a_killed_run_left_behind_does_not_hinder_the_next() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join(".lanmu-partial/new")).unwrap();
    fs::write(dir.path().join(".lanmu-partial/new/scores.csv"), "half").unwrap();
    write(&evaluation(), dir.path()).unwrap();
    let mut expected = FILES;
    expected.sort_unstable();
    assert_eq!(names_in(dir.path()), expected);
}

#[test]
fn the_chinese_readme_explains_every_column_of_every_sheet() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.zh-CN.md")).unwrap();
    for Sheet { name, heads, .. } in [evaluation(), ledger(), of_website()].iter().flat_map(at_end) {
        let titled = |part: &&str| part.lines().next().is_some_and(|title| title.contains(&format!("`{name}.csv`")));
        let section = readme.split("\n### ").find(titled).expect(name);
        for head in heads {
            let row = format!("| {} | {} |", head.name, head.meaning);
            assert!(section.contains(&row), "README.zh-CN.md, {name}.csv: {row}");
        }
    }
}

fn at_end(evaluation: &Evaluation) -> Vec<Sheet<'_>> {
    sheets::all(evaluation, Part::End)
}

/// The sample as a website check.
fn of_website() -> Evaluation {
    let mut evaluation = evaluation();
    evaluation.catalogue.kind = CatalogueKind::Website;
    evaluation
}

#[test]
fn the_chinese_readme_explains_every_state() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.zh-CN.md")).unwrap();
    for head in [evaluation(), ledger(), of_website()].iter().flat_map(at_end).flat_map(|sheet| sheet.heads) {
        let Kind::State(words) = &head.kind else { continue };
        for word in words {
            let row = format!("| {} | {word} |", head.name);
            assert!(readme.contains(&row), "README.zh-CN.md: {row}");
        }
    }
}

/// Needs `frictionless` (PyPI); `scripts/test` installs it and names it in `LANMU_FRICTIONLESS`.
#[test]
fn frictionless_accepts_the_data_package() {
    let Some(frictionless) = std::env::var_os("LANMU_FRICTIONLESS") else {
        assert!(std::env::var_os("CI").is_none(), "LANMU_FRICTIONLESS is not set");
        eprintln!("left out: LANMU_FRICTIONLESS is not set");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    write(&evaluation(), dir.path()).unwrap();
    let run = Command::new(frictionless)
        .args(["validate", "datapackage.json", "--json"])
        .current_dir(dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    let report: serde_json::Value = serde_json::from_str(&said).expect(&said);
    assert_eq!(report["valid"], true, "{said}");
    // The six tables and result.json; the documents that show the same to people are not data.
    assert_eq!(report["stats"]["tasks"], 7, "{said}");
}

#[test]
fn the_summary_counts_units_verdicts_and_what_they_took() {
    let Summary { units, complete, failed, unstable, unverified, requests, bytes, .. } = evaluation().run.summary;
    assert_eq!((units, complete, failed, unstable), (2, 1, 1, 0));
    assert_eq!(unverified, BTreeMap::from([(Cause::Failure(FailureClass::Timeout), 2)]));
    assert_eq!((requests, bytes), (90, 2_412_000));
    let told = evaluation().run.summary.to_string();
    for words in [
        "单位 2 个：看完 1，请求次数用尽 0，无法进入 1",
        "待核查 2 项（在时限内没有完整响应 2）",
        "请求 90 次，收到 2.3 MB",
    ] {
        assert!(told.contains(words), "{told}");
    }
}
