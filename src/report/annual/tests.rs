//! The year's files. All units are made up, and one has a name that means harm.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{Annual, Source, annual_json, annual_text};
use crate::report::{ReportError, write_annual};
use crate::score::{Grade, Standing, UnitYear, YearPolicy, annual};

const HARM: &str = "=HYPERLINK(\"http://evil.example\",\"<b>临溪县</b>\")";

fn number(words: &str) -> Decimal {
    words.parse().unwrap()
}

fn unit(name: &str, quarters: [Standing; 4], unresolved: usize) -> UnitYear {
    UnitYear { unit: name.to_owned(), quarters, unresolved, ledgers: vec![Some(number("92.30"))] }
}

fn year() -> Annual {
    let policy: YearPolicy =
        toml::from_str("missing = \"leave_out\"\nunresolved = 0.5\nledgers = { xinyang-2016 = 20 }").unwrap();
    let grades = [("良好", "70"), ("不合格", "0")];
    let grades = grades.map(|(name, least)| Grade { name: name.to_owned(), at_least: number(least) });
    let scored = |totals: [&str; 4]| totals.map(|total| Standing::Scored(number(total)));
    let units = [
        unit(
            HARM,
            [Standing::Absent, Standing::Unscored, Standing::Vetoed(None), Standing::Scored(number("60.00"))],
            0,
        ),
        unit("青禾市财政局", scored(["80.00", "90.00", "85.50", "88.25"]), 3),
        unit("青禾市档案局", [Standing::Absent; 4], 0),
    ];
    let source = Source {
        period: "2020Q1".to_owned(),
        catalogue: "yunshan-2020".to_owned(),
        run: "r1".to_owned(),
        as_of: date(2020, 3, 31),
        seal: "5e".repeat(32),
    };
    Annual {
        year: 2020,
        catalogue: "yunshan-2020".to_owned(),
        title: "云山市政务公开指标（虚构）".to_owned(),
        units: annual(&policy, &grades, &units).unwrap(),
        policy,
        policy_hash: "ab".repeat(32),
        tool_version: "0.1.0".to_owned(),
        sources: vec![source],
    }
}

fn written() -> [Vec<u8>; 3] {
    let folder = tempfile::tempdir().unwrap();
    let files = write_annual(&year(), folder.path()).unwrap();
    assert_eq!(files.len(), 3);
    ["annual.csv", "annual.xlsx", "annual.html"].map(|name| fs::read(folder.path().join(name)).unwrap())
}

#[test]
fn the_table_says_how_each_figure_came_about() {
    let [csv, ..] = written();
    let text = String::from_utf8(csv).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert_eq!(lines[0], "单位,第一季度,第二季度,第三季度,第四季度,季度加权,复查扣分,台账得分,全年得分,等级,排名,说明");
    // (0 + 60) ÷ 2 = 30; 30 × 80% + 92.30 × 20% = 42.46.
    assert!(lines[1].starts_with("\"'=HYPERLINK"), "{}", lines[1]);
    assert!(lines[1].contains(",,,0.00,60.00,30.00,0.00,92.30,42.46,不合格,2,"), "{}", lines[1]);
    // 85.94 × 80% + 18.46 − 1.50 = 85.712.
    assert_eq!(
        lines[2],
        "青禾市财政局,80.00,90.00,85.50,88.25,85.94,1.50,92.30,85.71,良好,1,\
         季度加权：（80.00×25＋90.00×25＋85.50×25＋88.25×25）÷100＝85.94；台账得分：（92.30×20）÷20＝92.30；\
         复查后仍未整改的问题3个，每个扣0.5分，扣1.50分；全年得分：85.94×80%＋92.30×20%－1.50＝85.71"
    );
    assert!(lines[3].starts_with("青禾市档案局,,,,,,0.00,92.30,,待核查,,"), "{}", lines[3]);
}

