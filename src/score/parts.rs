//! The three parts of an indicator: 栏目, 内容, 时效.

use rust_decimal::Decimal;

use super::ColumnPolicy;
use super::codes::under;
use super::figure::figure;
use crate::judge::{ColumnState, ColumnVerdict, ContentState, FreshnessState};

/// One part.
pub(super) struct Part {
    name: &'static str,
    /// Per cent of the indicator.
    pub(super) weight: Decimal,
    /// The share of it that is reached; `None` when it cannot be told and leaves the row.
    pub(super) factor: Option<Decimal>,
    /// The state that decided.
    state: &'static str,
}

impl Part {
    /// Whether something is taken off. A part that weighs nothing has nothing to lose.
    pub(super) fn loses(&self) -> bool {
        !self.weight.is_zero() && self.factor.is_some_and(|factor| factor < Decimal::ONE)
    }

    /// 栏目 40 × 0.5 = 20（位置不当）, whatever it is.
    pub(super) fn step(&self) -> String {
        let Self { name, weight, state, .. } = self;
        match self.factor {
            None => format!("{name} {}：{state}，不计", figure(*weight)),
            Some(factor) => {
                format!("{name} {} × {} = {}（{state}）", figure(*weight), figure(factor), figure(*weight * factor))
            }
        }
    }

    /// 栏目 40×0.5（位置不当）; `None` when nothing was taken off.
    pub(super) fn in_words(&self) -> Option<String> {
        let Self { name, weight, state, .. } = self;
        match self.factor {
            _ if weight.is_zero() => None,
            None => Some(format!("{name} {}不计（{state}）", figure(*weight))),
            Some(factor) if factor == Decimal::ONE => None,
            Some(factor) => Some(format!("{name} {}×{}（{state}）", figure(*weight), figure(factor))),
        }
    }
}

/// The parts of the row `code`, which is scored.
pub(super) fn of(policy: &ColumnPolicy, code: &str, verdict: &ColumnVerdict) -> [Part; 3] {
    let (column, column_state) = column(policy, verdict);
    let part = |name, weight, factor, state| Part { name, weight, factor, state };
    [
        part("栏目", policy.parts.column, column, column_state),
        part("内容", policy.parts.content, content(policy, code, verdict), content_words(verdict)),
        part("时效", policy.parts.freshness, freshness(policy, verdict), freshness_words(verdict)),
    ]
}

/// Where two faults meet, the heavier one counts: a fault is not taken off twice.
fn column(policy: &ColumnPolicy, verdict: &ColumnVerdict) -> (Option<Decimal>, &'static str) {
    let factors = &policy.factors;
    let place = match verdict.column {
        ColumnState::Exact => Some(factors.exact),
        ColumnState::Alias => Some(factors.alias),
        ColumnState::Misplaced => Some(factors.misplaced),
        ColumnState::External => Some(factors.external),
        ColumnState::Missing => Some(Decimal::ZERO),
        ColumnState::Candidate | ColumnState::Unreachable => None,
    };
    let owed = verdict.sub_column_missing && place.is_some_and(|place| factors.sub_column_missing < place);
    if owed { (Some(factors.sub_column_missing), "子栏目缺失") } else { (place, verdict.column.zh()) }
}

fn content(policy: &ColumnPolicy, code: &str, verdict: &ColumnVerdict) -> Option<Decimal> {
    match verdict.content {
        _ if is_void(verdict) => Some(Decimal::ZERO),
        ContentState::Items if verdict.demand_broken => Some(policy.factors.demand),
        ContentState::Items => Some(Decimal::ONE),
        ContentState::Note if policy.note_suffices.iter().any(|key| under(code, key)) => Some(Decimal::ONE),
        ContentState::Note => Some(policy.factors.note),
        ContentState::Empty => Some(Decimal::ZERO),
        ContentState::Unknown => None,
    }
}

fn freshness(policy: &ColumnPolicy, verdict: &ColumnVerdict) -> Option<Decimal> {
    let factors = &policy.factors;
    match verdict.freshness {
        _ if is_void(verdict) => Some(Decimal::ZERO),
        FreshnessState::Fresh => Some(Decimal::ONE),
        FreshnessState::Stale => Some(factors.stale),
        FreshnessState::Late => Some(factors.late),
        FreshnessState::Undated => Some(factors.undated),
        FreshnessState::NotDue | FreshnessState::Unverifiable => None,
    }
}

/// Where there is nothing, there is nothing in time either.
fn is_void(verdict: &ColumnVerdict) -> bool {
    verdict.column == ColumnState::Missing || verdict.content == ContentState::Empty
}

fn content_words(verdict: &ColumnVerdict) -> &'static str {
    match verdict.content {
        _ if verdict.column == ColumnState::Missing => "栏目缺失",
        ContentState::Items if verdict.demand_broken => "内容不符合要求",
        content => content.zh(),
    }
}

fn freshness_words(verdict: &ColumnVerdict) -> &'static str {
    if is_void(verdict) { "没有信息" } else { verdict.freshness.zh() }
}
