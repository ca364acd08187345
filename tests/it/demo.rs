//! The made-up units get the verdicts that were written by hand for them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::support::demo::{DEMO, Demo};

/// One line of `fixtures/expected.csv`.
#[derive(Debug, Deserialize)]
struct Expected {
    unit: String,
    /// Column code, or `*` for all of the unit.
    code: String,
    column: String,
    content: String,
    freshness: String,
    answer: String,
}

/// The four states of a verdict, by unit and column code; several where the rows of a column differ.
type States = BTreeMap<(String, String), BTreeSet<[String; 4]>>;

#[test]
fn every_verdict_is_the_one_written_by_hand() {
    let seen = states(&DEMO.result());
    let mut wrong = Vec::new();
    let mut spoken_for = BTreeSet::new();
    for line in expected() {
        let wanted = [&line.column, &line.content, &line.freshness, &line.answer];
        let about: Vec<_> = seen
            .iter()
            .filter(|((unit, code), _)| *unit == line.unit && (line.code == "*" || *code == line.code))
            .collect();
        assert!(!about.is_empty(), "{} {} is expected, but no verdict is about it", line.unit, line.code);
        for (place, found) in about {
            spoken_for.insert(place.clone());
            let fits = found.iter().any(|states| states.iter().zip(wanted).all(|(is, want)| want == "-" || is == want));
            if !fits {
                wrong.push(format!("{} {}: expected {wanted:?}, found {found:?}", place.0, place.1));
            }
        }
    }
    assert!(wrong.is_empty(), "{} verdicts differ:\n{}", wrong.len(), wrong.join("\n"));
    let unexpected: Vec<_> = seen.keys().filter(|place| !spoken_for.contains(*place)).collect();
    assert!(unexpected.is_empty(), "verdicts that nobody wrote down: {unexpected:?}");
}

fn states(result: &Value) -> States {
    let columns: BTreeMap<&str, &str> = result["catalogue"]["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["code"].as_str().unwrap(), row["column"].as_str().unwrap()))
        .collect();
    let mut states = States::new();
    for unit in result["units"].as_array().unwrap() {
        for verdict in unit["verdicts"].as_array().unwrap() {
            let column = columns[verdict["code"].as_str().unwrap()];
            let state =
                ["column", "content", "freshness", "answer"].map(|key| verdict[key].as_str().unwrap().to_owned());
            let place = (verdict["unit"].as_str().unwrap().to_owned(), column.to_owned());
            states.entry(place).or_default().insert(state);
        }
    }
    states
}

fn expected() -> Vec<Expected> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/expected.csv");
    csv::Reader::from_path(file).unwrap().deserialize().collect::<Result<_, _>>().unwrap()
}

#[test]
fn it_prints_a_ranking_and_where_the_sheets_are() {
    for word in ["排名", "得分", "等级", "覆盖率", "最严重问题", "青禾市财政局", "scores.csv", "datapackage.json"]
    {
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
    let again = Demo::run();
    for sheet in ["scores.csv", "details.csv", "findings.csv", "columns.csv"] {
        assert_eq!(fs::read(DEMO.file(sheet)).unwrap(), fs::read(again.file(sheet)).unwrap(), "{sheet}");
    }
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
