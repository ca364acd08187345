//! Points, from verdicts to sheets; expected figures are worked out by hand.

mod columns;
mod examples;
mod overrides;
mod property;
mod published;
mod told;
mod weights;

use rust_decimal::Decimal;

use super::*;
use crate::catalogue::Kind;
use crate::judge::{
    Answer, ColumnState, ColumnVerdict, ContentState, Finding, FindingKind, FreshnessState, State, Verdict,
};
use crate::unit::Unit;

const POLICY: &str = include_str!("../../../indicators/ankang-2020/policy.toml");

fn policy() -> Policy {
    Policy::parse(POLICY, "policy.toml", Kind::Columns).unwrap()
}

/// The shipped policy with other values of its own.
fn policy_with(change: impl FnOnce(&mut ColumnPolicy)) -> Policy {
    let mut policy = policy();
    let OfKind::Columns(own) = &mut policy.of_kind else { panic!("{policy:?}") };
    change(own);
    policy
}

pub(in crate::score) fn unit(name: &str, groups: &[&str]) -> Unit {
    Unit {
        name: name.to_owned(),
        site: "http://czj.linjiang.example/".parse().unwrap(),
        groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        aliases: Vec::new(),
        section: None,
        notes: String::new(),
    }
}

fn scored_by(policy: &Policy, verdicts: &[Verdict]) -> ScoreSheet {
    sheet(policy, &unit("临江市财政局", &[]), verdicts)
}

fn number(words: &str) -> Decimal {
    words.parse().unwrap()
}

fn verdict(
    code: &str,
    column: ColumnState,
    content: ContentState,
    freshness: FreshnessState,
    answer: Answer,
) -> Verdict {
    let (sub_column_missing, demand_broken, taken) = (false, false, None);
    let state = ColumnVerdict { column, sub_column_missing, content, demand_broken, freshness, taken };
    judged(code, State::Column(state), answer)
}

/// A verdict on a row whose column has the code before the last part of its own.
pub(in crate::score) fn judged(code: &str, state: State, answer: Answer) -> Verdict {
    Verdict {
        unit: "临江市财政局".to_owned(),
        code: code.to_owned(),
        column_code: code.rsplit_once('-').unwrap().0.to_owned(),
        state,
        answer,
        rule: "".into(),
        reasons: vec!["看到的情况".to_owned()],
        evidence: Vec::new(),
        findings: Vec::new(),
        cause: None,
        unstable: None,
        overridden: None,
    }
}

/// The same with the sub-column owed and not there.
fn without_sub_column(verdict: Verdict) -> Verdict {
    let column = ColumnVerdict { sub_column_missing: true, ..verdict.as_column().unwrap().clone() };
    Verdict { state: State::Column(column), ..verdict }
}

/// The same with content that does not keep a demand.
fn breaking_a_demand(verdict: Verdict) -> Verdict {
    let column = ColumnVerdict { demand_broken: true, ..verdict.as_column().unwrap().clone() };
    Verdict { state: State::Column(column), ..verdict }
}

fn met(code: &str) -> Verdict {
    verdict(code, ColumnState::Exact, ContentState::Items, FreshnessState::Fresh, Answer::Met)
}

fn partial(code: &str, column: ColumnState, content: ContentState, freshness: FreshnessState) -> Verdict {
    verdict(code, column, content, freshness, Answer::Partial)
}

fn missing(code: &str) -> Verdict {
    verdict(code, ColumnState::Missing, ContentState::Empty, FreshnessState::Unverifiable, Answer::Unmet)
}

fn unseen(code: &str) -> Verdict {
    verdict(code, ColumnState::Unreachable, ContentState::Unknown, FreshnessState::Unverifiable, Answer::Unverified)
}

fn scored(verdicts: &[Verdict]) -> ScoreSheet {
    scored_by(&policy(), verdicts)
}

/// A finding of the kind.
fn finding(kind: FindingKind) -> Finding {
    Finding {
        number: String::new(),
        unit: "临江市财政局".to_owned(),
        code: String::new(),
        kind,
        description: String::new(),
        url: String::new(),
        found: "2020-09-30".parse().unwrap(),
        last_update: None,
        stale_days: None,
        advice: "".into(),
    }
}

/// The same with a finding for each of these kinds.
fn with_findings(verdict: Verdict, kinds: &[FindingKind]) -> Verdict {
    Verdict { findings: kinds.iter().map(|kind| finding(*kind)).collect(), ..verdict }
}
