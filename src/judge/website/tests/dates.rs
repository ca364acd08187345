//! Signs of forged dates: flags for a person, never a fault.

use super::build::{World, column, days_ago, entry, kinds, state};
use crate::judge::{Answer, CheckState, FindingKind};
use crate::site::Column;

const SAFETY: &str = "GB-01-01-01";

/// A column with so many entries of one day, and an older one.
fn burst(path: &str, many: usize, day: i64, before: i64) -> Column {
    let dates: Vec<_> = vec![Some(days_ago(day)); many].into_iter().chain([Some(days_ago(before))]).collect();
    column(path, &dates)
}

#[test]
fn many_entries_of_one_day_after_a_silence_are_flagged() {
    let verdict = World::with([burst("工作动态", 5, 3, 64)]).verdict(SAFETY);
    assert_eq!((state(&verdict), verdict.answer), (CheckState::Flagged, Answer::Unverified));
    assert_eq!(kinds(&verdict), [FindingKind::SuspiciousDates]);
    for (column, why) in [
        (burst("工作动态", 4, 3, 64), "four entries"),
        (burst("工作动态", 5, 3, 63), "60 days of silence are not more than 60"),
        (burst("工作动态", 5, 30, 200), "too long before the as-of day"),
    ] {
        assert_eq!(World::with([column]).state(SAFETY), CheckState::Unseen, "{why}");
    }
}

#[test]
fn columns_that_come_to_life_on_one_day_are_flagged() {
    let woken = |many| World::with((0..many).map(|number| burst(&format!("栏目{number}"), 1, 2, 100)));
    let verdict = woken(5).verdict(SAFETY);
    assert_eq!(kinds(&verdict), [FindingKind::SuspiciousDates]);
    assert_eq!(verdict.findings[0].url, super::build::SITE);
    assert_eq!(woken(4).state(SAFETY), CheckState::Unseen);
}

#[test]
fn a_day_that_the_address_contradicts_is_flagged() {
    let shown_on = |url: &str| {
        let mut column = column("通知公告", &[]);
        column.items = vec![entry(url, Some(days_ago(1)))];
        World::with([column])
    };
    // Shown as 19 October 2020.
    assert_eq!(shown_on("http://mzj.linjiang.example/tzgg/202009/t20200918_1.html").state(SAFETY), CheckState::Flagged);
    assert_eq!(shown_on("http://mzj.linjiang.example/tzgg/202009/t20200919_1.html").state(SAFETY), CheckState::Unseen);
    assert_eq!(shown_on("http://mzj.linjiang.example/tzgg/1.html").state(SAFETY), CheckState::Unseen);
}

#[test]
fn a_flag_costs_no_points_and_breaks_nothing() {
    let verdicts = World::with([burst("工作动态", 9, 3, 300)]).verdicts();
    assert!(verdicts.iter().all(|verdict| state(verdict) != CheckState::Broken || verdict.code == "GB-02-05-01"));
}
