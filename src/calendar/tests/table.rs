//! Against a table that another program made: every day, and counting by a walk over the table.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::calendar::Calendar;

const TABLE: &str = include_str!("chinesecalendar.txt");
const FIRST: Date = date(2007, 1, 1);

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::shipped().unwrap());
/// Whether a day is a working day, from `FIRST` on, without a gap.
static DAYS: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let mut days = Vec::new();
    for (line, year) in lines.zip(2007..) {
        let (name, letters) = line.split_once(' ').unwrap();
        assert_eq!(name, format!("{year}"));
        assert_eq!(i64::try_from(letters.len()).unwrap(), i64::from(date(year, 1, 1).days_in_year()));
        days.extend(letters.chars().map(|letter| match letter {
            'W' => true,
            'H' => false,
            other => panic!("{other} in {year}"),
        }));
    }
    days
});

fn day(at: usize) -> Date {
    FIRST.checked_add(i64::try_from(at).unwrap().days()).unwrap()
}

#[test]
fn every_day_from_2007_to_2026_is_what_the_table_says() {
    assert_eq!(DAYS.len(), 7305, "twenty years, five of them leap years");
    assert_eq!(day(DAYS.len() - 1), date(2026, 12, 31));
    let wrong: Vec<Date> =
        (0..DAYS.len()).filter(|at| CALENDAR.is_workday(day(*at)).unwrap() != DAYS[*at]).map(day).collect();
    assert_eq!(wrong, []);
}

/// The `n`th working day after (before, when negative) the day at `start`, by stepping through the table; `None` beyond it.
fn walk(start: usize, n: i64) -> Option<usize> {
    let mut at = start;
    let mut left = n.unsigned_abs();
    while left > 0 {
        at = if n > 0 { at + 1 } else { at.checked_sub(1)? };
        left -= u64::from(*DAYS.get(at)?);
    }
    Some(at)
}

/// Working days after the earlier day up to and with the later one, counted in the table; negative when `to` is earlier, and
/// then without `from` and with `to`.
fn count(from: usize, to: usize) -> i64 {
    let working = |days: &[bool]| i64::try_from(days.iter().filter(|working| **working).count()).unwrap();
    if to >= from { working(&DAYS[from + 1..=to]) } else { -working(&DAYS[to..from]) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn adding_working_days_is_a_walk_over_the_table(start in 0_usize..7305, n in -400_i32..=400) {
        let got = CALENDAR.add_workdays(day(start), n);
        match walk(start, i64::from(n)) {
            Some(end) => prop_assert_eq!(got.unwrap(), day(end)),
            None => prop_assert!(got.is_err()),
        }
    }

    #[test]
    fn counting_working_days_is_counting_in_the_table(from in 0_usize..7305, to in 0_usize..7305) {
        prop_assert_eq!(CALENDAR.workdays_between(day(from), day(to)).unwrap(), count(from, to));
    }
}
