//! What a unit has for one column code: the column, its content, and what is wrong with them.

use std::collections::BTreeSet;

use super::choice::{Choice, Mapped, choose, columns_of};
use super::evidence::{self, COLUMNS_SHOWN};
use super::finding::Fault;
use super::sight::{Sight, is_open, why_closed};
use super::stock::Stock;
use super::{Cause, ColumnState, ContentState, Evidence, FindingKind, Shared, external};
use crate::catalogue::Indicator;
use crate::mapping::{Decision, Ruling};
use crate::site::{CrawlEnd, Standing};

/// What a unit has for one column code.
pub(super) struct Holding<'a> {
    pub(super) column: ColumnState,
    pub(super) content: ContentState,
    pub(super) sub_column_missing: bool,
    pub(super) taken: Option<&'a Mapped>,
    pub(super) stock: Stock<'a>,
    pub(super) reasons: Vec<String>,
    pub(super) faults: Vec<Fault>,
    pub(super) evidence: Vec<Shared<Evidence>>,
    /// Why it could not be seen what the unit has.
    pub(super) cause: Option<Cause>,
}

/// The column that is wanted.
struct Wanted<'w> {
    code: &'w str,
    /// Codes whose columns are the row's own.
    own: Vec<&'w str>,
    /// Code and name of the heading above it, where that may be looked into.
    parent: Option<(&'w str, &'w str)>,
    name: &'w str,
    topic: bool,
    rows: &'w [&'w Indicator],
}

impl<'w> Wanted<'w> {
    fn new(sections: &[String], code: &'w str, rows: &'w [&'w Indicator]) -> Option<Self> {
        let row = rows.first()?;
        let names = row.names();
        let above = code.rsplit_once('-').map(|(above, _)| above).filter(|above| above.contains('-'));
        let nested = names.len() > 1;
        let own = if nested { vec![code] } else { std::iter::once(code).chain(above).collect() };
        // A heading that is the disclosure section holds everything, so it stands for nothing.
        let parent = row.heading().filter(|(_, name)| !sections.iter().any(|section| section == name));
        Some(Self { code, own, parent, name: row.name(), topic: row.topic, rows })
    }
}

/// What the unit has for the column `code`, to which `rows` belong, with what people or the unit had said of it.
pub(super) fn of<'a>(sight: &Sight<'a>, code: &str, rows: &[&Indicator]) -> Holding<'a> {
    let mut holding = by_columns(sight, code, rows);
    for lapsed in sight.case.lapsed.iter().filter(|lapsed| lapsed.code == code) {
        holding.tell(FindingKind::Lapsed, &lapsed.url, lapsed.why.clone());
    }
    for (column, mapping) in sight.case.columns {
        let rejected = mapping.settled_on(code).filter(|settled| settled.ruling == Ruling::Rejected);
        holding.reasons.extend(rejected.map(|settled| format!("“{}”栏目没有采用：{}", column.name, settled.words)));
    }
    holding
}

/// What the columns of the site give for `code`.
///
/// Where the catalogue lets headings serve, names of the lowest level are owed only by units with much to show
/// (相关信息较多的单位应根据二级指标名称开设子栏目): where the row's own column is not there, the one above serves with those of its
/// items that belong. Where it does not, such items are found in the wrong place.
fn by_columns<'a>(sight: &Sight<'a>, code: &str, rows: &[&Indicator]) -> Holding<'a> {
    let sections = &sight.case.catalogue.sections;
    let Some(wanted) = Wanted::new(sections, code, rows) else { return Holding::bare(ColumnState::Missing) };
    if let Some(own) = choose(sight, code, &wanted.own, wanted.topic) {
        return taken(sight, &wanted, own, None);
    }
    let first = wanted.parent.and_then(|(parent, _)| choose(sight, code, &[parent], wanted.topic));
    let first = first.map(|choice| Part::of(sight, &wanted, choice)).filter(|part| part.counts(sight));
    match first {
        Some(part) if part.serves(sight) => return taken(sight, &wanted, part.choice, Some(part.held)),
        _ => {}
    }
    let mut candidates = columns_of(sight, code, &wanted.own, Decision::Review);
    if !candidates.is_empty() {
        if !candidates.iter().any(|(column, _)| is_open(column)) && first.is_none() {
            candidates.extend(parents_candidates(sight, &wanted));
        }
        return candidate(sight, &wanted, &candidates);
    }
    if let Some(part) = first {
        return taken(sight, &wanted, part.choice, Some(part.held));
    }
    let candidates = parents_candidates(sight, &wanted);
    if candidates.is_empty() { absent(sight, &wanted) } else { candidate(sight, &wanted, &candidates) }
}

