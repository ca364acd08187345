//! The verdict of one row.

use super::LedgerCase;
use super::account::{Asked, short};
use super::case::Site;
use super::declared::{self, Checked};
use super::interpretation::Interpretation;
use super::limit::Limit;
use super::outcome::Facts;
use super::sighting::{Seen, Sighting};
use crate::calendar::CalendarError;
use crate::catalogue::Indicator;
use crate::judge::evidence::{Look, seen_names};
use crate::judge::{Answer, Cause, Evidence, Shared, State, TaskState, TaskVerdict, Verdict};
use crate::site::Visit;

/// So many sightings stand in the evidence of one verdict, of each sort.
const SHOWN: usize = 5;

pub(super) fn verdict(site: &Site<'_>, row: &Indicator) -> Result<Verdict, CalendarError> {
    let case = site.case;
    let (limit, rule) = Limit::of(case, row);
    let asked = Asked::of(case, row);
    let seen = Seen::of(case, &site.shown, &asked);
    let checked = declared::check(case, &asked, limit);
    let confirmed = checked.iter().filter_map(|one| one.outcome.as_ref().ok());
    let interpretation = Interpretation::of(site, row, confirmed.clone())?;
    let mut answers: Vec<Sighting<'_>> = seen.clear.iter().chain(confirmed).cloned().collect();
    answers.sort_by_key(|answer| answer.day);
    let facts = Facts {
        site,
        asked: &asked,
        limit,
        seen: &seen,
        checked: &checked,
        answers: &answers,
        interpretation: &interpretation,
    };
    let outcome = facts.outcome()?;
    let blind = site.blind.as_ref().filter(|_| outcome.state == TaskState::Unseen);
    let cause = blind.map_or(Cause::ByHand, |blind| blind.cause);
    let cause = (outcome.answer() == Answer::Unverified).then_some(cause);
    Ok(Verdict {
        unit: case.unit.name.clone(),
        code: row.code.clone(),
        column_code: row.column.clone(),
        state: State::Task(TaskVerdict { task: outcome.state, limit: limit.day(), done: outcome.done }),
        answer: outcome.answer(),
        rule: rule.into(),
        evidence: evidence(&facts, outcome.state).into_iter().map(Shared::from).collect(),
        findings: outcome.faults.iter().map(|fault| fault.on(&case.unit.name, case.as_of, row)).collect(),
        reasons: outcome.reasons,
        cause,
        unstable: None,
        overridden: None,
    })
}

fn evidence(facts: &Facts<'_, '_>, state: TaskState) -> Vec<Evidence> {
    let case = facts.site.case;
    let mut answers: Vec<&Sighting<'_>> = facts.answers.iter().collect();
    if matches!(facts.limit, Limit::Within(_)) {
        answers.reverse();
    }
    let sure = answers.iter().take(SHOWN).map(|answer| of_sighting(case, answer, &named(facts.asked, answer)));
    let refused = facts.checked.iter().filter_map(|one| of_refused(one, case));
    let doubtful = facts.seen.doubtful.iter().take(SHOWN);
    let doubtful = doubtful.map(|answer| of_sighting(case, answer, "可能相符，需人工核查"));
    let mut evidence: Vec<Evidence> =
        sure.chain(facts.interpretation.evidence()).chain(refused).chain(doubtful).collect();
    if evidence.is_empty() && matches!(state, TaskState::NoEvidence | TaskState::Unseen) {
        evidence.push(of_site(case));
    }
    evidence
}

fn named(asked: &Asked<'_>, answer: &Sighting<'_>) -> String {
    let matters = answer.matters.iter().filter_map(|at| asked.matters.get(*at));
    format!("对应{}", matters.map(|matter| format!("“{}”", short(&matter.words))).collect::<String>())
}

fn of_sighting(case: &LedgerCase<'_>, answer: &Sighting<'_>, why: &str) -> Evidence {
    let day = answer.day.map_or_else(|| "无日期".to_owned(), |day| day.to_string());
    let look = match (visit(case, answer.url), answer.column.and_then(|column| column.seen.as_ref())) {
        (None, Some(seen)) => Look { at: Some(seen.at), status: Some(seen.status), hash: Some(seen.hash.clone()) },
        (visit, _) => Look::at(visit),
    };
    Evidence {
        url: answer.url.to_owned(),
        at: look.at,
        status: look.status,
        path: answer.column.map(|column| column.path.clone()).unwrap_or_default(),
        matched: format!("“{}”（{day}）{why}", answer.title),
        items: None,
        newest: answer.day,
        newest_from: answer.day_from.map(str::to_owned),
        hash: look.hash,
        warc: None,
    }
}

fn of_refused(checked: &Checked<'_>, case: &LedgerCase<'_>) -> Option<Evidence> {
    let why = checked.outcome.as_ref().err()?;
    let url = checked.declaration.url.as_ref().map_or(case.snapshot.site.as_str(), |url| url.as_str());
    Some(Evidence {
        url: url.to_owned(),
        at: checked.look.at,
        status: checked.look.status,
        path: Vec::new(),
        matched: format!("申报“{}”未证实：{why}", short(&checked.declaration.statement)),
        items: None,
        newest: None,
        newest_from: None,
        hash: checked.look.hash.clone(),
        warc: None,
    })
}

fn of_site(case: &LedgerCase<'_>) -> Evidence {
    let home = case.snapshot.visits.first();
    let Look { at, status, hash } = Look::at(home);
    Evidence {
        url: case.snapshot.site.clone(),
        at,
        status,
        path: Vec::new(),
        matched: seen_names(case.columns),
        items: None,
        newest: None,
        newest_from: None,
        hash,
        warc: None,
    }
}

fn visit<'a>(case: &LedgerCase<'a>, url: &str) -> Option<&'a Visit> {
    case.snapshot.visits.iter().find(|visit| visit.asked == url)
}
