//! Against the notices, against the table of another program, and by property.

mod table;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::calendar::{Calendar, CalendarError};

fn calendar() -> Calendar {
    Calendar::shipped().unwrap()
}

#[test]
fn twenty_working_days_across_long_holidays() {
    for (start, end) in [
        (date(2020, 9, 8), date(2020, 10, 12)),
        (date(2020, 1, 10), date(2020, 2, 14)),
        (date(2024, 9, 10), date(2024, 10, 14)),
        (date(2026, 1, 30), date(2026, 3, 5)),
    ] {
        assert_eq!(calendar().add_workdays(start, 20).unwrap(), end, "{start}");
        assert_eq!(calendar().workdays_between(start, end).unwrap(), 20, "{start}");
    }
}

#[test]
fn make_up_days_work_and_holidays_do_not() {
    let calendar = calendar();
    assert!(calendar.is_workday(date(2020, 9, 27)).unwrap(), "a Sunday before National Day");
    assert!(!calendar.is_workday(date(2020, 10, 1)).unwrap(), "a Thursday, National Day");
    assert!(!calendar.is_workday(date(2020, 10, 11)).unwrap(), "a common Sunday");
    assert!(calendar.is_workday(date(2016, 10, 9)).unwrap(), "a make-up Sunday that some data sets miss");
}

#[test]
fn the_range_is_the_whole_years() {
    assert_eq!(calendar().range(), (date(2007, 1, 1), date(2026, 12, 31)));
}

#[test]
fn outside_the_range_is_an_error_that_names_the_year_and_the_way_out() {
    let error = calendar().add_workdays(date(2026, 12, 20), 20).unwrap_err();
    assert!(matches!(error, CalendarError::Outside { year: 2027, .. }));
    let words = error.to_string();
    for part in ["2027", "holidays.csv", "放假通知", "date,name,kind,notice", "lanmu.toml", "不作推算"] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    assert!(calendar().is_workday(date(2006, 12, 30)).is_err(), "a row of December 2006 does not make 2006 known");
    assert!(calendar().workdays_between(date(2006, 1, 1), date(2007, 2, 1)).is_err());
    assert!(calendar().add_workdays(date(2020, 1, 1), i32::MIN).is_err());
}

#[test]
fn a_year_can_be_added() {
    let more = format!(
        "{}2027-01-01,元旦,off,made up\n\"2027-10-01\",\"国庆节,中秋节\",\"off\",made up\n",
        include_str!("../../../indicators/vocabulary/holidays.csv")
    );
    let calendar = Calendar::from_csv(&more, "own.csv").unwrap();
    assert_eq!(calendar.range().1, date(2027, 12, 31));
}

#[test]
fn a_year_that_was_entered_in_part_is_not_covered() {
    let more = format!("{}2027-01-01,元旦,off,\n", include_str!("../../../indicators/vocabulary/holidays.csv"));
    assert_eq!(Calendar::from_csv(&more, "own.csv").unwrap().range().1, date(2026, 12, 31));
}

#[test]
fn faults_of_the_file_name_line_and_column() {
    let fault = |text: &str| Calendar::from_csv(text, "own.csv").unwrap_err().to_string();
    assert!(fault("date,name\n").contains("缺少列 kind"));
    assert!(fault("date,kind\n2027-02-30,off\n").starts_with("own.csv:2 第1列"));
    assert!(fault("date,kind\n2027-01-01,free\n").starts_with("own.csv:2 第2列"));
    assert!(fault("\u{feff}date,kind\r\n\r\n2027-01-01,free\r\n").starts_with("own.csv:3 第2列"));
    assert!(fault("date,kind\n2027-01-01,off\n2027-01-01,work\n").starts_with("own.csv:3 第1列"));
    assert!(fault("").contains("缺少列 date"));
    assert!(fault("date,kind\n").contains("没有一个完整的年份"));
    let gap = "date,kind\n2020-01-01,off\n2020-10-01,off\n2022-01-01,off\n2022-10-01,off\n";
    assert!(fault(gap).contains("2021 年缺失"));
}

fn day() -> impl Strategy<Value = Date> {
    (2008i16..=2025, 1i16..=365).prop_map(|(year, day)| date(year, 1, 1).with().day_of_year(day).build().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn adding_then_counting_gives_the_number_back(start in day(), n in -200i32..=200) {
        let calendar = calendar();
        let end = calendar.add_workdays(start, n).unwrap();
        prop_assert_eq!(calendar.workdays_between(start, end).unwrap(), i64::from(n));
        prop_assert!(n == 0 || calendar.is_workday(end).unwrap());
    }

    #[test]
    fn more_working_days_end_later(start in day(), n in -100i32..=100) {
        let calendar = calendar();
        prop_assert!(calendar.add_workdays(start, n).unwrap() < calendar.add_workdays(start, n + 1).unwrap());
    }
}
