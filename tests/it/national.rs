//! The national website check over the made-up town: verdicts written by hand.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::support::town::Served;

/// One line of `national-expected.csv`.
#[derive(Debug, Deserialize)]
struct Expected {
    unit: String,
    /// Code of the row, or `*` for all of the unit that no other line is about.
    code: String,
    check: String,
    answer: String,
}

/// State, answer and reasons by unit and code.
type Answers = BTreeMap<(String, String), [String; 3]>;

#[test]
fn the_town_is_checked_as_written_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let town = Served::start(folder.path());
    let output = town.evaluate_by(folder.path(), "national-2019").output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "two units cannot be entered: {told}");
    let result: Value = serde_json::from_slice(&std::fs::read(folder.path().join("out/result.json")).unwrap()).unwrap();
    let seen = answers(&result);
    let expected = expected();
    let mut wrong = Vec::new();
    for ((unit, code), found) in &seen {
        let of_unit = || expected.iter().filter(|line| line.unit == *unit);
        let Some(line) = of_unit().find(|line| line.code == *code).or_else(|| of_unit().find(|line| line.code == "*"))
        else {
            continue;
        };
        if found[..2] != [line.check.clone(), line.answer.clone()] {
            wrong.push(format!("{unit} {code}: expected {} {}, found {found:?}", line.check, line.answer));
        }
    }
    for line in expected.iter().filter(|line| line.code != "*") {
        assert!(seen.contains_key(&(line.unit.clone(), line.code.clone())), "no verdict is about {line:?}");
    }
    assert!(wrong.is_empty(), "{} verdicts differ:\n{}", wrong.len(), wrong.join("\n"));
}

fn answers(result: &Value) -> Answers {
    let units = result["units"].as_array().unwrap().iter();
    let verdicts = units.flat_map(|unit| unit["verdicts"].as_array().unwrap());
    verdicts
        .map(|verdict| {
            let word = |key: &str| verdict[key].as_str().unwrap().to_owned();
            ((word("unit"), word("code")), [word("check"), word("answer"), verdict["reasons"].to_string()])
        })
        .collect()
}

fn expected() -> Vec<Expected> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/national-expected.csv");
    csv::Reader::from_path(file).unwrap().deserialize().collect::<Result<_, _>>().unwrap()
}
