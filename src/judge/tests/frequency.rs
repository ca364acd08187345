//! How often a column has to be updated.

use jiff::civil::{Date, date};

use super::build::{OfColumn, World, but, column, column_for, item, kinds, row};
use crate::catalogue::{Deadline, Demand, Span};
use crate::judge::{Answer, FindingKind, FreshnessState, Period, Verdict};

fn world(days: &[Date]) -> World {
    let items = days.iter().map(|day| item("财政收支情况", Some(*day))).collect();
    World::with(vec![column("预决算公开", items)])
}

fn judged(deadline: Deadline, days: &[Date]) -> Verdict {
    world(days).rules(&[deadline]).verdict()
}

#[test]
fn without_a_frequency_the_default_window_applies() {
    let fresh = world(&[date(2019, 10, 21)]).verdict();
    assert_eq!(fresh.of_column().freshness, FreshnessState::Fresh);
    assert!(fresh.rule.contains("365天内有更新（评分办法默认）"), "{}", fresh.rule);

    let stale = world(&[date(2019, 10, 20), date(2018, 1, 1)]).verdict();
    assert_eq!((stale.of_column().freshness, stale.answer), (FreshnessState::Stale, Answer::Partial));
    let finding = &stale.findings[0];
    assert_eq!(finding.kind, FindingKind::Stale);
    assert_eq!((finding.last_update, finding.stale_days), (Some(date(2019, 10, 20)), Some(366)));
}

#[test]
fn items_without_any_date_count_as_not_updated() {
    let verdict = World::with(vec![column("预决算公开", vec![item("甲", None), item("乙", None)])]).verdict();
    assert_eq!((verdict.of_column().freshness, verdict.answer), (FreshnessState::Undated, Answer::Partial));
    assert_eq!(kinds(&verdict), [FindingKind::Undated]);
    let one_dated = World::with(vec![column("预决算公开", vec![item("甲", None), item("乙", Some(date(2020, 9, 1)))])]);
    assert_eq!(one_dated.verdict().of_column().freshness, FreshnessState::Fresh);
}

#[test]
fn words_that_give_no_number_get_the_policy_s_window() {
    // Days before 20 October 2020: 14, 92, 183, 366.
    for (deadline, last_fresh) in [
        (Deadline::Immediately, date(2020, 10, 6)),
        (Deadline::Periodically, date(2020, 7, 20)),
        (Deadline::Promptly, date(2020, 4, 20)),
        (Deadline::Yearly, date(2019, 10, 20)),
        (Deadline::Gradually, date(2019, 10, 20)),
    ] {
        let before = last_fresh.yesterday().unwrap();
        assert_eq!(
            judged(deadline.clone(), &[last_fresh]).of_column().freshness,
            FreshnessState::Fresh,
            "{deadline:?}"
        );
        assert_eq!(judged(deadline.clone(), &[before]).of_column().freshness, FreshnessState::Stale, "{deadline:?}");
    }
}

#[test]
fn a_bare_window_is_counted_back_from_the_day() {
    for (count, span, last_fresh) in [
        (24, Span::Hours, date(2020, 10, 19)),
        (25, Span::Hours, date(2020, 10, 18)),
        (14, Span::Days, date(2020, 10, 6)),
        (2, Span::Weeks, date(2020, 10, 6)),
        (6, Span::Months, date(2020, 4, 20)),
        (8, Span::Months, date(2020, 2, 20)),
        (1, Span::Years, date(2019, 10, 20)),
    ] {
        let window = Deadline::Every { count, span };
        let before = last_fresh.yesterday().unwrap();
        assert_eq!(judged(window.clone(), &[last_fresh]).of_column().freshness, FreshnessState::Fresh, "{window:?}");
        assert_eq!(judged(window.clone(), &[before]).of_column().freshness, FreshnessState::Stale, "{window:?}");
    }
    let ages = judged(Deadline::Every { count: u16::MAX, span: Span::Years }, &[date(2000, 1, 1)]);
    assert_eq!(ages.of_column().freshness, FreshnessState::Fresh);
}

