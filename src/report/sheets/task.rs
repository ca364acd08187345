//! The columns of `details.csv` that a ledger has in place of those on website columns.

use super::Kind::{Date, State, Text};
use super::details::Row;
use super::{Field, field, or_blank};
use crate::judge::TaskState;
use crate::report::evaluation::task_evidence;
use crate::report::labels;
use crate::report::quotes::nested;

pub(super) fn fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        field("完成时限", Text, "该项任务的完成时限及其依据", |row| row.verdict.rule.to_string()),
        field("完成日期", Date, "见到的证据足以认定完成的日期，没有时为空", |row| {
            or_blank(row.verdict.as_task().and_then(|task| task.done))
        }),
        field("证据", Text, "认定所依据的信息或申报，附网址；最多列3条", |row| {
            nested(&task_evidence(row.verdict).join("；")).into_owned()
        }),
        field("完成情况", State(labels::TASK_STATES.map(TaskState::zh).to_vec()), "任务完成得怎样", |row| {
            or_blank(row.verdict.as_task().map(|task| task.task.zh()))
        }),
    ]
}
