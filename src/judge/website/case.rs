//! One unit's website to check.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::estate::Estate;
use super::ruling::Ruling;
use super::{Check, ColumnKinds, WebsiteRules, availability, by_hand, columns, dates, deductions, home, links, tags};
use crate::catalogue::Indicator;
use crate::judge::finding::tell_insecure;
use crate::judge::{Answer, Finding, FindingKind, Verdict};
use crate::mapping::Mapping;
use crate::site::{Column, Snapshot, Watch};
use crate::unit::{Unit, UnitIdentity};

/// All that the verdicts on a unit's website depend on.
#[derive(Debug, Clone, Copy)]
pub struct WebsiteCase<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// What it is.
    pub identity: &'a UnitIdentity,
    /// The rows of the catalogue, in its order.
    pub indicators: &'a [&'a Indicator],
    /// What was asked for and what came back.
    pub snapshot: &'a Snapshot,
    /// The columns of the site. (What they mean in a catalogue of columns does not matter here.)
    pub columns: &'a [(Column, Mapping)],
    /// How the home page answered while it was watched; empty when it was not.
    pub watch: &'a Watch,
    /// The words by which columns are sorted.
    pub kinds: &'a ColumnKinds,
    /// Thresholds and windows.
    pub rules: &'a WebsiteRules,
    /// The day on which the site is judged: nothing published later counts.
    pub as_of: Date,
}

/// One verdict per row, in the order of `case.indicators`. A fault of a column is told once, with the first row that has it.
#[must_use]
pub fn website(case: &WebsiteCase<'_>) -> Vec<Verdict> {
    let estate = Estate::new(case);
    let mut told = BTreeSet::new();
    let mut verdicts = Vec::with_capacity(case.indicators.len());
    for row in case.indicators {
        let mut verdict = ruling(&estate, row).verdict(case, row);
        // Two vetoes of one site are two faults, as are two columns that it lacks; a column that is stale is stale once,
        // whichever rows count it.
        let place = |finding: &Finding| match finding.kind {
            FindingKind::Veto | FindingKind::ColumnMissing => finding.code.clone(),
            _ => finding.url.clone(),
        };
        verdict.findings.retain(|finding| told.insert((finding.kind, place(finding))));
        verdicts.push(verdict);
    }
    tell_insecure(case.snapshot, case.as_of, case.indicators, &mut verdicts);
    verdicts
}

fn ruling(estate: &Estate<'_>, row: &Indicator) -> Ruling {
    let case = estate.case;
    let Some(check) = case.rules.checks.get(&row.code) else {
        return Ruling::unseen("评分办法没有写明这一行由哪一项检查回答，需人工核查".to_owned());
    };
    match check {
        // Whether a site opens over a week is told by the watch, whatever became of the visit.
        Check::Availability => availability::opens(estate),
        Check::NewMedia => Ruling::unseen("政务新媒体不在网站上，本程序不访问，需人工核查".to_owned()),
        Check::Search => Ruling::unseen("本程序不提交搜索，需人工核查".to_owned()),
        Check::Ipv6 => Ruling::unseen("本程序不测试 IPv6 访问，需人工核查".to_owned()),
        _ if estate.closed.is_some() => Ruling::unseen(estate.closed.clone().unwrap_or_default()),
        Check::Safety => dates::forged(estate),
        Check::Home => home::updated(estate),
        Check::OverdueColumns => columns::overdue(estate),
        Check::StaleColumns => columns::stale(estate),
        Check::EmptyColumns => columns::empty(estate),
        Check::Interaction => by_hand::interaction(estate),
        Check::Services => by_hand::services(estate),
        Check::Documents => deductions::documents(estate),
        Check::Statistics => deductions::statistics(estate),
        Check::Replies => deductions::replies(estate),
        // 概况信息 describes a place: a department's site has none.
        Check::Overview if case.identity.department => {
            Ruling::unseen("概况信息介绍本地区情况，由政府门户网站开设；部门网站是否适用未证实，不扣分".to_owned())
                .answered(Answer::NotApplicable)
        }
        Check::Overview => deductions::overview(estate),
        Check::Functions => deductions::functions(estate),
        Check::Tags => tags::complete(estate),
        Check::Links => links::alive(estate),
    }
}
