//! Points of the rows of a catalogue of columns.
//!
//! A row's three parts are multiplied by the factors of their states; a part that could not be told from outside leaves the
//! row, whose points are then scaled up from the parts that remain. Then the faults of the row take off what is theirs.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::faults::{self, Faults, Off};
use super::figure::figure;
use super::keys::{Keys, Wrong, anything, percent};
use super::parts::{self, Part};
use super::row::Scored;
use super::total::ratio;
use crate::judge::{ColumnVerdict, FindingKind, Verdict, Windows};

/// What the policy of a catalogue of columns has besides [`super::Scoring`].
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnPolicy {
    /// The `[judge]` table.
    pub windows: Windows,
    /// The three parts of an indicator.
    pub parts: Parts,
    /// Shares of a part for each state.
    pub factors: Factors,
    /// Codes of rows, columns or levels for which a 情况说明 is as good as items (原则上依申请公开).
    pub note_suffices: BTreeSet<String>,
    /// What faults take off besides.
    pub faults: Faults,
    /// Points taken off the total for each report that is missing (需报送信息), 0 to 100; 0 where the file says nothing.
    pub report_missing: Decimal,
}

/// The three parts of an indicator, in per cent; together 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// 栏目.
    pub column: Decimal,
    /// 内容.
    pub content: Decimal,
    /// 时效.
    pub freshness: Decimal,
}

/// The share of its part that a state gets, 0 to 1. A missing column and an empty one get nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factors {
    /// 同名.
    pub exact: Decimal,
    /// 含义相同.
    pub alias: Decimal,
    /// A link to a platform that the row names.
    pub external: Decimal,
    /// Not under the disclosure section.
    pub misplaced: Decimal,
    /// The sub-column is owed and not there.
    pub sub_column_missing: Decimal,
    /// The content does not keep a demand of the catalogue.
    pub demand: Decimal,
    /// Only a 情况说明.
    pub note: Decimal,
    /// Not updated within the window.
    pub stale: Decimal,
    /// Items without a date.
    pub undated: Decimal,
    /// Published after the limit.
    pub late: Decimal,
}

impl ColumnPolicy {
    /// Reads the `[judge]` table and its part of the `[score]` table; `None` with problems noted.
    pub(super) fn read(file: &mut Keys<'_>, score: &mut Keys<'_>) -> Option<Self> {
        let windows = file.need("judge", Windows::problems);
        let parts = score.need("parts", Parts::problems);
        let factors = score.need("factors", Factors::problems);
        let note_suffices = score.usual("note_suffices", anything);
        let faults = score.usual("deductions", faults::problems);
        let report_missing = score.usual("report_missing", percent);
        Some(Self {
            windows: windows?,
            parts: parts?,
            factors: factors?,
            note_suffices: note_suffices?,
            faults: faults?,
            report_missing: report_missing?,
        })
    }
}

impl Parts {
    fn problems(&self) -> Wrong<&'static str> {
        let hundred = Decimal::ONE_HUNDRED;
        let Self { column, content, freshness } = *self;
        let sum = column.checked_add(content).and_then(|sum| sum.checked_add(freshness));
        let demands = [
            ([column, content, freshness].iter().all(|part| percent(part).is_empty()), "每个数应在 0 至 100 之间"),
            (sum == Some(hundred), "column、content、freshness 之和应为 100"),
        ];
        demands.into_iter().filter(|(holds, _)| !holds).map(|(_, right)| (String::new(), right)).collect()
    }
}

impl Factors {
    /// The key and the share of the state that a fault makes.
    pub(super) fn of_fault(&self, kind: FindingKind) -> Option<(&'static str, Decimal)> {
        match kind {
            FindingKind::Misplaced => Some(("misplaced", self.misplaced)),
            FindingKind::SubColumnMissing => Some(("sub_column_missing", self.sub_column_missing)),
            FindingKind::NoteOnly => Some(("note", self.note)),
            FindingKind::Stale => Some(("stale", self.stale)),
            FindingKind::Undated => Some(("undated", self.undated)),
            FindingKind::Late => Some(("late", self.late)),
            FindingKind::GuideIncomplete
            | FindingKind::DocumentMissing
            | FindingKind::HigherWorks
            | FindingKind::InterpretationMissing
            | FindingKind::InterpretationLate => Some(("demand", self.demand)),
            _ => None,
        }
    }

    fn problems(&self) -> Wrong<&'static str> {
        let each = [
            ("exact", self.exact),
            ("alias", self.alias),
            ("external", self.external),
            ("misplaced", self.misplaced),
            ("sub_column_missing", self.sub_column_missing),
            ("demand", self.demand),
            ("note", self.note),
            ("stale", self.stale),
            ("undated", self.undated),
            ("late", self.late),
        ];
        share_problems(each)
    }
}

/// The keys whose shares do not lie from 0 to 1.
pub(super) fn share_problems(each: impl IntoIterator<Item = (&'static str, Decimal)>) -> Wrong<&'static str> {
    let wrong = each.into_iter().filter(|(_, share)| !(Decimal::ZERO..=Decimal::ONE).contains(share));
    wrong.map(|(key, _)| (key.to_owned(), "应在 0 至 1 之间")).collect()
}

/// What a column gets of the `full` points of its row.
pub(super) fn score(policy: &ColumnPolicy, verdict: &Verdict, column: &ColumnVerdict, full: Decimal) -> Scored {
    let parts = parts::of(policy, &verdict.code, column);
    let present: Decimal = parts.iter().filter(|part| part.factor.is_some()).map(|part| part.weight).sum();
    let reached: Decimal = parts.iter().filter_map(|part| Some(part.weight * part.factor?)).sum();
    let share = ratio(reached, present);
    let mut steps: Vec<String> = parts.iter().map(Part::step).collect();
    if let Some(share) = share {
        let untold = if present < Decimal::ONE_HUNDRED { "，只按能够核实的部分折算" } else { "" };
        let of = figure(share * Decimal::ONE_HUNDRED);
        steps.push(format!("三部分得 {} ÷ {}，即分值的{of}%{untold}", figure(reached), figure(present)));
    }
    let off = faults::off(&policy.faults, verdict, full);
    steps.extend(off.iter().map(|off| off.words.clone()));
    let lost: Decimal = off.iter().map(|off| off.points).sum();
    Scored {
        got: share.map(|share| (full * share - lost).max(Decimal::ZERO)),
        covered: full * present / Decimal::ONE_HUNDRED,
        reason: reason(&parts, &off, verdict),
        steps,
    }
}

/// Why points were taken off, part by part and fault by fault, and then what was seen.
fn reason(parts: &[Part], off: &[Off], verdict: &Verdict) -> String {
    let mut words: Vec<String> = parts.iter().filter_map(Part::in_words).collect();
    words.extend(off.iter().map(|off| off.words.clone()));
    if !off.is_empty() || parts.iter().any(Part::loses) {
        words.extend(verdict.reasons.iter().cloned());
    }
    words.join("；")
}