/// Columns that may be the heading, where that may serve.
fn parents_candidates<'a>(sight: &Sight<'a>, wanted: &Wanted<'_>) -> Vec<&'a Mapped> {
    let parent = wanted.parent.filter(|_| sight.case.catalogue.headings_serve);
    parent.map(|(parent, _)| columns_of(sight, wanted.code, &[parent], Decision::Review)).unwrap_or_default()
}

/// A first-level column with the part of it that belongs to the row.
struct Part<'a> {
    choice: Choice<'a>,
    /// Items that the first-level column holds in all.
    held: usize,
    /// Not all of it was seen.
    hidden: bool,
}

impl<'a> Part<'a> {
    fn of(sight: &Sight<'a>, wanted: &Wanted<'_>, mut choice: Choice<'a>) -> Self {
        let windows = sight.case.windows;
        let held = choice.stock.items.len();
        let hidden = !choice.stock.unseen.is_empty() || choice.state == ColumnState::External;
        let only_notes = choice.stock.items.iter().all(|entry| entry.note);
        if !only_notes {
            let certain = |title: &str| sight.case.mapper.serves(title, wanted.code) >= windows.item_certainty;
            let others = items_of_other_rows(sight, wanted.code);
            let free = |url: &str| !others.contains(url);
            choice.stock.items.retain(|entry| free(&entry.item.url) && certain(&entry.item.title));
            if choice.stock.items.is_empty() {
                let name = &choice.best.0.name;
                choice.stock.unseen.push(format!("“{name}”的{held}条信息中没有辨认出属于“{}”的", wanted.name));
            }
        }
        Self { choice, held, hidden }
    }

    /// Whether it is worth a look. Where headings do not serve, one without items that belong is like none, unless they may
    /// be in what was not seen of it.
    fn counts(&self, sight: &Sight<'_>) -> bool {
        let found = self.choice.stock.state() == ContentState::Items || self.hidden;
        sight.case.catalogue.headings_serve || (found && sight.blind.is_none())
    }

    fn serves(&self, sight: &Sight<'_>) -> bool {
        !owes_sub_column(sight, self.held) && !self.choice.stock.items.is_empty()
    }
}

/// Where headings do not serve: addresses of the items in the columns of other rows. They stand where they belong, whatever
/// else their titles are like.
fn items_of_other_rows<'a>(sight: &Sight<'a>, code: &str) -> BTreeSet<&'a str> {
    let catalogue = sight.case.catalogue;
    let other = |taken: &str| taken != code && catalogue.indicators.iter().any(|row| row.column == taken);
    let columns = sight.case.columns.iter().filter(|(_, mapping)| {
        let accepted = |code: &str| mapping.decision_on(code) == Decision::Accept;
        !catalogue.headings_serve && mapping.all_codes().any(|code| other(code) && accepted(code))
    });
    let urls = columns.flat_map(|(column, _)| &column.items).map(|entry| entry.item.url.as_str());
    urls.filter(|url| !url.is_empty()).collect()
}

/// Whether a heading that holds so many items should have had the sub-column. After an incomplete look it may have it.
fn owes_sub_column(sight: &Sight<'_>, held: usize) -> bool {
    let much = held > sight.case.windows.sub_column_items || !sight.case.catalogue.headings_serve;
    much && sight.blind.is_none()
}

