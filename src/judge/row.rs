//! The verdict of one row, from what the unit has for its column.

use super::demand;
use super::finding::Fault;
use super::holding::Holding;
use super::sight::Sight;
use super::timing::{self, Timing};
use super::{
    Answer, Case, Cause, ColumnState, ColumnVerdict, ContentState, FreshnessState, Shared, State, Taken, Verdict,
};
use crate::calendar::CalendarError;
use crate::catalogue::Indicator;
use crate::mapping::Method;

/// The verdict of one row.
pub(super) fn verdict(sight: &Sight<'_>, row: &Indicator, holding: &Holding<'_>) -> Result<Verdict, CalendarError> {
    let case = sight.case;
    let timing = timing::judge(sight, row, holding)?;
    let demands = demand::judge(sight, row, holding)?;
    let answer = answer(holding, &timing, demands.broken);
    let not_yet = answer != Answer::Met && not_yet(case, &timing, holding);
    let mut verdict = Verdict {
        unit: case.unit.name.clone(),
        code: row.code.clone(),
        column_code: row.column.clone(),
        state: State::Column(ColumnVerdict {
            column: holding.column,
            sub_column_missing: holding.sub_column_missing,
            content: holding.content,
            demand_broken: demands.broken,
            freshness: if not_yet { FreshnessState::NotDue } else { timing.state },
            taken: taken(row, holding),
        }),
        answer,
        rule: timing.rule.as_str().into(),
        reasons: [&holding.reasons[..], &timing.reasons, &demands.reasons].concat(),
        evidence: holding.evidence.iter().cloned().chain(demands.evidence.into_iter().map(Shared::from)).collect(),
        cause: (answer == Answer::Unverified).then(|| holding.cause.unwrap_or(Cause::ByHand)),
        unstable: None,
        overridden: None,
        findings: holding.faults.iter().chain(&demands.faults).map(|fault| fault.finding(case, row)).collect(),
    };
    if let Some((column, _)) = holding.taken {
        let newest = holding.stock.newest();
        for (kind, why) in &timing.faults {
            let description = format!("“{}”栏目{}：{why}", column.name, kind.zh());
            let fault = Fault::new(*kind, &column.url, description).last_updated(newest);
            verdict.findings.push(fault.finding(case, row));
        }
    }
    if not_yet {
        put_off(case, &mut verdict);
    }
    Ok(verdict)
}

fn taken(row: &Indicator, holding: &Holding<'_>) -> Option<Taken> {
    let (column, mapping) = holding.taken?;
    Some(Taken {
        name: column.name.clone(),
        path: column.path.clone(),
        url: column.url.clone(),
        method: mapping.method_on(&row.column).unwrap_or(Method::Similar),
        score: mapping.score,
        items: holding.stock.items.len(),
        newest: holding.stock.newest(),
    })
}

/// What could not be seen is 待核查, never a fault. A freshness that cannot be told from outside is no fault either.
fn answer(holding: &Holding<'_>, timing: &Timing, demand_broken: bool) -> Answer {
    match (holding.column, holding.content) {
        (ColumnState::Missing, _) => Answer::Unmet,
        (ColumnState::Unreachable | ColumnState::Candidate, _) => Answer::Unverified,
        // The missing sub-column is certain, whatever the first-level column holds.
        (_, ContentState::Unknown) if holding.sub_column_missing => Answer::Partial,
        (_, ContentState::Unknown) => Answer::Unverified,
        (_, ContentState::Empty) => Answer::Unmet,
        (column, content) => {
            let in_time =
                matches!(timing.state, FreshnessState::Fresh | FreshnessState::NotDue | FreshnessState::Unverifiable);
            let whole =
                column != ColumnState::Misplaced && !holding.sub_column_missing && content == ContentState::Items;
            if whole && in_time && !demand_broken { Answer::Met } else { Answer::Partial }
        }
    }
}

/// The columns are not owed before the catalogue's own day, nor a first item before the row's.
fn not_yet(case: &Case<'_>, timing: &Timing, holding: &Holding<'_>) -> bool {
    let nothing = holding.column == ColumnState::Missing || holding.content == ContentState::Empty;
    case.due().is_some() || (timing.ahead && nothing)
}

/// Turns the faults into a look ahead: the row leaves the score until its day has come.
fn put_off(case: &Case<'_>, verdict: &mut Verdict) {
    let day = case.due().map_or_else(|| "指标规定的日期".to_owned(), |due| due.to_string());
    let later = format!("尚未到期：{day}前完成即可，目前情况如下（届时将判为“{}”）", verdict.answer.zh());
    verdict.reasons.insert(0, later);
    verdict.answer = Answer::NotApplicable;
    verdict.cause = None;
    verdict.findings.clear();
}
