//! Bad input gives one clear message, the right exit code, and leaves what was there.

use std::fs;
use std::process::Stdio;

use tempfile::{TempDir, tempdir};

use crate::support::{lanmu, lanmu_process};

const UNITS: &str = "name,site,groups,aliases,section,notes\n市财政局,http://czj.qinghe.example/,部门,,,\n";

/// A folder with a good units file and an earlier sheet that must survive.
fn folder() -> TempDir {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("units.csv"), UNITS).unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    fs::write(folder.path().join("out/scores.csv"), "earlier").unwrap();
    folder
}

/// Runs `lanmu` in the folder, expects the exit code and all of the words, and that the earlier sheet is untouched.
fn refused(folder: &TempDir, args: &[&str], code: i32, words: &[&str]) {
    let output = lanmu().current_dir(folder.path()).args(args).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{args:?}: {told}");
    for word in words {
        assert!(told.contains(word), "{args:?}: {word} is not in: {told}");
    }
    assert_eq!(told.matches("错误：").count(), 1, "one message: {told}");
    assert_eq!(fs::read_to_string(folder.path().join("out/scores.csv")).unwrap(), "earlier");
}

#[test]
fn a_missing_units_file_is_named() {
    refused(&folder(), &["evaluate", "--units", "nobody.csv", "--out", "out"], 2, &["nobody.csv"]);
}

#[test]
fn no_units_file_at_all_is_told() {
    refused(&folder(), &["evaluate", "--out", "out"], 2, &["--units"]);
}

#[test]
fn all_bad_rows_are_reported_with_line_and_column() {
    let folder = folder();
    let rows = "name,site,groups,aliases,section,notes\n,http://a.example/,,,,\n市财政局,czj.example,,,,\n市财政局,http://b.example/,,,,\n";
    fs::write(folder.path().join("bad.csv"), rows).unwrap();
    let args = ["evaluate", "--units", "bad.csv", "--out", "out"];
    refused(&folder, &args, 2, &["bad.csv:2", "bad.csv:3", "bad.csv:4", "name", "site"]);
}

#[test]
fn all_bad_declarations_are_reported_before_any_site_is_visited() {
    let folder = folder();
    let rows = "unit,code,url,date\n市财正局,AK-01-04-01,,2020-09-18\n市财政局,AK-99,czj.example,九月\n市财政局,AK-01-04-01,,\n";
    fs::write(folder.path().join("bad.csv"), rows).unwrap();
    let args = ["evaluate", "--units", "units.csv", "--declarations", "bad.csv", "--out", "out"];
    let places = ["bad.csv:2 第1列", "bad.csv:3 第2列", "bad.csv:3 第3列", "bad.csv:3 第4列", "bad.csv:4：", "AK-99"];
    refused(&folder, &args, 2, &places);
    refused(&folder, &["evaluate", "--units", "units.csv", "--declarations", "no.csv", "--out", "out"], 2, &["no.csv"]);
}

#[test]
fn a_wrong_column_is_named() {
    let folder = folder();
    fs::write(folder.path().join("bad.csv"), "name,address\n市财政局,http://a.example/\n").unwrap();
    refused(&folder, &["evaluate", "--units", "bad.csv", "--out", "out"], 2, &["bad.csv", "site"]);
}

#[test]
fn an_unknown_catalogue_is_told_with_those_there_are() {
    let args = ["evaluate", "--units", "units.csv", "--catalogue", "nowhere-1999", "--out", "out"];
    refused(&folder(), &args, 2, &["nowhere-1999", "ankang-2020"]);
}

#[test]
fn a_unit_that_no_row_names_is_told() {
    let folder = folder();
    fs::write(folder.path().join("u.csv"), "name,site\n某某公司,http://a.example/\n").unwrap();
    refused(&folder, &["evaluate", "--units", "u.csv", "--out", "out"], 2, &["某某公司"]);
}

#[test]
fn a_wrong_date_is_told() {
    let args = ["evaluate", "--units", "units.csv", "--as-of", "2020-02-30", "--out", "out"];
    refused(&folder(), &args, 2, &["2020-02-30"]);
}

#[test]
fn a_wrong_period_is_told() {
    let args = ["evaluate", "--units", "units.csv", "--period", "2020Q5", "--out", "out"];
    refused(&folder(), &args, 2, &["2020Q5"]);
}

