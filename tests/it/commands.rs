//! The small commands, as a person types them.

use serde_json::Value;

use crate::support::lanmu;

fn answer(args: &[&str]) -> String {
    let output = lanmu().args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn workdays_skip_the_national_day_holiday() {
    assert_eq!(answer(&["workdays", "2020-09-08", "+20"]).trim(), "2020-10-12");
    assert_eq!(answer(&["workdays", "2020-09-08", "2020-10-13"]).trim(), "21");
    assert_eq!(answer(&["workdays", "2020-10-12", "-20"]).trim(), "2020-09-08");
}

#[test]
fn the_catalogue_exports_all_its_rows() {
    let text = answer(&["catalogue", "export", "ankang-2020", "--format", "csv"]);
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        header,
        ["code", "level1", "level2", "level3", "level4", "content", "report", "platform", "responsible", "deadline"]
    );
    assert_eq!(rows.records().count(), 45);
}

#[test]
fn the_catalogue_is_listed_shown_and_sound() {
    assert!(answer(&["catalogue", "list"]).contains("安电政办字〔2020〕5号"));
    let shown = answer(&["catalogue", "show", "ankang-2020"]);
    assert!(shown.contains("AK-01-03-03") && shown.contains("每月"), "{shown}");
    assert!(answer(&["catalogue", "check", "ankang-2020"]).contains("没有发现问题"));
}

#[test]
fn match_answers_one_line_per_row() {
    let output = lanmu()
        .args(["match", "--catalogue", "ankang-2020", "--json", "-"])
        .write_stdin("name,path\n三 公 经 费公开,首页 > 政务公开 > 财政信息\n领导信息,首页 > 政务公开\n")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["decision"], "accept");
    assert_eq!(lines[0]["codes"][0], "AK-01-02");
    assert_eq!(lines[0]["method"], "exact");
    assert_eq!(lines[1]["decision"], "none");
    for line in &lines {
        for key in ["name", "path", "decision", "codes", "method", "score", "runner_up", "why"] {
            assert!(line.get(key).is_some(), "{key} is missing in {line}");
        }
    }
}

#[test]
fn help_is_in_chinese_for_every_command() {
    for command in ["demo", "evaluate", "check", "score", "catalogue", "read", "match", "workdays"] {
        let help = answer(&[command, "--help"]);
        assert!(help.contains("用法："), "{command}: {help}");
        assert!(!help.contains("Usage") && !help.contains("Print help"), "{command}: {help}");
    }
}
