//! Which of a site's columns stands for a code.

use super::sight::{Sight, is_dead, is_open};
use super::stock::Stock;
use super::{ColumnState, ContentState};
use crate::mapping::{Decision, Mapping, Method};
use crate::site::{Column, Standing};

/// A column with what it means.
pub(super) type Mapped = (Column, Mapping);

/// The columns that serve a code.
pub(super) struct Choice<'a> {
    /// The best of them.
    pub(super) best: &'a Mapped,
    /// All that stand where the best one stands, best first: their items count together.
    pub(super) together: Vec<&'a Mapped>,
    /// What they hold.
    pub(super) stock: Stock<'a>,
    /// State of the best.
    pub(super) state: ColumnState,
}

/// The columns that a decision gives to one of the codes, in document order. What is settled about the `wanted` code comes
/// before what holds for another that may serve it.
pub(super) fn columns_of<'a>(sight: &Sight<'a>, wanted: &str, codes: &[&str], decision: Decision) -> Vec<&'a Mapped> {
    let serves = |mapping: &Mapping| match mapping.settled_on(wanted) {
        Some(_) => mapping.decision_on(wanted) == decision,
        None => codes.iter().any(|code| mapping.decision_on(code) == decision),
    };
    sight.case.columns.iter().filter(|(_, mapping)| serves(mapping)).collect()
}

/// The best of the accepted columns; `None` where there is none. A special topic (`topic`) may stand anywhere on the site.
pub(super) fn choose<'a>(sight: &Sight<'a>, wanted: &str, codes: &[&str], topic: bool) -> Option<Choice<'a>> {
    let mut takers: Vec<(&Mapped, Stock<'_>)> = columns_of(sight, wanted, codes, Decision::Accept)
        .into_iter()
        .map(|mapped| (mapped, Stock::of(&sight.pages, [&mapped.0])))
        .collect();
    takers.sort_by_cached_key(|((column, mapping), stock)| {
        let own_site = column.standing != Standing::External;
        let worth = worth(column, stock.state(), topic || column.in_section);
        std::cmp::Reverse((own_site, worth, method_rank(mapping.method_on(wanted)), stock.newest()))
    });
    let best = takers.first()?.0;
    let beside = |column: &Column| {
        let external = column.standing == Standing::External;
        external == (best.0.standing == Standing::External) && (topic || column.in_section == best.0.in_section)
    };
    let together: Vec<&Mapped> =
        takers.iter().map(|(mapped, _)| *mapped).filter(|(column, _)| beside(column)).collect();
    let stock = match &together[..] {
        [_] => takers.swap_remove(0).1,
        several => Stock::of(&sight.pages, several.iter().map(|(column, _)| column)),
    };
    let state = state(best, wanted, &stock, topic);
    Some(Choice { best, together, stock, state })
}

/// A column in its place comes before one that is not, but one with information anywhere comes before a blank or dead
/// one: the information is there, only in the wrong place. What could not be seen is taken to be what it should be.
fn worth(column: &Column, content: ContentState, in_place: bool) -> u8 {
    let content = if is_dead(column) { ContentState::Empty } else { content };
    match (in_place, content) {
        (true, ContentState::Items) => 7,
        (true, ContentState::Note) => 6,
        (true, ContentState::Unknown) => 5,
        (false, ContentState::Items) => 4,
        (false, ContentState::Note) => 3,
        (false, ContentState::Unknown) => 2,
        (true, ContentState::Empty) => 1,
        (false, ContentState::Empty) => 0,
    }
}

fn method_rank(method: Option<Method>) -> u8 {
    match method {
        Some(Method::Confirmed) => 5,
        Some(Method::Exact) => 4,
        Some(Method::Alias) => 3,
        Some(Method::Synonym) => 2,
        Some(Method::Evidence) => 1,
        Some(Method::Similar) | None => 0,
    }
}

fn state((column, mapping): &Mapped, wanted: &str, stock: &Stock<'_>, topic: bool) -> ColumnState {
    if column.standing == Standing::External {
        ColumnState::External
    } else if !is_open(column) && stock.items.is_empty() {
        ColumnState::Unreachable
    } else if !column.in_section && !topic {
        ColumnState::Misplaced
    } else if mapping.method_on(wanted) == Some(Method::Exact) {
        ColumnState::Exact
    } else {
        ColumnState::Alias
    }
}
