//! Every kind of deadline: three days × three stocks of items, around Spring Festival (24 January to 2 February 2020, 11 to 17
//! February 2021) and National Day (1 to 8 October 2020). Expected states are worked out by hand.

use jiff::civil::Date;

use super::build::{OfColumn, World, column, column_for, item, opened, row, rule};
use crate::catalogue::{Deadline, Span};
use crate::judge::FreshnessState;
use crate::site::ColumnItem;

/// Entries in words: `2020-01-02` as the list shows it, `2020-01-10>2020-02-14` opened with both its days, `?` without a day.
fn stock(words: &str) -> Vec<ColumnItem> {
    let day = |word: &str| word.parse::<Date>().unwrap();
    words
        .split_whitespace()
        .map(|word| match word.split_once('>') {
            Some((formed, published)) => opened("财政收支情况", day(formed), day(published)),
            None if word == "?" => item("财政收支情况", None),
            None => item("财政收支情况", Some(day(word))),
        })
        .collect()
}

/// F 及时, S 长期未更新, L 发布超期, N 未到期, U 无日期, V 无法核实.
fn letter(state: FreshnessState) -> char {
    match state {
        FreshnessState::Fresh => 'F',
        FreshnessState::Stale => 'S',
        FreshnessState::Late => 'L',
        FreshnessState::NotDue => 'N',
        FreshnessState::Undated => 'U',
        FreshnessState::Unverifiable => 'V',
    }
}

fn seen(mut world: World, day: &str) -> char {
    world.as_of = day.parse().unwrap();
    world.period = None;
    letter(world.verdict().of_column().freshness)
}

/// Each look is a day and the states of the three stocks on it.
fn check(deadline: &Deadline, stocks: [&str; 3], looks: [(&str, &str); 3]) {
    for (day, expected) in looks {
        let states: String = stocks
            .iter()
            .map(|words| {
                seen(World::with(vec![column("预决算公开", stock(words))]).rules(std::slice::from_ref(deadline)), day)
            })
            .collect();
        assert_eq!(states, expected, "{deadline:?} on {day}");
    }
}

#[test]
fn working_days() {
    // Twenty after 10 January 2020 end on 14 February.
    check(
        &Deadline::WorkingDays { days: 20, event: String::new() },
        ["2019-12-02 2020-01-10>2020-02-14", "2019-12-02 2020-01-10>2020-02-17", "2019-12-02 2020-02-17"],
        [("2020-02-13", "FFF"), ("2020-02-14", "FFF"), ("2020-02-17", "FLF")],
    );
    // Seven after Friday 5 February 2021: the 7th (a make-up Sunday), 8, 9, 10, 18, 19, and the 20th (a make-up Saturday).
    check(
        &Deadline::WorkingDays { days: 7, event: "行政决定作出之日".to_owned() },
        ["2021-01-04 2021-02-05>2021-02-20", "2021-01-04 2021-02-05>2021-02-22", "2021-01-04 2021-02-04>2021-02-20"],
        [("2021-02-19", "FFF"), ("2021-02-20", "FFL"), ("2021-02-22", "FLL")],
    );
}

#[test]
fn as_the_law_says() {
    // Twenty after 8 September 2020 end on 12 October; twenty after 17 August on 14 September.
    check(
        &Deadline::ByLaw { days: 20 },
        ["2020-08-03 2020-09-08>2020-10-12", "2020-08-03 2020-09-08>2020-10-13", "2020-08-17>2020-09-15"],
        [("2020-10-10", "FFL"), ("2020-10-12", "FFL"), ("2020-10-13", "FLL")],
    );
}

