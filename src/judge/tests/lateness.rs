//! 条例第26条 over the National Day holiday of 2020, when 27 September and 10 October were workdays.

use jiff::civil::{Date, date};

use super::build::{OfColumn, World, column, item, kinds, opened, rule};
use crate::catalogue::{Cell, Deadline, Rule};
use crate::judge::{Answer, FindingKind, FreshnessState, Verdict};
use crate::site::ColumnItem;

fn published(formed: Date, published: Date) -> Verdict {
    World::with(vec![column("预决算公开", vec![opened("决算报告", formed, published)])]).verdict()
}

#[test]
fn twenty_working_days_reach_over_the_holiday() {
    let in_time = published(date(2020, 9, 8), date(2020, 10, 12));
    assert_eq!((in_time.of_column().freshness, in_time.answer), (FreshnessState::Fresh, Answer::Met));

    let late = published(date(2020, 9, 8), date(2020, 10, 13));
    assert_eq!((late.of_column().freshness, late.answer), (FreshnessState::Late, Answer::Partial));
    assert_eq!(kinds(&late), [FindingKind::Late]);
    let said = &late.findings[0].description;
    for words in ["2020-09-08形成", "应于2020-10-12前（20个工作日内）", "实际2020-10-13公开", "超期1个工作日"]
    {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn the_row_s_own_limit_comes_first() {
    let seven = || Deadline::WorkingDays { days: 7, event: String::new() };
    let mut world = World::with(vec![column("预决算公开", vec![opened("决算", date(2020, 9, 1), date(2020, 9, 11))])]);
    assert_eq!(world.verdict().of_column().freshness, FreshnessState::Fresh);
    world = world.rules(&[seven()]);
    assert_eq!(world.verdict().of_column().freshness, FreshnessState::Late);

    // A limit that stands in the content is for nothing when it names no matter.
    world.rows[0].rules = vec![Rule { from: Cell::Content, ..rule(seven()) }];
    assert_eq!(world.verdict().of_column().freshness, FreshnessState::Fresh);

    // A limit for one matter is only for the items that name it.
    world.rows[0].rules = vec![Rule { matter: "行政许可、行政处罚信息".to_owned(), ..rule(seven()) }];
    assert_eq!(world.verdict().of_column().freshness, FreshnessState::Fresh);
    world.columns = vec![column("预决算公开", vec![opened("行政处罚公示", date(2020, 9, 1), date(2020, 9, 11))])];
    assert_eq!(world.verdict().of_column().freshness, FreshnessState::Late);
}

#[test]
fn without_a_day_of_formation_only_staleness_is_judged() {
    let verdict = World::with(vec![column("预决算公开", vec![item("决算", Some(date(2020, 10, 13)))])]).verdict();
    assert_eq!(verdict.of_column().freshness, FreshnessState::Fresh);
    assert!(verdict.rule.contains("未见成文日期"), "{}", verdict.rule);
    assert!(verdict.rule.contains("条例第26条"), "{}", verdict.rule);

    let unread = ColumnItem { opened: false, ..opened("决算", date(2020, 1, 2), date(2020, 10, 13)) };
    assert_eq!(
        World::with(vec![column("预决算公开", vec![unread])]).verdict().of_column().freshness,
        FreshnessState::Fresh
    );
}

#[test]
fn what_was_formed_long_ago_may_have_been_moved() {
    assert_eq!(published(date(1990, 5, 1), date(2020, 10, 13)).of_column().freshness, FreshnessState::Fresh);
    assert_eq!(published(date(2019, 10, 20), date(2020, 10, 13)).of_column().freshness, FreshnessState::Fresh);
    assert_eq!(published(date(2019, 10, 21), date(2020, 10, 13)).of_column().freshness, FreshnessState::Late);
}

#[test]
fn a_day_of_formation_after_publication_is_no_lateness() {
    assert_eq!(published(date(2020, 10, 13), date(2020, 9, 8)).of_column().freshness, FreshnessState::Fresh);
    let beyond_the_calendar = published(date(2999, 1, 1), date(2020, 9, 8));
    assert_eq!(beyond_the_calendar.of_column().freshness, FreshnessState::Fresh);
    assert!(beyond_the_calendar.rule.contains("未见成文日期"), "{}", beyond_the_calendar.rule);
}

#[test]
fn the_worst_is_named_and_the_others_counted() {
    let items = vec![
        opened("甲", date(2020, 9, 8), date(2020, 10, 13)),
        opened("乙", date(2020, 3, 2), date(2020, 10, 13)),
        opened("丙", date(2020, 9, 8), date(2020, 10, 14)),
    ];
    let verdict = World::with(vec![column("预决算公开", items)]).verdict();
    let said = &verdict.findings[0].description;
    assert!(said.contains("“乙”") && said.contains("另有2条发布超期"), "{said}");
}

#[test]
fn a_day_outside_the_calendar_is_an_error() {
    let mut world = World::with(vec![column("预决算公开", Vec::new())]);
    world.as_of = date(2105, 1, 1);
    let error = world.try_judge().unwrap_err().to_string();
    assert!(error.contains("2105"), "{error}");
}
