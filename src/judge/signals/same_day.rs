//! 集中补录: many items of one day shortly before the check, where the column is not used to it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Signal, SignalCase, SignalKind, names};
use crate::judge::suspicion;
use crate::mapping::Mapping;
use crate::site::Column;

/// What one day did to a column.
struct Filled<'c> {
    of: &'c (Column, Mapping),
    count: usize,
}

pub(super) fn signs(case: &SignalCase<'_>) -> Vec<Signal> {
    let mut rushed: BTreeMap<Date, Vec<Filled<'_>>> = BTreeMap::new();
    let mut woken: BTreeMap<Date, BTreeSet<usize>> = BTreeMap::new();
    for (place, of) in case.columns.iter().enumerate() {
        if let Some((day, count)) = rush(case, &of.0) {
            rushed.entry(day).or_default().push(Filled { of, count });
            woken.entry(day).or_default().insert(place);
        }
        for day in suspicion::woken(case.suspicion, &of.0, case.as_of) {
            woken.entry(day).or_default().insert(place);
        }
    }
    woken.retain(|_, columns| columns.len() >= case.suspicion.columns);
    let waves = woken.iter().map(|(day, columns)| wave(case, *day, columns));
    // A day that is told of the whole site is not told of each column again.
    let single = rushed.iter().filter(|(day, _)| !woken.contains_key(*day));
    let single = single.flat_map(|(day, columns)| columns.iter().map(|column| of_column(case, *day, column)));
    waves.chain(single).collect()
}

fn wave(case: &SignalCase<'_>, day: Date, columns: &BTreeSet<usize>) -> Signal {
    let of = || columns.iter().filter_map(|place| case.columns.get(*place)).map(|(column, _)| column.name.as_str());
    let words = format!(
        "{}个栏目在{day}同一天集中发布信息或恢复更新（此前{}天没有发布，或没有其他日期的信息）：{}",
        columns.len(),
        case.suspicion.silent_days,
        names(of())
    );
    case.of_site(SignalKind::SameDay, words)
}

fn of_column(case: &SignalCase<'_>, day: Date, filled: &Filled<'_>) -> Signal {
    let column = &filled.of.0;
    let before = if is_all(column, day) {
        "没有其他日期的信息".to_owned()
    } else {
        format!("此前{}天没有发布", case.suspicion.silent_days)
    };
    let words = format!("“{}”栏目在{day}一天发布{}条信息，{before}", column.name, filled.count);
    let titles = column.items.iter().filter(|entry| entry.published == Some(day)).map(|entry| entry.item.title.clone());
    case.of_column(SignalKind::SameDay, filled.of, words).with_samples(titles)
}

/// Many items of one day, after a silence or in a column that held nothing before, and not as the column always does it.
fn rush(case: &SignalCase<'_>, column: &Column) -> Option<(Date, usize)> {
    let rules = case.suspicion;
    let after_silence = suspicion::rush(rules, column, case.as_of);
    let (day, count) = after_silence.or_else(|| {
        let mut days = suspicion::recent(rules, column, case.as_of).into_iter();
        days.find(|(day, count)| *count >= rules.items && is_whole(column) && is_all(column, *day))
    })?;
    (!is_habit(column, day, count)).then_some((day, count))
}

/// Half as many of one day before: a column that is filled once a quarter or once a year looks so each time.
fn is_habit(column: &Column, day: Date, count: usize) -> bool {
    let mut days: BTreeMap<Date, usize> = BTreeMap::new();
    for older in column.items.iter().filter_map(|entry| entry.published).filter(|older| *older < day) {
        *days.entry(older).or_default() += 1;
    }
    days.values().any(|before| before * 2 >= count)
}

/// The column holds nothing of another day.
fn is_all(column: &Column, day: Date) -> bool {
    column.items.iter().all(|entry| entry.published == Some(day))
}

/// All pages of its list were read: older items would be known.
fn is_whole(column: &Column) -> bool {
    column.pages.is_none_or(|pages| pages <= column.pages_read)
}
