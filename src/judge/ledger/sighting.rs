//! What on the site answers a task: columns and items by their words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::LedgerCase;
use super::account::Asked;
use super::interpretation::EXPLANATION;
use crate::judge::choice::Mapped;
use crate::judge::sight::{is_open, why_closed};
use crate::judge::stock::own_page;
use crate::mapping::{Decision, Mapping, Title};
use crate::pattern::pattern;
use crate::site::{Column, ColumnItem, Item, Standing, Visit};

/// Titles that report an activity: that a matter was talked about does not disclose it.
static ACTIVITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern("召开|举行|举办|部署|调研|会议|座谈|推进会|动员|学习|慰问|视察|走访|培训|指导工作|检查指导|督导|讲话")
});

/// An entry of a column that counts.
pub(super) struct Shown<'a> {
    pub(super) column: &'a Column,
    mapping: &'a Mapping,
    pub(super) entry: &'a ColumnItem,
    /// The column's name and the entry's title.
    title: Title,
    /// The title tells of the matter itself, and of the unit's: not of an activity, nor of another organ's work.
    proves: bool,
}

/// Something that answers a task.
#[derive(Debug, Clone)]
pub(super) struct Sighting<'a> {
    pub(super) title: &'a str,
    pub(super) url: &'a str,
    /// Day of publication; `None` where none is shown.
    pub(super) day: Option<Date>,
    pub(super) formed: Option<Date>,
    /// The matters that it answers, by their place in the row.
    pub(super) matters: BTreeSet<usize>,
    /// The column it stands in; `None` for what the unit declared.
    pub(super) column: Option<&'a Column>,
    /// Where the day was read.
    pub(super) day_from: Option<&'a str>,
}

/// What the site shows for one row.
#[derive(Default)]
pub(super) struct Seen<'a> {
    /// What answers matters of the row, in document order.
    pub(super) clear: Vec<Sighting<'a>>,
    /// What may answer some: for a person.
    pub(super) doubtful: Vec<Sighting<'a>>,
    /// Where more may be, in phrases.
    pub(super) unseen: Vec<String>,
}

/// Columns without a list whose page is itself the information (a guide, a list of powers), each with it as an entry.
pub(super) fn own_pages<'a>(case: &LedgerCase<'a>) -> Vec<(&'a Mapped, ColumnItem)> {
    let visits = case.snapshot.visits.iter().filter(|visit| visit.posted.is_none());
    let visits: BTreeMap<&str, &Visit> = visits.map(|visit| (visit.asked.as_str(), visit)).collect();
    let bare = case.columns.iter().filter(|(column, _)| column.items.is_empty());
    bare.filter_map(|mapped| {
        let visit = visits.get(mapped.0.url.as_str()).copied();
        Some((mapped, own_page(visit, &mapped.0)?))
    })
    .collect()
}

