//! 日期矛盾: an item bears another day in its address, on its own page or in the PubDate tag of that page than the one that is
//! shown.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::page_dates::PageDates;
use super::{Signal, SignalCase, SignalKind, names};
use crate::judge::suspicion::{contradicted, is_far, is_recent};
use crate::mapping::Mapping;
use crate::read::url_date;
use crate::site::{Column, ColumnItem, DateSource};

/// So many items of a column: one may have been corrected or put right.
const FRESHENED: usize = 2;
/// So many items put on the site just before the check and shown with older days. More than of the others, since what was
/// forgotten is rightly shown with its own day.
const BACKDATED: usize = 5;
/// The tag for the day of publication (网页标签规范, annex of 国办发〔2017〕47号).
const TAG: &str = "PubDate标签";

/// An item with the day that is shown and the day that contradicts it.
struct Conflict<'c> {
    item: &'c ColumnItem,
    shown: Date,
    other: Date,
    /// Where the other day stands.
    place: &'static str,
}

pub(super) fn signs(case: &SignalCase<'_>) -> Vec<Signal> {
    let pages = PageDates::of(case);
    let freshened = case.columns.iter().filter_map(|of| freshened(case, &pages, of));
    let late = case.columns.iter().map(|of| (of, late(case, &pages, &of.0)));
    let late = late.filter(|(_, late)| late.len() >= BACKDATED);
    let late: Vec<(&(Column, Mapping), Vec<Conflict<'_>>)> = late.collect();
    let backdated = if late.len() >= case.suspicion.columns {
        vec![moved(case, &late)]
    } else {
        late.iter().map(|(of, conflicts)| backdated(case, of, conflicts)).collect()
    };
    freshened.chain(backdated).collect()
}

/// Shown as recent, and much older by its address, its own page or the tag of that page.
fn freshened(case: &SignalCase<'_>, pages: &PageDates<'_>, of: &(Column, Mapping)) -> Option<Signal> {
    let by_address = contradicted(case.suspicion, &of.0, case.as_of).map(|(item, shown, other)| Conflict {
        item,
        shown,
        other,
        place: "网址",
    });
    let by_page = of.0.items.iter().filter_map(|item| by_page(case, pages, item).or_else(|| by_tag(case, pages, item)));
    let mut told = BTreeSet::new();
    let once = by_address.chain(by_page).filter(|conflict| told.insert(&conflict.item.item.url));
    let conflicts: Vec<Conflict<'_>> = once.collect();
    if conflicts.len() < FRESHENED {
        return None;
    }
    let (name, count) = (&of.0.name, conflicts.len());
    let words = format!(
        "“{name}”栏目有{count}条信息显示为近期发布，网址、文章页或其PubDate标签中的日期相差超过{}天",
        case.suspicion.gap_days
    );
    Some(case.of_column(SignalKind::DateConflict, of, words).with_samples(conflicts.iter().map(Conflict::in_words)))
}

/// The list shows a recent day, the item's own page another.
fn by_page<'c>(case: &SignalCase<'_>, pages: &PageDates<'_>, item: &'c ColumnItem) -> Option<Conflict<'c>> {
    let shown = item.item.date.filter(|_| item.item.date_source == Some(DateSource::List))?;
    let other = if item.opened { pages.shown(item) } else { None }?;
    (is_recent(case.suspicion, shown, case.as_of) && is_far(case.suspicion, shown, other)).then_some(Conflict {
        item,
        shown,
        other,
        place: "文章页",
    })
}

/// The item's page shows a recent day, its tag another.
fn by_tag<'c>(case: &SignalCase<'_>, pages: &PageDates<'_>, item: &'c ColumnItem) -> Option<Conflict<'c>> {
    let (shown, other) = pages.contradiction(item)?;
    is_recent(case.suspicion, shown, case.as_of).then_some(Conflict { item, shown, other, place: TAG })
}

/// The items that are recent by their address or by the tag of their page, and shown with a much older day.
fn late<'c>(case: &SignalCase<'_>, pages: &PageDates<'_>, column: &'c Column) -> Vec<Conflict<'c>> {
    let late = |item| older_than_address(case, item).or_else(|| older_than_tag(case, pages, item));
    column.items.iter().filter_map(late).collect()
}

fn older_than_tag<'c>(case: &SignalCase<'_>, pages: &PageDates<'_>, item: &'c ColumnItem) -> Option<Conflict<'c>> {
    let (shown, other) = pages.contradiction(item)?;
    let late = shown < other && is_recent(case.suspicion, other, case.as_of);
    late.then_some(Conflict { item, shown, other, place: TAG })
}

fn older_than_address<'c>(case: &SignalCase<'_>, item: &'c ColumnItem) -> Option<Conflict<'c>> {
    let (shown, other) = (item.published?, url_date(&item.item.url)?);
    let late = shown < other && is_recent(case.suspicion, other, case.as_of) && is_far(case.suspicion, shown, other);
    late.then_some(Conflict { item, shown, other, place: "网址" })
}

fn backdated(case: &SignalCase<'_>, of: &(Column, Mapping), conflicts: &[Conflict<'_>]) -> Signal {
    let words = format!("“{}”栏目有{}", of.0.name, backdated_in_words(case, conflicts.len()));
    case.of_column(SignalKind::DateConflict, of, words).with_samples(conflicts.iter().map(Conflict::in_words))
}

/// Many columns at once are a site that was moved, or filled for the check: one sign, and a person knows which.
fn moved(case: &SignalCase<'_>, late: &[(&(Column, Mapping), Vec<Conflict<'_>>)]) -> Signal {
    let count = late.iter().map(|(_, conflicts)| conflicts.len()).sum();
    let columns = late.iter().map(|((column, _), _)| column.name.as_str());
    let words =
        format!("{}个栏目有{}（网站迁移的不算）：{}", late.len(), backdated_in_words(case, count), names(columns));
    let conflicts = late.iter().flat_map(|(_, conflicts)| conflicts.iter().take(1));
    case.of_site(SignalKind::DateConflict, words).with_samples(conflicts.map(Conflict::in_words))
}

fn backdated_in_words(case: &SignalCase<'_>, count: usize) -> String {
    let rules = case.suspicion;
    format!(
        "{count}条信息的网址日期或PubDate标签在评估日期前{}天内，显示的发布日期却早{}天以上",
        rules.days, rules.gap_days
    )
}

impl Conflict<'_> {
    fn in_words(&self) -> String {
        let Self { item, shown, other, place } = self;
        format!("{}（显示{shown}，{place}{other}）", item.item.title)
    }
}
