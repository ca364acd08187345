//! People put other answers in the place of the machine's: 改判, 会签, 撤回, and what the next quarter is offered. The unit
//! and its site are made up.
//!
//! The unit owes 14 columns, each of them 100/14 points. 预决算公开 is met, 三公经费公开 (AK-01-02, four rows) waits for a person
//! and leaves the sheet, twelve are missing: 100 × 1/13 = 7.69.

use std::fs;

use serde_json::Value;

use crate::support::bureau::{Office, UNIT, result};

const BY: [&str; 4] = ["--by", "复核员甲", "--why", "已当面核实"];

fn third_quarter() -> Office {
    let office = Office::open();
    assert_eq!(total(&office.evaluate(&["--period", "2020Q3"])), "7.69");
    office
}

impl Office {
    /// `lanmu review`, decided by 复核员甲.
    fn review(&self, what: &[&str]) -> String {
        self.well(&[&["review"], what, &BY].concat())
    }

    fn override_row(&self, code: &str, what: &[&str]) {
        self.review(&[&["override", "--unit", UNIT, "--code", code], what].concat());
    }

    fn scored(&self, more: &[&str]) -> Value {
        self.well(&[&["score", "--out", "again"], more].concat());
        result(&self.path("again"))
    }
}

fn total(result: &Value) -> &str {
    result["units"][0]["sheet"]["total"].as_str().unwrap()
}

fn row<'r>(result: &'r Value, code: &str) -> &'r Value {
    let verdicts = result["units"][0]["verdicts"].as_array().unwrap();
    verdicts.iter().find(|verdict| verdict["code"] == code).unwrap()
}

#[test]
fn an_override_is_laid_over_the_verdict_until_it_is_taken_back_or_expires() {
    let office = third_quarter();
    assert!(office.review(&["override", "1", "--to", "达标"]).contains("已改判 4 行为达标"));
    office.override_row("AK-02-03-01", &["--to", "不适用", "--evidence", "青财函〔2020〕3号"]);
    office.override_row("AK-02-08-01", &["--to", "部分达标", "--share", "0.5"]);
    let scored = office.scored(&[]);
    // (1 + 1 + 0.5) of 13 columns: one does not apply any more, and 三公经费公开 is in the sheet.
    assert_eq!(total(&scored), "19.23");
    let over = row(&scored, "AK-02-03-01");
    assert_eq!((&over["answer"], &over["overridden"]["answer"]), (&"unmet".into(), &"not_applicable".into()));
    assert_eq!(over["overridden"]["evidence"], "青财函〔2020〕3号");
    assert!(fs::read_to_string(office.path("again/details.csv")).unwrap().contains("已当面核实"));
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_ne!(scored["run"]["sha256"]["reviews"], nothing);
    let list = office.well(&["review", "list"]);
    for words in
        ["待复核 0 项", "改判 6 项", "改判为部分达标（得分比例 0.5）（有效）：复核员甲", "依据：青财函〔2020〕3号"]
    {
        assert!(list.contains(words), "{words}: {list}");
    }

    office.review(&["revoke", "--unit", UNIT, "--code", "AK-02-03-01"]);
    let again = office.scored(&[]);
    // (1 + 1 + 0.5) of 14.
    assert_eq!((total(&again), &row(&again, "AK-02-03-01")["overridden"]), ("17.86", &Value::Null));
    let expired = office.scored(&["--as-of", "2020-10-21"]);
    assert_eq!(total(&expired), "7.69", "it holds to the as-of day of the quarter's result");
    assert!(office.well(&["review", "list"]).contains("改判已过期 5 项"));
}

