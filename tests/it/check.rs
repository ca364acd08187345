//! A unit that looks at itself gets the verdicts that the office gets.

use lanmu::fixture::Town;
use serde_json::Value;
use tempfile::tempdir;

use crate::support::demo::DEMO;
use crate::support::lanmu;
use crate::support::town::Served;

#[test]
fn check_and_evaluate_give_the_same_verdicts() {
    let folder = tempdir().unwrap();
    let town = Served::start(folder.path());
    let evaluated = DEMO.result();
    // What the office has of reports is part of what both judge by.
    let declarations = folder.path().join("declarations.csv");
    std::fs::write(&declarations, Town::of("ankang-2020").unwrap().declarations_csv().unwrap()).unwrap();
    for name in ["青禾市民政局", "青禾市卫生健康委员会", "临溪县审计局"] {
        let units = evaluated["units"].as_array().unwrap();
        let office = units.iter().find(|result| result["unit"]["name"] == name).unwrap();
        let as_of = evaluated["run"]["as_of"].as_str().unwrap();
        let unit = &office["unit"];
        let output = lanmu()
            .current_dir(folder.path())
            .env("LANMU_CONNECT_TO", town.connect_to())
            .args(["check", unit["site"].as_str().unwrap(), "--unit", name, "--group", "部门", "--json"])
            .arg("--declarations")
            .arg(&declarations)
            .args([
                "--alias",
                unit["aliases"][0].as_str().unwrap(),
                "--period",
                "2020Q3",
                "--as-of",
                as_of,
                "--pause",
                "0",
            ])
            .output()
            .unwrap();
        let barred = office["end"] == "failed";
        assert_eq!(
            output.status.code(),
            Some(if barred { 3 } else { 0 }),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let own: Value = serde_json::from_slice(&output.stdout).unwrap();
        for part in ["verdicts", "columns"] {
            assert_eq!(timeless(&own["units"][0][part]), timeless(&office[part]), "{name}: {part}");
        }
        assert_eq!(own["units"][0]["sheet"]["total"], office["sheet"]["total"], "{name}");
    }
}

/// The same without the times at which pages were fetched, and without the records of a stored run.
fn timeless(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let lasting = fields.iter().filter(|(key, _)| !matches!(key.as_str(), "at" | "warc"));
            lasting.map(|(key, value)| (key.clone(), timeless(value))).collect()
        }
        Value::Array(values) => values.iter().map(timeless).collect(),
        plain => plain.clone(),
    }
}
