//! Points of the website check: 100 less what is taken off, unless a veto stands against the site.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::Problem;
use super::policy::{Grade, grade_problems};
use super::sheet::{Row, ratio};
use crate::judge::{Answer, Verdict, WebsiteRules};

/// The policy of a website check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebsitePolicy {
    /// The `[judge]` table.
    #[serde(rename = "judge")]
    pub rules: WebsiteRules,
    /// The `[score]` table.
    #[serde(rename = "score")]
    pub scoring: WebsiteScoring,
}

/// How checks become points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebsiteScoring {
    /// Below this coverage, in per cent, the grade is provisional.
    pub minimum_coverage: Decimal,
    /// Codes of the rows any of which, when broken, fails the site (单项否决).
    pub veto: BTreeSet<String>,
    /// Grade of a site that a veto stands against.
    pub veto_grade: String,
    /// What is taken off, by the code of the row.
    pub deductions: BTreeMap<String, Deduction>,
    /// Grades, best first; the last one starts at 0.
    pub grades: Vec<Grade>,
}

/// What a row takes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deduction {
    /// Points for each fault, 0 to 100.
    pub each: Decimal,
    /// Points for all faults of the row, 0 to 100.
    pub most: Decimal,
}

/// The points of a site.
pub(super) struct Outcome {
    pub(super) rows: Vec<Row>,
    /// `None` when a veto stands against the site, or no row could be scored.
    pub(super) total: Option<Decimal>,
    /// The grade where it does not follow from the total alone.
    pub(super) grade: Option<String>,
    /// Share of the points of the deductions that could be looked at, in per cent.
    pub(super) coverage: Decimal,
    /// A veto could not be ruled out.
    pub(super) open: bool,
}

impl WebsitePolicy {
    pub(super) fn problems(&self) -> Vec<Problem> {
        let judge = self.rules.problems();
        let mut problems: Vec<Problem> =
            judge.into_iter().map(|(key, right)| Problem::new(format!("judge.{key}"), right)).collect();
        let percent = |value: Decimal| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value);
        let scoring = &self.scoring;
        if !percent(scoring.minimum_coverage) {
            problems.push(Problem::new("score.minimum_coverage".to_owned(), "应在 0 至 100 之间"));
        }
        for (code, Deduction { each, most }) in &scoring.deductions {
            if !percent(*each) || !percent(*most) || each > most {
                let right = "each 和 most 应在 0 至 100 之间，each 不超过 most";
                problems.push(Problem::new(format!("score.deductions.{code}"), right));
            }
        }
        for code in scoring.veto.iter().filter(|code| scoring.deductions.contains_key(*code)) {
            problems
                .push(Problem::new(format!("score.veto 的 {code}"), "单项否决的行不能同时写在 score.deductions 中"));
        }
        problems.extend(grade_problems(&scoring.grades));
        problems
    }
}

/// Scores the rows of `verdicts`. A veto takes no points: it decides, and then nothing else is scored.
pub(super) fn outcome(scoring: &WebsiteScoring, verdicts: &[Verdict]) -> Outcome {
    let is_veto = |verdict: &&Verdict| scoring.veto.contains(&verdict.code);
    let vetoed = verdicts.iter().filter(is_veto).any(|verdict| verdict.answer == Answer::Unmet);
    let rows: Vec<Row> = verdicts.iter().map(|verdict| row(scoring, verdict, vetoed)).collect();
    let deducted = rows.iter().filter(|row| row.full > Decimal::ZERO);
    let counted: Decimal = deducted.clone().map(|row| row.full).sum();
    let covered: Decimal = deducted.clone().map(|row| row.covered).sum();
    let lost: Decimal = deducted.clone().filter_map(|row| Some(row.full - row.got?)).sum();
    let scored = !vetoed && deducted.clone().any(|row| row.got.is_some());
    Outcome {
        total: scored.then(|| (Decimal::ONE_HUNDRED - lost).max(Decimal::ZERO)),
        grade: vetoed.then(|| scoring.veto_grade.clone()),
        coverage: ratio(covered * Decimal::ONE_HUNDRED, counted).unwrap_or_default(),
        open: verdicts.iter().filter(is_veto).any(|verdict| verdict.answer == Answer::Unverified),
        rows,
    }
}

fn row(scoring: &WebsiteScoring, verdict: &Verdict, vetoed: bool) -> Row {
    let bare = |got: Option<Decimal>, full: Decimal, reason: String| Row {
        code: verdict.code.clone(),
        full,
        got,
        covered: if got.is_some() { full } else { Decimal::ZERO },
        reason,
    };
    let Some(Deduction { each, most }) = scoring.deductions.get(&verdict.code).copied() else {
        let reason = match verdict.answer {
            Answer::Unmet => format!("单项否决：{}", verdict.reasons.join("；")),
            _ => String::new(),
        };
        return Row::left_out(verdict, Decimal::ZERO).unwrap_or_else(|| bare(None, Decimal::ZERO, reason));
    };
    if vetoed {
        return bare(None, most, "已被单项否决，不再评分".to_owned());
    }
    if verdict.answer == Answer::NotApplicable {
        return Row::left_out(verdict, Decimal::ZERO).unwrap_or_else(|| bare(None, Decimal::ZERO, String::new()));
    }
    if let Some(row) = Row::left_out(verdict, most) {
        return row;
    }
    if verdict.answer == Answer::Met {
        return bare(Some(most), most, String::new());
    }
    let faults = verdict.as_check().and_then(|check| check.count).unwrap_or(1).max(1);
    let off = (each * Decimal::from(faults)).min(most);
    let taken = if off.is_zero() { "不扣分".to_owned() } else { format!("扣{}分", off.normalize()) };
    let reason = format!("{}，{taken}", verdict.reasons.join("；"));
    bare(Some(most - off), most, reason)
}

#[cfg(test)]
mod tests;
