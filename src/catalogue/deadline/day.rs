//! Days of the year in a catalogue's words.

use jiff::civil::Date;
use regex::Captures;

use super::Deadline;

/// A month, with a day or its end or neither: 3月31日前, 8月底前, 2月前.
pub(super) const DAY: &str = "(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日|(?P<end>底|末))?(?P<ahead>之前|以前|前)?";

/// Every year by the [`DAY`].
pub(super) fn yearly_by(captures: &Captures<'_>) -> Option<Deadline> {
    // Not a leap year, so that the day exists in every year.
    let date = last_day(captures, 2001)?;
    Some(Deadline::YearlyBy { month: date.month(), day: date.day() })
}

/// By the [`DAY`] of the `year` that the words name, or else of `known`.
pub(super) fn by_date(captures: &Captures<'_>, known: Option<i16>) -> Option<Deadline> {
    let named = captures.name("year").map(|year| year.as_str().parse().ok());
    last_day(captures, named.unwrap_or(known)?).map(|date| Deadline::ByDate { date })
}

/// The last day that the words leave: 2月前 ends before February begins.
fn last_day(captures: &Captures<'_>, year: i16) -> Option<Date> {
    let part = |name: &str| captures.name(name).and_then(|part| part.as_str().parse::<i8>().ok());
    let Some(month) = part("month") else { return Date::new(year, 12, 31).ok() };
    let first = Date::new(year, month, 1).ok()?;
    match part("day") {
        Some(day) => Date::new(year, month, day).ok(),
        None if captures.name("end").is_none() && captures.name("ahead").is_some() => first.yesterday().ok(),
        None => Some(first.last_of_month()),
    }
}
