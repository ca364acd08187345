//! The made-up units get the verdicts that were written by hand for them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use lanmu::fixture::Town;
use serde_json::Value;

use crate::support::demo::{DEMO, Demo};
use crate::support::town::Served;

/// The states of a row's verdict by the names in `result.json` (`column`, `content`, `answer` …).
type States = BTreeMap<String, String>;

/// The rows of a column by their codes.
type Rows = BTreeMap<String, States>;

#[test]
fn the_town_of_ankang_2020_gets_the_verdicts_written_by_hand() {
    compare(&DEMO.result(), "ankang-2020/expected.csv");
}

#[test]
fn the_town_of_city_disclosure_gets_the_verdicts_written_by_hand() {
    compare(&Demo::run(&["--catalogue", "city-disclosure"]).result(), "city-disclosure/expected.csv");
}

#[test]
fn the_town_of_three_fields_2018_gets_the_verdicts_written_by_hand() {
    compare(&Demo::run(&["--catalogue", "three-fields-2018"]).result(), "three-fields-2018/expected.csv");
}

#[test]
fn the_town_of_three_fields_2018_gets_the_verdicts_written_by_hand_for_an_earlier_quarter() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::serve(Town::earlier("three-fields-2018", "2018Q3").unwrap(), folder.path());
    let mut evaluate = served.evaluate_on(folder.path(), "three-fields-2018", "2018-09-28");
    let status = evaluate.args(["--period", "2018Q3"]).output().unwrap().status;
    assert_eq!(status.code(), Some(0));
    let result = fs::read(folder.path().join("out/result.json")).unwrap();
    compare(&serde_json::from_slice(&result).unwrap(), "three-fields-2018/2018Q3/expected.csv");
}

#[test]
fn the_town_of_work_points_2014_gets_the_verdicts_written_by_hand() {
    compare(&Demo::run(&["--catalogue", "work-points-2014"]).result(), "work-points-2014/expected.csv");
}

#[test]
fn the_town_of_xinyang_2016_gets_the_verdicts_written_by_hand_on_both_check_days() {
    compare(&Demo::run(&["--catalogue", "xinyang-2016"]).result(), "xinyang-2016/expected.csv");
    let folder = tempfile::tempdir().unwrap();
    let declarations = Town::of("xinyang-2016").unwrap().declarations_csv().unwrap().to_owned();
    fs::write(folder.path().join("declarations.csv"), declarations).unwrap();
    let served = Served::town("xinyang-2016", folder.path());
    let mut evaluate = served.evaluate_on(folder.path(), "xinyang-2016", "2016-08-31");
    let status = evaluate.args(["--declarations", "declarations.csv"]).output().unwrap().status;
    assert_eq!(status.code(), Some(3), "a site cannot be entered");
    let result = fs::read(folder.path().join("out/result.json")).unwrap();
    compare(&serde_json::from_slice(&result).unwrap(), "xinyang-2016/expected-2016-08-31.csv");
}