#[test]
fn every_month_of_the_period_that_ended_needs_an_item() {
    let all = [date(2020, 9, 20), date(2020, 8, 20), date(2020, 7, 20)];
    assert_eq!(judged(Deadline::Monthly, &all).of_column().freshness, FreshnessState::Fresh);

    let gaps = judged(Deadline::Monthly, &[date(2020, 10, 15), date(2020, 8, 20)]);
    assert_eq!((gaps.of_column().freshness, gaps.answer), (FreshnessState::Stale, Answer::Partial));
    assert!(
        gaps.findings[0].description.contains("缺少2020年7月、2020年9月的信息"),
        "{}",
        gaps.findings[0].description
    );

    // The tenth of the next month is the last day of grace.
    let in_grace = [date(2020, 10, 10), date(2020, 8, 20), date(2020, 7, 20)];
    assert_eq!(judged(Deadline::Monthly, &in_grace).of_column().freshness, FreshnessState::Fresh);
    let too_late = [date(2020, 10, 11), date(2020, 8, 20), date(2020, 7, 20)];
    assert_eq!(judged(Deadline::Monthly, &too_late).of_column().freshness, FreshnessState::Stale);
}

#[test]
fn a_month_whose_grace_runs_is_not_judged_yet() {
    let mut world = world(&[date(2020, 8, 20), date(2020, 7, 20)]).rules(&[Deadline::Monthly]);
    world.as_of = date(2020, 10, 10);
    assert_eq!(world.verdict().of_column().freshness, FreshnessState::Fresh);
    world.as_of = date(2020, 10, 11);
    assert_eq!(world.verdict().of_column().freshness, FreshnessState::Stale);
}

#[test]
fn on_the_last_day_of_a_period_the_month_whose_grace_ran_into_it_is_judged() {
    let mut world = world(&[date(2020, 8, 20), date(2020, 7, 20)]).rules(&[Deadline::Monthly]);
    world.as_of = date(2020, 9, 30);
    let verdict = world.verdict();
    assert!(verdict.reasons[0].contains("缺少2020年6月的信息"), "{:?}", verdict.reasons);
    // An item of June that came within its grace also counts for July.
    world.columns = vec![column(
        "预决算公开",
        [date(2020, 8, 20), date(2020, 7, 10)].map(|day| item("财政收支情况", Some(day))).to_vec(),
    )];
    assert_eq!(world.verdict().of_column().freshness, FreshnessState::Fresh);
    // September is judged in the next quarter, and there June is not judged again.
    world.period = Some(Period::parse("2020Q4").unwrap());
    world.as_of = date(2020, 12, 31);
    let verdict = world.verdict();
    assert!(verdict.reasons[0].contains("缺少2020年9月、2020年10月、2020年11月的信息"), "{:?}", verdict.reasons);
}

#[test]
fn gaps_on_pages_that_were_not_read_are_no_gaps() {
    let mut world = world(&[date(2020, 9, 20), date(2020, 8, 20)]).rules(&[Deadline::Monthly]);
    assert_eq!(world.verdict().of_column().freshness, FreshnessState::Stale);
    world.columns[0] = but(world.columns[0].clone(), |column, _| column.pages = Some(3));
    assert_eq!(world.verdict().of_column().freshness, FreshnessState::Fresh);
}

#[test]
fn without_a_period_the_last_span_that_ended_is_looked_at() {
    let mut world = world(&[date(2020, 7, 20)]).rules(&[Deadline::Quarterly]);
    world.period = None;
    assert_eq!(world.verdict().of_column().freshness, FreshnessState::Fresh);
    world.columns[0].0.items[0].published = Some(date(2020, 6, 30));
    let verdict = world.verdict();
    assert!(verdict.reasons[0].contains("缺少2020年第三季度的信息"), "{:?}", verdict.reasons);

    let mut half = self::world(&[date(2019, 12, 1)]).rules(&[Deadline::HalfYearly]);
    half.period = Some(Period::parse("2020").unwrap());
    assert!(half.verdict().reasons[0].contains("缺少2020年上半年的信息"));
}

#[test]
fn a_span_longer_than_the_period_falls_back_to_its_window() {
    // 184 days and 10 of grace before 20 October 2020.
    assert_eq!(judged(Deadline::HalfYearly, &[date(2020, 4, 9)]).of_column().freshness, FreshnessState::Fresh);
    assert_eq!(judged(Deadline::HalfYearly, &[date(2020, 4, 8)]).of_column().freshness, FreshnessState::Stale);

    // The first half year ends with the second quarter.
    let mut second = world(&[date(2020, 7, 15)]).rules(&[Deadline::HalfYearly]);
    second.period = Some(Period::parse("2020Q2").unwrap());
    second.as_of = date(2020, 7, 20);
    assert!(second.verdict().reasons[0].contains("缺少2020年上半年的信息"), "{:?}", second.verdict().reasons);
}