fn taken<'a>(sight: &Sight<'a>, wanted: &Wanted<'_>, choice: Choice<'a>, held: Option<usize>) -> Holding<'a> {
    let Choice { best, together, stock, state } = choice;
    let mut holding = Holding { content: stock.state(), taken: Some(best), stock, ..Holding::bare(state) };
    holding.evidence = of_columns(sight, &together, wanted.code);
    if state == ColumnState::External {
        holding.tell_external(sight, wanted);
    }
    // Where headings do not serve, the fault is that the items stand there; of what was not seen nothing is said.
    let certain = sight.case.catalogue.headings_serve || holding.content == ContentState::Items;
    if let Some(held) = held.filter(|held| certain && owes_sub_column(sight, *held)) {
        holding.tell_sub_column(sight, wanted, best, held);
    }
    match state {
        ColumnState::External => {}
        ColumnState::Unreachable => holding.tell_closed(sight, best),
        _ => {
            holding.tell_place(wanted, best);
            holding.tell_content(sight, wanted, best);
        }
    }
    holding
}

/// Columns that may be the one, and a person must say: those that were opened come first.
fn candidate<'a>(sight: &Sight<'a>, wanted: &Wanted<'_>, candidates: &[&'a Mapped]) -> Holding<'a> {
    let mut candidates = candidates.to_vec();
    candidates.sort_by(|(a, this), (b, that)| {
        (is_open(b), that.score).partial_cmp(&(is_open(a), this.score)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let Some(best) = candidates.first().copied() else { return Holding::bare(ColumnState::Missing) };
    let (column, mapping) = best;
    let closed = !is_open(column) && column.standing != Standing::External;
    let state = if closed { ColumnState::Unreachable } else { ColumnState::Candidate };
    let mut holding = Holding { stock: Stock::of(&sight.pages, [column]), ..Holding::bare(state) };
    holding.evidence = of_columns(sight, &candidates, wanted.code);
    if closed {
        holding.tell_closed(sight, best);
    } else {
        let text = format!("“{}”栏目可能对应“{}”，需人工确认：{}", column.name, wanted.name, mapping.why);
        holding.cause = Some(Cause::Candidate);
        holding.tell(FindingKind::Candidate, &column.url, text);
    }
    holding
}

/// The first of the columns that were taken for a code, or may be it.
fn of_columns(sight: &Sight<'_>, columns: &[&Mapped], code: &str) -> Vec<Shared<Evidence>> {
    let shown = columns.iter().take(COLUMNS_SHOWN);
    shown.map(|(column, mapping)| evidence::of_match(sight, column, mapping, code).into()).collect()
}

fn absent<'a>(sight: &Sight<'a>, wanted: &Wanted<'_>) -> Holding<'a> {
    let mut holding = Holding::bare(ColumnState::Missing);
    holding.evidence = evidence::of_absence(sight, wanted.code).into_iter().map(Shared::from).collect();
    if let Some(blind) = &sight.blind {
        holding.column = ColumnState::Unreachable;
        holding.cause = Some(blind.cause);
        holding.reasons.push(blind.reason.clone());
        holding.faults.extend(blind.fault.clone());
        return holding;
    }
    holding.content = ContentState::Empty;
    let count = sight.case.columns.len();
    let either = match wanted.parent.filter(|_| sight.case.catalogue.headings_serve) {
        Some((_, parent)) => format!("“{parent}”或“{}”", wanted.name),
        None => format!("“{}”", wanted.name),
    };
    let text = format!("未设置{either}栏目：已查看网站的{count}个栏目，没有同名或含义相同的");
    holding.tell(FindingKind::ColumnMissing, &sight.case.snapshot.site, text);
    // The first piece of evidence is the site itself.
    let nearest: Vec<&str> = holding.evidence.iter().skip(1).map(|column| column.matched.as_str()).collect();
    if !nearest.is_empty() {
        holding.reasons.push(format!("最接近的栏目没有采用的原因：{}", nearest.join("；")));
    }
    holding
}

impl Holding<'_> {
    fn bare(column: ColumnState) -> Self {
        Self {
            column,
            content: ContentState::Unknown,
            sub_column_missing: false,
            taken: None,
            stock: Stock::default(),
            reasons: Vec::new(),
            faults: Vec::new(),
            evidence: Vec::new(),
            cause: None,
        }
    }

    /// A reason that is a fault too.
    fn tell(&mut self, kind: FindingKind, url: &str, text: String) {
        let fault = Fault::new(kind, url, text.clone()).last_updated(self.stock.newest());
        self.faults.push(fault);
        self.reasons.push(text);
    }

    fn tell_external(&mut self, sight: &Sight<'_>, wanted: &Wanted<'_>) {
        let Some((column, _)) = self.taken else { return };
        let (content, why) = external::content(sight, column, wanted.rows);
        self.content = content;
        if content == ContentState::Unknown {
            self.cause = Some(Cause::Platform);
            self.tell(FindingKind::External, &column.url, why);
        } else {
            self.reasons.push(why);
        }
    }

    fn tell_closed(&mut self, sight: &Sight<'_>, (column, _): &Mapped) {
        self.content = ContentState::Unknown;
        self.cause = Some(Cause::of_closed_column(column, sight.case.snapshot.end));
        let why = why_closed(column).unwrap_or_else(|| "未能查看".to_owned());
        let text = format!("“{}”栏目{why}", column.name);
        match (&column.standing, sight.case.snapshot.end) {
            (Standing::Linked, CrawlEnd::BudgetEnded) => {
                self.reasons.push(format!("“{}”栏目未打开：访问次数预算用尽", column.name));
            }
            (Standing::Linked, _) => self.reasons.push(text),
            _ => self.tell(FindingKind::Unreachable, &column.url, text),
        }
    }

    fn tell_sub_column(&mut self, sight: &Sight<'_>, wanted: &Wanted<'_>, (column, _): &Mapped, held: usize) {
        self.sub_column_missing = true;
        let (name, sub) = (&column.name, wanted.name);
        let limit = sight.case.windows.sub_column_items;
        let text = if sight.case.catalogue.headings_serve {
            format!("“{name}”栏目有{held}条信息，超过{limit}条，应按二级指标名称开设“{sub}”子栏目，未见该子栏目")
        } else {
            format!("“{name}”栏目中有属于“{sub}”的信息，但没有开设“{sub}”栏目")
        };
        self.tell(FindingKind::SubColumnMissing, &column.url, text);
    }

    fn tell_place(&mut self, wanted: &Wanted<'_>, (column, _): &Mapped) {
        if self.column == ColumnState::Misplaced {
            let path = column.path.join(" > ");
            let text = format!("“{}”栏目不在信息公开栏目之下，所在位置：{path}", wanted.name);
            self.tell(FindingKind::Misplaced, &column.url, text);
        }
    }

    fn tell_content(&mut self, sight: &Sight<'_>, wanted: &Wanted<'_>, (column, _): &Mapped) {
        match self.content {
            ContentState::Items => {}
            ContentState::Note => {
                let text = format!("“{}”栏目只有情况说明，没有实际信息", column.name);
                self.tell(FindingKind::NoteOnly, &column.url, text);
            }
            ContentState::Empty => {
                self.tell(FindingKind::ColumnEmpty, &column.url, format!("“{}”栏目没有任何信息", column.name));
            }
            ContentState::Unknown => {
                let why = self.stock.unseen.iter().take(3).map(String::as_str).collect::<Vec<_>>().join("；");
                let text = format!("“{}”的内容需人工核查：{why}", wanted.name);
                let ended = sight.case.snapshot.end == CrawlEnd::BudgetEnded;
                self.cause = Some(if ended { Cause::Budget } else { Cause::Content });
                if ended {
                    self.reasons.push(format!("{text}（访问次数预算用尽）"));
                } else {
                    self.tell(FindingKind::ContentUnknown, &column.url, text);
                }
            }
        }
    }
}
