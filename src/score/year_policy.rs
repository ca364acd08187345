//! 年度: the `[year]` table of `policy.toml`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How four quarters become a year. No national rule says so: an office sets it, and without a `[year]` table the quarters
/// weigh the same and nothing else counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct YearPolicy {
    /// What each quarter weighs.
    pub weights: QuarterWeights,
    /// What it means that a unit has no total in a quarter, or by a ledger.
    pub missing: Missing,
    /// Points off for each finding that was not put right at its last re-check, 0 to 100.
    pub unresolved: Decimal,
    /// The most that is taken off for them, 0 to 100; `None`: no limit.
    pub unresolved_most: Option<Decimal>,
    /// The share of the year's total, in per cent, that a ledger's total of the year has, by the id of its catalogue.
    pub ledgers: BTreeMap<String, Decimal>,
    /// What a veto in any quarter means; `None`: nothing more than it meant for the quarter.
    pub veto: Option<YearVeto>,
}

/// What each quarter weighs, together 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuarterWeights {
    /// 第一季度.
    #[serde(rename = "Q1")]
    pub first: Decimal,
    /// 第二季度.
    #[serde(rename = "Q2")]
    pub second: Decimal,
    /// 第三季度.
    #[serde(rename = "Q3")]
    pub third: Decimal,
    /// 第四季度.
    #[serde(rename = "Q4")]
    pub fourth: Decimal,
}

/// What a missing total means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The year cannot be reckoned.
    #[default]
    Error,
    /// It counts as 0.
    Zero,
    /// It leaves the year: the others share its weight.
    LeaveOut,
}

/// What a veto in any quarter means for the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearVeto {
    /// The highest total of such a unit, 0 to 100; `None`: as it is.
    #[serde(default)]
    pub at_most: Option<Decimal>,
    /// Its grade; `None`: by its total.
    #[serde(default)]
    pub grade: Option<String>,
}

impl Default for QuarterWeights {
    fn default() -> Self {
        let equal = Decimal::from(25);
        Self { first: equal, second: equal, third: equal, fourth: equal }
    }
}

impl QuarterWeights {
    /// In the order of the year.
    #[must_use]
    pub fn each(&self) -> [Decimal; 4] {
        [self.first, self.second, self.third, self.fourth]
    }
}

/// What is out of range: key below `[year]`, and what would be right, in Chinese.
pub(super) fn problems(year: &YearPolicy) -> Vec<(String, &'static str)> {
    let percent = |value: &Decimal| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(value);
    // A sum of values that are out of range themselves might not fit.
    let is_hundred = |values: &[Decimal]| values.iter().sum::<Decimal>() == Decimal::ONE_HUNDRED;
    let weights = year.weights.each();
    let shares: Vec<Decimal> = year.ledgers.values().copied().collect();
    let share = |share: &Decimal| percent(share) && !share.is_zero();
    let veto = year.veto.as_ref();
    let demands = [
        (weights.iter().all(percent), "weights", "每个数应在 0 至 100 之间"),
        (!weights.iter().all(percent) || is_hundred(&weights), "weights", "Q1、Q2、Q3、Q4 之和应为 100"),
        (percent(&year.unresolved), "unresolved", "应在 0 至 100 之间"),
        (year.unresolved_most.as_ref().is_none_or(percent), "unresolved_most", "应在 0 至 100 之间"),
        (shares.iter().all(share), "ledgers", "每个数应大于 0，不超过 100"),
        (
            !shares.iter().all(share) || shares.iter().sum::<Decimal>() < Decimal::ONE_HUNDRED,
            "ledgers",
            "之和应小于 100",
        ),
        (veto.is_none_or(|veto| veto.at_most.is_some() || veto.grade.is_some()), "veto", "应写明 at_most 或 grade"),
        (veto.and_then(|veto| veto.at_most.as_ref()).is_none_or(percent), "veto.at_most", "应在 0 至 100 之间"),
        (
            veto.and_then(|veto| veto.grade.as_ref()).is_none_or(|grade| !grade.trim().is_empty()),
            "veto.grade",
            "不能为空",
        ),
    ];
    demands.into_iter().filter(|(holds, ..)| !holds).map(|(_, key, right)| (key.to_owned(), right)).collect()
}
