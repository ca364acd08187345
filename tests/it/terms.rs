//! 依据, 有效期 and 会签 of decisions on columns, by hand and in a spreadsheet. The unit and its site are made up.

use std::fs;

use rust_xlsxwriter::Workbook;
use serde_json::Value;

use crate::support::bureau::{CODE, Office, UNIT, column, result, state, verdict};

const BY: [&str; 4] = ["--by", "复核员甲", "--why", "栏目内是三公经费"];

impl Office {
    fn accept(&self, what: &[&str]) -> String {
        self.well(&[&["review", "accept"], what, &BY].concat())
    }

    fn scored_on(&self, day: &str, more: &[&str]) -> Value {
        self.well(&[&["score", "--out", "again", "--as-of", day], more].concat());
        result(&self.path("again"))
    }

    /// An evaluation on a later day, by a policy that asks for signatures where `more` names it.
    fn evaluated_on(&self, day: &str) -> Value {
        self.well(&["evaluate", "--units", "units.csv", "--as-of", day, "--pause", "0", "--out", "out"]);
        result(&self.path("out"))
    }
}

fn said(result: &Value) -> String {
    verdict(result)["evidence"][0]["matched"].as_str().unwrap().to_owned()
}

#[test]
fn a_decision_holds_to_its_last_day_and_is_then_a_question_again() {
    let office = Office::open();
    office.evaluate(&[]);
    office.refused(&[&["review", "accept", "1", "--until", "2020-10-19"][..], &BY].concat(), "早于评估日期 2020-10-20");
    office.accept(&["1", "--evidence", "青财函〔2020〕3号", "--until", "2020-10-31"]);
    let held = office.scored_on("2020-10-31", &[]);
    assert_eq!(state(&held), "alias", "on the day itself");
    let words = "（理由：栏目内是三公经费；依据：青财函〔2020〕3号；有效期至 2020-10-31）";
    assert!(said(&held).contains(words), "{}", said(&held));
    let list = office.well(&["review", "list"]);
    assert!(list.contains("，理由：栏目内是三公经费，依据：青财函〔2020〕3号，有效期至 2020-10-31"), "{list}");

    let expired = office.scored_on("2020-11-01", &[]);
    assert_eq!((state(&expired), &verdict(&expired)["answer"]), ("candidate", &"unverified".into()));
    let list = office.well(&["review", "list"]);
    assert!(list.contains("待复核 1 项，已决定 0 项；确认、否定已到期 1 项"), "{list}");
    let before = "由复核员甲确认，已于2020-10-31到期（理由：栏目内是三公经费；依据：青财函〔2020〕3号）；仍然如此的，请用 lanmu review renew 1 续期";
    assert!(list.contains("   曾于") && list.contains(before), "{list}");
    office.well(&["review", "export", "open.csv"]);
    let sheet = fs::read_to_string(office.path("open.csv")).unwrap();
    let line = sheet.lines().find(|line| line.contains("/jf/")).unwrap();
    assert!(line.contains("已于2020-10-31到期") && line.ends_with(",,,,,,,,,,,"), "it is open: {line}");

    office.well(&["review", "renew", "1", "--by", "复核员丁", "--why", "情况没有变化", "--until", "2020-12-31"]);
    let renewed = office.scored_on("2020-11-01", &[]);
    assert_eq!(state(&renewed), "alias");
    assert!(
        said(&renewed).contains("情况没有变化；依据：青财函〔2020〕3号；有效期至 2020-12-31"),
        "{}",
        said(&renewed)
    );
}

#[test]
fn an_address_that_was_named_by_hand_is_not_forgotten_when_its_time_is_over() {
    let office = Office::open();
    office.site.put("/yc/", column("三公经费公开"));
    office.evaluate(&[]);
    let address = ["--unit", UNIT, "--code", CODE, "--url", "http://czj.qinghe.example/yc/", "--until", "2020-11-04"];
    office.accept(&address);
    assert!(office.well(&["review", "list"]).contains("2. 青禾市财政局　AK-01-02"), "it can be signed by its number");
    office.site.asked();
    assert_eq!(verdict(&office.evaluated_on("2020-11-04"))["taken"]["method"], "confirmed");
    assert!(office.site.asked().contains(&"/yc/".to_owned()));
    assert_ne!(verdict(&office.evaluated_on("2020-11-05"))["taken"]["method"], "confirmed");
    assert!(!office.site.asked().contains(&"/yc/".to_owned()), "nothing leads there but the decision");
    let list = office.well(&["review", "list"]);
    for words in ["网址：http://czj.qinghe.example/yc/", "本次没有看到这个栏目", "确认，已于2020-11-04到期"]
    {
        assert!(list.contains(words), "{words}: {list}");
    }
}