#[test]
fn calendar_days_run_through_holidays() {
    let within = |count, span| Deadline::Within { count, span, event: "批准".to_owned() };
    check(
        &within(20, Span::Days),
        ["2020-06-01 2020-09-18>2020-10-08", "2020-06-01 2020-09-18>2020-10-09", "2020-06-01 2020-10-09"],
        [("2020-10-07", "FFF"), ("2020-10-08", "FFF"), ("2020-10-09", "FLF")],
    );
    check(
        &within(24, Span::Hours),
        ["2020-01-02 2020-01-23>2020-01-24", "2020-01-02 2020-01-23>2020-01-25", "2020-01-02 2020-01-25>2020-01-25"],
        [("2020-01-23", "FFF"), ("2020-01-24", "FFF"), ("2020-01-25", "FLF")],
    );
    // One month after 31 August is the end of September.
    check(
        &within(1, Span::Months),
        ["2020-06-01 2020-08-31>2020-09-30", "2020-06-01 2020-08-31>2020-10-01", "2020-06-01 2020-09-08>2020-10-08"],
        [("2020-09-30", "FFF"), ("2020-10-01", "FLF"), ("2020-10-08", "FLF")],
    );
}

#[test]
fn a_bare_window() {
    check(
        &Deadline::Every { count: 2, span: Span::Weeks },
        ["2020-01-23", "2020-01-24", "2020-01-24 2020-02-10"],
        [("2020-01-31", "FFF"), ("2020-02-07", "SFF"), ("2020-02-14", "SSF")],
    );
    check(
        &Deadline::Every { count: 6, span: Span::Months },
        ["2020-04-01", "2020-04-08", "?"],
        [("2020-10-01", "FFU"), ("2020-10-08", "SFU"), ("2020-10-09", "SSU")],
    );
}

#[test]
fn every_year() {
    for deadline in [Deadline::Yearly, Deadline::Gradually] {
        check(
            &deadline,
            ["2019-10-01", "2019-10-08", "?"],
            [("2020-10-01", "FFU"), ("2020-10-08", "SFU"), ("2020-10-12", "SSU")],
        );
    }
}

#[test]
fn every_year_by_a_day() {
    check(
        &Deadline::YearlyBy { month: 3, day: 31 },
        ["2019-03-20 2020-03-31", "2019-03-20 2020-04-01", "2018-05-04"],
        [("2020-03-31", "FNS"), ("2020-04-01", "FLS"), ("2020-10-01", "FLS")],
    );
    // The last day is New Year's Eve: a day by which something has to be there does not move.
    check(
        &Deadline::YearlyBy { month: 1, day: 24 },
        ["2019-01-18 2020-01-24", "2019-01-18 2020-02-03", "?"],
        [("2020-01-24", "FNU"), ("2020-01-25", "FSU"), ("2020-02-03", "FLU")],
    );
}

#[test]
fn every_half_year_quarter_and_month() {
    // Ten days of grace after each.
    check(
        &Deadline::HalfYearly,
        ["2019-12-02 2020-06-30", "2019-12-02 2020-07-10", "2019-12-02"],
        [("2020-07-10", "FFF"), ("2020-07-11", "FFS"), ("2020-10-08", "FFS")],
    );
    check(
        &Deadline::Quarterly,
        ["2020-06-20 2020-09-30", "2020-06-20", "2019-12-02 2020-10-09"],
        [("2020-10-08", "FFS"), ("2020-10-10", "FFS"), ("2020-10-11", "FSF")],
    );
    check(
        &Deadline::Monthly,
        ["2019-12-20 2020-01-23 2020-02-28", "2019-12-20 2020-02-10", "2019-12-20 2020-02-17"],
        [("2020-02-10", "FFF"), ("2020-02-11", "FFS"), ("2020-03-11", "FFF")],
    );
}

#[test]
fn words_without_a_number() {
    // The windows of these tests: 14, 183 and 92 days.
    check(
        &Deadline::Immediately,
        ["2020-01-23", "2020-01-17", "?"],
        [("2020-01-31", "FFU"), ("2020-02-06", "FSU"), ("2020-02-07", "SSU")],
    );
    check(
        &Deadline::Promptly,
        ["2020-04-01", "2020-04-08", "?"],
        [("2020-10-01", "FFU"), ("2020-10-08", "SFU"), ("2020-10-09", "SSU")],
    );
    check(
        &Deadline::Periodically,
        ["2019-10-24", "2019-11-03", "2020-01-23"],
        [("2020-01-24", "FFF"), ("2020-02-03", "SFF"), ("2020-02-04", "SSF")],
    );
}

