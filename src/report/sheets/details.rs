//! `details.csv`: one row per unit and indicator that applies.

use super::Kind::{Date, Integer, Number, State, Text};
use super::{Evaluation, Field, Part, Sheet, field, joined, or_blank};
use super::{checks, task};
use crate::catalogue::{Indicator, Kind};
use crate::judge::{Answer, ColumnState, ColumnVerdict, ContentState, FreshnessState, Taken, Verdict};
use crate::report::labels;
use crate::report::quotes::nested;
use crate::report::{Dossier, UnitResult, figures};
use crate::score::Points;

pub(super) struct Row<'a> {
    result: &'a UnitResult,
    dossier: &'a Dossier,
    pub(super) indicator: &'a Indicator,
    pub(super) verdict: &'a Verdict,
}

impl Row<'_> {
    fn points(&self) -> Option<&Points> {
        self.dossier.points_of(self.verdict)
    }

    fn column(&self) -> Option<&ColumnVerdict> {
        self.verdict.as_column()
    }

    fn taken<T>(&self, what: impl FnOnce(&Taken) -> T) -> Option<T> {
        self.column()?.taken.as_ref().map(what)
    }
}

pub(super) fn sheet<'e>(evaluation: &'e Evaluation, part: Part<'e>) -> Sheet<'e> {
    let rows = part.unit().into_iter().flat_map(|(result, dossier)| {
        evaluation.verdicts(dossier).map(move |(indicator, verdict)| Row { result, dossier, indicator, verdict })
    });
    let matter = match evaluation.catalogue.kind {
        Kind::Ledger => task::fields(),
        Kind::Website => checks::fields(),
        Kind::Columns => column_fields(),
    };
    let fields = indicator_fields().into_iter().chain(matter).chain(answer_fields()).collect();
    Sheet::new("details", "指标明细表", None, fields, rows)
}

fn indicator_fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        field("单位", Text, "单位名称", |row| row.result.unit.name.clone()),
        field("指标编码", Text, "指标在指标体系中的编码，固定不变", |row| {
            row.indicator.code.clone()
        }),
        field("一级指标", Text, "指标体系原文", |row| row.indicator.levels[0].clone()),
        field("二级指标", Text, "指标体系原文，没有时为空", |row| row.indicator.levels[1].clone()),
        field("三级指标", Text, "指标体系原文，没有时为空", |row| row.indicator.levels[2].clone()),
        field("四级指标", Text, "指标体系原文，没有时为空", |row| row.indicator.levels[3].clone()),
    ]
}

fn column_fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        field("栏目名称", Text, "网站上对应的栏目名称，没有找到时为空", |row| {
            or_blank(row.taken(|taken| taken.name.clone()))
        }),
        field("栏目路径", Text, "该栏目在网站上的位置，从首页起", |row| {
            or_blank(row.taken(|taken| joined(&taken.path)))
        }),
        field("栏目网址", Text, "该栏目的网址", |row| or_blank(row.taken(|taken| taken.url.clone()))),
        field(
            "匹配方式",
            State(labels::METHODS.map(labels::method).to_vec()),
            "栏目与指标是怎样对上的",
            |row| or_blank(row.taken(|taken| labels::method(taken.method))),
        ),
        field("信息条数", Integer, "栏目中读到的信息条数", |row| {
            or_blank(row.taken(|taken| taken.items))
        }),
        field("最近更新日期", Date, "栏目中最新一条信息的发布日期，不晚于评估日期", |row| {
            or_blank(row.taken(|taken| taken.newest).flatten())
        }),
        field("时限要求", Text, "所适用的更新时限及其依据", |row| row.verdict.rule.to_string()),
        field(
            "栏目状态",
            State(labels::COLUMN_STATES.map(ColumnState::zh).to_vec()),
            "栏目有没有、在哪里",
            |row| or_blank(row.column().map(|column| column.column.zh())),
        ),
        field(
            "内容状态",
            State(labels::CONTENT_STATES.map(ContentState::zh).to_vec()),
            "栏目里有没有信息",
            |row| or_blank(row.column().map(|column| column.content.zh())),
        ),
        field(
            "时效状态",
            State(labels::FRESHNESS_STATES.map(FreshnessState::zh).to_vec()),
            "信息是否及时",
            |row| or_blank(row.column().map(|column| column.freshness.zh())),
        ),
    ]
}

fn answer_fields<'a>() -> Vec<Field<Row<'a>>> {
    vec![
        field(
            "判定",
            State(labels::ANSWERS.map(Answer::zh).to_vec()),
            "该指标的结论；有人工改判的，以改判为准",
            |row| row.verdict.settled().zh().to_owned(),
        ),
        field(
            "满分",
            Number,
            "该指标的分值，没有写明权重的，同一单位合计 100 分；加分项为最多加多少分；检查整个网站的，为该项最多扣多少分",
            |row| or_blank(row.points().map(|points| figures::points(points.full))),
        ),
        field("得分", Number, "该指标的得分，不计分时为空", |row| {
            or_blank(row.points().and_then(|points| points.got).map(figures::points))
        }),
        field("扣分原因", Text, "没有扣分时为空；加分项在此注明", |row| {
            or_blank(row.points().map(|points| nested(&points.reason)))
        }),
    ]
}
