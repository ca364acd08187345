//! Repeated structure: rows with one link each, in one container.

use html5ever::local_name;
use scraper::ElementRef;

use super::anchor::{Anchor, ByElement, Tally, identity, parent};
use crate::read::date::{month_day, only_date};

/// Most steps from a link up to its row.
const HIGHEST_ROW: usize = 8;
/// Most addresses in a row: the entry, its column, related matters.
const MOST_IN_ROW: usize = 3;

/// One row: an element and its main link.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) element: ElementRef<'a>,
    /// Place of the main link among the page's anchors.
    pub(super) anchor: usize,
}

/// Rows in one container, in document order.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub(super) container: ElementRef<'a>,
    pub(super) rows: Vec<Row<'a>>,
}

/// The groups of a page in document order, made of the anchors that `wanted` lets through.
pub(super) fn groups<'a>(anchors: &[Anchor<'a>], tally: &Tally, wanted: impl Fn(usize) -> bool) -> Vec<Group<'a>> {
    let mut days = Days::default();
    let mut rows: Vec<ElementRef<'a>> = Vec::new();
    // Each link with the place of its row.
    let mut members: Vec<(usize, usize)> = Vec::with_capacity(anchors.len());
    let mut place: ByElement<usize> = ByElement::default();
    for at in (0..anchors.len()).filter(|at| wanted(*at)) {
        let element = row_of(&anchors[at], tally, &mut days);
        let row = *place.entry(identity(element)).or_insert(rows.len());
        if row == rows.len() {
            rows.push(element);
        }
        members.push((row, at));
    }
    members.sort_unstable();
    let mut found: Vec<Group<'a>> = Vec::new();
    let mut place: ByElement<usize> = ByElement::default();
    for (element, members) in rows.into_iter().zip(members.chunk_by(|one, next| one.0 == next.0)) {
        let (Some(container), Some(anchor)) = (parent(element), main_of(anchors, members)) else { continue };
        let at = *place.entry(identity(container)).or_insert(found.len());
        let row = Row { element, anchor };
        match found.get_mut(at) {
            Some(group) => group.rows.push(row),
            None => found.push(Group { container, rows: vec![row] }),
        }
    }
    found
}

/// The entry among the links of a row: the first one that is no number and no short mark like `[市政府文件]`.
fn main_of(anchors: &[Anchor<'_>], members: &[(usize, usize)]) -> Option<usize> {
    if let [(_, only)] = members {
        return Some(*only);
    }
    let length = |at: usize| anchors[at].text.chars().filter(|letter| !letter.is_ascii_digit()).count();
    let longest = members.iter().map(|(_, at)| length(*at)).max()?;
    members.iter().map(|(_, at)| *at).find(|at| length(*at) * 2 >= longest)
}

/// The largest element around the link that still is about this link alone.
fn row_of<'a>(anchor: &Anchor<'a>, tally: &Tally, days: &mut Days) -> ElementRef<'a> {
    let mut row = anchor.element;
    for _ in 0..HIGHEST_ROW {
        if is_row(row) {
            return row;
        }
        let Some(above) = parent(row) else { break };
        if is_boundary(above) || tally.addresses(above) > 1 {
            break;
        }
        if row != anchor.element && days.below(row) > 0 && !is_row(above) {
            break;
        }
        row = above;
    }
    if is_row(row) && row.value().name() != "td" { row } else { shared_row(row, tally, days).unwrap_or(row) }
}

/// The row around `inner` that holds some more links: a mark before the title, related matters after it.
fn shared_row<'a>(inner: ElementRef<'a>, tally: &Tally, days: &mut Days) -> Option<ElementRef<'a>> {
    let above = inner.ancestors().take(HIGHEST_ROW).map_while(ElementRef::wrap);
    let row = above.take_while(|element| !is_boundary(*element)).find(|element| is_row(*element))?;
    (tally.addresses(row) <= MOST_IN_ROW && days.below(row) == 1).then_some(row)
}

fn is_row(element: ElementRef<'_>) -> bool {
    matches!(element.value().name.local, local_name!("li") | local_name!("tr") | local_name!("dd"))
}

fn is_boundary(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name.local,
        local_name!("ul")
            | local_name!("ol")
            | local_name!("dl")
            | local_name!("table")
            | local_name!("tbody")
            | local_name!("thead")
            | local_name!("form")
            | local_name!("body")
            | local_name!("main")
            | local_name!("section")
            | local_name!("nav")
            | local_name!("header")
            | local_name!("footer")
            | local_name!("html")
    )
}

/// How many texts below an element are nothing but a day, each counted once: many links may stand in one element.
#[derive(Debug, Default)]
struct Days {
    known: ByElement<usize>,
}

impl Days {
    fn below(&mut self, element: ElementRef<'_>) -> usize {
        *self.known.entry(identity(element)).or_insert_with(|| dates_in(element))
    }
}

/// Number of text nodes below `element` that are nothing but a day; at most 2 are counted.
fn dates_in(element: ElementRef<'_>) -> usize {
    let short = element.text().take(400).filter(|text| text.len() < 80);
    short.filter(|text| only_date(text).is_some() || month_day(text).is_some()).take(2).count()
}
