//! The columns of `details.csv` that a website check has in place of those on website columns.

use super::Kind::{Integer, State, Text};
use super::details::Row;
use super::{Field, field, or_blank};
use crate::judge::CheckState;
use crate::report::labels;
use crate::report::quotes::nested;

pub(super) fn fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        field("检查内容", Text, "指标体系中的文字", |row| row.indicator.content.clone()),
        field("检查标准", Text, "评分办法中实际适用的标准", |row| row.verdict.rule.to_string()),
        field(
            "检查结果",
            State(labels::CHECK_STATES.map(CheckState::zh).to_vec()),
            "这一项检查的结果",
            |row| or_blank(row.verdict.as_check().map(|check| check.check.zh())),
        ),
        field("检查情况", Text, "看到了什么，或者为什么不能核实", |row| {
            nested(&row.verdict.reasons.join("；")).into_owned()
        }),
        field("数量", Integer, "有问题的栏目、访问或者标签的数量，不计数的检查为空", |row| {
            or_blank(row.verdict.as_check().and_then(|check| check.count))
        }),
        field("限值", Integer, "数量达到多少即不符合，不计数的检查为空", |row| {
            or_blank(row.verdict.as_check().and_then(|check| check.limit))
        }),
    ]
}