#[test]
fn an_as_of_day_outside_the_calendar_says_how_to_add_a_year() {
    let args = ["evaluate", "--units", "units.csv", "--as-of", "2031-03-01", "--out", "out"];
    refused(&folder(), &args, 2, &["2031", "holidays"]);
}

#[test]
fn an_output_folder_that_is_a_file_is_told_before_anything_is_fetched() {
    let folder = folder();
    fs::write(folder.path().join("file"), "kept").unwrap();
    let args = ["evaluate", "--units", "units.csv", "--as-of", "2020-10-20", "--out", "file/out"];
    refused(&folder, &args, 2, &["file/out"]);
    assert_eq!(fs::read_to_string(folder.path().join("file")).unwrap(), "kept");
}

#[test]
fn an_unknown_option_is_told_in_chinese() {
    refused(&folder(), &["evaluate", "--unit-file", "x"], 2, &["--unit-file"]);
}

#[test]
fn a_bad_settings_file_is_told_with_its_line() {
    let folder = folder();
    fs::write(folder.path().join("lanmu.toml"), "budget = 10\nbudgett = 20\n").unwrap();
    refused(&folder, &["evaluate", "--units", "units.csv", "--out", "out"], 2, &["lanmu.toml", "budgett", "2"]);
}

#[test]
fn a_period_that_has_not_begun_is_told() {
    let args = ["evaluate", "--units", "units.csv", "--period", "2020Q4", "--as-of", "2020-09-30", "--out", "out"];
    refused(&folder(), &args, 2, &["2020Q4", "2020-10-01", "还没有开始"]);
}

#[test]
fn two_demos_at_the_same_time_do_not_disturb_each_other() {
    let folders = [tempdir().unwrap(), tempdir().unwrap()];
    let demos: Vec<_> = folders
        .iter()
        .map(|folder| {
            let mut command = lanmu_process();
            command.current_dir(folder.path()).arg("demo").stdout(Stdio::null()).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    for demo in demos {
        let output = demo.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let [one, other] = folders.map(|folder| fs::read_to_string(folder.path().join("lanmu-demo/details.csv")).unwrap());
    assert_eq!(one, other);
}

#[test]
fn a_run_that_is_not_there_is_told_and_nothing_is_made() {
    let folder = folder();
    refused(&folder, &["score", "--run", "r99", "--out", "out"], 2, &[".lanmu", "lanmu evaluate"]);
    refused(&folder, &["score", "--run", "r99", "--out", "out", "--workspace", "."], 2, &["--workspace"]);
    assert!(!folder.path().join("lanmu.db").exists());
}

#[test]
fn a_wrong_command_line_is_told_in_chinese() {
    for args in [
        &["evaluat"][..],
        &["evaluate", "--catalog", "x"],
        &["evaluate", "--budget", "many"],
        &["evaluate", "--budget", "0"],
        &["evaluate", "--jobs", "-"],
        &["evaluate", "--pause", "soon"],
        &["evaluate", "--allow-private=yes"],
        &["evaluate", "--units"],
        &["evaluate", "--units", "a", "--units", "b"],
        &["check", "czj.qinghe.example", "--unit", "市财政局"],
        &["check", "http://czj.qinghe.example/"],
        &["catalogue", "export", "ankang-2020", "--format", "xml"],
        &["read", "page.html", "--base-url", "there"],
        &["workdays", "2020-02-30", "+1"],
        &["workdays", "2020-02-03", "soon"],
    ] {
        let output = lanmu().args(args).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.starts_with("错误："), "{args:?}: {told}");
        for word in ["error", "invalid", "Usage", "cannot", "required", "unexpected", "relative"] {
            assert!(!told.contains(word), "{args:?}: {told}");
        }
    }
}

#[test]
fn a_page_that_cannot_be_read_is_told() {
    let folder = folder();
    refused(&folder, &["read", "nobody.html"], 2, &["nobody.html", "http://"]);
    refused(&folder, &["read", "out"], 2, &["out", "文件夹"]);
    refused(&folder, &["read", "http://127.0.0.1:9/"], 1, &["127.0.0.1", "--allow-private"]);
}

#[test]
fn a_bad_match_row_is_told_with_its_line() {
    let folder = folder();
    fs::write(folder.path().join("names.csv"), "name,path\n财政信息\n").unwrap();
    refused(&folder, &["match", "names.csv"], 2, &["names.csv", "2"]);
}