#[test]
fn a_day_of_the_year() {
    let march = || Deadline::YearlyBy { month: 3, day: 31 };
    assert_eq!(judged(march(), &[date(2020, 3, 31)]).of_column().freshness, FreshnessState::Fresh);
    let late = judged(march(), &[date(2020, 4, 2)]);
    assert_eq!(late.of_column().freshness, FreshnessState::Late);
    assert!(late.reasons[0].contains("应于2020-03-31前公开，实际2020-04-02公开，超期2天"), "{:?}", late.reasons);
    assert_eq!(judged(march(), &[date(2019, 3, 1)]).of_column().freshness, FreshnessState::Stale);

    let mut on_the_day = world(&[date(2019, 3, 1)]).rules(&[march()]);
    on_the_day.as_of = date(2020, 3, 31);
    assert_eq!(on_the_day.verdict().of_column().freshness, FreshnessState::NotDue);
    on_the_day.as_of = date(2020, 4, 1);
    assert_eq!(on_the_day.verdict().of_column().freshness, FreshnessState::Stale);

    let november = || Deadline::YearlyBy { month: 11, day: 30 };
    assert_eq!(judged(november(), &[date(2019, 11, 1)]).of_column().freshness, FreshnessState::NotDue);
    assert_eq!(judged(november(), &[date(2019, 11, 1)]).answer, Answer::Met);
    assert_eq!(judged(november(), &[date(2020, 5, 1)]).of_column().freshness, FreshnessState::Fresh);
    assert_eq!(judged(november(), &[date(2018, 11, 1)]).of_column().freshness, FreshnessState::Stale);
}

#[test]
fn a_day_once_and_within_the_year() {
    let by = |day| Deadline::ByDate { date: day };
    assert_eq!(judged(by(date(2020, 6, 30)), &[date(2020, 6, 1)]).of_column().freshness, FreshnessState::Fresh);
    assert_eq!(judged(by(date(2020, 6, 30)), &[date(2020, 7, 1)]).of_column().freshness, FreshnessState::Late);
    assert_eq!(judged(by(date(2016, 12, 31)), &[date(2020, 7, 1)]).of_column().freshness, FreshnessState::Fresh);
    assert_eq!(judged(Deadline::WithinYear, &[date(2020, 1, 1)]).of_column().freshness, FreshnessState::Fresh);
    assert_eq!(judged(Deadline::WithinYear, &[date(2019, 12, 31)]).of_column().freshness, FreshnessState::NotDue);
    assert_eq!(judged(by(date(2020, 6, 30)), &[]).answer, Answer::Unmet);
    assert_eq!(judged(by(date(2020, 12, 31)), &[]).answer, Answer::NotApplicable);
}

#[test]
fn the_annual_report_has_the_day_of_the_law_unless_the_row_names_one() {
    let report = |name: &str, published| {
        let mut world =
            World::with(vec![column_for("LJ-04", "信息公开年报", vec![item("2019年年报", Some(published))])]);
        world.rows = vec![row("LJ-04-01-01", "信息公开年报", "")];
        name.clone_into(&mut world.unit.name);
        world.unit.groups.clear();
        world
    };
    let department = report("临江市财政局", date(2020, 2, 20)).verdict();
    assert_eq!(department.of_column().freshness, FreshnessState::Late);
    assert!(department.rule.contains("每年1月31日前（条例第49条）"), "{}", department.rule);
    assert_eq!(report("临江县人民政府", date(2020, 2, 20)).verdict().of_column().freshness, FreshnessState::Fresh);

    let own = report("临江市财政局", date(2020, 2, 20)).rules(&[Deadline::YearlyBy { month: 3, day: 31 }]).verdict();
    assert_eq!(own.of_column().freshness, FreshnessState::Fresh);
    assert!(own.rule.contains("指标原文") && !own.rule.contains("第49条"), "{}", own.rule);
}

#[test]
fn the_worst_of_several_rules_counts() {
    let world = world(&[date(2020, 3, 1)]).rules(&[
        Deadline::Yearly,
        Deadline::Quarterly,
        Deadline::Demand { demand: Demand::Other },
    ]);
    assert_eq!(world.verdict().of_column().freshness, FreshnessState::Stale);
}