/// Holds a result against a file below `fixtures/`: unit, code, the states that the head names, a note. The code is
/// that of a column, of which one row has to fit, that of a row, or `*` for all columns of the unit. `-` leaves a state
/// open.
fn compare(result: &Value, file: &str) {
    let seen = seen(result);
    let (mut wrong, mut spoken_for) = (Vec::new(), BTreeSet::new());
    for (unit, code, wanted) in expected(file) {
        let mut answered = false;
        for ((_, column), rows) in seen.iter().filter(|((owner, _), _)| *owner == unit) {
            let about: Rows = if code == "*" || code == *column {
                rows.clone()
            } else {
                rows.iter()
                    .filter(|(row, _)| **row == code)
                    .map(|(row, states)| (row.clone(), states.clone()))
                    .collect()
            };
            if about.is_empty() {
                continue;
            }
            answered = true;
            spoken_for.extend(about.keys().map(|row| (unit.clone(), row.clone())));
            let fits = |is: &States| wanted.iter().all(|(key, want)| want == "-" || is.get(key) == Some(want));
            if !about.values().any(fits) {
                wrong.push(format!("{unit} {column}: expected {wanted:?}, found {about:?}"));
            }
        }
        if !answered {
            wrong.push(format!("{unit} {code} is expected, but no verdict is about it"));
        }
    }
    let rows = seen.iter().flat_map(|((unit, _), rows)| rows.keys().map(|row| (unit.clone(), row.clone())));
    let unexpected = rows.filter(|place| !spoken_for.contains(place));
    wrong.extend(unexpected.map(|(unit, row)| format!("{unit} {row}: a verdict that nobody wrote down")));
    assert!(wrong.is_empty(), "{} verdicts of {file} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// The verdicts by unit and column code.
fn seen(result: &Value) -> BTreeMap<(String, String), Rows> {
    let mut seen: BTreeMap<(String, String), Rows> = BTreeMap::new();
    for verdict in result["units"].as_array().unwrap().iter().flat_map(|unit| unit["verdicts"].as_array().unwrap()) {
        let word = |key: &str| verdict[key].as_str().unwrap().to_owned();
        let states = verdict.as_object().unwrap().iter();
        let states = states.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect();
        seen.entry((word("unit"), word("column_code"))).or_default().insert(word("code"), states);
    }
    seen
}

/// Unit, code and wanted states of each line that was written by hand.
fn expected(file: &str) -> Vec<(String, String, States)> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(file);
    let lines = csv::Reader::from_path(file).unwrap().deserialize().collect::<Result<Vec<States>, _>>().unwrap();
    let lines = lines.into_iter().map(|mut line| {
        line.remove("note").unwrap();
        (line.remove("unit").unwrap(), line.remove("code").unwrap(), line)
    });
    lines.collect()
}

#[test]
fn it_prints_a_ranking_and_where_the_sheets_are() {
    for word in [
        "排名",
        "得分",
        "等级",
        "覆盖率",
        "最严重问题",
        "青禾市财政局",
        "scores.csv",
        "report.html",
        "datapackage.json",
    ] {
        assert!(DEMO.told.contains(word), "{word} is not in:\n{}", DEMO.told);
    }
}

#[test]
fn the_manuals_show_what_it_prints() {
    for manual in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(manual)).unwrap();
        assert!(text.contains(DEMO.told.trim_end()), "the transcript in {manual} is not that of:\n{}", DEMO.told);
    }
}

#[test]
fn twice_gives_the_same_sheets() {
    let again = Demo::run(&[]);
    for sheet in ["scores.csv", "details.csv", "findings.csv", "columns.csv", "signals.csv"] {
        assert_eq!(fs::read(DEMO.file(sheet)).unwrap(), fs::read(again.file(sheet)).unwrap(), "{sheet}");
    }
}

/// `fixtures/ankang-2020/declarations.csv`: nothing of 发展和改革委员会, all but 环境保护领域 of 水利局.
#[test]
fn what_was_not_reported_is_told() {
    let (mut missing, result) = (BTreeMap::<&str, Vec<&str>>::new(), DEMO.result());
    for verdict in result["units"].as_array().unwrap().iter().flat_map(|unit| unit["verdicts"].as_array().unwrap()) {
        let findings = verdict["findings"].as_array().unwrap();
        if findings.iter().any(|finding| finding["kind"] == "report_missing") {
            let column = verdict["column_code"].as_str().unwrap();
            missing.entry(verdict["unit"].as_str().unwrap()).or_default().push(column);
        }
    }
    let reform =
        ["AK-02-01", "AK-02-02", "AK-02-03", "AK-02-05", "AK-02-08", "AK-02-09", "AK-03-04", "AK-03-06", "AK-12-00"];
    let expected = BTreeMap::from([("青禾市发展和改革委员会", reform.to_vec()), ("青禾市水利局", vec!["AK-04-05"])]);
    assert_eq!(missing, expected);
    assert!(DEMO.told.contains("未报送信息：批准服务信息等 9 项"), "{}", DEMO.told);
}

#[test]
fn every_verdict_shows_what_was_seen() {
    for unit in DEMO.result()["units"].as_array().unwrap() {
        for verdict in unit["verdicts"].as_array().unwrap() {
            assert!(!verdict["evidence"].as_array().unwrap().is_empty(), "no evidence: {verdict}");
            let silent = verdict["reasons"].as_array().unwrap().is_empty();
            assert!(!silent || verdict["answer"] == "met", "no reason: {verdict}");
        }
    }
}
