//! Conclusions on findings that a second person has to sign. The unit and its site are made up.
//!
//! The unit owes 14 columns, each of them 100/14 points. 预决算公开 is met, 三公经费公开 (AK-01-02) waits for a person and leaves
//! the sheet, eleven are missing, and 政府采购领域 (AK-03-04-01) stands outside the disclosure section (20 of 40 points) and has not
//! been kept up (0 of 30): 100 × (1 + 0.5) / 13 = 11.54.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::support::bureau::{Office, UNIT, menu, result};
use crate::support::pages::page;

const PURCHASES: &str = "AK-03-04-01";
/// 招标投标信息, which is missing.
const BIDS: &str = "AK-02-03-01";

struct Quarter {
    office: Office,
    /// Numbers of the findings by code and kind.
    numbers: BTreeMap<(String, String), String>,
}

impl Quarter {
    fn evaluated() -> Self {
        let office = Office::open();
        let policy = include_str!("../../indicators/ankang-2020/policy.toml");
        fs::write(office.path("policy.toml"), format!("{policy}\n[review]\nsign_off = true\n")).unwrap();
        let columns = menu(&[("/jf/", "经费公开"), ("/ys/", "预决算公开"), ("/cg/", "政府采购领域")]);
        office.site.put("/", page(&["首页"], &columns));
        let entries = "<div class=\"list\"><ul><li><a href=\"/x/1.html\">办公设备采购公告</a><span>2018-03-01</span></li>\
                       <li><a href=\"/x/2.html\">印刷服务采购公告</a><span>2018-02-01</span></li></ul></div>";
        office.site.put("/cg/", page(&["首页", "工作动态", "政府采购领域"], entries));
        let evaluated = office.evaluate(&["--period", "2020Q3", "--policy", "policy.toml"]);
        assert_eq!(total(&evaluated), "11.54");
        let verdicts = evaluated["units"][0]["verdicts"].as_array().unwrap();
        let findings = verdicts.iter().flat_map(|verdict| verdict["findings"].as_array().unwrap());
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let key = |finding: &Value| ((text(&finding["code"]), text(&finding["kind"])), text(&finding["number"]));
        Self { numbers: findings.map(key).collect(), office }
    }

    fn number(&self, code: &str, kind: &str) -> &str {
        &self.numbers[&(code.to_owned(), kind.to_owned())]
    }

    /// A reviewer's conclusion; what the command says on both streams.
    fn conclude(&self, what: &[&str], by: &str) -> String {
        let (code, said, told) = self.office.run(&[&["review"], what, &["--by", by, "--why", "核对属实"]].concat());
        assert_eq!(code, Some(0), "{told}");
        said + &told
    }

    fn sign(&self, number: &str, by: &str) {
        self.office.well(&["review", "sign", number, "--by", by]);
    }

    fn scored(&self) -> Value {
        self.office.well(&["score", "--policy", "policy.toml", "--out", "again"]);
        result(&self.office.path("again"))
    }
}

fn total(result: &Value) -> &str {
    result["units"][0]["sheet"]["total"].as_str().unwrap()
}

/// Numbers of the findings that stand on a row.
fn standing<'r>(result: &'r Value, code: &str) -> Vec<&'r str> {
    let verdicts = result["units"][0]["verdicts"].as_array().unwrap();
    let verdict = verdicts.iter().find(|verdict| verdict["code"] == code).unwrap();
    verdict["findings"].as_array().unwrap().iter().map(|finding| finding["number"].as_str().unwrap()).collect()
}

#[test]
fn a_withdrawal_waits_for_a_second_person_and_then_takes_the_finding_out() {
    let quarter = Quarter::evaluated();
    let office = &quarter.office;
    let (misplaced, stale) = (quarter.number(PURCHASES, "misplaced"), quarter.number(PURCHASES, "stale"));
    let said = quarter.conclude(&["withdraw", misplaced], "复核员甲");
    assert!(said.contains("请由另一人用 lanmu review sign 会签"), "{said}");
    assert!(said.contains(&format!("另有问题 {stale}（长期未更新），判定没有改变")), "{said}");
    let waiting = quarter.scored();
    assert_eq!((standing(&waiting, PURCHASES), total(&waiting)), (vec![misplaced, stale], "11.54"));
    for sheet in ["again/findings.csv", "again/recheck.csv", "again/report.html"] {
        assert!(fs::read_to_string(office.path(sheet)).unwrap().contains("待会签，尚未生效"), "{sheet}");
    }
    let list = office.well(&["review", "list"]);
    assert!(list.contains("撤销（核对属实，复核员甲；待会签）"), "{list}");
    assert!(office.well(&["review", "import", "again/scores.xlsx"]).contains("新增答复和复核结论 0 项"));

    office.refused(&["review", "sign", stale, "--by", "复核员乙"], "还没有复核结论，不能会签");
    office.refused(&["review", "sign", misplaced, "--by", "复核员甲"], "由复核员甲撤销，会签的应是另一人");
    quarter.sign(misplaced, "复核员乙");
    office.refused(&["review", "sign", misplaced, "--by", "复核员丙"], "的撤销已由复核员乙会签");
    let signed = quarter.scored();
    assert_eq!((standing(&signed, PURCHASES), total(&signed)), (vec![stale], "11.54"), "the other fault still costs");
    assert_eq!(signed["rectifications"][misplaced]["withdrawn"]["kind"], "misplaced");
    assert!(fs::read_to_string(office.path("again/findings.csv")).unwrap().contains("；会签：复核员乙）"));

    // With both gone the row is met, once both are signed.
    quarter.conclude(&["withdraw", stale], "复核员丙");
    assert_eq!(total(&quarter.scored()), "11.54");
    quarter.sign(stale, "复核员甲");
    let both = quarter.scored();
    // (1 + 1) of 13 columns.
    assert_eq!((standing(&both, PURCHASES), total(&both)), (vec![], "15.38"));

    quarter.conclude(&["uphold", misplaced], "复核员丁");
    let upheld = quarter.scored();
    assert_eq!((standing(&upheld, PURCHASES), total(&upheld)), (vec![misplaced], "11.54"));
}

