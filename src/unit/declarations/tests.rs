//! The file of declarations. All units are made up.

use std::collections::HashSet;

use jiff::civil::date;

use super::*;
use crate::unit::workbook;

const GOOD: &str = "unit,code,url,date,statement\n\
    云岭市财政局,YL-01-01,http://czj.yunling.example/tz/1.html#top,2020-09-18,已报市电子政务办\n\
    云岭市财政局,YL-01-02,,2020/9/8,\n\
    \n\
    澄溪县人民政府,YL-01-01,https://www.yunling.example/zw/t2.html,,\n\
    澄溪县人民政府,YL-01-02,,,\"已当面报送，\n附清单\"\n";

fn read(bytes: &[u8]) -> Result<Vec<Declaration>, String> {
    let units = HashSet::from(["云岭市财政局", "澄溪县人民政府"]);
    let codes = HashSet::from(["YL-01-01", "YL-01-02"]);
    parse(bytes, "d.csv", &Known { units: Some(&units), codes: &codes }).map_err(|error| error.to_string())
}

fn problems(rows: &str) -> Vec<String> {
    let report = read(format!("unit,code,url,date,statement\n{rows}").as_bytes()).unwrap_err();
    report.lines().map(str::to_owned).collect()
}

#[test]
fn a_good_file() {
    let declared = read(GOOD.as_bytes()).unwrap();
    assert_eq!(declared.len(), 4);
    assert_eq!((declared[0].unit.as_str(), declared[0].code.as_str()), ("云岭市财政局", "YL-01-01"));
    assert_eq!(declared[0].url.as_ref().unwrap().as_str(), "http://czj.yunling.example/tz/1.html");
    assert_eq!((declared[0].date, declared[0].statement.as_str()), (Some(date(2020, 9, 18)), "已报市电子政务办"));
    assert_eq!((&declared[1].url, declared[1].date), (&None, Some(date(2020, 9, 8))));
    assert_eq!(declared[2].date, None);
    assert_eq!(declared[3].statement, "已当面报送，\n附清单");
}

#[test]
fn every_encoding_that_excel_saves() {
    let expected = read(GOOD.as_bytes()).unwrap();
    assert_eq!(read(format!("\u{feff}{GOOD}").as_bytes()).unwrap(), expected);
    assert_eq!(read(&encoding_rs::GB18030.encode(GOOD).0).unwrap(), expected);
    assert_eq!(read("code,date,unit\nYL-01-02,2020.9.8,云岭市财政局\n".as_bytes()).unwrap(), expected[1..2]);
}

#[test]
fn a_file_without_rows_is_a_list_in_which_nobody_stands() {
    assert_eq!(read(b"unit,code\n").unwrap(), []);
}

#[test]
fn a_workbook_keeps_its_days_as_numbers() {
    // 44092 days after 30 December 1899; style 1 of the sheet shows a day, style 0 a number.
    let row = |number: u32, style: u32| {
        let text =
            |column: &str, words: &str| format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{words}</t></is></c>"#);
        let day = format!(r#"<c r="C{number}" s="{style}"><v>44092</v></c>"#);
        format!(r#"<row r="{number}">{}{}{day}</row>"#, text("A", "云岭市财政局"), text("B", "YL-01-01"))
    };
    let head = ["unit", "code", "date"].map(|name| format!(r#"<c t="inlineStr"><is><t>{name}</t></is></c>"#)).concat();
    let sheet = |style| workbook::with_sheet(&format!(r#"<row r="1">{head}</row>{}"#, row(2, style)));
    assert_eq!(read(&sheet(1)).unwrap()[0].date, Some(date(2020, 9, 18)));
    let report = read(&sheet(0)).unwrap_err();
    assert!(report.starts_with("d.csv:2 第3列（date）：日期“44092”无法识别"), "{report}");
}

#[test]
fn days_as_people_write_them() {
    for day in ["2020-09-18", "2020-9-18", "2020/09/18", "2020.9.18", "2020年9月18日", "2020/9/18 0:00"] {
        let rows = format!("unit,code,date\n云岭市财政局,YL-01-01,{day}\n");
        assert_eq!(read(rows.as_bytes()).unwrap()[0].date, Some(date(2020, 9, 18)), "{day}");
    }
    for day in ["2020-09-31", "9月18日", "20-9-18", "2020-09", "2020-09-18-1", "近期", "2020-09-"] {
        let rows = problems(&format!("云岭市财政局,YL-01-01,,{day},\n"));
        assert_eq!(rows.len(), 1);
        assert!(rows[0].contains(&format!("d.csv:2 第4列（date）：日期“{day}”无法识别：应为存在的日期")), "{rows:?}");
    }
}

#[test]
fn all_bad_rows_are_reported_together_with_their_places() {
    let rows = problems(
        "云岭市财正局,YL-01-01,,2020-09-18,\n\
         云岭市财政局,,,2020-09-18,\n\
         云岭市财政局,YL-01,ftp://czj.yunling.example/1.html,九月,\n\
         云岭市财政局,YL-01-01,,,\n\
         ,YL-01-01,www.yunling.example/1.html,,\n\
         云岭市财政局,YL-01-01,https://user:secret@czj.yunling.example/,,\n",
    );
    let starts: Vec<&str> = rows.iter().map(|line| line.split('：').next().unwrap()).collect();
    let expected = [
        "d.csv:2 第1列（unit）",
        "d.csv:3 第2列（code）",
        "d.csv:4 第2列（code）",
        "d.csv:4 第3列（url）",
        "d.csv:4 第4列（date）",
        "d.csv:5",
        "d.csv:6 第1列（unit）",
        "d.csv:6 第3列（url）",
        "d.csv:7 第3列（url）",
    ];
    assert_eq!(starts, expected, "{rows:#?}");
    let report = rows.join("\n");
    for words in [
        "单位名单中没有“云岭市财正局”",
        "没有编码“YL-01”",
        "只支持 http:// 和 https://",
        "至少填一项",
        "https://www.yunling.example/1.html",
    ] {
        assert!(report.contains(words), "{words} is not in\n{report}");
    }
    assert!(!report.contains("secret"), "a password is not printed");
}

#[test]
fn faults_of_the_file() {
    let fault = |text: &str| read(text.as_bytes()).unwrap_err();
    assert!(
        fault("unit,url\n云岭市财政局,http://a.example/\n")
            .contains("缺少列 code：第一行应为 unit,code,url,date,statement")
    );
    assert!(fault("unit,code,day\n云岭市财政局,YL-01-01,2020\n").contains("没有这个列名“day”"));
    let long = format!("云岭市财政局,YL-01-01,,,{}\n", "报".repeat(2_001));
    assert!(problems(&long)[0].contains("说明过长"), "{long}");
    let rows = "云岭市财政局,YL-01-01,,2020-09-18,\n".repeat(20_001);
    assert!(problems(&rows)[0].contains("行数超过 20000"));
}

#[test]
fn the_file_of_an_office_may_name_other_units() {
    let codes = HashSet::from(["YL-01-01"]);
    let known = Known { units: None, codes: &codes };
    let declared = parse("unit,code,statement\n别处市财政局,YL-01-01,已报\n".as_bytes(), "d.csv", &known).unwrap();
    assert_eq!(declared[0].unit, "别处市财政局");
    let missing = load(Path::new("no/such/declarations.csv"), &known).unwrap_err().to_string();
    assert!(missing.starts_with("no/such/declarations.csv：无法读取"), "{missing}");
}
