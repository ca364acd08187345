//! `lanmu policy`: a file is checked, and the points of the demo's units are explained.

use std::fs;
use std::process::Output;

use serde_json::Value;
use tempfile::{TempDir, tempdir};

use crate::support::demo::DEMO;
use crate::support::lanmu;

const POLICY: &str = include_str!("../../indicators/ankang-2020/policy.toml");

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A copy of the demo's workspace: one process at a time works in one, and other tests work in the demo's.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempdir().unwrap());
        fs::copy(DEMO.file("../.lanmu-demo/lanmu.db"), desk.0.path().join("lanmu.db")).unwrap();
        desk
    }

    fn run(&self, args: &[&str]) -> Output {
        lanmu().args(args).arg("--workspace").arg(self.0.path()).output().unwrap()
    }

    fn explained(&self, args: &[&str]) -> String {
        let output = self.run(&[&["policy", "explain"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{}", words(&output.stderr));
        words(&output.stdout)
    }
}

/// The lines of the row `code`.
fn row<'a>(told: &'a str, code: &str) -> &'a str {
    told.split("\n\n").find(|part| part.starts_with(&format!("{code}　"))).unwrap_or_default()
}

#[test]
fn every_row_and_the_total_of_the_demo_are_explained_as_the_sheets_have_them() {
    let (desk, result) = (Desk::new(), DEMO.result());
    let units = result["units"].as_array().unwrap();
    let scored = units.iter().filter(|unit| !unit["sheet"]["total"].is_null());
    for unit in scored.take(2) {
        let sheet = &unit["sheet"];
        let told = desk.explained(&[unit["unit"]["name"].as_str().unwrap(), "AK"]);
        for points in sheet["points"].as_array().unwrap() {
            let row = row(&told, points["code"].as_str().unwrap());
            let full = points["full"].as_str().unwrap();
            let got = match &points["got"] {
                Value::Null => "不计分".to_owned(),
                got => format!("得分 {}", got.as_str().unwrap()),
            };
            assert!(row.contains(&format!("分值 {full}，{got}")), "{points}: {row}");
            assert!(row.contains("评分办法没有写明权重，全表 100 分，由"), "{row}");
        }
        let total = told.split("\n\n").last().unwrap();
        assert!(total.starts_with("总分和等级\n"), "{total}");
        assert!(total.contains(&format!("× 100 = {}", sheet["total"].as_str().unwrap())), "{total}");
        assert!(total.trim_end().ends_with(&format!("等级：{}", sheet["grade"].as_str().unwrap())), "{total}");
    }
}

#[test]
fn another_policy_is_explained_without_a_visit() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("办法.toml");
    let tables =
        "[score.weights]\n\"AK-01\" = 12.5\n\n[[score.groups]]\ngroups = [\"部门\"]\nweights = { \"AK-01\" = 20 }\n";
    fs::write(&path, format!("{POLICY}\n{tables}")).unwrap();
    let (desk, result) = (Desk::new(), DEMO.result());
    let units = result["units"].as_array().unwrap();
    let has_row = |unit: &&Value| {
        let points = unit["sheet"]["points"].as_array().unwrap();
        points.iter().any(|points| points["code"].as_str().unwrap().starts_with("AK-01-"))
    };
    let is_department = |unit: &&Value| unit["unit"]["groups"].as_array().unwrap().contains(&Value::from("部门"));
    let unit = units.iter().filter(has_row).find(is_department).unwrap();
    let name = unit["unit"]["name"].as_str().unwrap();
    let told = desk.explained(&[name, "AK-01", "--policy", path.to_str().unwrap()]);
    assert!(told.contains("适用评分办法中“部门”一组的规定"), "{told}");
    assert!(told.contains("评分办法写明 AK-01 为 20 分，由"), "{told}");
    assert!(!told.contains("\nAK-02"), "{told}");

    for (args, words_told) in [
        ([name, "AK-77"], "没有对该单位判定指标 AK-77，有的是：AK-"),
        (["无名局", "AK-01"], "没有单位“无名局”，有的是："),
    ] {
        let output = desk.run(&["policy", "explain", args[0], args[1]]);
        assert_eq!(output.status.code(), Some(2));
        assert!(words(&output.stderr).contains(words_told), "{}", words(&output.stderr));
    }
}

#[test]
fn a_policy_is_checked_against_its_catalogue() {
    let check = |args: &[&str]| {
        let output = lanmu().args(["policy", "check"]).args(args).output().unwrap();
        (output.status.code(), words(&output.stdout), words(&output.stderr))
    };
    for id in
        ["ankang-2020", "city-disclosure", "national-2019", "three-fields-2018", "work-points-2014", "xinyang-2016"]
    {
        let (code, said, told) = check(&[id]);
        assert_eq!((code, told.as_str()), (Some(0), ""), "{id}");
        assert_eq!(said, format!("{id}/policy.toml：没有发现问题（指标体系 {id}）\n"));
    }
    let folder = tempdir().unwrap();
    let path = folder.path().join("办法.toml");
    let wrong = POLICY.replace("note = 0.8", "note = 1.8").replace("late_workdays = 20", "late_workdays = true");
    fs::write(&path, &wrong).unwrap();
    let path = path.to_str().unwrap();
    let (code, _, told) = check(&[path]);
    assert_eq!(code, Some(2));
    let line = |key: &str| wrong.lines().position(|line| line.starts_with(key)).unwrap() + 1;
    assert!(told.contains(&format!("{path} 有 2 处问题：")), "{told}");
    assert!(told.contains(&format!("{path}:{} ", line("late_workdays"))), "{told}");
    assert!(told.contains(&format!("{path}:{} 第1列（score.factors.note）", line("note = 1.8"))), "{told}");

    fs::write(path, format!("{POLICY}\n[score.weights]\n\"AK-99\" = 10\n")).unwrap();
    let (code, _, told) = check(&[path, "--catalogue", "ankang-2020"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("（score.weights.AK-99）") && told.contains("没有编码为“AK-99”的指标、栏目或级别"), "{told}");
    let other = Desk::new().run(&["score", "--policy", path]);
    assert_eq!(other.status.code(), Some(2), "what is wrong with a policy is told before anything is judged by it");
    assert!(words(&other.stderr).contains("AK-99"));
}
