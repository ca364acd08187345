//! Points of the website check: what each row takes off. The total is what is left of the points that there are.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::figure::figure;
use super::keys::{Keys, Wrong, percent};
use super::row::Scored;
use super::weights::Weight;
use crate::judge::{Answer, CheckVerdict, Verdict, WebsiteRules};

/// What the policy of a website check has besides [`super::Scoring`].
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
}

fn deduction_problems(deductions: &BTreeMap<String, Deduction>) -> Wrong<&'static str> {
    let good =
        |Deduction { each, most }: &Deduction| [each, most].iter().all(|n| percent(n).is_empty()) && each <= most;
    let wrong = deductions.iter().filter(|(_, deduction)| !good(deduction));
    wrong.map(|(code, _)| (code.clone(), "each 和 most 应在 0 至 100 之间，each 不超过 most")).collect()
}

/// What the row of `verdict` weighs: as much as it can take off. A row without a deduction (单项否决) has no points, nor has
/// one that does not apply.
pub(super) fn weight(policy: &WebsitePolicy, verdict: &Verdict) -> Weight {
    match policy.deductions.get(&verdict.code) {
        Some(_) if verdict.settled() == Answer::NotApplicable => weigh(Decimal::ZERO, "不适用，不计分值".to_owned()),
        Some(Deduction { each, most }) => weigh(*most, format!("每处扣{}分，最多扣{}分", figure(*each), figure(*most))),
        None => weigh(Decimal::ZERO, "评分办法没有给这一行写扣分".to_owned()),
    }
}

fn weigh(points: Decimal, words: String) -> Weight {
    Weight { points, named: false, words }
}

/// What a check leaves of the `full` points of its row.
pub(super) fn score(policy: &WebsitePolicy, verdict: &Verdict, check: &CheckVerdict, full: Decimal) -> Scored {
    let Some(Deduction { each, .. }) = policy.deductions.get(&verdict.code) else {
        // A row of the bonus, or 单项否决, which has no points.
        let got = if verdict.answer == Answer::Met { full } else { Decimal::ZERO };
        let got = (!full.is_zero()).then_some(got);
        return Scored { got, covered: full, reason: String::new(), steps: Vec::new() };
    };
    let scored = |off: Decimal, reason: String, steps: Vec<String>| Scored {
        got: Some(full - off),
        covered: full,
        reason,
        steps,
    };
    if verdict.answer == Answer::Met {
        return scored(Decimal::ZERO, String::new(), Vec::new());
    }
    let faults = check.count.unwrap_or(1).max(1);
    let off = (each * Decimal::from(faults)).min(full);
    let taken = if off.is_zero() { "不扣分".to_owned() } else { format!("扣{}分", figure(off)) };
    let step = format!("{faults}处，每处扣{}分，最多扣{}分：{taken}", figure(*each), figure(full));
    scored(off, format!("{}，{taken}", verdict.reasons.join("；")), vec![step])
}

#[cfg(test)]
mod tests;
