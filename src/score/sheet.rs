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

use super::policy::Grade;
use super::{Points, Policy, ScoreSheet, columns, reports, tasks, website};
use crate::judge::{Answer, Verdict};

/// The sheet of a unit; `verdicts` are its rows in the order of the catalogue. The rank is set by [`super::rank`].
#[must_use]
pub fn sheet(policy: &Policy, unit: &str, verdicts: &[Verdict]) -> ScoreSheet {
    match policy {
        Policy::Columns(policy) => {
            let scoring = &policy.scoring;
            let grading =
                Grading { minimum_coverage: scoring.minimum_coverage, provisional: false, grades: &scoring.grades };
            let sheet = add_up(unit, verdicts, columns::rows(scoring, verdicts), &grading);
            reports::take_off(scoring.report_missing, verdicts, sheet, &grading)
        }
        Policy::Ledger(policy) => {
            let scoring = &policy.scoring;
            let grading =
                Grading { minimum_coverage: scoring.minimum_coverage, provisional: false, grades: &scoring.grades };
            add_up(unit, verdicts, tasks::rows(&scoring.factors, verdicts), &grading)
        }
        Policy::Website(policy) => {
            let scoring = &policy.scoring;
            let grading =
                Grading { minimum_coverage: scoring.minimum_coverage, provisional: false, grades: &scoring.grades };
            of_website(unit, verdicts, website::outcome(scoring, verdicts), &grading)
        }
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
    pub(super) reason: String,
}

impl Row {
    /// A row that leaves the sheet, when its verdict says so.
    pub(super) fn left_out(verdict: &Verdict, full: Decimal) -> Option<Self> {
        if !matches!(verdict.answer, Answer::Unverified | Answer::NotApplicable) {
            return None;
        }
        let why = verdict.reasons.first().map_or_else(String::new, |why| format!("：{why}"));
        let reason = format!("{}，不计分{why}", verdict.answer.zh());
        Some(Self { code: verdict.code.clone(), full, got: None, covered: Decimal::ZERO, reason })
    }

    fn points(self) -> Points {
        Points { code: self.code, full: two_places(self.full), got: self.got.map(two_places), reason: self.reason }
    }
}

/// How a total becomes a grade.
pub(super) struct Grading<'a> {
    minimum_coverage: Decimal,
    /// Provisional whatever the coverage.
    provisional: bool,
    grades: &'a [Grade],
}

impl Grading<'_> {
    pub(super) fn grade(&self, total: Option<Decimal>, coverage: Decimal) -> String {
        let Some(total) = total else { return "待核查".to_owned() };
        let name = self.grades.iter().find(|grade| total >= grade.at_least).map_or("", |grade| grade.name.as_str());
        if self.provisional || coverage < self.minimum_coverage {
            format!("{name}（暂定）")
        } else {
            name.to_owned()
        }
    }
}

fn add_up(unit: &str, verdicts: &[Verdict], rows: Vec<Row>, grading: &Grading<'_>) -> ScoreSheet {
    let scored: Decimal = rows.iter().filter(|row| row.got.is_some()).map(|row| row.full).sum();
    let got: Decimal = rows.iter().filter_map(|row| row.got).sum();
    let covered: Decimal = rows.iter().map(|row| row.covered).sum();
    let total = ratio(got, scored).map(|share| two_places(share * Decimal::ONE_HUNDRED));
    let coverage = two_places(covered);
    let grade = grading.grade(total, coverage);
    filled(unit, verdicts, Summary { total, grade, coverage, rows })
}

/// The sheet of a website: while a veto cannot be ruled out, its grade is provisional.
fn of_website(unit: &str, verdicts: &[Verdict], outcome: website::Outcome, grading: &Grading<'_>) -> ScoreSheet {
    let total = outcome.total.map(two_places);
    let coverage = two_places(outcome.coverage);
    let grading = Grading { provisional: outcome.open, ..*grading };
    let grade = outcome.grade.unwrap_or_else(|| grading.grade(total, coverage));
    filled(unit, verdicts, Summary { total, grade, coverage, rows: outcome.rows })
}

/// What a sheet says beyond its counts.
struct Summary {
    total: Option<Decimal>,
    grade: String,
    coverage: Decimal,
    rows: Vec<Row>,
}

fn filled(unit: &str, verdicts: &[Verdict], result: Summary) -> ScoreSheet {
    let Summary { total, grade, coverage, rows } = result;
    let count = |answer: Answer| verdicts.iter().filter(|verdict| verdict.answer == answer).count();
    ScoreSheet {
        unit: unit.to_owned(),
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
