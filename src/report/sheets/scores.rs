//! `scores.csv`: one row per unit.

use super::Kind::{Date, Integer, Number, Text};
use super::{Evaluation, Field, Part, Sheet, field, or_blank, two_places};
use crate::report::UnitResult;

struct Row<'a> {
    evaluation: &'a Evaluation,
    result: &'a UnitResult,
}

pub(super) fn sheet<'e>(evaluation: &'e Evaluation, part: Part<'e>) -> Sheet<'e> {
    let rows = part.unit().into_iter().map(|(result, _)| Row { evaluation, result });
    Sheet::new("scores", "得分表", Some("单位"), fields(), rows)
}

fn fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        field(
            "排名",
            Integer,
            "按得分从高到低的名次，同分同名次；没有可计分的指标时为空",
            |row| or_blank(row.result.sheet.rank),
        ),
        field("单位", Text, "单位名称，与单位名单一致", |row| row.result.unit.name.clone()),
        field("网站", Text, "单位网站的网址前缀", |row| row.result.unit.site.to_string()),
        field(
            "适用指标",
            Integer,
            "适用于该单位的指标行数（指标体系一行计一个），不含尚未到期的",
            |row| row.result.sheet.applicable.to_string(),
        ),
        field("达标", Integer, "判定为达标的行数", |row| row.result.sheet.met.to_string()),
        field("部分达标", Integer, "判定为部分达标的行数", |row| row.result.sheet.partial.to_string()),
        field("未达标", Integer, "判定为未达标的行数", |row| row.result.sheet.unmet.to_string()),
        field("待核查", Integer, "无法自动判定、需人工核查的行数；不计入得分", |row| {
            row.result.sheet.unverified.to_string()
        }),
        field("得分", Number, "百分制得分，保留两位小数；没有可计分的指标时为空", |row| {
            or_blank(row.result.sheet.total.map(two_places))
        }),
        field("等级", Text, "按评分办法划分的等级；覆盖率不足 60% 的注明“暂定”", |row| {
            row.result.sheet.grade.clone()
        }),
        field(
            "覆盖率",
            Number,
            "能够计分的部分所占权重，单位为百分比，保留两位小数",
            |row| two_places(row.result.sheet.coverage),
        ),
        field("评估日期", Date, "判定所依据的日期", |row| row.evaluation.run.as_of.to_string()),
        field("指标体系", Text, "所用指标体系的名称", |row| row.evaluation.catalogue.title.clone()),
    ]
}
