//! `details.csv` of a website check: one row per unit and check.

use super::Kind::{Integer, Number, State, Text};
use super::{Evaluation, Field, Sheet, field, or_blank, two_places};
use crate::catalogue::Indicator;
use crate::judge::{Answer, CheckState, CheckVerdict, Verdict};
use crate::report::UnitResult;
use crate::report::labels;
use crate::score::Points;

struct Row<'a> {
    result: &'a UnitResult,
    indicator: &'a Indicator,
    verdict: &'a Verdict,
}

impl Row<'_> {
    fn points(&self) -> Option<&Points> {
        self.result.sheet.points.iter().find(|points| points.code == self.verdict.code)
    }

    fn check(&self) -> Option<&CheckVerdict> {
        self.verdict.as_check()
    }
}

pub(super) fn sheet(evaluation: &Evaluation) -> Sheet {
    let rows = evaluation.units.iter().flat_map(|result| {
        evaluation.verdicts(result).map(move |(indicator, verdict)| Row { result, indicator, verdict })
    });
    let fields = row_fields().into_iter().chain(check_fields()).chain(answer_fields()).collect();
    Sheet::new("details", "检查明细表", None, fields, rows)
}

fn row_fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        field("单位", Text, "单位名称", |row| row.result.unit.name.clone()),
        field("指标编码", Text, "检查项目在指标体系中的编码，固定不变", |row| {
            row.indicator.code.clone()
        }),
        field("一级指标", Text, "单项否决或者扣分指标", |row| row.indicator.levels[0].clone()),
        field("二级指标", Text, "检查项目", |row| row.indicator.levels[1].clone()),
        field("检查内容", Text, "指标体系中的文字", |row| row.indicator.content.clone()),
        field("检查标准", Text, "评分办法中实际适用的标准", |row| row.verdict.rule.clone()),
    ]
}

fn check_fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        field(
            "检查结果",
            State(labels::CHECK_STATES.map(CheckState::zh).to_vec()),
            "这一项检查的结果",
            |row| or_blank(row.check().map(|check| check.check.zh())),
        ),
        field("检查情况", Text, "看到了什么，或者为什么不能核实", |row| {
            row.verdict.reasons.join("；")
        }),
        field("数量", Integer, "有问题的栏目、访问或者标签的数量，不计数的检查为空", |row| {
            or_blank(row.check().and_then(|check| check.count))
        }),
        field("限值", Integer, "数量达到多少即不符合，不计数的检查为空", |row| {
            or_blank(row.check().and_then(|check| check.limit))
        }),
    ]
}

fn answer_fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        field("判定", State(labels::ANSWERS.map(Answer::zh).to_vec()), "该项的结论", |row| {
            row.verdict.answer.zh().to_owned()
        }),
        field("满分", Number, "该项最多扣多少分；单项否决项为 0", |row| {
            or_blank(row.points().map(|points| two_places(points.full)))
        }),
        field("得分", Number, "最多可扣的分中没有扣的部分，不计分时为空", |row| {
            or_blank(row.points().and_then(|points| points.got).map(two_places))
        }),
        field("扣分原因", Text, "没有扣分时为空", |row| {
            or_blank(row.points().map(|points| points.reason.clone()))
        }),
    ]
}
