//! The score sheet of one unit.
//!
//! Every column that applies weighs the same, and the rows of one column share its weight, so that the weights add up to
//! 100. A row's three parts are multiplied by the factors of their states; a part that could not be told from outside
//! leaves the row, whose points are then scaled up from the parts that remain. Rows that are 待核查 or 不适用 leave the
//! sheet:
//!
//! total = 100 × Σ got / Σ full, both over the rows that were scored
//!
//! Only what the sheet shows is rounded, each number by itself to two places, half up. So the points shown may differ
//! from the total by half a hundredth per row.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::parts::{self, Part};
use super::policy::Scoring;
use super::{Points, Policy, ScoreSheet};
use crate::judge::{Answer, Verdict};

/// The sheet of a unit; `verdicts` are its rows in the order of the catalogue. The rank is set by [`super::rank`].
#[must_use]
pub fn sheet(policy: &Policy, unit: &str, verdicts: &[Verdict]) -> ScoreSheet {
    let scoring = &policy.scoring;
    let rows: Vec<Row> =
        verdicts.iter().zip(weights(verdicts)).map(|(verdict, full)| Row::new(scoring, verdict, full)).collect();
    let scored: Decimal = rows.iter().filter(|row| row.got.is_some()).map(|row| row.full).sum();
    let got: Decimal = rows.iter().filter_map(|row| row.got).sum();
    let covered: Decimal = rows.iter().map(|row| row.covered).sum();
    let total = ratio(got, scored).map(|share| two_places(share * Decimal::ONE_HUNDRED));
    let count = |answer: Answer| verdicts.iter().filter(|verdict| verdict.answer == answer).count();
    let coverage = two_places(covered);
    ScoreSheet {
        unit: unit.to_owned(),
        rank: None,
        applicable: verdicts.len() - count(Answer::NotApplicable),
        met: count(Answer::Met),
        partial: count(Answer::Partial),
        unmet: count(Answer::Unmet),
        unverified: count(Answer::Unverified),
        total,
        grade: grade(scoring, total, coverage),
        coverage,
        points: rows.into_iter().map(Row::points).collect(),
    }
}

struct Row {
    code: String,
    full: Decimal,
    got: Option<Decimal>,
    /// The part of `full` that could be scored.
    covered: Decimal,
    reason: String,
}

impl Row {
    fn new(scoring: &Scoring, verdict: &Verdict, full: Decimal) -> Self {
        let code = verdict.code.clone();
        if matches!(verdict.answer, Answer::Unverified | Answer::NotApplicable) {
            let why = verdict.reasons.first().map_or_else(String::new, |why| format!("：{why}"));
            let reason = format!("{}，不计分{why}", verdict.answer.zh());
            return Self { code, full, got: None, covered: Decimal::ZERO, reason };
        }
        let parts = parts::of(scoring, verdict);
        let present: Decimal = parts.iter().filter(|part| part.factor.is_some()).map(|part| part.weight).sum();
        let reached: Decimal = parts.iter().filter_map(|part| Some(part.weight * part.factor?)).sum();
        let got = ratio(reached, present).map(|share| full * share);
        let covered = full * present / Decimal::ONE_HUNDRED;
        Self { code, full, got, covered, reason: reason(&parts, verdict) }
    }

    fn points(self) -> Points {
        Points { code: self.code, full: two_places(self.full), got: self.got.map(two_places), reason: self.reason }
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
fn weights(verdicts: &[Verdict]) -> Vec<Decimal> {
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

fn grade(scoring: &Scoring, total: Option<Decimal>, coverage: Decimal) -> String {
    let Some(total) = total else { return "待核查".to_owned() };
    let name = scoring.grades.iter().find(|grade| total >= grade.at_least).map_or("", |grade| grade.name.as_str());
    if coverage < scoring.minimum_coverage { format!("{name}（暂定）") } else { name.to_owned() }
}

fn ratio(share: Decimal, whole: Decimal) -> Option<Decimal> {
    share.checked_div(whole)
}

/// Half up. Thirds and sevenths end at the 28th digit, so a number that is half a hundredth in truth may lie a trace below;
/// rounding at the 20th place first puts it back.
fn two_places(number: Decimal) -> Decimal {
    let mut rounded = number.round_dp(20).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(2);
    rounded
}
