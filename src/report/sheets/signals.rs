//! `signals.csv`: one row per sign that a person should look at.

use super::Kind::{State, Text};
use super::{Field, Part, Sheet, field};
use crate::judge::{Signal, SignalKind};
use crate::report::labels;
use crate::report::quotes::nested;

pub(super) fn sheet(part: Part<'_>) -> Sheet<'_> {
    let rows = part.unit().into_iter().flat_map(|(_, dossier)| &dossier.signals);
    Sheet::new("signals", "线索表", None, fields(), rows)
}

fn fields<'a>() -> Vec<Field<&'a Signal>> {
    vec![
        field("单位", Text, "单位名称", |signal| signal.unit.clone()),
        field("线索类型", State(labels::SIGNAL_KINDS.map(SignalKind::zh).to_vec()), "线索的种类", |signal| {
            signal.kind.zh().to_owned()
        }),
        field("指标编码", Text, "栏目对应的指标；不对应任何指标的为空", |signal| {
            signal.code.clone()
        }),
        field("网址", Text, "在哪里看到的", |signal| signal.url.clone()),
        field("说明", Text, "看到了什么；供人工核查，不影响得分", |signal| {
            nested(&signal.description).into_owned()
        }),
        field("样例", Text, "看到的若干条，个人信息已遮盖", |signal| signal.samples.join("；")),
    ]
}
