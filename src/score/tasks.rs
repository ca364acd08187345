//! Points of the tasks of a ledger: every task weighs the same.

use rust_decimal::Decimal;

use super::policy::TaskFactors;
use super::sheet::{Row, ratio};
use crate::judge::{TaskState, TaskVerdict, Verdict};

/// The rows of `verdicts`; a verdict that is not about a task gives none.
pub(super) fn rows(factors: &TaskFactors, verdicts: &[Verdict]) -> Vec<Row> {
    let tasks: Vec<(&Verdict, &TaskVerdict)> =
        verdicts.iter().filter_map(|verdict| Some((verdict, verdict.as_task()?))).collect();
    let full = ratio(Decimal::ONE_HUNDRED, Decimal::from(tasks.len())).unwrap_or_default();
    tasks.into_iter().map(|(verdict, task)| row(factors, verdict, task, full)).collect()
}

fn row(factors: &TaskFactors, verdict: &Verdict, task: &TaskVerdict, full: Decimal) -> Row {
    let factor = match task.task {
        TaskState::InTime => factors.in_time,
        TaskState::Late => factors.late,
        TaskState::NoEvidence => factors.no_evidence,
        TaskState::NotDue | TaskState::Unconfirmed | TaskState::Invisible | TaskState::Unseen => Decimal::ZERO,
    };
    Row::left_out(verdict, full).unwrap_or_else(|| Row {
        code: verdict.code.clone(),
        full,
        got: Some(full * factor),
        covered: full,
        reason: reason(verdict, task, factor),
    })
}

/// Why points were taken off; empty when none were.
fn reason(verdict: &Verdict, task: &TaskVerdict, factor: Decimal) -> String {
    if factor >= Decimal::ONE {
        return String::new();
    }
    let share = format!("分值×{}（{}）", factor.normalize(), task.task.zh());
    std::iter::once(share).chain(verdict.reasons.iter().cloned()).collect::<Vec<_>>().join("；")
}
