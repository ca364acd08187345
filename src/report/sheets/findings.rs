//! `findings.csv`: one row per fault, with a place for the unit's reply.

use super::Kind::{Date, Integer, State, Text};
use super::{Evaluation, Field, Sheet, field, or_blank};
use crate::judge::{Finding, FindingKind};
use crate::report::labels;
use crate::report::quotes::nested;

pub(super) fn sheet(evaluation: &Evaluation) -> Sheet<'_> {
    let rows = evaluation
        .units
        .iter()
        .flat_map(|result| evaluation.verdicts(result))
        .flat_map(|(_, verdict)| verdict.findings.iter());
    Sheet::new("findings", "问题清单", Some("问题编号"), fields(), rows)
}

fn fields<'a>() -> Vec<Field<&'a Finding>> {
    vec![
        field("问题编号", Text, "同一单位、指标、类型和位置的问题，各季度编号相同", |finding| finding.number.clone()),
        field("单位", Text, "单位名称", |finding| finding.unit.clone()),
        field("指标编码", Text, "指标在指标体系中的编码", |finding| finding.code.clone()),
        field(
            "问题类型",
            State(labels::FINDING_KINDS.map(FindingKind::zh).to_vec()),
            "问题的种类",
            |finding| finding.kind.zh().to_owned(),
        ),
        field("问题描述", Text, "问题是什么", |finding| nested(&finding.description)),
        field("网址", Text, "问题所在的网址", |finding| finding.url.clone()),
        field("发现时间", Date, "发现问题的评估日期", |finding| finding.found.to_string()),
        field("最近更新日期", Date, "与更新有关的问题：最新一条信息的发布日期", |finding| {
            or_blank(finding.last_update)
        }),
        field(
            "未更新天数",
            Integer,
            "与更新有关的问题：到评估日期已有多少天没有更新（自然日）",
            |finding| or_blank(finding.stale_days),
        ),
        field("整改建议", Text, "怎样整改", |finding| nested(&finding.advice)),
        field("整改情况", Text, "留给单位填写", |_| String::new()),
        field("复核结论", Text, "留给复核人员填写", |_| String::new()),
    ]
}
