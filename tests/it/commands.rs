//! The small commands, as a person types them.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::tempdir;

use crate::support::town::Served;
use crate::support::{lanmu, lanmu_process};

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
    assert!(shown.contains("AK-01-03-03") && shown.contains("每月公开一次 → 读作：每月更新"), "{shown}");
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
fn match_explains_itself_from_names_and_titles() {
    let rows = "name,path,titles\n财政资金,信息公开,县环保局三公经费2019年决算；县商务局三公经费2019年决算;县水利局三公经费2019年决算\n";
    let run = |args: &[&str]| {
        let output = lanmu().args(["match", "--explain"]).args(args).write_stdin(rows).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let text = run(&[]);
    assert!(text.starts_with("财政资金\t对应\tAK-01;AK-01-02\t"), "{text}");
    for step in ["  名称：", "  路径：", "  比较：AK-01-02", "  内容：提供了3条信息标题", "  结论：对应"]
    {
        assert!(text.contains(step), "{step} is missing in {text}");
    }
    let line: Value = serde_json::from_str(&run(&["--json"])).unwrap();
    let steps: Vec<&str> = line["explain"].as_array().unwrap().iter().map(|step| step.as_str().unwrap()).collect();
    assert_eq!(steps.len(), text.lines().count() - 1);
    assert!(steps[0].starts_with("名称：“财政资金”"), "{steps:?}");
}

#[test]
fn match_reads_what_a_spreadsheet_saves() {
    let table = "name,path\r\n三公经费公开,首页 > 政务公开 > 财政信息\r\n";
    let gbk = encoding_rs::GB18030.encode(table).0.into_owned();
    for bytes in [table.as_bytes().to_vec(), format!("\u{feff}{table}").into_bytes(), gbk] {
        let output = lanmu().args(["match", "--json"]).write_stdin(bytes).output().unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&answer["name"], &answer["codes"][0]), (&"三公经费公开".into(), &"AK-01-02".into()));
    }
}

const PAGE: &str = "<html><head><title>财政信息</title></head><body><div class='position'>当前位置：<a href='/'>首页</a> > \
    <a href='/zwgk/'>政务公开</a> > 财政信息</div><ul><li><a href='1.html'>2020年部门预算公开</a><span>2020-09-08</span></li>\
    <li><a href='2.html'>2019年部门决算公开</a><span>2020-08-28</span></li>\
    <li><a href='3.html'>2020年三公经费公开</a><span>2020-08-07</span></li></ul></body></html>";

#[test]
fn read_tells_what_is_on_a_saved_page_in_gbk() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("page.html");
    fs::write(&file, encoding_rs::GB18030.encode(PAGE).0).unwrap();
    let file = file.to_str().unwrap();
    let page: Value = serde_json::from_str(&answer(&["read", file, "--json"])).unwrap();
    let keys: BTreeSet<&str> = page.as_object().unwrap().keys().map(String::as_str).collect();
    let wanted = ["url", "charset", "title", "kind", "site", "column", "links", "items", "pager", "article"];
    assert_eq!(keys, wanted.into());
    assert_eq!((&page["charset"], &page["kind"]), (&"gb18030".into(), &"column".into()));
    assert_eq!(page["column"]["path"], json!(["首页", "政务公开", "财政信息"]));
    assert_eq!(page["items"][0]["date"], "2020-09-08");
    let page = answer(&["read", file, "--base-url", "http://czj.qinghe.example/zwgk/"]);
    assert!(page.contains("2019年部门决算公开") && page.contains("http://czj.qinghe.example/zwgk/2.html"), "{page}");
    assert!(!page.contains("判断依据"));
    let told = answer(&["read", file, "--explain"]);
    let (_, reasons) = told.split_once("判断依据\n").unwrap();
    let reasons: Vec<&str> = reasons.lines().map(|line| line.strip_prefix("- ").unwrap()).collect();
    assert!(reasons.contains(&"条目的日期：3 条写在条目旁边"), "{told}");
    let page: Value = serde_json::from_str(&answer(&["read", file, "--json", "--explain"])).unwrap();
    assert_eq!(page["explain"], json!(reasons));
}

