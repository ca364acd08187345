//! One finding, and what became of it.

use serde::Serialize;

use super::address::Address;
use crate::judge::{Finding, Rectification};
use crate::report::rectified;

/// A finding with its advice.
#[derive(Debug, Serialize)]
pub(super) struct Fault<'a> {
    number: &'a str,
    code: &'a str,
    kind: &'static str,
    description: &'a str,
    address: Address<'a>,
    /// When it was found, the last update, days without one.
    facts: Vec<String>,
    advice: &'a str,
    /// Reply, re-check and conclusion, each with its name.
    after: Vec<(&'static str, String)>,
}

impl<'a> Fault<'a> {
    pub(super) fn of(finding: &'a Finding, after: Option<&Rectification>) -> Self {
        let facts = [
            Some(format!("发现时间 {}", finding.found)),
            finding.last_update.map(|day| format!("最近更新 {day}")),
            finding.stale_days.map(|days| format!("未更新 {days} 天")),
        ];
        Self {
            number: &finding.number,
            code: &finding.code,
            kind: finding.kind.zh(),
            description: &finding.description,
            address: Address::of(&finding.url),
            facts: facts.into_iter().flatten().collect(),
            advice: &finding.advice,
            after: after.map(became).unwrap_or_default(),
        }
    }
}

fn became(rectification: &Rectification) -> Vec<(&'static str, String)> {
    let scores = rectification.recheck.as_ref().and_then(|recheck| Some((recheck.before?, recheck.after?)));
    let after = [
        ("整改情况", rectified::reply(rectification)),
        ("复查前后总分", scores.map(|(before, after)| format!("{before:.2} → {after:.2}")).unwrap_or_default()),
        ("复核结论", rectified::conclusion(rectification)),
    ];
    after.into_iter().filter(|(_, words)| !words.is_empty()).collect()
}
