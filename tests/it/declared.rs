//! What units declared: from the file to the sheets. The town and its units are made up.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::tempdir;

use crate::support::demo::DEMO;
use crate::support::lanmu;
use crate::support::town::Served;

/// 市财政局 owes seven reports: one came in time, with a page to look at, one late, one after the as-of day.
const DECLARATIONS: &str = "unit,code,url,date,statement\n\
    青禾市财政局,AK-01-04-01,http://spj.qinghe.example/,2020-09-18,已报送\n\
    青禾市财政局,AK-02-03-01,,2020-10-08,已报送\n\
    青禾市财政局,AK-02-08-01,,2020-10-21,已报送\n";
const MISSING: [&str; 5] = ["AK-02-08-01", "AK-03-04-01", "AK-03-05-01", "AK-03-06-01", "AK-12-00-01"];

/// The town with the two units that the test is about.
fn town(folder: &Path) -> Served {
    let town = Served::start(folder);
    let units = fs::read_to_string(&town.units).unwrap();
    let about = |line: &&str| ["name,", "青禾市财政局,", "临溪县审计局,"].iter().any(|start| line.starts_with(start));
    fs::write(&town.units, units.lines().filter(about).collect::<Vec<_>>().join("\n")).unwrap();
    fs::write(folder.join("declarations.csv"), DECLARATIONS).unwrap();
    town
}

fn result(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("result.json")).unwrap()).unwrap()
}

fn unit<'r>(result: &'r Value, name: &str) -> &'r Value {
    result["units"].as_array().unwrap().iter().find(|unit| unit["unit"]["name"] == name).unwrap()
}

/// Codes of the rows whose report is missing.
fn missing(unit: &Value) -> Vec<&str> {
    let findings =
        unit["verdicts"].as_array().unwrap().iter().flat_map(|verdict| verdict["findings"].as_array().unwrap());
    findings
        .filter(|finding| finding["kind"] == "report_missing")
        .map(|finding| finding["code"].as_str().unwrap())
        .collect()
}

#[test]
fn reports_are_told_and_kept_and_scored_by_the_policy() {
    let folder = tempdir().unwrap();
    let town = town(folder.path());
    fs::write(folder.path().join("lanmu.toml"), "declarations = \"declarations.csv\"\n").unwrap();
    let output = town.evaluate(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let (own, plain) = (result(&folder.path().join("out")), DEMO.result());
    for (name, codes) in [("青禾市财政局", &MISSING[..]), ("临溪县审计局", &["AK-02-09-01"])] {
        let (own, plain) = (unit(&own, name), unit(&plain, name));
        assert_eq!((missing(own), missing(plain)), (codes.to_vec(), vec![]), "{name}");
        let states = |unit: &Value| -> Vec<Value> {
            unit["verdicts"].as_array().unwrap().iter().map(|verdict| verdict["answer"].clone()).collect()
        };
        assert_eq!(states(own), states(plain), "{name}: the columns are what they are");
        assert_eq!(own["sheet"]["total"], plain["sheet"]["total"], "{name}: a report weighs nothing");
        assert_eq!(own["columns"].as_array().unwrap().len(), plain["columns"].as_array().unwrap().len(), "{name}");
    }
    assert!(fs::read_to_string(folder.path().join("out/findings.csv")).unwrap().contains("未报送信息"));
    assert_eq!(town.server.requests().get("spj.qinghe.example/"), Some(&1), "the declared page");
    assert_ne!(own["run"]["sha256"]["declarations"], plain["run"]["sha256"]["declarations"]);

    judged_again(folder.path());
    checked(folder.path(), &town, &own);
}

/// `lanmu score` takes what the run has kept, unless it is given another file.
fn judged_again(folder: &Path) {
    let score = |out: &str, more: &[&str]| {
        let args = ["score", "--workspace", "workspace", "--out", out];
        let output = lanmu().current_dir(folder).args(args).args(more).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        result(&folder.join(out))
    };
    // The list of the settings file has changed since; the run's own counts.
    fs::write(folder.join("declarations.csv"), "unit,code\n").unwrap();
    score("again", &[]);
    for file in ["scores.csv", "details.csv", "findings.csv", "result.json"] {
        assert_eq!(
            fs::read(folder.join("again").join(file)).unwrap(),
            fs::read(folder.join("out").join(file)).unwrap()
        );
    }
    let anew = score("anew", &["--declarations", "declarations.csv"]);
    assert_eq!(missing(unit(&anew, "青禾市财政局")).len(), 7, "nobody stands in an empty list");

    let policy = include_str!("../../indicators/ankang-2020/policy.toml");
    fs::write(folder.join("two.toml"), policy.replace("report_missing = 0", "report_missing = 2")).unwrap();
    let scored = score("two", &["--policy", "two.toml"]);
    assert_eq!(unit(&scored, "青禾市财政局")["sheet"]["total"], "90.00", "five reports at two points");
    let details = fs::read_to_string(folder.join("two/details.csv")).unwrap();
    assert_eq!(details.matches("未报送信息，总分扣2分").count(), 6);
    fs::write(folder.join("declarations.csv"), DECLARATIONS).unwrap();
}

/// A unit that looks at itself takes its own rows from the office's file.
fn checked(folder: &Path, town: &Served, office: &Value) {
    let office = unit(office, "青禾市财政局");
    let period = ["--period", "2020Q3", "--as-of", "2020-10-20", "--pause", "0"];
    let check = |name: &str| {
        let args = ["check", "http://czj.qinghe.example/", "--unit", name, "--alias", "市财政局", "--group", "部门"];
        let command = lanmu()
            .current_dir(folder)
            .args(args)
            .args(period)
            .arg("--json")
            .env("LANMU_CONNECT_TO", town.connect_to())
            .output();
        command.unwrap()
    };
    let own: Value = serde_json::from_slice(&check("青禾市财政局").stdout).unwrap();
    assert_eq!(missing(&own["units"][0]), MISSING);
    let late =
        |unit: &Value| unit["verdicts"].to_string().matches("需报送信息于2020-10-08报送，晚于规定的2020-09-20").count();
    assert_eq!((late(&own["units"][0]), late(office)), (1, 1));

    let stranger = check("市财政局");
    assert!(String::from_utf8_lossy(&stranger.stderr).contains("没有本单位的行"), "a slip in the name is not silent");
    let stranger: Value = serde_json::from_slice(&stranger.stdout).unwrap();
    assert_eq!(missing(&stranger["units"][0]).len(), 7);
}
