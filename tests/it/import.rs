//! `lanmu catalogue import`: a made-up list becomes a catalogue, or nothing is written.

use std::fs;
use std::path::Path;

use tempfile::{TempDir, tempdir};

use crate::support::lanmu;

const LIST: &str = "青禾市信息公开栏目建设指标\n\n\t一级指标\n\t公开内容\n\t责任单位\n\t更新时限\n\n\
                    \t一、财政信息\n\t预算报告\n\t市财政局\n\t每年有更新\n\n\t二、环境保护\n\t空气质量\n\t市生态环境局\n\t及时公开\n\n";

fn folder() -> TempDir {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("list.txt"), LIST).unwrap();
    folder
}

/// Runs `lanmu catalogue` in the folder; the exit code, and what it says on both channels.
fn catalogue(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = lanmu().current_dir(folder).arg("catalogue").args(args).output().unwrap();
    let told = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(told).unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_list_becomes_a_catalogue_that_can_be_used() {
    let folder = folder();
    let (code, told) = catalogue(folder.path(), &["import", "list.txt", "--id", "qinghe-2021", "--prefix", "QH"]);
    assert_eq!(code, Some(0), "{told}");
    let made = folder.path().join("qinghe-2021");
    assert_eq!(names(&made), ["catalogue.toml", "import-notes.txt", "indicators.csv", "policy.toml"]);
    assert_eq!(names(folder.path()), ["list.txt", "qinghe-2021"]);
    let notes = fs::read_to_string(made.join("import-notes.txt")).unwrap();
    assert!(told.starts_with(&notes), "{told}");
    assert!(notes.contains("名称：青禾市信息公开栏目建设指标"), "{notes}");

    let (code, told) = catalogue(folder.path(), &["check", "qinghe-2021"]);
    assert_eq!(code, Some(0), "{told}");
    let (_, exported) = catalogue(folder.path(), &["export", "qinghe-2021"]);
    assert_eq!(exported, fs::read_to_string(made.join("indicators.csv")).unwrap());
    assert!(exported.contains("QH-01-01,财政信息,,,,预算报告,,,市财政局,每年有更新"), "{exported}");
}

#[test]
fn an_empty_folder_is_filled_and_a_used_one_is_left_as_it_is() {
    let folder = folder();
    fs::create_dir_all(folder.path().join("empty")).unwrap();
    let args = ["import", "list.txt", "--id", "qinghe-2021", "--out"];
    assert_eq!(catalogue(folder.path(), &[&args[..], &["empty"]].concat()).0, Some(0));
    let before = fs::read(folder.path().join("empty/catalogue.toml")).unwrap();
    for (out, word) in [("empty", "不会覆盖"), ("list.txt", "不能作为"), ("list.txt/new", "不能作为")] {
        let (code, told) = catalogue(folder.path(), &[&args[..], &[out, "--kind", "ledger"]].concat());
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains(out) && told.contains(word), "{told}");
    }
    assert_eq!(fs::read(folder.path().join("empty/catalogue.toml")).unwrap(), before);
    assert_eq!(names(folder.path()), ["empty", "list.txt"]);
    let (code, told) = catalogue(folder.path(), &[&args[..], &["new/deep"]].concat());
    assert_eq!(code, Some(0), "{told}");
}

#[test]
fn a_file_that_cannot_be_imported_leaves_nothing_behind() {
    let folder = folder();
    fs::write(folder.path().join("prose.txt"), "没有表格\n").unwrap();
    fs::write(folder.path().join("broken.docx"), b"PK\x03\x04 and no more").unwrap();
    fs::write(folder.path().join("old.doc"), [0xD0, 0xCF, 0x11, 0xE0, 0xA1]).unwrap();
    fs::write(folder.path().join("page.html"), "<table></table>").unwrap();
    let row = "财政,预算,市财政局\n".repeat(100_000);
    fs::write(folder.path().join("long.csv"), format!("一级指标,公开内容,责任单位\n{row}")).unwrap();
    let before = names(folder.path());
    for (file, words) in [
        ("nobody.docx", "不存在"),
        ("prose.txt", "没有找到指标表"),
        ("broken.docx", "已损坏或不完整"),
        ("old.doc", "另存为 .docx"),
        ("page.html", "可以导入"),
        ("long.csv", "行数超过 20000"),
    ] {
        let (code, told) = catalogue(folder.path(), &["import", file, "--id", "qinghe-2021"]);
        assert_eq!(code, Some(2), "{file}: {told}");
        assert!(told.starts_with("错误：") && told.contains(file) && told.contains(words), "{file}: {told}");
    }
    assert_eq!(names(folder.path()), before);
}

#[test]
fn a_wrong_command_line_is_told_in_chinese() {
    let folder = folder();
    for args in [
        &["import", "list.txt"][..],
        &["import", "list.txt", "--id", "Qing He"],
        &["import", "list.txt", "--id", "a", "--kind", "website"],
        &["import", "list.txt", "--id", "a", "--prefix", "青"],
        &["import", "list.txt", "--id", "a", "--head", "甲,乙"],
        &["import", "--id", "a"],
    ] {
        let (code, told) = catalogue(folder.path(), args);
        assert_eq!(code, Some(2), "{args:?}: {told}");
        assert!(told.starts_with("错误："), "{args:?}: {told}");
    }
    assert_eq!(names(folder.path()), ["list.txt"]);
}
