//! What a run comes to, in numbers.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{PagesSeen, UnitResult};
use crate::judge::{Answer, Cause};
use crate::site::CrawlEnd;

/// What a run comes to. All of it follows from what is stored, so that the same run gives the same numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Units.
    pub units: usize,
    /// Units whose column tree was looked at to its end.
    pub complete: usize,
    /// Units whose budget of requests ended first.
    pub budget_ended: usize,
    /// Units whose site could not be entered.
    pub failed: usize,
    /// Verdicts that differed between the two looks (结果不稳定).
    pub unstable: usize,
    /// Verdicts that are 待核查, by their cause.
    pub unverified: BTreeMap<Cause, usize>,
    /// Requests of all units. What two units asked for together counts for both.
    pub requests: u64,
    /// Bytes of the answers to all units, decompressed.
    pub bytes: u64,
    /// Pages that were rendered in a browser.
    pub rendered: usize,
}

impl Summary {
    /// Of the results of all units and the pages that were looked at.
    #[must_use]
    pub fn of(units: &[UnitResult], pages: &PagesSeen) -> Self {
        let ended = |end: CrawlEnd| units.iter().filter(|unit| unit.end == end).count();
        let briefs = || units.iter().flat_map(|unit| unit.dossier.briefs());
        let mut unverified = BTreeMap::new();
        for brief in briefs().filter(|brief| brief.answer == Answer::Unverified) {
            *unverified.entry(brief.cause.unwrap_or(Cause::ByHand)).or_default() += 1;
        }
        Self {
            units: units.len(),
            complete: ended(CrawlEnd::Complete),
            budget_ended: ended(CrawlEnd::BudgetEnded),
            failed: ended(CrawlEnd::Failed),
            unstable: briefs().filter(|brief| brief.unstable).count(),
            unverified,
            requests: units.iter().map(|unit| u64::from(unit.requests)).sum(),
            bytes: units.iter().map(|unit| unit.bytes).sum(),
            rendered: pages.rendered,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { units, complete, budget_ended, failed, unstable, unverified, requests, bytes, rendered } = self;
        let by_cause: Vec<String> = unverified.iter().map(|(cause, count)| format!("{} {count}", cause.zh())).collect();
        let causes = if by_cause.is_empty() { String::new() } else { format!("（{}）", by_cause.join("，")) };
        let open: usize = unverified.values().sum();
        let tenths = bytes.saturating_mul(10) / (1 << 20);
        write!(f, "单位 {units} 个：看完 {complete}，请求次数用尽 {budget_ended}，无法进入 {failed}；")?;
        write!(f, "结果不稳定 {unstable} 项；待核查 {open} 项{causes}；")?;
        write!(f, "请求 {requests} 次，收到 {}.{} MB，渲染网页 {rendered} 个", tenths / 10, tenths % 10)
    }
}
