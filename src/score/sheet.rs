//! The score sheet of one unit.
//!
//! Every row has its full points, of which it gets some; a row that is 待核查 or 不适用 leaves the sheet:
//!
//! total = 100 × Σ got / Σ full, both over the rows that were scored, less what missing reports cost
//!
//! A website check is the other way round: its total is 100 less what is taken off (`website`).
//!
//! Only what the sheet shows is rounded, each number by itself to two places, half up. So the points shown may differ
//! from the total by half a hundredth per row.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{OfKind, Points, Policy, ScoreSheet, Scoring, columns, reports, tasks, veto, website};
use crate::judge::{Answer, Verdict};
use crate::unit::Unit;

/// The sheet of a unit; `verdicts` are its rows in the order of the catalogue. The rank is set by [`super::rank`].
#[must_use]
pub fn sheet(policy: &Policy, unit: &Unit, verdicts: &[Verdict]) -> ScoreSheet {
    let mut rows = match &policy.of_kind {
        OfKind::Columns(own) => columns::rows(own, verdicts),
        OfKind::Ledger(own) => tasks::rows(&own.factors, verdicts),
        OfKind::Website(own) => website::rows(own, verdicts),
    };
    let ruling = veto::ruling(&policy.scoring.veto, verdicts);
    veto::tell(&policy.scoring.veto, ruling, verdicts, &mut rows);
    let stopped = ruling == veto::Ruling::Against && policy.scoring.veto.stop;
    let total = total(policy, &rows).filter(|_| !stopped).map(|total| match &policy.of_kind {
        OfKind::Columns(own) => reports::take_off(own.report_missing, total, verdicts, &mut rows),
        OfKind::Ledger(_) | OfKind::Website(_) => total,
    });
    let coverage = two_places(coverage(&rows));
    let grade = grade(&policy.scoring, ruling, total, coverage);
    let count = |answer: Answer| verdicts.iter().filter(|verdict| verdict.settled() == answer).count();
    ScoreSheet {
        unit: unit.name.clone(),
        rank: None,
        applicable: verdicts.len() - count(Answer::NotApplicable),
        met: count(Answer::Met),
        partial: count(Answer::Partial),
        unmet: count(Answer::Unmet),
        unverified: count(Answer::Unverified),
        total,
        grade,
        coverage,
        points: rows.into_iter().map(Row::points).collect(),
    }
}

/// The points of a row before they are rounded.
pub(super) struct Row {
    pub(super) code: String,
    pub(super) full: Decimal,
    /// `None` when the row leaves the sheet.
    pub(super) got: Option<Decimal>,
    /// The part of `full` that could be scored.
    pub(super) covered: Decimal,
    /// The part of `full` that should have been scored.
    pub(super) counted: Decimal,
    pub(super) reason: String,
}

impl Row {
    fn points(self) -> Points {
        Points { code: self.code, full: two_places(self.full), got: self.got.map(two_places), reason: self.reason }
    }
}

/// The total as it is shown; `None` when nothing could be scored.
fn total(policy: &Policy, rows: &[Row]) -> Option<Decimal> {
    let got: Decimal = rows.iter().filter_map(|row| row.got).sum();
    let scored: Decimal = rows.iter().filter(|row| row.got.is_some()).map(|row| row.full).sum();
    let hundred = Decimal::ONE_HUNDRED;
    match &policy.of_kind {
        OfKind::Columns(_) | OfKind::Ledger(_) => ratio(got, scored).map(|share| two_places(share * hundred)),
        OfKind::Website(_) => {
            let any = rows.iter().any(|row| row.got.is_some() && row.full > Decimal::ZERO);
            any.then(|| two_places((hundred - (scored - got)).max(Decimal::ZERO)))
        }
    }
}

/// The share of what should have been scored that could be, in per cent.
fn coverage(rows: &[Row]) -> Decimal {
    let covered: Decimal = rows.iter().map(|row| row.covered).sum();
    let counted: Decimal = rows.iter().map(|row| row.counted).sum();
    ratio(covered * Decimal::ONE_HUNDRED, counted).unwrap_or_default()
}

/// While a veto cannot be ruled out, the grade is provisional.
fn grade(scoring: &Scoring, ruling: veto::Ruling, total: Option<Decimal>, coverage: Decimal) -> String {
    if let (veto::Ruling::Against, Some(grade)) = (ruling, &scoring.veto.grade) {
        return grade.clone();
    }
    let Some(total) = total else { return "待核查".to_owned() };
    let name = scoring.grades.iter().find(|grade| total >= grade.at_least).map_or("", |grade| grade.name.as_str());
    if ruling == veto::Ruling::Open || coverage < scoring.minimum_coverage {
        format!("{name}（暂定）")
    } else {
        name.to_owned()
    }
}

/// `None` when the whole is nothing.
pub(super) fn ratio(share: Decimal, whole: Decimal) -> Option<Decimal> {
    share.checked_div(whole)
}

/// Half up. Thirds and sevenths end at the 28th digit, so a number that is half a hundredth in truth may lie a trace below;
/// rounding at the 20th place first puts it back.
pub(super) fn two_places(number: Decimal) -> Decimal {
    let mut rounded = number.round_dp(20).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(2);
    rounded
}