#[test]
fn by_a_date_and_within_the_year() {
    check(
        &Deadline::ByDate { date: "2020-09-30".parse().unwrap() },
        ["2020-09-30", "2020-10-09", "?"],
        [("2020-09-30", "FNN"), ("2020-10-01", "FVU"), ("2020-10-09", "FLU")],
    );
    check(
        &Deadline::WithinYear,
        ["2019-12-02", "2020-01-23", "?"],
        [("2020-10-08", "NFN"), ("2020-12-31", "SFU"), ("2021-01-04", "NNN")],
    );
}

#[test]
fn for_good() {
    check(
        &Deadline::Always,
        ["2009-05-04", "?", ""],
        [("2020-01-24", "FFV"), ("2020-10-01", "FFV"), ("2020-10-09", "FFV")],
    );
}

#[test]
fn without_a_rule_the_default_window_of_a_year() {
    check(
        &Deadline::Demand { demand: crate::catalogue::Demand::Other },
        ["2019-10-02", "2019-10-09", "?"],
        [("2020-10-01", "FFU"), ("2020-10-08", "SFU"), ("2020-10-09", "SSU")],
    );
}

#[test]
fn together_with_the_document() {
    let world = |words: &str| {
        let entry = |word: &str| {
            let (title, day) = word.split_once('@').unwrap();
            item(title, Some(day.parse().unwrap()))
        };
        let documents = vec![item("关于印发《临江市停车管理办法》的通知", Some("2020-09-30".parse().unwrap()))];
        let mut world = World::with(vec![
            column("预决算公开", words.split_whitespace().map(entry).collect()),
            super::build::holding("政策文件", documents),
        ]);
        world.rows[0].rules = vec![rule(Deadline::Together { document: "政策文件".to_owned() })];
        world
    };
    let stocks = [
        "绿化办法解读@2020-06-01 《临江市停车管理办法》解读@2020-09-30",
        "绿化办法解读@2020-06-01 《临江市停车管理办法》解读@2020-10-09",
        "绿化办法解读@2020-06-01",
    ];
    for (day, expected) in [("2020-09-30", "FFF"), ("2020-10-08", "FFF"), ("2020-10-09", "FLF")] {
        let states: String = stocks.iter().map(|words| seen(world(words), day)).collect();
        assert_eq!(states, expected, "{day}");
    }
    let unpaired = world(stocks[2]).verdict();
    assert!(unpaired.rule.contains("与政策文件同步发布"), "{}", unpaired.rule);
    assert!(unpaired.rule.contains("是否同步发布无法核实"), "{}", unpaired.rule);
}

#[test]
fn the_annual_report_where_the_catalogue_is_silent() {
    let world = |unit: &str, words: &str| {
        let mut world = World::with(vec![column_for("LJ-04", "信息公开年报", stock(words))]);
        world.rows = vec![row("LJ-04-01-01", "信息公开年报", "")];
        unit.clone_into(&mut world.unit.name);
        world.unit.groups.clear();
        world
    };
    for (unit, stocks, looks) in [
        (
            "临江市财政局",
            ["2019-01-25 2020-01-22", "2019-01-25 2020-02-03", "?"],
            [("2020-01-31", "FNU"), ("2020-02-01", "FSU"), ("2020-02-03", "FLU")],
        ),
        (
            "临江县人民政府",
            ["2019-03-29 2020-01-22", "2019-03-29", "2019-03-29 2020-04-01"],
            [("2020-02-03", "FNN"), ("2020-03-31", "FNN"), ("2020-04-01", "FSL")],
        ),
    ] {
        for (day, expected) in looks {
            let states: String = stocks.iter().map(|words| seen(world(unit, words), day)).collect();
            assert_eq!(states, expected, "{unit} on {day}");
        }
    }
}

#[test]
fn yearly_reports_of_other_matters_are_not_those_of_the_law() {
    let mut world = World::with(vec![column_for("LJ-04", "政府网站监管年报", stock("2020-02-20"))]);
    world.rows = vec![row("LJ-04-01-01", "政府网站监管年报", "")];
    let verdict = world.verdict();
    assert_eq!(letter(verdict.of_column().freshness), 'F');
    assert!(!verdict.rule.contains("第49条"), "{}", verdict.rule);
}
