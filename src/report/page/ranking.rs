//! The ranking, and by what its rows are filtered and put in order.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::charts::{Line, sparkline};
use super::history::History;
use super::order::Ranked;
use crate::report::UnitResult;

/// A row of the ranking.
#[derive(Debug, Serialize)]
pub(super) struct Row<'a> {
    id: usize,
    rank: Option<usize>,
    name: &'a str,
    total: Option<String>,
    grade: &'a str,
    coverage: String,
    met: usize,
    partial: usize,
    unmet: usize,
    unverified: usize,
    findings: usize,
    /// Points more or less than in the period before, with its sign.
    change: Option<String>,
    trend: Option<Line>,
}

/// What the script looks at of a row; in JSON an array in the order of [`KEYS`].
#[derive(Debug, Serialize)]
pub(super) struct Key<'a>(
    &'a str,
    &'a str,
    &'a [String],
    Option<usize>,
    Option<f64>,
    Option<f64>,
    usize,
    usize,
    usize,
    usize,
    usize,
    Option<f64>,
);

/// Names of the parts of a [`Key`].
pub(super) const KEYS: [&str; 12] = [
    "name",
    "grade",
    "groups",
    "rank",
    "total",
    "coverage",
    "met",
    "partial",
    "unmet",
    "unverified",
    "findings",
    "change",
];

impl<'a> Row<'a> {
    pub(super) fn of(unit: Ranked<'a>, history: &History<'_>) -> Self {
        let UnitResult { unit: about, sheet, .. } = unit.result;
        Self {
            id: unit.id,
            rank: sheet.rank,
            name: &about.name,
            total: sheet.total.map(|total| format!("{total:.2}")),
            grade: &sheet.grade,
            coverage: format!("{:.2}%", sheet.coverage),
            met: sheet.met,
            partial: sheet.partial,
            unmet: sheet.unmet,
            unverified: sheet.unverified,
            findings: findings(unit.result),
            change: change(unit.result, history).map(signed),
            trend: sparkline(&history.of_unit(&about.name)),
        }
    }
}

impl<'a> Key<'a> {
    pub(super) fn of(unit: Ranked<'a>, history: &History<'_>) -> Self {
        let UnitResult { unit: about, sheet, .. } = unit.result;
        Self(
            &about.name,
            &sheet.grade,
            &about.groups,
            sheet.rank,
            sheet.total.and_then(|total| total.to_f64()),
            sheet.coverage.to_f64(),
            sheet.met,
            sheet.partial,
            sheet.unmet,
            sheet.unverified,
            findings(unit.result),
            change(unit.result, history).and_then(|change| change.to_f64()),
        )
    }
}

pub(super) fn findings(result: &UnitResult) -> usize {
    result.dossier.findings().count()
}

/// Points more than in the period before; `None` where one of the two has no total.
pub(super) fn change(result: &UnitResult, history: &History<'_>) -> Option<Decimal> {
    Some(result.sheet.total? - history.before(&result.unit.name)?)
}

/// +1.50, −1.50, 0.00.
pub(super) fn signed(change: Decimal) -> String {
    let sign = if change.is_zero() {
        ""
    } else if change.is_sign_positive() {
        "+"
    } else {
        "−"
    };
    format!("{sign}{:.2}", change.abs())
}
