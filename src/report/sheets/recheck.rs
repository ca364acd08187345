//! `recheck.csv`: what became of the findings that somebody replied to, looked at again or decided on.

use super::Kind::{Date, Number, State, Text};
use super::{Evaluation, Field, Part, Sheet, field, or_blank, two_places};
use crate::judge::{Conclusion, Finding, FindingKind, FindingRuling, Recheck, Rectification, RectificationState};
use crate::report::labels;
use crate::report::quotes::nested;

/// Where a finding could not be seen again.
const UNSEEN: &str = "无法核实";

struct Row<'a> {
    finding: &'a Finding,
    rectification: &'a Rectification,
}

impl Row<'_> {
    fn seen(&self, cell: fn(&Recheck) -> String) -> String {
        self.rectification.recheck.as_ref().map(cell).unwrap_or_default()
    }
}

pub(super) fn sheet<'e>(evaluation: &'e Evaluation, part: Part<'e>) -> Sheet<'e> {
    let rows = part
        .findings(evaluation)
        .filter_map(|finding| Some(Row { finding, rectification: evaluation.rectifications.get(&finding.number)? }));
    Sheet::new("recheck", "复查结果表", Some("问题编号"), fields(), rows)
}

fn fields<'a>() -> Vec<Field<Row<'a>>> {
    let mut fields = vec![
        field("问题编号", Text, "与问题清单一致", |row: &Row<'_>| row.finding.number.clone()),
        field("单位", Text, "单位名称", |row| row.finding.unit.clone()),
        field("指标编码", Text, "指标在指标体系中的编码", |row| row.finding.code.clone()),
        field("问题类型", State(labels::FINDING_KINDS.map(FindingKind::zh).to_vec()), "问题的种类", |row| {
            row.finding.kind.zh().to_owned()
        }),
    ];
    fields.extend(became());
    fields
}

fn became<'a>() -> Vec<Field<Row<'a>>> {
    let states = RectificationState::ALL.map(RectificationState::zh);
    let seen = states.into_iter().filter(|state| *state != RectificationState::Appeal.zh()).chain([UNSEEN]);
    vec![
        field("整改情况", State(states.to_vec()), "单位答复的整改程度", |row: &Row<'_>| {
            or_blank(row.rectification.reply.as_ref().map(|reply| reply.state.zh()))
        }),
        field("单位答复", Text, "单位的说明", |row| {
            nested(&row.rectification.reply.as_ref().map(|reply| reply.words.clone()).unwrap_or_default()).into_owned()
        }),
        field("复查日期", Date, "复查所依据的日期", |row| row.seen(|one| one.on.to_string())),
        field("复查结果", State(seen.collect()), "复查看到的整改程度", |row| {
            row.seen(|one| one.state.map_or(UNSEEN, RectificationState::zh).to_owned())
        }),
        field("复查前得分", Number, "单位复查前的得分", |row| {
            row.seen(|one| or_blank(one.before.map(two_places)))
        }),
        field("复查后得分", Number, "把复查的各行换成新的判定后，单位的得分", |row| {
            row.seen(|one| or_blank(one.after.map(two_places)))
        }),
        field("复核结论", State(FindingRuling::ALL.map(FindingRuling::zh).to_vec()), "复核人的决定", |row| {
            or_blank(row.rectification.conclusion.as_ref().map(|by| by.ruling.zh()))
        }),
        field("复核理由", Text, "复核人的理由", |row| {
            nested(&row.rectification.conclusion.as_ref().map(reason).unwrap_or_default()).into_owned()
        }),
        field("复查说明", Text, "复查看到了什么", |row| {
            nested(&row.seen(|one| one.words.clone())).into_owned()
        }),
    ]
}

/// The reviewer's reason, and that the conclusion has no effect yet.
fn reason(by: &Conclusion) -> String {
    if by.waits { format!("{}（待会签，尚未生效）", by.why) } else { by.why.clone() }
}
