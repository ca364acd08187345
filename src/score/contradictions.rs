//! Values of a policy that are good by themselves but not beside each other.

use rust_decimal::Decimal;

use super::codes::under;
use super::error::Problem;
use super::weights;
use super::{Faults, OfKind, Policy};
use crate::judge::FindingKind;

pub(super) fn of(policy: &Policy) -> Vec<Problem> {
    let mut problems = match &policy.of_kind {
        OfKind::Columns(own) => twice(&own.faults, |kind| own.factors.of_fault(kind)),
        OfKind::Ledger(own) => twice(&own.faults, |kind| own.factors.of_fault(kind)),
        OfKind::Website(_) => of_website(policy),
    };
    for (number, group) in (1..).zip(&policy.scoring.groups) {
        if group.out_of.is_some() && !matches!(policy.of_kind, OfKind::Website(_)) {
            let right = "只用于网站检查；栏目和台账的总分本来就按所评分值折算为 100";
            problems.push(Problem::new(format!("score.groups.第{number}组.out_of"), right));
        }
        let laid = group.over(&policy.scoring.weights);
        let wrong = weights::overspent(&laid).into_iter();
        problems.extend(
            wrong.map(|(code, right)| Problem::new(format!("score.groups.第{number}组.weights.{code}"), &right)),
        );
    }
    let scored = policy.scoring.weights.keys().filter(|code| policy.scoring.bonus.names(code));
    problems.extend(
        scored.map(|code| {
            Problem::new(format!("score.weights.{code}"), "已写在 score.bonus 的 rows 中：加分项不计入权重")
        }),
    );
    problems
}

/// A fault is taken off once: by the factor of its state or by a deduction.
fn twice(faults: &Faults, factor: impl Fn(FindingKind) -> Option<(&'static str, Decimal)>) -> Vec<Problem> {
    let costly = |kind: &FindingKind| factor(*kind).filter(|(_, share)| *share < Decimal::ONE);
    let both = faults.keys().filter_map(|kind| Some((kind, costly(kind)?.0)));
    both.map(|(kind, key)| {
        let right = format!("“{}”已按 score.deductions 逐处扣分，{key} 应为 1，同一问题不重复扣分", kind.zh());
        Problem::new(format!("score.factors.{key}"), &right)
    })
    .collect()
}

fn of_website(policy: &Policy) -> Vec<Problem> {
    let OfKind::Website(own) = &policy.of_kind else { return Vec::new() };
    let scoring = &policy.scoring;
    let mut problems = Vec::new();
    for code in own.deductions.keys() {
        let vetoes = scoring.veto.rows.iter().any(|key| under(code, key));
        let others =
            [(vetoes, "单项否决（score.veto 的 rows）"), (scoring.bonus.names(code), "加分（score.bonus 的 rows）")];
        for (_, other) in others.into_iter().filter(|(holds, _)| *holds) {
            let right = format!("{other}的行不能同时扣分");
            problems.push(Problem::new(format!("score.deductions.{code}"), &right));
        }
    }
    if !scoring.weights.is_empty() || scoring.groups.iter().any(|group| !group.weights.is_empty()) {
        problems.push(Problem::new("score.weights".to_owned(), "网站检查按扣分计算，分值写在 score.deductions"));
    }
    problems
}