#[test]
fn what_makes_no_override_is_refused() {
    let office = third_quarter();
    let of = |unit: &'static str, code: &'static str, what: &[&'static str]| -> Vec<&str> {
        [&["review", "override", "--unit", unit, "--code", code][..], what, &BY].concat()
    };
    office.refused(&of(UNIT, "AK-02-08-01", &["--to", "部分达标"]), "要写得分比例");
    office.refused(&of(UNIT, "AK-02-08-01", &["--to", "达标", "--share", "0.5"]), "只有改判为部分达标时");
    office.refused(&of(UNIT, "AK-02-08-01", &["--to", "部分达标", "--share", "1"]), "大于 0、小于 1");
    office.refused(&of(UNIT, "AK-02-08-01", &["--to", "良好"]), "应为达标、部分达标、未达标、待核查、不适用");
    office.refused(&of(UNIT, "AK-02-08-01", &["--to", "达标", "--until", "2020-10-19"]), "早于评估日期 2020-10-20");
    office.refused(&of(UNIT, "AK-99", &["--to", "达标"]), "没有编码为“AK-99”的指标");
    office.refused(&of("某局", "AK-02-08-01", &["--to", "达标"]), "没有单位“某局”");
    office.refused(&["review", "sign", "1", "--by", "乙"], "没有改判");
    office.refused(&[&["review", "revoke", "1"][..], &BY].concat(), "没有改判");
    office.refused(&[&["review", "renew", "1"][..], &BY].concat(), "没有以前的改判可以沿用");
    let frozen = office.path(".lanmu/frozen/2020Q3/ankang-2020");
    fs::create_dir_all(&frozen).unwrap();
    fs::write(frozen.join("manifest.json"), "{}").unwrap();
    office.refused(&of(UNIT, "AK-02-08-01", &["--to", "达标"]), "评估周期 2020Q3（指标体系 ankang-2020）已经冻结");
    office.refused(&[&["review", "reject", "1"][..], &BY].concat(), "已经冻结");
    assert!(office.well(&["review", "list"]).contains("待复核 1 项，已决定 0 项"), "nothing was taken");
}

#[test]
fn where_the_policy_asks_for_it_a_second_person_signs() {
    let office = third_quarter();
    let policy = include_str!("../../indicators/ankang-2020/policy.toml").to_owned() + "\n[review]\nsign_off = true\n";
    fs::write(office.path("policy.toml"), policy).unwrap();
    let by_policy = ["--policy", "policy.toml"];
    office.scored(&by_policy);
    assert!(office.review(&["override", "1", "--to", "达标"]).contains("请由另一人用 lanmu review sign 会签"));
    assert_eq!(total(&office.scored(&by_policy)), "7.69");
    let list = office.well(&["review", "list"]);
    assert!(list.contains("改判待会签 4 项") && list.contains("5. 青禾市财政局　AK-01-02-04"), "{list}");
    office.refused(&["review", "sign", "2", "--by", "复核员甲"], "会签的应是另一人");
    office.well(&["review", "sign", "2", "3", "4", "5", "--by", "复核员乙"]);
    office.refused(&["review", "sign", "2", "--by", "复核员丙"], "已由复核员乙会签");
    // 2 of 14 columns.
    assert_eq!(total(&office.scored(&by_policy)), "14.29");
}

#[test]
fn the_next_quarter_is_offered_what_was_decided_and_takes_nothing_by_itself() {
    let office = third_quarter();
    office.override_row("AK-02-03-01", &["--to", "不适用", "--evidence", "青财函〔2020〕3号"]);
    let args = ["evaluate", "--units", "units.csv", "--as-of", "2020-12-31", "--period", "2020Q4", "--pause", "0"];
    office.well(&[&args[..], &["--out", "out"]].concat());
    assert_eq!(row(&result(&office.path("out")), "AK-02-03-01")["overridden"], Value::Null);
    let list = office.well(&["review", "list"]);
    let offer = "2020Q3 曾改判为不适用（复核员甲，理由：已当面核实）；要沿用，请用 lanmu review renew 2";
    assert!(list.contains("以前的改判可以沿用 1 项") && list.contains(offer), "{list}");
    office.well(&["review", "renew", "2", "--by", "复核员丁", "--why", "情况没有变化"]);
    let scored = office.scored(&[]);
    let over = &row(&scored, "AK-02-03-01")["overridden"];
    assert_eq!(
        (&over["period"], &over["who"], &over["until"]),
        (&"2020Q4".into(), &"复核员丁".into(), &"2020-12-31".into())
    );
    assert_eq!(over["evidence"], "青财函〔2020〕3号");
    let third = office.scored(&["--run", "r1"]);
    assert_eq!(row(&third, "AK-02-03-01")["overridden"]["who"], "复核员甲", "the third quarter keeps its own");
}

