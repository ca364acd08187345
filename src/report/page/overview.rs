//! What the whole result comes to, and what it was made from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::history::average;
use super::ranking::findings;
use crate::judge::{Answer, Cause};
use crate::report::notice::{has_passed, is_settled};
use crate::report::{Evaluation, Hashes, times};
use crate::site::CrawlEnd;

/// The head, the figures and the foot of the page.
#[derive(Debug, Serialize)]
pub(super) struct Overview {
    title: String,
    issuer: String,
    document_number: String,
    catalogue: String,
    /// `2020年第三季度`, or the as-of day.
    period: String,
    /// First and last day of the period.
    days: Option<(String, String)>,
    as_of: String,
    run: String,
    version: String,
    hashes: [(&'static str, String); 8],
    units: usize,
    complete: usize,
    budget_ended: usize,
    failed: usize,
    /// Units that passed, of those with a grade that is not provisional.
    passed: Option<Share>,
    /// Rows that are 达标, of those that were judged.
    met: Option<Share>,
    /// Of the units with a grade that is not provisional.
    average: Option<String>,
    coverage: Option<String>,
    unverified: usize,
    causes: Vec<(&'static str, usize)>,
    findings: usize,
    overridden: usize,
    /// Units per grade, the grade with the highest totals first.
    grades: Vec<(String, usize)>,
    /// Groups of units, for the filter.
    groups: Vec<String>,
    pages: String,
}

/// So many of so many.
#[derive(Debug, Serialize)]
struct Share {
    count: usize,
    of: usize,
    percent: String,
}

impl Share {
    fn of(count: usize, of: usize) -> Option<Self> {
        let tenths = (count * 2000 + of).checked_div(2 * of)?;
        Some(Self { count, of, percent: format!("{}.{}%", tenths / 10, tenths % 10) })
    }
}

impl Overview {
    pub(super) fn of(evaluation: &Evaluation) -> Self {
        let Evaluation { run, catalogue, units, .. } = evaluation;
        let ended = |end: CrawlEnd| units.iter().filter(|unit| unit.end == end).count();
        let settled = || units.iter().map(|unit| &unit.sheet).filter(|sheet| is_settled(&sheet.grade));
        let passed = settled().filter(|sheet| has_passed(evaluation, &sheet.grade)).count();
        let briefs = || units.iter().flat_map(|unit| unit.dossier.briefs());
        let rows = |answer: Answer| briefs().filter(|brief| brief.settled == answer).count();
        let (met, open) = (rows(Answer::Met), rows(Answer::Unverified));
        Self {
            title: catalogue.title.clone(),
            issuer: catalogue.issuer.clone(),
            document_number: catalogue.document_number.clone(),
            catalogue: catalogue.id.clone(),
            period: run.period.as_ref().map_or_else(|| times::day(run.as_of), times::period),
            days: run.period.as_ref().map(|period| (period.from.to_string(), period.to.to_string())),
            as_of: run.as_of.to_string(),
            run: run.id.clone(),
            version: run.tool_version.clone(),
            hashes: hashes(&run.sha256),
            units: units.len(),
            complete: ended(CrawlEnd::Complete),
            budget_ended: ended(CrawlEnd::BudgetEnded),
            failed: ended(CrawlEnd::Failed),
            passed: Share::of(passed, settled().count()),
            met: Share::of(met, met + rows(Answer::Partial) + rows(Answer::Unmet)),
            average: average(settled().filter_map(|sheet| sheet.total)).map(|average| format!("{average:.2}")),
            coverage: average(units.iter().map(|unit| unit.sheet.coverage)).map(|share| format!("{share:.2}%")),
            unverified: open,
            causes: causes(evaluation),
            findings: units.iter().map(findings).sum(),
            overridden: briefs().filter(|brief| brief.overridden).count(),
            grades: grades(evaluation),
            groups: groups(evaluation),
            pages: run.pages.to_string(),
        }
    }
}

fn hashes(hashes: &Hashes) -> [(&'static str, String); 8] {
    let Hashes { catalogue, policy, units, declarations, reviews, snapshot, history, calendar } = hashes;
    [
        ("指标体系", catalogue.clone()),
        ("评分办法", policy.clone()),
        ("单位名单", units.clone()),
        ("申报材料", declarations.clone()),
        ("人工复核", reviews.clone()),
        ("所存网页", snapshot.clone()),
        ("放假调休日历", calendar.clone()),
        ("往期结果和整改记录", history.clone()),
    ]
}

/// Why rows are 待核查, the most frequent cause first.
fn causes(evaluation: &Evaluation) -> Vec<(&'static str, usize)> {
    let briefs = evaluation.units.iter().flat_map(|unit| unit.dossier.briefs());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for brief in briefs.filter(|brief| brief.settled == Answer::Unverified) {
        *counts.entry(brief.cause.unwrap_or(Cause::ByHand).zh()).or_default() += 1;
    }
    let mut causes: Vec<_> = counts.into_iter().collect();
    causes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    causes
}

fn grades(evaluation: &Evaluation) -> Vec<(String, usize)> {
    let mut units: Vec<_> = evaluation.units.iter().map(|unit| &unit.sheet).collect();
    units.sort_by_key(|sheet| std::cmp::Reverse(sheet.total));
    let mut grades: Vec<(String, usize)> = Vec::new();
    for sheet in units {
        match grades.iter_mut().find(|(grade, _)| *grade == sheet.grade) {
            Some((_, count)) => *count += 1,
            None => grades.push((sheet.grade.clone(), 1)),
        }
    }
    grades
}

/// In the order of the units file.
fn groups(evaluation: &Evaluation) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for group in evaluation.units.iter().flat_map(|unit| &unit.unit.groups) {
        if !groups.contains(group) {
            groups.push(group.clone());
        }
    }
    groups
}