/// Each place where the catalogue can be set is stronger than the next.
#[test]
fn the_command_line_comes_before_the_environment_before_the_file() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("names.csv"), "name\n财政信息\n").unwrap();
    fs::write(folder.path().join("lanmu.toml"), "catalogue = \"of-file\"\n").unwrap();
    fs::write(folder.path().join("other.toml"), "catalogue = \"of-other\"\n").unwrap();
    let named = |variables: &[(&str, &str)], args: &[&str]| {
        let mut command = lanmu();
        command.current_dir(folder.path()).envs(variables.iter().copied()).args(["match", "names.csv"]).args(args);
        let told = String::from_utf8(command.output().unwrap().stderr).unwrap();
        ["of-line", "of-variable", "of-other", "of-file"].into_iter().find(|id| told.contains(*id)).unwrap_or("none")
    };
    let variable = ("LANMU_CATALOGUE", "of-variable");
    assert_eq!(named(&[variable], &["--catalogue", "of-line"]), "of-line");
    assert_eq!(named(&[variable], &[]), "of-variable");
    assert_eq!(named(&[], &[]), "of-file");
    assert_eq!(named(&[], &["--settings", "other.toml"]), "of-other");
    assert_eq!(named(&[("LANMU_SETTINGS", "other.toml")], &[]), "of-other");
    assert_eq!(named(&[], &["--catalogue", "ankang-2020"]), "none");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = lanmu_process()
        .args(["catalogue", "export", "ankang-2020", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn an_interrupted_run_says_that_its_pages_are_kept() {
    let folder = tempdir().unwrap();
    let town = Served::start(folder.path());
    let child = lanmu_process()
        .current_dir(folder.path())
        .env("LANMU_CONNECT_TO", town.connect_to())
        .args(["evaluate", "--units", "units.csv", "--period", "2020Q3", "--jobs", "1"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while town.server.requests().is_empty() {
        sleep(Duration::from_millis(10));
    }
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && told.contains("已中断") && told.contains("继续"), "{told}");
}

#[test]
fn judging_as_of_a_day_before_the_catalogue_was_issued_is_told() {
    let folder = tempdir().unwrap();
    let town = Served::start(folder.path());
    let told = |as_of: &str| {
        let output = lanmu()
            .env("LANMU_CONNECT_TO", town.connect_to())
            .args(["check", "http://wjw.qinghe.example/", "--unit", "市卫健委", "--group", "部门"])
            .args(["--as-of", as_of, "--pause", "0"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(3));
        String::from_utf8(output.stderr).unwrap()
    };
    let early = told("2020-06-30");
    assert!(early.lines().any(|line| line.contains("2020-06-30") && line.contains("2020-09-20")), "{early}");
    assert!(!told("2020-09-08").contains("2020-09-20"));
}

#[test]
fn help_is_in_chinese_for_every_command() {
    let commands = [
        &["demo"][..],
        &["evaluate"],
        &["check"],
        &["score"],
        &["watch"],
        &["catalogue"],
        &["catalogue", "list"],
        &["catalogue", "show"],
        &["catalogue", "export"],
        &["catalogue", "check"],
        &["read"],
        &["match"],
        &["workdays"],
    ];
    for command in commands {
        let help = answer(&[command, &["--help"]].concat());
        assert!(help.contains("用法："), "{command:?}: {help}");
        for word in ["Usage", "Print help", "OPTIONS", "COMMAND", "[env", "[default", "[possible"] {
            assert!(!help.contains(word), "{command:?}: {help}");
        }
    }
}

#[test]
fn help_lists_what_stands_in_a_place_in_its_order() {
    for (command, first, second) in
        [("diff", "  <前一次>", "  <后一次>"), ("policy explain", "  <单位>", "  <指标编码>")]
    {
        let help = answer(&[&command.split(' ').collect::<Vec<_>>()[..], &["--help"]].concat());
        assert!(help.find(first).unwrap() < help.find(second).unwrap(), "{help}");
    }
}
