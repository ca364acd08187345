//! `findings.csv`: one row per fault, with a place for the unit's reply.

use super::Kind::{Date, Integer, State, Text};
use super::{Evaluation, Field, Part, Sheet, field, or_blank};
use crate::judge::{Finding, FindingKind, Rectification};
use crate::report::quotes::nested;
use crate::report::{labels, rectified};

struct Row<'a> {
    finding: &'a Finding,
    rectification: Option<&'a Rectification>,
}

pub(super) fn sheet<'e>(evaluation: &'e Evaluation, part: Part<'e>) -> Sheet<'e> {
    let rows = part
        .findings(evaluation)
        .map(|finding| Row { finding, rectification: evaluation.rectifications.get(&finding.number) });
    Sheet::new("findings", "问题清单", Some("问题编号"), fields(), rows)
}

fn fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        field("问题编号", Text, "同一单位、指标、类型和位置的问题，各季度编号相同", |row| {
            row.finding.number.clone()
        }),
        field("单位", Text, "单位名称", |row| row.finding.unit.clone()),
        field("指标编码", Text, "指标在指标体系中的编码", |row| row.finding.code.clone()),
        field("问题类型", State(labels::FINDING_KINDS.map(FindingKind::zh).to_vec()), "问题的种类", |row| {
            row.finding.kind.zh().to_owned()
        }),
        field("问题描述", Text, "问题是什么", |row| nested(&row.finding.description).into_owned()),
        field("网址", Text, "问题所在的网址", |row| row.finding.url.clone()),
        field("发现时间", Date, "发现问题的评估日期", |row| row.finding.found.to_string()),
        field("最近更新日期", Date, "与更新有关的问题：最新一条信息的发布日期", |row| {
            or_blank(row.finding.last_update)
        }),
        field(
            "未更新天数",
            Integer,
            "与更新有关的问题：到评估日期已有多少天没有更新（自然日）",
            |row| or_blank(row.finding.stale_days),
        ),
        field("整改建议", Text, "怎样整改", |row| nested(&row.finding.advice).into_owned()),
        field("整改情况", Text, "单位的答复和复查的结果；没有时留给单位填写", |row| {
            row.rectification.map(rectified::reply).unwrap_or_default()
        }),
        field("复核结论", Text, "复核人员的结论和理由；没有时留给复核人员填写", |row| {
            row.rectification.map(rectified::conclusion).unwrap_or_default()
        }),
    ]
}