impl<'a> Shown<'a> {
    /// The entries of all columns that were not published after the as-of day, nor before evidence counts.
    /// `pages` are the columns that are themselves the information.
    pub(super) fn all(case: &LedgerCase<'a>, pages: &'a [(&'a Mapped, ColumnItem)]) -> Vec<Self> {
        let counts = |entry: &ColumnItem| entry.published.is_none_or(|day| case.counts(day)) && !entry.note;
        let open = case.columns.iter().filter(|(column, _)| is_open(column));
        let listed = open.flat_map(|mapped| mapped.0.items.iter().map(move |entry| (mapped, entry)));
        let own = pages.iter().map(|(mapped, entry)| (*mapped, entry));
        let counted = listed.chain(own).filter(|(_, entry)| counts(entry));
        counted
            .map(|((column, mapping), entry)| {
                let title = case.title(&format!("{} {}", column.name, entry.item.title));
                let proves = !ACTIVITY.is_match(&entry.item.title) && !case.unit.is_titled_by_other(&entry.item.title);
                Self { column, mapping, entry, title, proves }
            })
            .collect()
    }

    /// Its title says that it explains something.
    pub(super) fn explains(&self) -> bool {
        self.entry.item.title.contains(EXPLANATION) && self.proves
    }

    fn sighting(&self, matters: BTreeSet<usize>) -> Sighting<'a> {
        Sighting {
            title: &self.entry.item.title,
            url: &self.entry.item.url,
            day: self.entry.published,
            formed: self.entry.formed,
            matters,
            column: Some(self.column),
            day_from: self.entry.published_from.as_deref(),
        }
    }

    /// What it answers for sure, and whether it may answer more than that.
    fn answers(&self, asked: &Asked<'_>, case: &LedgerCase<'_>) -> (BTreeSet<usize>, bool) {
        let likeness: Vec<f64> = asked.matters.iter().map(|matter| matter.in_title(&self.title)).collect();
        let serves = self.mapping.codes.contains(&asked.row.column);
        let named = asked.name.in_title(&self.title);
        let whole = (serves && self.mapping.decision == Decision::Accept) || named >= case.windows.alike;
        // Rows of one task differ only by their words: what answers the task's name answers none of them for sure.
        let general = |at: usize| asked.alone && whole && asked.is_general(at);
        let sure: BTreeSet<usize> =
            (0..likeness.len()).filter(|at| likeness[*at] >= case.windows.alike || general(*at)).collect();
        let near = serves || whole || likeness.iter().any(|like| *like >= case.windows.doubtful);
        (sure, near)
    }
}

impl<'a> Sighting<'a> {
    /// It as an entry of a column.
    pub(super) fn entry(&self) -> ColumnItem {
        ColumnItem {
            item: Item { title: self.title.to_owned(), url: self.url.to_owned(), date: None, date_source: None },
            published: self.day,
            published_from: self.day_from.map(str::to_owned),
            formed: self.formed,
            source: None,
            opened: true,
            note: false,
        }
    }

    /// Adds it to others. One entry may stand in several columns: it is one sighting of all that it answers in any of them.
    fn add_to(self, others: &mut Vec<Self>) {
        match others.iter_mut().find(|other| !self.url.is_empty() && other.url == self.url) {
            Some(other) => other.matters.extend(self.matters),
            None => others.push(self),
        }
    }
}

impl<'a> Seen<'a> {
    /// Looks through what is shown for one row.
    pub(super) fn of(case: &LedgerCase<'a>, shown: &[Shown<'a>], asked: &Asked<'_>) -> Self {
        let mut seen = Self { unseen: unseen(case, asked), ..Self::default() };
        for one in shown {
            let (sure, near) = one.answers(asked, case);
            let sighting = one.sighting(sure);
            if !sighting.matters.is_empty() && sighting.day.is_some() && one.proves && asked.visible {
                sighting.add_to(&mut seen.clear);
            } else if near || !sighting.matters.is_empty() {
                sighting.add_to(&mut seen.doubtful);
            }
        }
        let clear: BTreeSet<&str> = seen.clear.iter().map(|one| one.url).collect();
        seen.doubtful.retain(|one| one.url.is_empty() || !clear.contains(one.url));
        seen
    }
}

/// Columns of the task that could not be read to the first day of the year. Other columns may hold news by the thousand, and
/// are no place where a task is answered.
fn unseen(case: &LedgerCase<'_>, asked: &Asked<'_>) -> Vec<String> {
    let own = case.columns.iter().filter(|(_, mapping)| mapping.codes.contains(&asked.row.column));
    own.filter_map(|(column, _)| match why_closed(column) {
        Some(why) if column.standing != Standing::External || column.items.is_empty() => {
            Some(format!("“{}”{why}", column.name))
        }
        _ => ends_too_early(case, column).then(|| format!("“{}”只读了{}页", column.name, column.pages_read)),
    })
    .collect()
}

/// Pages of the list were left unread, and what was read does not reach back to the first day that counts.
fn ends_too_early(case: &LedgerCase<'_>, column: &Column) -> bool {
    let oldest = column.items.iter().filter_map(|entry| entry.published).min();
    column.pages.is_some_and(|pages| column.pages_read < pages) && oldest.is_none_or(|oldest| oldest > case.from())
}
