//! The sheets are read by other programs.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use calamine::{Data, Reader, open_workbook_auto};

use crate::support::demo::DEMO;
use crate::support::office::{convert, program};

#[test]
fn frictionless_accepts_the_data_package() {
    let Some(frictionless) = program("LANMU_FRICTIONLESS", "frictionless") else { return };
    let output = Command::new(frictionless).arg("validate").arg(DEMO.file("datapackage.json")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_spreadsheet_opens_the_csv_with_chinese_intact_and_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let files = [DEMO.file("scores.csv"), DEMO.file("columns.csv")];
    // Without a window nobody is asked for the charset: 76 is UTF-8, as the byte order mark says.
    if convert(&files, "xlsx", &["--infilter=CSV:44,34,76"], folder.path()).is_none() {
        return;
    }
    let scores = cells(folder.path().join("scores.xlsx"));
    assert_eq!(scores[0][..3], ["排名", "单位", "网站"]);
    assert!(scores.iter().any(|row| row[1] == "青禾市财政局"), "{scores:?}");
    let columns = cells(folder.path().join("columns.xlsx"));
    let harmless = "'=HYPERLINK(\"http://x.example\",\"点击\")";
    assert!(columns.iter().any(|row| row[1] == harmless), "no column is called {harmless}");
    assert_eq!(formulas(folder.path().join("columns.xlsx")), 0);
}

fn cells(path: PathBuf) -> Vec<Vec<String>> {
    let mut book = open_workbook_auto(path).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

fn formulas(path: PathBuf) -> usize {
    let mut book = open_workbook_auto(path).unwrap();
    let name = book.sheet_names()[0].clone();
    book.worksheet_formula(&name).unwrap().used_cells().count()
}

#[test]
fn judging_a_stored_run_again_gives_the_same_bytes() {
    let result = DEMO.result();
    let workspace = DEMO.file("../.lanmu-demo");
    let again = tempfile::tempdir().unwrap();
    let mut outcomes = Vec::new();
    for turn in ["first", "second"] {
        let out = again.path().join(turn);
        let output = crate::support::lanmu()
            .arg("score")
            .args(["--run", result["run"]["id"].as_str().unwrap(), "--workspace"])
            .arg(&workspace)
            .arg("--out")
            .arg(&out)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
        outcomes.push(out);
    }
    let names = fs::read_dir(&outcomes[0]).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let names: Vec<String> = names.collect();
    assert!(["scores.csv", "report.html", "notice.docx"].iter().all(|file| names.iter().any(|name| name == file)));
    for file in &names {
        let first = fs::read(outcomes[0].join(file)).unwrap();
        assert_eq!(first, fs::read(outcomes[1].join(file)).unwrap(), "{file}");
        assert_eq!(first, fs::read(DEMO.file(file)).unwrap(), "{file} differs from the run's own");
    }
}
