//! `changes.csv`: what differs between two results, one row per unit and one per indicator of which something changed.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Kind::{Number, State, Text};
use super::{Field, Sheet, field, or_blank};
use crate::judge::Finding;
use crate::report::changes::{Cause, Changes, Presence, RowChange, UnitChange};
use crate::report::quotes::nested;
use crate::report::{Pair, RowRecord, figures};

/// One row: of a unit, or of one of its indicators.
struct Row<'a> {
    unit: &'a UnitChange,
    row: Option<&'a RowChange>,
    names: &'a BTreeMap<String, String>,
}

pub(in crate::report) fn sheet<'a>(changes: &'a Changes, names: &'a BTreeMap<String, String>) -> Sheet<'a> {
    let rows = changes.units.iter().filter(|unit| unit.is_change()).flat_map(move |unit| {
        let rows = unit.rows.iter().map(Some);
        std::iter::once(None).chain(rows).map(move |row| Row { unit, row, names })
    });
    Sheet::new("changes", "变化表", None, fields(), rows)
}

fn fields<'a>() -> Vec<Field<Row<'a>>> {
    let presences = [Presence::Both, Presence::Joined, Presence::Left].map(Presence::zh).to_vec();
    vec![
        field("单位", Text, "单位名称", |row| row.unit.name.clone()),
        field("单位变化", State(presences), "单位在两次评估中都有，还是新增、减少的", |row| {
            row.unit.presence.zh().to_owned()
        }),
        field("指标编码", Text, "指标在指标体系中的编码；单位合计的一行为空", |row| {
            row.row.map(|row| row.code.clone()).unwrap_or_default()
        }),
        field("指标", Text, "指标名称；单位合计的一行为“合计”", Row::name),
        field("原判定", Text, "前一次评估的判定；合计为等级", |row| row.answers().before),
        field("现判定", Text, "后一次评估的判定；合计为等级", |row| row.answers().after),
        field("原得分", Number, "前一次评估的得分，没有时为空", |row| {
            or_blank(row.points().before.map(figures::points))
        }),
        field("现得分", Number, "后一次评估的得分，没有时为空", |row| {
            or_blank(row.points().after.map(figures::points))
        }),
        field("新增问题", Text, "后一次评估才有的问题：编号和类型", |row| {
            row.findings(|row| &row.new)
        }),
        field("消除问题", Text, "后一次评估没有了的问题", |row| row.findings(|row| &row.gone)),
        field("仍存在问题", Text, "两次评估都有的问题", |row| row.findings(|row| &row.still)),
        field("可能原因", Text, "有变化的输入；有几项的都列出", |row| {
            let both = row.unit.presence == Presence::Both;
            let causes = row.row.map_or(&row.unit.causes, |row| &row.causes);
            if both { Cause::in_words(causes) } else { Cause::Units.zh().to_owned() }
        }),
        field("未能核实问题", Text, "前一次评估的问题，后一次没有能够看到是否消除", |row| {
            row.findings(|row| &row.open)
        }),
    ]
}

impl Row<'_> {
    fn name(&self) -> String {
        self.row.map_or_else(|| "合计".to_owned(), |row| self.names.get(&row.code).cloned().unwrap_or_default())
    }

    fn answers(&self) -> Pair<String> {
        let words = |row: &Option<RowRecord>| row.as_ref().map(RowRecord::answer_in_words).unwrap_or_default();
        match self.row {
            Some(row) => Pair { before: words(&row.before), after: words(&row.after) },
            None => self.unit.grade.clone(),
        }
    }

    fn points(&self) -> Pair<Option<Decimal>> {
        let got = |row: &Option<RowRecord>| row.as_ref().and_then(|row| row.got);
        self.row.map_or(self.unit.total, |row| Pair { before: got(&row.before), after: got(&row.after) })
    }

    fn findings(&self, of: fn(&RowChange) -> &Vec<Finding>) -> String {
        let told = |finding: &Finding| format!("{} {}", finding.number, finding.kind.zh());
        nested(&self.row.map(|row| of(row).iter().map(told).collect::<Vec<_>>().join("；")).unwrap_or_default())
            .into_owned()
    }
}
