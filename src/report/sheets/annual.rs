//! `annual.csv`: one row per unit, how its year came about.

use super::Kind::{Integer, Number, Text};
use super::{Field, Sheet, field, or_blank, two_places};
use crate::report::Annual;
use crate::report::quotes::nested;
use crate::score::YearSheet;

pub(in crate::report) fn sheet(annual: &Annual) -> Sheet<'_> {
    Sheet::new("annual", "年度得分表", Some("单位"), fields(), annual.units.iter())
}

fn fields<'a>() -> Vec<Field<&'a YearSheet>> {
    let mut fields = vec![field("单位", Text, "单位名称", |unit: &&YearSheet| unit.unit.clone())];
    fields.extend([
        field("第一季度", Number, "第一季度得分，没有时为空", |unit: &&YearSheet| quarter(unit, 0)),
        field("第二季度", Number, "第二季度得分，没有时为空", |unit: &&YearSheet| quarter(unit, 1)),
        field("第三季度", Number, "第三季度得分，没有时为空", |unit: &&YearSheet| quarter(unit, 2)),
        field("第四季度", Number, "第四季度得分，没有时为空", |unit: &&YearSheet| quarter(unit, 3)),
    ]);
    fields.extend([
        field("季度加权", Number, "各季度得分按权重的平均", |unit: &&YearSheet| {
            or_blank(unit.weighted.map(two_places))
        }),
        field("复查扣分", Number, "复查后仍未整改的问题扣的分", |unit: &&YearSheet| {
            two_places(unit.off)
        }),
        field(
            "台账得分",
            Number,
            "各台账全年得分按份额的平均，没有时为空",
            |unit: &&YearSheet| or_blank(unit.ledger.map(two_places)),
        ),
        field(
            "全年得分",
            Number,
            "季度加权和台账得分按份额相加，减去复查扣分",
            |unit: &&YearSheet| or_blank(unit.total.map(two_places)),
        ),
        field("等级", Text, "按评分办法划分的等级", |unit: &&YearSheet| unit.grade.clone()),
        field("排名", Integer, "按全年得分从高到低的名次，同分同名次", |unit: &&YearSheet| {
            or_blank(unit.rank)
        }),
        field("说明", Text, "得分怎样得出", |unit: &&YearSheet| nested(&unit.steps.join("；")).into_owned()),
    ]);
    fields
}

fn quarter(unit: &YearSheet, place: usize) -> String {
    or_blank(unit.quarters.get(place).and_then(|standing| standing.total()).map(two_places))
}
