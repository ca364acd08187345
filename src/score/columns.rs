//! Points of the rows of a catalogue of columns.
//!
//! Every column that applies weighs the same, and the rows of one column share its weight, so that the weights add up to
//! 100. A row's three parts are multiplied by the factors of their states; a part that could not be told from outside
//! leaves the row, whose points are then scaled up from the parts that remain.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::parts::{self, Part};
use super::policy::Scoring;
use super::sheet::{Row, ratio};
use crate::judge::{ColumnVerdict, Verdict};

/// The rows of `verdicts`; a verdict that is not about a column gives none.
pub(super) fn rows(scoring: &Scoring, verdicts: &[Verdict]) -> Vec<Row> {
    let weighed = verdicts.iter().zip(weights(verdicts));
    weighed.filter_map(|(verdict, full)| Some(row(scoring, verdict, verdict.as_column()?, full))).collect()
}

fn row(scoring: &Scoring, verdict: &Verdict, column: &ColumnVerdict, full: Decimal) -> Row {
    if let Some(row) = Row::left_out(verdict, full) {
        return row;
    }
    let parts = parts::of(scoring, column);
    let present: Decimal = parts.iter().filter(|part| part.factor.is_some()).map(|part| part.weight).sum();
    let reached: Decimal = parts.iter().filter_map(|part| Some(part.weight * part.factor?)).sum();
    Row {
        code: verdict.code.clone(),
        full,
        got: ratio(reached, present).map(|share| full * share),
        covered: full * present / Decimal::ONE_HUNDRED,
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
