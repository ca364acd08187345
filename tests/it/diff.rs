//! What changed between two runs.

use std::fs;

use serde_json::Value;

use crate::support::quarters::{BUREAU, LATE_COMER, lanmu_in, quarters, told};
use crate::support::town::Served;

/// 三公经费公开.
const CODE: &str = "AK-01-02";

#[test]
fn a_column_that_came_is_told_with_what_changed() {
    let folder = quarters();
    let mut diff = lanmu_in(folder.path(), &["diff", "r1", "r2", "--out", "changes"]);
    let output = diff.assert().success().get_output().stdout.clone();
    let text = String::from_utf8(output).unwrap();
    assert!(
        text.starts_with(
            "r1（ankang-2020，2020Q1，评估日期 2020-03-31） → r2（ankang-2020，2020Q2，评估日期 2020-06-30）"
        ),
        "{text}"
    );
    assert!(text.contains("输入的变化：评估日期；看到的网站内容有变化的单位 1 个"), "{text}");
    assert!(text.contains("原因：网站、评估日期"), "{text}");
    assert!(text.contains("消除问题") && text.contains("（栏目缺失）"), "{text}");
    let csv = fs::read_to_string(folder.path().join("changes/changes.csv")).unwrap();
    let line = csv.lines().find(|line| line.contains(CODE)).unwrap();
    assert!(line.starts_with(&format!("{BUREAU},原有,{CODE}")) && line.contains("未达标"), "{line}");
    assert!(csv.lines().nth(1).unwrap().starts_with(&format!("{BUREAU},原有,,合计,")), "{csv}");
}

#[test]
fn the_policy_is_the_cause_where_only_it_changed_and_earlier_results_stay() {
    let folder = quarters();
    let json = |before: &str, after: &str| -> Value {
        let mut diff = lanmu_in(folder.path(), &["diff", before, after, "--json"]);
        serde_json::from_slice(&diff.assert().success().get_output().stdout).unwrap()
    };
    let joined = json("r2", "r3");
    let units = joined["units"].as_array().unwrap();
    assert_eq!((&units[1]["name"], &units[1]["presence"]), (&LATE_COMER.into(), &"joined".into()));
    assert_eq!(joined["causes"], serde_json::json!(["day", "units"]));

    // r4 is scored again as of the day of r3 by another policy: besides its site only that differs.
    let policy = include_str!("../../indicators/ankang-2020/policy.toml").replace("column = 40", "column = 50");
    fs::write(folder.path().join("policy.toml"), policy.replace("content = 30", "content = 20")).unwrap();
    let again = ["score", "--run", "r4", "--period", "2020Q3", "--as-of", "2020-09-30", "--policy", "policy.toml"];
    lanmu_in(folder.path(), &again).assert().success();
    let changed = json("r3", "r4");
    assert_eq!(changed["causes"], serde_json::json!(["policy"]));
    assert_eq!(changed["units"][0]["causes"], serde_json::json!(["site", "policy"]));
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = quarters();
    let words = told(lanmu_in(folder.path(), &["diff", "r1", "r9"]), 2);
    assert!(words.contains("没有运行编号“r9”") && words.contains("r1、r2、r3、r4"), "{words}");
    let words = told(lanmu_in(folder.path(), &["diff", "r1", "r2", "--workspace", "elsewhere"]), 2);
    assert!(words.contains("elsewhere 中没有评估记录"), "{words}");
}

/// The second visit asks for fewer pages: it knows which were of no use to the first.
#[test]
fn a_site_that_is_the_same_is_no_cause() {
    let folder = tempfile::tempdir().unwrap();
    let town = Served::town("three-fields-2018", folder.path());
    for _ in 0..2 {
        town.evaluate_on(folder.path(), "three-fields-2018", "2018-12-31").output().unwrap();
    }
    let diff = lanmu_in(folder.path(), &["diff", "r1", "r2"]).assert().success().get_output().stdout.clone();
    let text = String::from_utf8(diff).unwrap();
    assert!(text.contains("输入的变化：没有变化；看到的网站内容有变化的单位 0 个"), "{text}");
}