#[test]
fn where_the_policy_asks_for_it_a_column_decision_waits_for_a_second_person() {
    let office = Office::open();
    let policy = include_str!("../../indicators/ankang-2020/policy.toml").to_owned() + "\n[review]\nsign_off = true\n";
    fs::write(office.path("policy.toml"), policy).unwrap();
    let by_policy = ["--policy", "policy.toml"];
    office.evaluate(&by_policy);
    assert!(office.accept(&["1"]).contains("请由另一人用 lanmu review sign 会签"));
    assert_eq!(state(&office.scored_on("2020-10-20", &by_policy)), "candidate");
    let list = office.well(&["review", "list"]);
    assert!(list.contains("已决定 1 项；确认、否定待会签 1 项"), "{list}");
    assert!(list.contains("决定：确认（待会签），复核员甲"), "{list}");
    office.refused(&["review", "sign", "1", "--by", "复核员甲"], "由复核员甲确认，会签的应是另一人");
    office.well(&["review", "sign", "1", "--by", "复核员乙"]);
    office.refused(&["review", "sign", "1", "--by", "复核员丙"], "的确认已由复核员乙会签");
    let signed = office.scored_on("2020-10-20", &by_policy);
    assert_eq!(state(&signed), "alias");
    assert!(said(&signed).contains("；会签：复核员乙）"), "{}", said(&signed));
    office.accept(&["1"]);
    assert_eq!(state(&office.scored_on("2020-10-20", &by_policy)), "candidate", "what is decided anew is signed anew");
}

#[test]
fn evidence_expiry_and_signature_go_out_to_a_spreadsheet_and_come_back() {
    let office = Office::open();
    office.evaluate(&[]);
    office.well(&["review", "export", "blank.csv"]);
    let blank = fs::read_to_string(office.path("blank.csv")).unwrap();
    let line = blank.lines().find(|line| line.contains("/jf/")).unwrap();
    let filled = |cells: &str| blank.replace(line, &format!("{}{cells}", line.strip_suffix(",,,,,,,,,,,").unwrap()));
    for (cells, words) in [
        (",,,,,,,附件1,,,,", "（决定）：填了依据，没有填决定"),
        (",确认,甲,核实,,,,附件1,2020-10-19,,,", "（有效期至）：有效期至 2020-10-19 早于评估日期"),
        (",确认,甲,核实,,,,附件1,十月底,,,", "（有效期至）"),
        (",确认,甲,核实,,,,附件1,,甲,,", "（会签人）：青禾市财政局 AK-01-02 http://czj.qinghe.example/jf/ 由甲确认"),
    ] {
        fs::write(office.path("bad.csv"), filled(cells)).unwrap();
        office.refused(&["review", "import", "bad.csv"], words);
    }
    let good = filled(",确认,甲,核实,2020-10-21 09:30:15,,,附件1,2020-12-31,乙,2020-10-21 10:00:00,");
    fs::write(office.path("good.csv"), &good).unwrap();
    book(&good, &office.path("good.xlsx"));
    assert!(
        office.well(&["review", "import", "good.xlsx"]).contains("新增决定 2 项"),
        "the decision and the signature"
    );
    assert!(office.well(&["review", "import", "good.csv"]).contains("新增决定 0 项"));
    office.well(&["review", "export", "back.csv"]);
    assert_eq!(fs::read_to_string(office.path("back.csv")).unwrap(), good.replace("10:00:00,", "10:00:00,有效"));
    office.well(&["review", "export", "back.xlsx"]);
    assert!(office.well(&["review", "import", "back.xlsx"]).contains("新增决定 0 项"));
    let later = filled(",确认,甲,核实,,,,附件1,2021-03-31,,,");
    fs::write(office.path("later.csv"), later).unwrap();
    assert!(
        office.well(&["review", "import", "later.csv"]).contains("新增决定 1 项"),
        "another last day is another decision"
    );
    assert!(office.well(&["review", "list"]).contains("依据：附件1，有效期至 2021-03-31\n"), "nobody signed that");
}

/// The CSV as the worklist's workbook.
fn book(csv: &str, file: &std::path::Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("复核清单").unwrap();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    for (row, record) in (0..).zip(reader.records()) {
        for (place, cell) in (0..).zip(&record.unwrap()) {
            sheet.write_string(row, place, cell).unwrap();
        }
    }
    book.save(file).unwrap();
}
