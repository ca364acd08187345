//! An old spreadsheet does not undo what was decided since it was filled in. The unit and its site are made up.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use jiff::{Timestamp, tz};
use serde_json::Value;

use crate::support::bureau::{Office, UNIT, result, state};

const BY: [&str; 4] = ["--by", "复核员甲", "--why", "看错了"];
const CODE: &str = "AK-02-08-01";

/// An evaluated unit, and its worklist as it was exported then.
struct Desk {
    office: Office,
    sheet: String,
}

impl Desk {
    fn open() -> Self {
        let office = Office::open();
        office.evaluate(&["--period", "2020Q3"]);
        office.well(&["review", "export", "sheet.csv"]);
        let sheet = fs::read_to_string(office.path("sheet.csv")).unwrap();
        Self { office, sheet }
    }

    /// Writes the sheet with one more row: what was decided on the row of [`CODE`].
    fn row(&self, name: &str, decision: &str) {
        fs::write(self.office.path(name), format!("{}9,{UNIT},{CODE},,,,,,,{decision}\r\n", self.sheet)).unwrap();
    }

    fn imported(&self, name: &str, count: usize) {
        let said = self.office.well(&["review", "import", name]);
        assert!(said.contains(&format!("新增决定 {count} 项")), "{name}: {said}");
    }

    fn review(&self, what: &[&str]) {
        self.office.well(&[&["review"], what, &BY].concat());
    }

    fn overridden(&self) -> Value {
        self.office.well(&["score", "--out", "again"]);
        let result = result(&self.office.path("again"));
        let verdicts = result["units"][0]["verdicts"].as_array().unwrap();
        verdicts.iter().find(|verdict| verdict["code"] == CODE).unwrap()["overridden"].clone()
    }
}

/// Now in China, a second later than all that was decided before.
fn later() -> String {
    sleep(Duration::from_millis(1100));
    Timestamp::now().to_zoned(tz::TimeZone::fixed(tz::offset(8))).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

#[test]
fn what_was_taken_back_does_not_come_again_with_an_old_sheet() {
    let desk = Desk::open();
    desk.row("old.csv", "改判,甲,核实,,达标,,附件1,,,,");
    desk.imported("old.csv", 1);
    desk.imported("old.csv", 0);
    desk.office.well(&["review", "export", "exported.xlsx"]);
    desk.review(&["revoke", "--unit", UNIT, "--code", CODE]);
    for (sheet, words) in [
        ("old.csv", "同样的决定以前有过，后来已改变（复核员甲，撤回改判，"),
        ("exported.xlsx", "早于或等于现有决定的时间（复核员甲，撤回改判，"),
    ] {
        desk.office.refused(&["review", "import", sheet], words);
    }
    assert_eq!(desk.overridden(), Value::Null);
    desk.row("new.csv", &format!("改判,甲,核实,{},达标,,附件1,,,,", later()));
    desk.imported("new.csv", 1);
    assert_eq!(desk.overridden()["who"], "甲", "who says when it was decided may decide so again");

    desk.row("back.csv", "撤回,甲,不再适用,,,,,,,,");
    desk.imported("back.csv", 1);
    desk.imported("back.csv", 0);
    desk.review(&["override", "--unit", UNIT, "--code", CODE, "--to", "不适用"]);
    desk.office.refused(&["review", "import", "back.csv"], "同样的决定以前有过，后来已改变（复核员甲，改判为不适用，");
    assert_eq!(desk.overridden()["answer"], "not_applicable");
    desk.review(&["override", "--unit", UNIT, "--code", CODE, "--to", "未达标"]);
    desk.office.refused(&["review", "import", "old.csv"], "后来已改变（复核员甲，改判为未达标，");
}

#[test]
fn a_column_that_was_decided_otherwise_since_stays_so() {
    let desk = Desk::open();
    let line = desk.sheet.lines().find(|line| line.contains("/jf/")).unwrap();
    let filled = |cells: &str| {
        let filled = format!("{}{cells}", line.strip_suffix(",,,,,,,,,,,").unwrap());
        fs::write(desk.office.path("old.csv"), desk.sheet.replace(line, &filled)).unwrap();
    };
    filled(",确认,甲,核实,,,,,2020-10-20,,,");
    desk.imported("old.csv", 1);
    desk.imported("old.csv", 0);
    desk.office.well(&["score", "--as-of", "2020-10-21", "--out", "again"]);
    desk.office.refused(&["review", "import", "old.csv"], "同样的决定（甲，确认，");
    filled(",确认,甲,核实,,,,,,,,");
    desk.office.refused(&["review", "import", "old.csv"], "同样的决定（甲，确认，");
    desk.review(&["reject", "1"]);
    desk.office.refused(&["review", "import", "old.csv"], "同样的决定以前有过，后来已改变（复核员甲，否定，");
    desk.office.well(&["score", "--as-of", "2020-10-21", "--out", "again"]);
    assert_eq!(state(&result(&desk.office.path("again"))), "missing", "it is rejected");
    filled(&format!(",确认,甲,核实,{},,,,,,,", later()));
    desk.imported("old.csv", 1);
}
