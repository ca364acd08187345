//! Points of the rows of a catalogue of columns.
//!
//! Every column that applies weighs the same, and the rows of one column share its weight, so that the weights add up to
//! 100. A row's three parts are multiplied by the factors of their states; a part that could not be told from outside
//! leaves the row, whose points are then scaled up from the parts that remain.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::keys::{Keys, Wrong, percent};
use super::parts::{self, Part};
use super::settled;
use super::sheet::{Row, ratio};
use crate::judge::{ColumnVerdict, Verdict, Windows};

/// What the policy of a catalogue of columns has besides [`super::Scoring`].
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnPolicy {
    /// The `[judge]` table.
    pub windows: Windows,
    /// The three parts of an indicator.
    pub parts: Parts,
    /// Shares of a part for each state.
    pub factors: Factors,
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
        let report_missing = score.usual("report_missing", percent);
        Some(Self { windows: windows?, parts: parts?, factors: factors?, report_missing: report_missing? })
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

/// The rows of `verdicts`; a verdict that is not about a column gives none.
pub(super) fn rows(policy: &ColumnPolicy, verdicts: &[Verdict]) -> Vec<Row> {
    let weighed = verdicts.iter().zip(weights(verdicts));
    weighed.filter_map(|(verdict, full)| Some(row(policy, verdict, verdict.as_column()?, full))).collect()
}

fn row(policy: &ColumnPolicy, verdict: &Verdict, column: &ColumnVerdict, full: Decimal) -> Row {
    if let Some(row) = settled::row(verdict, full) {
        return row;
    }
    let parts = parts::of(policy, column);
    let present: Decimal = parts.iter().filter(|part| part.factor.is_some()).map(|part| part.weight).sum();
    let reached: Decimal = parts.iter().filter_map(|part| Some(part.weight * part.factor?)).sum();
    Row {
        code: verdict.code.clone(),
        full,
        got: ratio(reached, present).map(|share| full * share),
        covered: full * present / Decimal::ONE_HUNDRED,
        counted: full,
        reason: reason(&parts, verdict),
    }
}

/// Why points were taken off, part by part, and then what was seen.
fn reason(parts: &[Part], verdict: &Verdict) -> String {
    let mut words: Vec<String> = parts.iter().filter_map(Part::in_words).collect();
    if parts.iter().any(Part::loses) {
        words.extend(verdict.reasons.iter().cloned());
    }
    words.join("；")
}

/// 100 shared equally by the columns, and a column's share by its rows.
pub(super) fn weights(verdicts: &[Verdict]) -> Vec<Decimal> {
    let mut rows: BTreeMap<&str, u32> = BTreeMap::new();
    for verdict in verdicts {
        *rows.entry(&verdict.column_code).or_default() += 1;
    }
    let columns = Decimal::from(rows.len());
    let weight = |verdict: &Verdict| {
        let beside = rows.get(verdict.column_code.as_str()).copied().map_or(Decimal::ONE, Decimal::from);
        ratio(Decimal::ONE_HUNDRED, columns * beside).unwrap_or_default()
    };
    verdicts.iter().map(weight).collect()
}
