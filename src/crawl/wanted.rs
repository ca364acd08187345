//! What the rows of a unit ask to be seen of its site.

use std::collections::HashSet;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::catalogue::{Catalogue, Cell, Deadline, Demand, Indicator, Kind, Rule};
use crate::judge::{ENTRIES, ENTRIES_OF_OWN_WORKS, PaperColumns, Windows};
use crate::site::Item;

/// No rule that looks for gaps looks further back, in days before the as-of day: a year that ended half a year ago.
const GAPS: i64 = 550;

/// What to look for on a unit's site.
#[derive(Debug, Clone)]
pub struct Wanted<'r> {
    /// Codes of the columns that the unit owes.
    pub(super) columns: HashSet<String>,
    /// Columns with documents that its rows are held against, owed or not.
    pub(super) papers: PaperColumns<'r>,
    /// Codes of the columns that must not pass on works of higher organs.
    own_works: HashSet<String>,
    /// Codes of the columns in which a guide has to stand.
    guides: HashSet<String>,
    /// Codes of the columns in whose lists no gap may be.
    gaps: HashSet<String>,
    /// Codes of the columns whose lists have to be read to the end.
    whole: HashSet<String>,
    /// What was published later does not count.
    as_of: Date,
    /// What was published earlier is not judged for lateness.
    since: Date,
    /// What was published then or later is fresh by every window.
    fresh: Date,
}

impl Default for Wanted<'_> {
    fn default() -> Self {
        Self {
            columns: HashSet::new(),
            papers: PaperColumns::default(),
            own_works: HashSet::new(),
            guides: HashSet::new(),
            gaps: HashSet::new(),
            whole: HashSet::new(),
            as_of: Date::MAX,
            since: Date::MIN,
            fresh: Date::MAX,
        }
    }
}

impl<'r> Wanted<'r> {
    /// What these rows of a catalogue ask for. Nothing where the catalogue is about the whole site.
    #[must_use]
    pub fn of(catalogue: &Catalogue, rows: &[&'r Indicator]) -> Self {
        let rows = if catalogue.kind == Kind::Website { &[] } else { rows };
        Self {
            columns: rows.iter().map(|row| row.column.clone()).collect(),
            papers: PaperColumns::of(rows),
            own_works: ruled(rows, |rule| demands(rule, &Demand::OwnWorks)),
            guides: ruled(rows, |rule| demands(rule, &Demand::Guide)),
            gaps: ruled(rows, looks_for_gaps),
            whole: ruled(rows, |rule| catalogue.kind == Kind::Ledger || needs_all(rule)),
            ..Self::default()
        }
    }

    /// The same for a unit that is judged as of a day. Without it whatever may count on some day is asked for.
    #[must_use]
    pub fn judged(self, as_of: Date, windows: &Windows) -> Self {
        let before = |days: u16| as_of.saturating_sub(i64::from(days).days());
        Self { as_of, since: before(windows.look_back_days), fresh: before(windows.windows.shortest()), ..self }
    }

    /// Entries of a list to open at once, where its column serves these codes.
    pub(super) fn entries_at_once(&self, codes: &[String]) -> usize {
        if asks(&self.own_works, codes) { ENTRIES_OF_OWN_WORKS } else { 1 }
    }

    /// Entries of a list to open at most, where its column serves these codes.
    pub(super) fn entries(&self, codes: &[String]) -> usize {
        self.entries_at_once(codes).max(ENTRIES)
    }

    /// Whether it is for a unit that is judged as of a day.
    pub(super) fn is_judged(&self) -> bool {
        self.as_of < Date::MAX
    }

    /// Whether something that was published on that day counts.
    pub(super) fn counts(&self, published: Date) -> bool {
        published <= self.as_of
    }

    /// Whether an entry of that day is new enough by every window.
    pub(super) fn is_fresh_beyond_doubt(&self, newest: Date) -> bool {
        newest >= self.fresh
    }

    /// Whether more than the newest entry of a column decides its freshness.
    pub(super) fn looks_beyond_the_newest(&self, code: &str) -> bool {
        self.gaps.contains(code) || self.whole.contains(code)
    }

    /// Whether documents are held against their explanations.
    pub(super) fn holds_papers(&self) -> bool {
        !self.papers.is_empty()
    }

    /// Whether lateness is judged by entries of which the newest was published on that day; where it shows none, perhaps.
    pub(super) fn judges_lateness(&self, newest: Option<Date>) -> bool {
        newest.is_none_or(|newest| newest >= self.since)
    }

    /// Whether a verdict needs the page of a list that follows on these entries, where its column serves these codes. For
    /// documents, of which each has its explanation, and for a heading, under which the entries of a column without a page
    /// of its own are looked for, all there is.
    pub(super) fn reads_on(&self, codes: &[String], entries: &[Item]) -> bool {
        let exact = codes.iter().all(|code| self.columns.contains(code));
        let dates = || entries.iter().filter_map(|item| item.date);
        let (Some(oldest), Some(newest)) = (dates().min(), dates().max()) else {
            return !exact || asks(&self.whole, codes) || asks(&self.gaps, codes);
        };
        // Nothing that counts has come yet.
        let early = oldest > self.as_of;
        let gaps = asks(&self.gaps, codes) && oldest > self.as_of.min(newest).saturating_sub(GAPS.days());
        early || gaps || !exact || asks(&self.whole, codes)
    }

    /// Whether a guide has to stand in the column that serves these codes.
    pub(super) fn a_guide(&self, codes: &[String]) -> bool {
        asks(&self.guides, codes)
    }

    /// Whether a wanted column has this code, or stands under the heading that has it.
    pub(super) fn holds(&self, code: &str) -> bool {
        covers(&self.columns, code)
    }
}

/// Codes of the columns of rows with such a rule.
fn ruled(rows: &[&Indicator], such: impl Fn(&Rule) -> bool) -> HashSet<String> {
    rows.iter().filter(|row| row.rules.iter().any(&such)).map(|row| row.column.clone()).collect()
}

fn demands(rule: &Rule, demand: &Demand) -> bool {
    matches!(&rule.deadline, Deadline::Demand { demand: own } if own == demand)
}

/// Whether more than the newest entry decides: one is owed in each period, or the rule is a frequency for one matter, whose
/// newest entry may stand anywhere in the list.
fn looks_for_gaps(rule: &Rule) -> bool {
    match rule.deadline {
        Deadline::HalfYearly
        | Deadline::Quarterly
        | Deadline::Monthly
        | Deadline::YearlyBy { .. }
        | Deadline::Every { .. } => true,
        Deadline::WorkingDays { .. }
        | Deadline::Within { .. }
        | Deadline::ByLaw { .. }
        | Deadline::Together { .. }
        | Deadline::Demand { .. } => false,
        _ => rule.from == Cell::Content && !rule.matter.is_empty(),
    }
}

fn needs_all(rule: &Rule) -> bool {
    match &rule.deadline {
        Deadline::ByDate { .. } | Deadline::Together { .. } => true,
        Deadline::Demand { demand } => matches!(demand, Demand::Document { .. } | Demand::Interpretation { .. }),
        _ => false,
    }
}

fn asks(columns: &HashSet<String>, codes: &[String]) -> bool {
    codes.iter().any(|code| covers(columns, code))
}

fn covers(columns: &HashSet<String>, code: &str) -> bool {
    let below = || columns.iter().any(|column| column.strip_prefix(code).is_some_and(|rest| rest.starts_with('-')));
    columns.contains(code) || below()
}