#[test]
fn overrides_go_out_to_a_spreadsheet_and_come_back() {
    let office = third_quarter();
    office.override_row("AK-02-08-01", &["--to", "部分达标", "--share", "0.5"]);
    for name in ["one.xlsx", "two.xlsx", "one.csv"] {
        office.well(&["review", "export", name]);
    }
    assert_eq!(fs::read(office.path("one.xlsx")).unwrap(), fs::read(office.path("two.xlsx")).unwrap());
    for name in ["one.xlsx", "one.csv"] {
        assert!(office.well(&["review", "import", name]).contains("新增决定 0 项"), "{name}");
    }
    let sheet = fs::read_to_string(office.path("one.csv")).unwrap();
    let written = sheet.lines().find(|line| line.contains("AK-02-08-01")).unwrap();
    assert!(written.contains(",部分达标,0.5,,2020-10-20,,,有效"), "{written}");
    let with = |row: &str| fs::write(office.path("more.csv"), format!("{sheet}{row}\r\n")).unwrap();
    // 编号 to 程序的判断, then 决定,复核人,理由,复核时间,改判为,得分比例,依据,有效期至,会签人,会签时间,改判状态.
    let on = |code: &str| format!("9,{UNIT},{code},,,,,,,");
    for (row, head) in [
        (on("AK-02-03-01") + "改判,甲,核实,,,,,,,,", "（改判为）：应为达标"),
        (on("AK-02-03-01") + "改判,甲,核实,,达标,0.5,,,,,", "（得分比例）：只有改判为部分达标时"),
        (on("AK-02-03-01") + "改判,甲,核实,,达标,,,2020-01-01,,,", "（有效期至）：有效期至 2020-01-01 早于"),
        (on("AK-02-03-01") + "改判,甲,核实,,达标,,,,甲,,", "（会签人）：青禾市财政局 AK-02-03-01 由甲改判"),
        (on("AK-99") + "改判,甲,核实,,达标,,,,,,", "（指标编码）：“青禾市财政局”没有编码为“AK-99”"),
        (on("AK-02-08-01") + "撤回,甲,核实,,,,,,,,", "（栏目网址）：与前面的行是同一项"),
    ] {
        with(&row);
        office.refused(&["review", "import", "more.csv"], head);
    }
    with(&(on("AK-02-03-01") + "改判,甲,核实,,达标,,附件1,2020-12-31,乙,,"));
    assert!(office.well(&["review", "import", "more.csv"]).contains("新增决定 2 项"), "the override and the signature");
    assert!(office.well(&["review", "import", "more.csv"]).contains("新增决定 0 项"));
    let scored = office.scored(&[]);
    let over = &row(&scored, "AK-02-03-01")["overridden"];
    assert_eq!((&over["signed"]["who"], &over["until"]), (&"乙".into(), &"2020-12-31".into()));
    let back = sheet.replace(written, &(on("AK-02-08-01") + "撤回,甲,看错了,,,,,,,,"));
    fs::write(office.path("back.csv"), back).unwrap();
    assert!(office.well(&["review", "import", "back.csv"]).contains("新增决定 1 项"));
    assert_eq!(row(&office.scored(&[]), "AK-02-08-01")["overridden"], Value::Null);
}
