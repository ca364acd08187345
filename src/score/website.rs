//! Points of the website check: what each row takes off. The total is what is left of the points that there are.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Scoring;
use super::error::Problem;
use super::keys::{Keys, Wrong, percent};
use super::settled;
use super::sheet::Row;
use crate::judge::{Answer, Verdict, WebsiteRules};

/// What the policy of a website check has besides [`Scoring`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebsitePolicy {
    /// The `[judge]` table.
    pub rules: WebsiteRules,
    /// What is taken off, by the code of the row.
    pub deductions: BTreeMap<String, Deduction>,
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

impl WebsitePolicy {
    /// Reads the `[judge]` table and its part of the `[score]` table; `None` with problems noted.
    pub(super) fn read(file: &mut Keys<'_>, score: &mut Keys<'_>) -> Option<Self> {
        let rules = file.need("judge", WebsiteRules::problems);
        let deductions = score.need("deductions", deduction_problems);
        Some(Self { rules: rules?, deductions: deductions? })
    }

    pub(super) fn contradictions(&self, scoring: &Scoring) -> Vec<Problem> {
        let twice = scoring.veto.rows.iter().filter(|code| self.deductions.contains_key(*code));
        let right = "单项否决的行不能同时写在 score.deductions 中";
        twice.map(|code| Problem::new(format!("score.veto 的 {code}"), right)).collect()
    }
}

fn deduction_problems(deductions: &BTreeMap<String, Deduction>) -> Wrong<&'static str> {
    let good =
        |Deduction { each, most }: &Deduction| [each, most].iter().all(|n| percent(n).is_empty()) && each <= most;
    let wrong = deductions.iter().filter(|(_, deduction)| !good(deduction));
    wrong.map(|(code, _)| (code.clone(), "each 和 most 应在 0 至 100 之间，each 不超过 most")).collect()
}

/// The rows of `verdicts`.
pub(super) fn rows(policy: &WebsitePolicy, verdicts: &[Verdict]) -> Vec<Row> {
    verdicts.iter().map(|verdict| row(policy, verdict)).collect()
}

/// A row without a deduction (单项否决) has no points.
fn row(policy: &WebsitePolicy, verdict: &Verdict) -> Row {
    let Some(Deduction { each, most }) = policy.deductions.get(&verdict.code).copied() else {
        let none = || Row { got: None, ..bare(verdict, Decimal::ZERO, Decimal::ZERO, String::new()) };
        return settled::row(verdict, Decimal::ZERO).map_or_else(none, |row| Row { got: None, ..row });
    };
    let full = if verdict.settled() == Answer::NotApplicable { Decimal::ZERO } else { most };
    if let Some(row) = settled::row(verdict, full) {
        return row;
    }
    if verdict.answer == Answer::Met {
        return bare(verdict, most, Decimal::ZERO, String::new());
    }
    let faults = verdict.as_check().and_then(|check| check.count).unwrap_or(1).max(1);
    let off = (each * Decimal::from(faults)).min(most);
    let taken = if off.is_zero() { "不扣分".to_owned() } else { format!("扣{}分", off.normalize()) };
    bare(verdict, most, off, format!("{}，{taken}", verdict.reasons.join("；")))
}

fn bare(verdict: &Verdict, full: Decimal, off: Decimal, reason: String) -> Row {
    Row { code: verdict.code.clone(), full, got: Some(full - off), covered: full, counted: full, reason }
}

#[cfg(test)]
mod tests;
