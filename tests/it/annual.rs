//! The year of a made-up bureau from its four closed quarters.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use tempfile::TempDir;

use crate::support::quarters::{BUREAU, LATE_COMER, copy, lanmu_in, quarters, told};

const FILES: [&str; 3] = ["annual.csv", "annual.xlsx", "annual.html"];
const ANNUAL: [&str; 3] = ["annual", "--year", "2020"];

/// The year, all quarters closed; made by the first test that asks.
static CLOSED: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = quarters();
    for quarter in ["2020Q1", "2020Q2", "2020Q3", "2020Q4"] {
        lanmu_in(folder.path(), &["freeze", quarter, "--allow-open"]).assert().success();
    }
    folder
});

/// A copy of the year, with these quarters open again.
fn year_but(open: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(CLOSED.path(), folder.path());
    for quarter in open {
        fs::remove_dir_all(folder.path().join("workspace/frozen").join(quarter)).unwrap();
    }
    folder
}

/// A policy with this `[year]` table.
fn policy(folder: &Path, year: &str) {
    let text = include_str!("../../indicators/ankang-2020/policy.toml");
    fs::write(folder.join("policy.toml"), format!("{text}\n[year]\n{year}\n")).unwrap();
}

/// The rows of a sheet by the name of the unit, each cell by the name of its column.
fn rows(file: &Path) -> BTreeMap<String, BTreeMap<String, String>> {
    let text = fs::read_to_string(file).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.deserialize::<BTreeMap<String, String>>().map(Result::unwrap);
    rows.map(|row| (row["单位"].clone(), row)).collect()
}

fn number(words: &str) -> Decimal {
    words.parse().unwrap()
}

#[test]
fn four_closed_quarters_become_a_year() {
    let folder = year_but(&[]);
    let gap = told(lanmu_in(folder.path(), &[&ANNUAL[..], &["--out", "year"]].concat()), 2);
    assert!(gap.contains(&format!("{LATE_COMER}：第一季度没有参加评估")) && gap.contains("missing ="), "{gap}");
    assert!(!folder.path().join("year").exists());

    policy(folder.path(), "missing = \"leave_out\"\nweights = { Q1 = 10, Q2 = 20, Q3 = 30, Q4 = 40 }");
    let with = |out: &str| {
        let mut command = lanmu_in(folder.path(), &ANNUAL);
        command.args(["--policy", "policy.toml", "--out", out]);
        let output = command.assert().success().get_output().stdout.clone();
        assert!(String::from_utf8(output).unwrap().contains(BUREAU));
        FILES.map(|file| fs::read(folder.path().join(out).join(file)).unwrap())
    };
    assert_eq!(with("year"), with("again"));

    let year = rows(&folder.path().join("year/annual.csv"));
    let total = |quarter: &str, unit: &str| rows(&folder.path().join(quarter).join("scores.csv"))[unit]["得分"].clone();
    let bureau = &year[BUREAU];
    let names = ["第一季度", "第二季度", "第三季度", "第四季度"];
    let totals = ["2020Q1", "2020Q2", "2020Q3", "2020Q4"].map(|quarter| total(quarter, BUREAU));
    assert_eq!(names.map(|name| bureau[name].clone()), totals);
    let [first, second, third, fourth] = totals.map(|total| number(&total));
    let mean = (first * number("0.1") + second * number("0.2") + third * number("0.3") + fourth * number("0.4"))
        .round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    assert_eq!(number(&bureau["全年得分"]), mean);
    let late_comer = &year[LATE_COMER];
    assert_eq!((late_comer["第一季度"].as_str(), late_comer["第二季度"].as_str()), ("", ""));
    assert!(
        late_comer["说明"].starts_with("第一季度没有参加评估，不计入；第二季度没有参加评估，不计入；"),
        "{late_comer:?}"
    );
    let [third, fourth] = ["2020Q3", "2020Q4"].map(|quarter| number(&total(quarter, LATE_COMER)));
    let mean = ((third * number("30") + fourth * number("40")) / number("70"))
        .round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    assert_eq!(number(&late_comer["季度加权"]), mean);

    // One byte of a closed quarter is another.
    let scores = folder.path().join("workspace/frozen/2020Q2/ankang-2020/outputs/scores.csv");
    fs::remove_file(&scores).unwrap();
    fs::write(&scores, "得分").unwrap();
    let words = told(lanmu_in(folder.path(), &["annual", "--year", "2020", "--policy", "policy.toml"]), 1);
    assert!(words.contains("评估周期 2020Q2 与冻结时不同") && words.contains("lanmu verify 2020Q2"), "{words}");
}

#[test]
fn a_quarter_that_is_still_open_is_told_with_what_to_do() {
    let folder = year_but(&["2020Q2", "2020Q3"]);
    policy(folder.path(), "missing = \"zero\"");
    let words = told(lanmu_in(folder.path(), &["annual", "--year", "2020", "--policy", "policy.toml"]), 2);
    assert!(words.contains("2020Q2 评估过，还没有冻结") && words.contains("lanmu freeze 2020Q3"), "{words}");
    assert!(!words.contains("2020Q1 ") && !words.contains("2020Q4 "), "{words}");
    let words = told(lanmu_in(folder.path(), &["annual", "--year", "2019", "--policy", "policy.toml"]), 2);
    assert!(words.contains("2019 年没有冻结过任何季度"), "{words}");
    let words = told(lanmu_in(folder.path(), &["annual", "--year", "2019"]), 2);
    assert!(words.contains("2019Q1 没有评估过：请先运行 lanmu evaluate --period 2019Q1"), "{words}");
}

#[test]
fn a_ledger_that_is_not_closed_and_a_wrong_table_are_told() {
    let folder = year_but(&["2020Q1"]);
    let annual = |year: &str| {
        policy(folder.path(), year);
        told(lanmu_in(folder.path(), &["annual", "--year", "2020", "--policy", "policy.toml"]), 2)
    };
    let weights = "weights = { Q1 = 0, Q2 = 0, Q3 = 0, Q4 = 100 }";
    let wrong = annual("weights = { Q1 = 0, Q2 = 0, Q3 = 0, Q4 = 90 }");
    assert!(wrong.contains("year.weights") && wrong.contains("之和应为 100"), "{wrong}");
    // It was evaluated, so that it has to be closed whatever it weighs.
    let open = annual(weights);
    assert!(open.contains("2020Q1 评估过，还没有冻结"), "{open}");
    lanmu_in(folder.path(), &["freeze", "2020Q1", "--allow-open"]).assert().success();
    let ledger = annual(&format!("{weights}\nledgers = {{ xinyang-2016 = 20 }}"));
    assert!(ledger.contains("台账 xinyang-2016 没有冻结 2020 年的结果"), "{ledger}");
}
