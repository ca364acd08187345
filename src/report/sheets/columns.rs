//! `columns.csv`: one row per column that was found on a unit's site.

use super::Kind::{Date, Integer, Text};
use super::{Field, Part, Sheet, field, joined, or_blank};
use crate::mapping::{Decision, Mapping};
use crate::report::{FoundColumn, UnitResult};

struct Row<'a> {
    result: &'a UnitResult,
    column: &'a FoundColumn,
    mapping: &'a Mapping,
}

pub(super) fn sheet(part: Part<'_>) -> Sheet<'_> {
    let rows = part.unit().into_iter().flat_map(|(result, dossier)| {
        dossier.columns.iter().map(move |(column, mapping)| Row { result, column, mapping })
    });
    Sheet::new("columns", "栏目表", None, fields(), rows)
}

fn fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        field("单位", Text, "单位名称", |row| row.result.unit.name.clone()),
        field("栏目名称", Text, "网站上的栏目名称", |row| row.column.name.clone()),
        field("栏目路径", Text, "栏目在网站上的位置，从首页起", |row| joined(&row.column.path)),
        field("栏目网址", Text, "栏目的网址", |row| row.column.url.clone()),
        field("信息条数", Integer, "读到的信息条数；没有打开或看不到内容时为空", |row| {
            or_blank(row.column.items)
        }),
        field("最近更新日期", Date, "最新一条信息的发布日期，不晚于评估日期", |row| {
            or_blank(row.column.newest)
        }),
        field("对应指标", Text, "栏目对应的指标编码，多个用分号隔开；拿不准的注明待确认", |row| serves(row.mapping)),
    ]
}

fn serves(mapping: &Mapping) -> String {
    let of = |decision: Decision| -> Vec<&str> {
        mapping.all_codes().filter(|code| mapping.decision_on(code) == decision).collect()
    };
    let doubted = of(Decision::Review);
    let doubted = (!doubted.is_empty()).then(|| format!("{}（待确认）", doubted.join(";")));
    let parts: Vec<String> = of(Decision::Accept).into_iter().map(str::to_owned).chain(doubted).collect();
    parts.join(";")
}