#[test]
fn a_row_is_met_only_once_every_withdrawal_on_it_is_signed() {
    let quarter = Quarter::evaluated();
    let (misplaced, stale) = (quarter.number(PURCHASES, "misplaced"), quarter.number(PURCHASES, "stale"));
    quarter.conclude(&["withdraw", misplaced, stale], "复核员甲");
    quarter.sign(stale, "复核员乙");
    let one = quarter.scored();
    assert_eq!((standing(&one, PURCHASES), total(&one)), (vec![misplaced], "11.54"));
    quarter.sign(misplaced, "复核员丙");
    assert_eq!(total(&quarter.scored()), "15.38");
}

#[test]
fn what_nobody_could_tell_is_not_met_because_its_finding_is_withdrawn() {
    let quarter = Quarter::evaluated();
    let candidate = quarter.number("AK-01-02-01", "candidate");
    let said = quarter.conclude(&["withdraw", candidate], "复核员甲");
    assert!(said.contains("的判定仍为“待核查”；核实后请用 lanmu review override"), "{said}");
    quarter.sign(candidate, "复核员乙");
    let scored = quarter.scored();
    assert_eq!((standing(&scored, "AK-01-02-01"), total(&scored)), (vec![], "11.54"));
}

#[test]
fn conclusions_are_signed_in_the_sheet_that_comes_back() {
    let quarter = Quarter::evaluated();
    let office = &quarter.office;
    let bids = quarter.number(BIDS, "column_missing");
    let sheet = |signer: &str| {
        let row = format!("{bids},{UNIT},,撤销,不属于该单位职责,复核员甲,{signer}\n");
        fs::write(office.path("filled.csv"), format!("问题编号,单位,整改情况,复核结论,复核理由,复核人,会签人\n{row}"))
            .unwrap();
    };
    let import = |count: usize| {
        let said = office.well(&["review", "import", "filled.csv"]);
        assert!(said.contains(&format!("新增答复和复核结论 {count} 项")), "{said}");
        said
    };
    sheet("复核员甲");
    office.refused(&["review", "import", "filled.csv"], "（会签人）：问题 F-");
    sheet("");
    assert!(import(2).contains("请由另一人用 lanmu review sign 会签"));
    assert_eq!(total(&quarter.scored()), "11.54", "the conclusion and its override wait");
    sheet("复核员乙");
    assert!(!import(2).contains("由另一人"));
    import(0);
    // (1 + 0.5 + 1) of 13 columns.
    assert_eq!(total(&quarter.scored()), "19.23");
    quarter.conclude(&["uphold", bids], "复核员丙");
    office.refused(&["review", "import", "filled.csv"], "同样的决定以前有过，后来已改变（复核员丙，维持，");
    assert_eq!(total(&quarter.scored()), "11.54");

    quarter.conclude(&["amend", bids, "--to", "部分达标", "--share", "0.5"], "复核员甲");
    assert_eq!(total(&quarter.scored()), "11.54");
    quarter.sign(bids, "复核员乙");
    // (1 + 0.5 + 0.5) of 13 columns.
    assert_eq!(total(&quarter.scored()), "15.38");

    // Who overrides the row himself does not borrow the signature, whatever his evidence says.
    let by_hand = ["review", "override", "--unit", UNIT, "--code", BIDS, "--to", "达标", "--evidence", bids];
    office.well(&[&by_hand[..], &["--by", "复核员甲", "--why", "问题已撤销"]].concat());
    let stale = quarter.number(PURCHASES, "stale");
    quarter.conclude(&["uphold", stale], "复核员甲");
    quarter.sign(stale, "复核员乙");
    assert_eq!(total(&quarter.scored()), "11.54");

    // It is too late once the quarter is closed.
    let (code, _, told) = office.run(&["freeze", "2020Q3", "--allow-open", "--policy", "policy.toml"]);
    assert!(code == Some(0) && told.contains("还有 1 项决定待会签，没有计入冻结的结果"), "{told}");
    office.refused(&["review", "sign", "2", "--by", "复核员乙"], "已经冻结，不能再改动");
    office.well(&["verify", "2020Q3"]);
}
