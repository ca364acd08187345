//! The rows of the score sheet of a unit and what they rest on. Those of one unit are small; those of thousands, held until the
//! last one is judged, are not. So each dossier is put away as soon as its unit is judged, in a tenth of the room, and taken out
//! again unit by unit.

use std::collections::BTreeMap;
use std::io;

use jiff::civil::Date;
use serde::Serialize;

use super::packing::{packed, unpacked};
use crate::judge::{Answer, Cause, FindingKind, Signal, SignalKind, Verdict};
use crate::mapping::Mapping;
use crate::score::{Points, RowKind};
use crate::site::{Column, PageKind, Seen, Standing};

/// The rows of the score sheet of a unit, and what they rest on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dossier {
    /// One per indicator that applies.
    pub verdicts: Vec<Verdict>,
    /// As [`ScoreSheet::points`](crate::score::ScoreSheet::points).
    pub points: Vec<Points>,
    /// As [`ScoreSheet::steps`](crate::score::ScoreSheet::steps).
    pub steps: Vec<String>,
    /// Signs that a person should look at.
    pub signals: Vec<Signal>,
    /// The columns that were found, in document order, and what each means in the catalogue.
    pub columns: Vec<(FoundColumn, Mapping)>,
    /// Each page that was seen and what came of it, both as the first twelve digits of their SHA-256: enough to tell which pages
    /// another look saw differently.
    pub pages: BTreeMap<String, String>,
}

/// A dossier that is put away.
#[derive(Debug, Clone, PartialEq)]
pub struct PutAway {
    briefs: Vec<Brief>,
    signals: Vec<SignalKind>,
    packed: Box<[u8]>,
}

/// What is held of a verdict: all that sums and rankings take of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// As [`Verdict::code`].
    pub code: String,
    /// As [`Verdict::answer`].
    pub answer: Answer,
    /// As [`Verdict::settled`].
    pub settled: Answer,
    /// As [`Verdict::cause`].
    pub cause: Option<Cause>,
    /// The two looks at the site differed.
    pub unstable: bool,
    /// A person put something in the place of the answer.
    pub overridden: bool,
    /// The unit's group is not asked for the row.
    pub left_out: bool,
    /// Kinds of its findings, in their order.
    pub findings: Box<[FindingKind]>,
}

impl Dossier {
    /// The points of the row of a verdict.
    #[must_use]
    pub fn points_of(&self, verdict: &Verdict) -> Option<&Points> {
        self.points.iter().find(|points| points.code == verdict.code)
    }
}

impl PutAway {
    /// Puts a dossier away.
    #[must_use]
    pub fn of(dossier: &Dossier) -> Self {
        Self {
            briefs: dossier.verdicts.iter().map(|verdict| Brief::of(verdict, dossier.points_of(verdict))).collect(),
            signals: dossier.signals.iter().map(|signal| signal.kind).collect(),
            packed: lz4_flex::compress_prepend_size(&packed(dossier)).into(),
        }
    }

    /// Takes it out again.
    ///
    /// # Errors
    /// It is damaged: only faulty memory does that.
    pub fn taken_out(&self) -> io::Result<Dossier> {
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "内存中的评估结果已损坏");
        let bytes = lz4_flex::decompress_size_prepended(&self.packed).map_err(|_| damaged())?;
        unpacked(&bytes).ok_or_else(damaged)
    }

    /// One per verdict, in its order.
    #[must_use]
    pub fn briefs(&self) -> &[Brief] {
        &self.briefs
    }

    /// Kinds of the signals, in their order.
    #[must_use]
    pub fn signals(&self) -> &[SignalKind] {
        &self.signals
    }

    /// Kinds of all findings.
    pub fn findings(&self) -> impl Iterator<Item = FindingKind> {
        self.briefs.iter().flat_map(|brief| &brief.findings).copied()
    }
}

impl Brief {
    fn of(verdict: &Verdict, points: Option<&Points>) -> Self {
        Self {
            code: verdict.code.clone(),
            answer: verdict.answer,
            settled: verdict.settled(),
            cause: verdict.cause,
            unstable: verdict.unstable.is_some(),
            overridden: verdict.overridden.is_some(),
            left_out: points.is_some_and(|points| points.kind == RowKind::LeftOut),
            findings: verdict.findings.iter().map(|finding| finding.kind).collect(),
        }
    }
}

/// A column without its entries: with those of all units a result would be as large as the sites themselves. They stay in
/// the workspace.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundColumn {
    /// As [`Column::name`].
    pub name: String,
    /// As [`Column::path`].
    pub path: Vec<String>,
    /// As [`Column::url`].
    pub url: String,
    /// As [`Column::standing`].
    pub standing: Standing,
    /// As [`Column::in_section`].
    pub in_section: bool,
    /// Entries that were seen; `None` where the column could not be looked into.
    pub items: Option<usize>,
    /// Newest date of publication in it that is not after the as-of day.
    #[serde(skip)]
    pub newest: Option<Date>,
    /// As [`Column::pages_read`].
    pub pages_read: u32,
    /// As [`Column::pages`].
    pub pages: Option<u32>,
    /// As [`Column::seen`].
    pub seen: Option<Seen>,
}

impl FoundColumn {
    /// What a result on the day `as_of` tells of a column.
    #[must_use]
    pub fn of(column: Column, as_of: Date) -> Self {
        Self {
            items: items_seen(&column),
            newest: column.items.iter().filter_map(|item| item.published).filter(|date| *date <= as_of).max(),
            name: column.name,
            path: column.path,
            url: column.url,
            standing: column.standing,
            in_section: column.in_section,
            pages_read: column.pages_read,
            pages: column.pages,
            seen: column.seen,
        }
    }
}

/// Entries of a column that were seen; `None` where the column could not be looked into.
fn items_seen(column: &Column) -> Option<usize> {
    match column.standing {
        Standing::Opened(PageKind::Shell | PageKind::Challenge | PageKind::Soft404) if column.items.is_empty() => None,
        Standing::Opened(_) => Some(column.items.len()),
        Standing::Linked | Standing::Failed(_) | Standing::External => None,
    }
}
