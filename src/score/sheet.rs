//! The score sheet of one unit.
//!
//! Every row has its full points, of which it gets some; a row that is 待核查 or 不适用 leaves the sheet:
//!
//! total = 100 × Σ got / Σ full, both over the rows that were scored, less what missing reports cost, with the bonus
//!
//! A website check is the other way round: its total is what is left of the points that there are (`website`).
//!
//! Only what the sheet shows is rounded, each number by itself to two places, half up (rows whose weight the policy names:
//! to four). So the points shown may differ from the total by half a last place per row.

use rust_decimal::Decimal;

use super::group::Terms;
use super::row::Row;
use super::weights::{self, Weighed, Weight};
use super::{OfKind, Policy, ScoreSheet, Totals, columns, tasks, total, website};
use crate::judge::{Answer, State, Verdict};
use crate::unit::Unit;

/// A sheet, with how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// The sheet.
    pub sheet: ScoreSheet,
    /// The groups of the policy that were applied to the unit; empty where none has anything of its own for it.
    pub groups: Vec<String>,
    /// Each step from the weight of a row to its points, in words; one list per verdict, in its order.
    pub rows: Vec<Vec<String>>,
}

/// The sheet of a unit; `verdicts` are its rows in the order of the catalogue. The rank is set by [`super::rank`].
#[must_use]
pub fn sheet(policy: &Policy, unit: &Unit, verdicts: &[Verdict]) -> ScoreSheet {
    account(policy, unit, verdicts).sheet
}

/// The sheet of a unit with every step of its sums.
#[must_use]
pub fn account(policy: &Policy, unit: &Unit, verdicts: &[Verdict]) -> Account {
    let terms = Terms::of(&policy.scoring, unit);
    let weights = weights(policy, &terms, verdicts);
    let mut rows: Vec<Row> =
        verdicts.iter().zip(weights).map(|(verdict, weight)| row(policy, &terms, verdict, &weight)).collect();
    let total = total::add_up(policy, &terms, verdicts, &mut rows);
    let asked = || verdicts.iter().zip(&rows).filter(|(_, row)| !row.left_out);
    let count = |answer: Answer| asked().filter(|(verdict, _)| verdict.settled() == answer).count();
    let totals = Totals {
        unit: unit.name.clone(),
        rank: None,
        applicable: asked().count() - count(Answer::NotApplicable),
        met: count(Answer::Met),
        partial: count(Answer::Partial),
        unmet: count(Answer::Unmet),
        unverified: count(Answer::Unverified),
        total: total.points,
        grade: total.grade,
        vetoed: total.vetoed,
        coverage: total.coverage,
    };
    Account {
        sheet: ScoreSheet { totals, steps: total.steps, points: rows.iter().map(Row::points).collect() },
        groups: terms.group.map(|group| group.groups.clone()).unwrap_or_default(),
        rows: rows.into_iter().map(|row| row.steps).collect(),
    }
}

/// What each verdict's row weighs. The rows of the bonus share nothing with the others.
fn weights(policy: &Policy, terms: &Terms<'_>, verdicts: &[Verdict]) -> Vec<Weight> {
    let bonus = &policy.scoring.bonus;
    let of_sheet = |verdict: &&Verdict| !bonus.names(&verdict.code);
    let weighed = |verdict| match &policy.of_kind {
        OfKind::Columns(_) | OfKind::Website(_) => Weighed::by_column(verdict),
        OfKind::Ledger(_) => Weighed::by_row(verdict),
    };
    let extra: Vec<Weighed<'_>> = verdicts.iter().filter(|verdict| !of_sheet(verdict)).map(weighed).collect();
    let mut extra = weights::share(Decimal::ZERO, &bonus.rows, &extra).into_iter();
    let mut others = match &policy.of_kind {
        OfKind::Website(own) => verdicts.iter().filter(of_sheet).map(|verdict| website::weight(own, verdict)).collect(),
        OfKind::Columns(_) | OfKind::Ledger(_) => {
            let rows: Vec<Weighed<'_>> = verdicts.iter().filter(of_sheet).map(weighed).collect();
            weights::share(Decimal::ONE_HUNDRED, &terms.weights, &rows)
        }
    }
    .into_iter();
    verdicts.iter().filter_map(|verdict| if of_sheet(&verdict) { others.next() } else { extra.next() }).collect()
}

fn row(policy: &Policy, terms: &Terms<'_>, verdict: &Verdict, weight: &Weight) -> Row {
    let row = Row::bare(verdict, weight);
    let row = if policy.scoring.bonus.names(&verdict.code) { row.of_bonus() } else { row };
    if terms.leaves_out(&verdict.code) {
        return row.left_out();
    }
    match (&policy.of_kind, &verdict.state) {
        (OfKind::Columns(own), State::Column(column)) => {
            row.settled_or(verdict, |full| columns::score(own, verdict, column, full))
        }
        (OfKind::Ledger(own), State::Task(task)) => {
            row.settled_or(verdict, |full| tasks::score(own, verdict, task, full))
        }
        (OfKind::Website(own), State::Check(check)) => {
            row.settled_or(verdict, |full| website::score(own, verdict, check, full))
        }
        // The verdict is of another kind of catalogue than the policy.
        _ => row,
    }
}
