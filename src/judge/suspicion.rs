//! Dates that a person should look at: of one column, the same for the website check and for the signs.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Suspicion;
use super::finding::days_between;
use crate::read::url_date;
use crate::site::{Column, ColumnItem};

/// Items by day, of the days that are looked at.
pub(super) fn recent(rules: &Suspicion, column: &Column, as_of: Date) -> BTreeMap<Date, usize> {
    let mut days = BTreeMap::new();
    for day in column.items.iter().filter_map(|entry| entry.published).filter(|day| is_recent(rules, *day, as_of)) {
        *days.entry(day).or_default() += 1;
    }
    days
}

/// The first day with many items of the column after a silence, and how many.
pub(super) fn rush(rules: &Suspicion, column: &Column, as_of: Date) -> Option<(Date, usize)> {
    let mut days = recent(rules, column, as_of).into_iter();
    days.find(|(day, count)| *count >= rules.items && is_silent_before(rules, column, *day))
}

/// The days on which the column came to life again.
pub(super) fn woken(rules: &Suspicion, column: &Column, as_of: Date) -> impl Iterator<Item = Date> {
    recent(rules, column, as_of).into_keys().filter(|day| is_silent_before(rules, column, *day))
}

/// Items that are shown with a recent day, and whose address bears one that is far from it: the item, the day that is
/// shown, the day in the address.
pub(super) fn contradicted<'c>(
    rules: &Suspicion,
    column: &'c Column,
    as_of: Date,
) -> impl Iterator<Item = (&'c ColumnItem, Date, Date)> {
    column.items.iter().filter_map(move |entry| {
        let shown = entry.published.filter(|shown| is_recent(rules, *shown, as_of))?;
        let named = url_date(&entry.item.url).filter(|named| is_far(rules, shown, *named))?;
        Some((entry, shown, named))
    })
}

/// The days are further apart than a moved or corrected item explains.
pub(super) fn is_far(rules: &Suspicion, one: Date, other: Date) -> bool {
    days_between(one.min(other), one.max(other)) > i64::from(rules.gap_days)
}

pub(super) fn is_recent(rules: &Suspicion, day: Date, as_of: Date) -> bool {
    day <= as_of && days_between(day, as_of) < i64::from(rules.days)
}

/// The column has older items, and none of the days right before `day`.
fn is_silent_before(rules: &Suspicion, column: &Column, day: Date) -> bool {
    let before = column.items.iter().filter_map(|entry| entry.published).filter(|other| *other < day).max();
    before.is_some_and(|before| days_between(before, day) > i64::from(rules.silent_days))
}
