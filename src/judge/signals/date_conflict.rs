//! 日期矛盾: an item bears another day in its address or on its own page than the one that is shown.

use jiff::civil::Date;

use super::{Signal, SignalCase, SignalKind};
use crate::judge::suspicion::{contradicted, is_far, is_recent};
use crate::mapping::Mapping;
use crate::read::url_date;
use crate::site::{Column, ColumnItem, DateSource};

/// So many items of a column: one may have been corrected or put right.
const FRESHENED: usize = 2;
/// So many items put on the site just before the check and shown with older days. More than of the others, since what was
/// forgotten is rightly shown with its own day.
const BACKDATED: usize = 5;

/// An item with the day that is shown and the day that contradicts it.
struct Conflict<'c> {
    item: &'c ColumnItem,
    shown: Date,
    other: Date,
    /// Where the other day stands.
    place: &'static str,
}

pub(super) fn signs(case: &SignalCase<'_>) -> Vec<Signal> {
    case.columns.iter().flat_map(|of| [freshened(case, of), backdated(case, of)]).flatten().collect()
}

/// Shown as recent, and much older by its address or its own page.
fn freshened(case: &SignalCase<'_>, of: &(Column, Mapping)) -> Option<Signal> {
    let by_address = contradicted(case.suspicion, &of.0, case.as_of).map(|(item, shown, other)| Conflict {
        item,
        shown,
        other,
        place: "网址",
    });
    let by_page = of.0.items.iter().filter_map(|item| by_page(case, item));
    let conflicts: Vec<Conflict<'_>> = by_address.chain(by_page).collect();
    if conflicts.len() < FRESHENED {
        return None;
    }
    let (name, count) = (&of.0.name, conflicts.len());
    let words =
        format!("“{name}”栏目有{count}条信息显示为近期发布，网址或文章页中的日期相差超过{}天", case.suspicion.gap_days);
    Some(case.of_column(SignalKind::DateConflict, of, words).with_samples(conflicts.iter().map(Conflict::in_words)))
}

/// The list shows a recent day, the item's own page another.
fn by_page<'c>(case: &SignalCase<'_>, item: &'c ColumnItem) -> Option<Conflict<'c>> {
    let shown = item.item.date.filter(|_| item.item.date_source == Some(DateSource::List))?;
    let other = item.published.filter(|_| item.opened)?;
    (is_recent(case.suspicion, shown, case.as_of) && is_far(case.suspicion, shown, other)).then_some(Conflict {
        item,
        shown,
        other,
        place: "文章页",
    })
}

/// Recent by its address, and shown with a much older day.
fn backdated(case: &SignalCase<'_>, of: &(Column, Mapping)) -> Option<Signal> {
    let conflicts: Vec<Conflict<'_>> = of.0.items.iter().filter_map(|item| older_than_address(case, item)).collect();
    if conflicts.len() < BACKDATED {
        return None;
    }
    let (name, count, rules) = (&of.0.name, conflicts.len(), case.suspicion);
    let words = format!(
        "“{name}”栏目有{count}条信息的网址日期在评估日期前{}天内，显示的发布日期却早{}天以上",
        rules.days, rules.gap_days
    );
    Some(case.of_column(SignalKind::DateConflict, of, words).with_samples(conflicts.iter().map(Conflict::in_words)))
}

fn older_than_address<'c>(case: &SignalCase<'_>, item: &'c ColumnItem) -> Option<Conflict<'c>> {
    let (shown, other) = (item.published?, url_date(&item.item.url)?);
    let late = shown < other && is_recent(case.suspicion, other, case.as_of) && is_far(case.suspicion, shown, other);
    late.then_some(Conflict { item, shown, other, place: "网址" })
}

impl Conflict<'_> {
    fn in_words(&self) -> String {
        let Self { item, shown, other, place } = self;
        format!("{}（显示{shown}，{place}{other}）", item.item.title)
    }
}
