//! A real county portal, saved on 27 July 2018, evaluated under its own name. What its pages show stands in
//! `docs/real-site.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use tempfile::tempdir;

use crate::support::mirror::Mirror;
use crate::support::{corpus, lanmu};

const SITE: &str = "www.zhecheng.gov.cn";
const AS_OF: &str = "2018-07-27";

/// Name, address and group of the units.
const UNITS: [[&str; 3]; 2] = [
    ["柘城县人民政府", "http://www.zhecheng.gov.cn/", "县区"],
    ["柘城县教育体育局", "http://www.zhecheng.gov.cn/gzjg/zfgzbm/xjytyj/", "部门"],
];

/// One line of `real-site.csv`: what a person who read the saved pages would say.
#[derive(Debug, Deserialize)]
struct Expected {
    unit: String,
    code: String,
    column: String,
    content: String,
    freshness: String,
    answer: String,
    /// `yes` where the program is known to say something else.
    known_wrong: String,
}

/// The four states of a verdict, by unit and row.
type States = BTreeMap<(String, String), [String; 4]>;

#[test]
fn the_verdicts_of_a_real_portal_are_those_of_a_reader_and_of_its_own_check() {
    let Some(corpus) = corpus() else { return };
    let mirror = Mirror::serve(&corpus, SITE);
    let evaluated = states(&evaluate(&mirror));
    compare(&evaluated);
    assert!(evaluated.values().all(|[column, ..]| column != "missing"), "whole branches of the menu were not saved");
    let mut checked = States::new();
    for unit in UNITS {
        checked.extend(states(&check(&mirror, unit)));
    }
    assert_eq!(checked, evaluated, "`check` and `evaluate` differ");
}

fn compare(seen: &States) {
    let expected = expected();
    assert!(expected.len() >= 40, "only {} verdicts were read", expected.len());
    let mut wrong = Vec::new();
    for line in &expected {
        let wanted = [&line.column, &line.content, &line.freshness, &line.answer].map(String::as_str);
        let found = &seen[&(line.unit.clone(), line.code.clone())];
        match (line.known_wrong.as_str(), wanted == found.each_ref().map(String::as_str)) {
            ("", false) => wrong.push(format!("{} {}: {wanted:?}, not {found:?}", line.unit, line.code)),
            ("yes", true) => wrong.push(format!("{} {} is right now: take the mark away", line.unit, line.code)),
            ("" | "yes", _) => {}
            (mark, _) => wrong.push(format!("unknown mark {mark:?}")),
        }
    }
    assert!(wrong.is_empty(), "{} verdicts differ:\n{}", wrong.len(), wrong.join("\n"));
    let known = expected.iter().filter(|line| line.known_wrong == "yes").count();
    assert!(known * 40 <= 3 * expected.len(), "{known} of {} verdicts are wrong", expected.len());
}

fn expected() -> Vec<Expected> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/real-site.csv");
    csv::Reader::from_path(file).unwrap().deserialize().map(Result::unwrap).collect()
}

fn evaluate(mirror: &Mirror) -> Value {
    let folder = tempdir().unwrap();
    let mut units = "name,site,groups\n".to_owned();
    for unit in UNITS {
        units.push_str(&unit.join(","));
        units.push('\n');
    }
    fs::write(folder.path().join("units.csv"), units).unwrap();
    run(lanmu().current_dir(folder.path()).args(["evaluate", "--units", "units.csv", "--out", "out"]), mirror);
    serde_json::from_slice(&fs::read(folder.path().join("out/result.json")).unwrap()).unwrap()
}

fn check(mirror: &Mirror, [name, site, group]: [&str; 3]) -> Value {
    let told = run(lanmu().args(["check", site, "--unit", name, "--group", group, "--json"]), mirror);
    serde_json::from_slice(&told).unwrap()
}

fn run(command: &mut assert_cmd::Command, mirror: &Mirror) -> Vec<u8> {
    let connect = format!("{SITE}:80:{}:{}", mirror.address.ip(), mirror.address.port());
    let output = command.args(["--as-of", AS_OF, "--pause", "0", "--connect-to", &connect]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn states(result: &Value) -> States {
    let units = result["units"].as_array().unwrap().iter();
    let verdicts = units.flat_map(|unit| unit["verdicts"].as_array().unwrap());
    let word = |verdict: &Value, key: &str| verdict[key].as_str().unwrap().to_owned();
    verdicts
        .map(|verdict| {
            let states = ["column", "content", "freshness", "answer"].map(|key| word(verdict, key));
            ((word(verdict, "unit"), word(verdict, "code")), states)
        })
        .collect()
}
