//! One finding, and what became of it.

use serde::Serialize;

use super::address::Address;
use crate::calendar::day_in_china;
use crate::judge::{Finding, Rectification};

/// A finding with its advice.
#[derive(Debug, Serialize)]
pub(super) struct Fault {
    number: String,
    code: String,
    kind: &'static str,
    description: String,
    address: Address,
    /// When it was found, the last update, days without one.
    facts: Vec<String>,
    advice: String,
    /// Reply, re-check and conclusion, each with its name.
    after: Vec<(&'static str, String)>,
}

impl Fault {
    pub(super) fn of(finding: &Finding, after: Option<&Rectification>) -> Self {
        let facts = [
            Some(format!("发现时间 {}", finding.found)),
            finding.last_update.map(|day| format!("最近更新 {day}")),
            finding.stale_days.map(|days| format!("未更新 {days} 天")),
        ];
        Self {
            number: finding.number.clone(),
            code: finding.code.clone(),
            kind: finding.kind.zh(),
            description: finding.description.clone(),
            address: Address::of(&finding.url),
            facts: facts.into_iter().flatten().collect(),
            advice: finding.advice.clone(),
            after: after.map(became).unwrap_or_default(),
        }
    }
}

fn became(rectification: &Rectification) -> Vec<(&'static str, String)> {
    let reply = rectification.reply.as_ref().map(|reply| {
        let day = day_in_china(reply.at);
        ("整改情况", format!("{}：{}（{}，{day}）", reply.state.zh(), reply.words, reply.who))
    });
    let recheck = rectification.recheck.as_ref().map(|recheck| {
        let state = recheck.state.map_or("无法查看", |state| state.zh());
        let scores = match (recheck.before, recheck.after) {
            (Some(before), Some(after)) => format!("；总分 {before:.2} → {after:.2}"),
            _ => String::new(),
        };
        ("复查", format!("{state}：{}（{}{scores}）", recheck.words, recheck.on))
    });
    let conclusion = rectification.conclusion.as_ref().map(|conclusion| {
        let day = day_in_china(conclusion.at);
        ("复核结论", format!("{}：{}（{}，{day}）", conclusion.ruling.zh(), conclusion.why, conclusion.who))
    });
    [reply, recheck, conclusion].into_iter().flatten().collect()
}
