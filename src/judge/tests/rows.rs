//! Rows of one column, and rows whose day has not come.

use jiff::civil::date;

use super::build::{OfColumn, World, column, fresh, item, kinds, other, row, rule};
use crate::catalogue::Deadline;
use crate::judge::{Answer, FindingKind, FreshnessState, Period};

#[test]
fn rows_of_one_column_share_it_and_its_faults() {
    let mut world = World::with(vec![column("预决算公开", Vec::new())]);
    world.rows.push(row("LJ-01-01-02", "财政信息", "预决算公开"));
    let verdicts = world.judge();
    assert_eq!(verdicts.iter().map(|v| v.answer).collect::<Vec<_>>(), [Answer::Unmet; 2]);
    assert_eq!(verdicts[0].column_code, verdicts[1].column_code);
    assert_eq!(verdicts[0].of_column().taken, verdicts[1].of_column().taken);
    assert_eq!((kinds(&verdicts[0]), kinds(&verdicts[1])), (vec![FindingKind::ColumnEmpty], vec![]));
    assert_eq!(verdicts[0].reasons, verdicts[1].reasons);
}

#[test]
fn each_row_has_its_own_frequency() {
    let mut world = World::with(vec![column("预决算公开", vec![item("收支情况", Some(date(2020, 9, 9)))])]);
    let mut monthly = row("LJ-01-01-02", "财政信息", "预决算公开");
    monthly.rules = vec![rule(Deadline::Monthly)];
    world.rows.push(monthly);
    let verdicts = world.judge();
    assert_eq!(verdicts[0].of_column().freshness, FreshnessState::Fresh);
    assert_eq!(verdicts[1].of_column().freshness, FreshnessState::Stale);
    assert_eq!(verdicts[1].findings[0].code, "LJ-01-01-02");
    assert!(
        verdicts[1].rule.starts_with("每月更新（指标原文）；自信息形成或者变更之日起20个工作日内公开（条例第26条）"),
        "{}",
        verdicts[1].rule
    );
}

#[test]
fn before_the_catalogue_s_day_a_missing_column_is_no_fault() {
    let mut world = World::with(vec![other("工作动态")]);
    world.catalogue.due = Some(date(2020, 9, 20));
    world.as_of = date(2020, 9, 19);
    let verdict = world.verdict();
    assert_eq!((verdict.of_column().freshness, verdict.answer), (FreshnessState::NotDue, Answer::NotApplicable));
    assert_eq!(kinds(&verdict), []);
    assert!(
        verdict.reasons[0].contains("2020-09-20") && verdict.reasons[0].contains("未达标"),
        "{:?}",
        verdict.reasons
    );
    assert!(verdict.reasons[1].contains("未设置"), "{:?}", verdict.reasons);

    world.as_of = date(2020, 9, 20);
    assert_eq!(world.verdict().answer, Answer::Unmet);
}

#[test]
fn before_the_catalogue_s_day_what_is_there_is_met() {
    let mut world = World::with(vec![column("预决算公开", fresh())]);
    world.catalogue.due = Some(date(2020, 12, 20));
    assert_eq!(world.verdict().answer, Answer::Met);
}

#[test]
fn a_period_is_a_quarter_or_a_year() {
    let quarter = Period::parse(" 2020q3 ").unwrap();
    assert_eq!((quarter.name.as_str(), quarter.from, quarter.to), ("2020Q3", date(2020, 7, 1), date(2020, 9, 30)));
    let first = Period::parse("2020Q1").unwrap();
    assert_eq!((first.from, first.to), (date(2020, 1, 1), date(2020, 3, 31)));
    let year = Period::parse("2020").unwrap();
    assert_eq!((year.name.as_str(), year.from, year.to), ("2020", date(2020, 1, 1), date(2020, 12, 31)));
    for wrong in ["", "2020Q5", "2020Q", "2020Q03", "20", "0000", "９９９９", "2020年", "2020Q3Q1", "+202"] {
        let error = Period::parse(wrong).unwrap_err();
        assert!(error.contains("2020Q3"), "{wrong}: {error}");
    }
}