#[test]
fn the_workbook_opens_with_the_same_figures_and_no_formula() {
    let [_, book, _] = written();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    assert_eq!(book.sheet_names(), ["全年得分", "计算依据"]);
    assert_eq!(book.worksheet_formula("全年得分").unwrap().used_cells().count(), 0);
    let sheet = book.worksheet_range("全年得分").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    assert_eq!((&rows[2][1], &rows[2][9]), (&Data::String("青禾市财政局".to_owned()), &Data::Float(85.71)));
    let quarters: Vec<String> = rows[3][2..6].iter().map(ToString::to_string).collect();
    assert_eq!(quarters, ["未参加", "待核查", "单项否决", "60"]);
    assert_eq!(rows[3][1], Data::String(HARM.to_owned()));
    let basis = book.worksheet_range("计算依据").unwrap();
    assert!(basis.rows().any(|row| row[4] == Data::String("5e".repeat(32))));
}

#[test]
fn the_page_escapes_what_names_say_and_needs_no_network() {
    let [.., page] = written();
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("&lt;b&gt;临溪县") && !page.contains("<b>临溪县"), "{page}");
    assert!(page.contains("<html lang=\"zh-CN\">") && page.contains("<th scope=\"row\">青禾市财政局</th>"));
    assert!(page.contains("没有得分的季度不计入") && page.contains("台账 xinyang-2016 占全年得分的 20%"), "{page}");
    assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("<link"), "{page}");
    let place = |name: &str| page.find(name).unwrap();
    assert!(place("青禾市财政局") < place("临溪县") && place("临溪县") < place("青禾市档案局"));
}

#[test]
fn the_same_year_gives_the_same_bytes_and_all_files_or_none() {
    assert_eq!(written(), written());
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("annual.html")).unwrap();
    assert!(matches!(write_annual(&year(), folder.path()), Err(ReportError::Unwritable { .. })));
    assert!(!folder.path().join("annual.csv").exists() && !folder.path().join("annual.xlsx").exists());
}

#[test]
fn the_json_has_the_figures_of_the_table() {
    let told: Value = serde_json::from_str(&annual_json(&year()).unwrap()).unwrap();
    assert_eq!((&told["year"], &told["catalogue"]), (&2020.into(), &"yunshan-2020".into()));
    assert_eq!(told["policy"]["ledgers"]["xinyang-2016"], "20");
    assert_eq!(told["sources"][0]["seal"], "5e".repeat(32));
    let [harmful, bureau, archive] = [0, 1, 2].map(|unit| &told["units"][unit]);
    assert_eq!(harmful["unit"], HARM);
    let states = json!([
        { "state": "absent" },
        { "state": "unscored" },
        { "state": "vetoed", "total": null },
        { "state": "scored", "total": "60.00" }
    ]);
    assert_eq!(harmful["quarters"], states);
    let figures = ["weighted", "off", "ledger", "total", "grade"].map(|key| bureau[key].as_str().unwrap());
    assert_eq!(figures, ["85.94", "1.50", "92.30", "85.71", "良好"]);
    assert_eq!(
        (&bureau["rank"], &bureau["unresolved"], bureau["steps"].as_array().unwrap().len()),
        (&1.into(), &3.into(), 4)
    );
    assert_eq!(
        (&archive["total"], &archive["rank"], &archive["grade"]),
        (&Value::Null, &Value::Null, &"待核查".into())
    );
}

#[test]
fn no_form_of_the_year_shows_a_number_of_a_person() {
    let mut year = year();
    year.units[1].unit = "青禾市138\u{200b}00138000热线".to_owned();
    let folder = tempfile::tempdir().unwrap();
    write_annual(&year, folder.path()).unwrap();
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    for text in [text("annual.csv"), text("annual.html"), annual_json(&year).unwrap()] {
        assert!(text.contains("青禾市138\u{200b}****8000热线") && !text.contains("00138000"), "{text}");
    }
    let mut book: Xlsx<_> = calamine::open_workbook(folder.path().join("annual.xlsx")).unwrap();
    let name = book.worksheet_range("全年得分").unwrap().get_value((2, 1)).unwrap().to_string();
    assert_eq!(name, "青禾市138\u{200b}****8000热线");
}

#[test]
fn the_terminal_shows_the_ranking() {
    let text = annual_text(&year());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "2020年度得分：云山市政务公开指标（虚构）");
    assert_eq!(lines[1], "   1　 85.71　良好　青禾市财政局");
    assert!(lines[3].starts_with("   -　     -　待核查"), "{text}");
}
