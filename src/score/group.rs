//! What a group of units has of its own: `[[score.groups]]`.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::codes::under;
use super::keys::Wrong;
use super::weights::{self, Weights};
use super::{Policy, Scoring};
use crate::unit::Unit;

/// What holds for the units of some groups in place of what holds for all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Groups of the units file (县区, 部门 …); a unit in any of them is meant.
    pub groups: Vec<String>,
    /// Weights that take the place of those of the same codes.
    #[serde(default)]
    pub weights: Weights,
    /// Codes of rows, columns or levels that these units are not asked for.
    #[serde(default)]
    pub leave_out: BTreeSet<String>,
    /// A website check: the points that these units start from, above 0 to 100; the total is scaled up to 100.
    #[serde(default)]
    pub out_of: Option<Decimal>,
}

/// What holds for one unit.
pub(super) struct Terms<'a> {
    pub(super) group: Option<&'a Group>,
    pub(super) weights: Weights,
}

impl<'a> Terms<'a> {
    /// The first group of the policy that the unit is in counts.
    pub(super) fn of(scoring: &'a Scoring, unit: &Unit) -> Self {
        let is_in = |group: &&Group| group.groups.iter().any(|name| unit.groups.contains(name));
        let group = scoring.groups.iter().find(is_in);
        let weights = group.map_or_else(|| scoring.weights.clone(), |group| group.over(&scoring.weights));
        Self { group, weights }
    }

    pub(super) fn leaves_out(&self, code: &str) -> bool {
        self.group.is_some_and(|group| group.leave_out.iter().any(|key| under(code, key)))
    }

    /// The points that a website check starts from.
    pub(super) fn out_of(&self) -> Decimal {
        self.group.and_then(|group| group.out_of).unwrap_or(Decimal::ONE_HUNDRED)
    }
}

/// The groups that the policy names and none of the units is in: a name that is spelt otherwise in the units file?
#[must_use]
pub fn idle_groups<'a>(policy: &'a Policy, units: &[Unit]) -> Vec<&'a str> {
    let known: BTreeSet<&str> = units.iter().flat_map(|unit| &unit.groups).map(String::as_str).collect();
    let named = policy.scoring.groups.iter().flat_map(|group| &group.groups).map(String::as_str);
    let idle: BTreeSet<&str> = named.filter(|name| !known.contains(name)).collect();
    idle.into_iter().collect()
}

impl Group {
    /// The weights for all with its own laid over them.
    pub(super) fn over(&self, all: &Weights) -> Weights {
        all.iter().chain(&self.weights).map(|(code, weight)| (code.clone(), *weight)).collect()
    }
}

/// What is wrong with groups by themselves.
pub(super) fn problems(groups: &Vec<Group>) -> Wrong<String> {
    (1..).zip(groups).flat_map(|(number, group)| of_group(number, group)).collect()
}

fn of_group(number: usize, group: &Group) -> Wrong<String> {
    let place = |key: &str| format!("第{number}组.{key}");
    let mut wrong: Wrong<String> = weights::problems(&group.weights)
        .into_iter()
        .map(|(code, right)| (place(&format!("weights.{code}")), right))
        .collect();
    if group.groups.iter().all(|name| name.trim().is_empty()) {
        wrong.push((place("groups"), "应写明单位名单 groups 列中的分组".to_owned()));
    }
    let points = Decimal::ZERO..=Decimal::ONE_HUNDRED;
    if group.out_of.is_some_and(|out_of| out_of.is_zero() || !points.contains(&out_of)) {
        wrong.push((place("out_of"), "应大于 0，不超过 100".to_owned()));
    }
    wrong
}
