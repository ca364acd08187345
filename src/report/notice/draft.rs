//! What the notice says, part by part.

use std::io;

use serde::Serialize;

use super::{annex, last_period, overall};
use crate::catalogue::Kind;
use crate::report::{Evaluation, times};

/// The words of a notice; its template has those that are always the same.
#[derive(Serialize)]
pub(super) struct Draft {
    title: String,
    /// Year of the document number.
    year: i16,
    /// What the office has to know before it sends it.
    about: String,
    /// 一、总体情况.
    overall: Vec<String>,
    /// 二、主要问题.
    groups: Vec<Group>,
    /// 三、上期问题整改情况.
    last_period: Vec<String>,
    /// Title of the catalogue.
    catalogue: String,
    /// Title of the annex.
    annex: String,
    rows: Vec<annex::Row>,
    /// Its day in the properties of the file.
    created: String,
}

/// The faults of one kind.
#[derive(Serialize)]
pub(super) struct Group {
    /// `长期未更新。涉及3个单位、5项。`
    pub(super) head: String,
    /// Units and columns.
    pub(super) text: String,
}

impl Draft {
    /// `groups` are the faults of all units, `problems` those of each, in the order of the units.
    pub(super) fn of(evaluation: &Evaluation, groups: Vec<Group>, problems: &[String]) -> io::Result<Self> {
        let (run, catalogue) = (&evaluation.run, &evaluation.catalogue);
        let period = run.period.as_ref().map(times::period).unwrap_or_default();
        let subject = match catalogue.kind {
            Kind::Columns => "政府网站信息公开栏目",
            Kind::Website => "政府网站",
            Kind::Ledger => "政务公开工作任务",
        };
        let numbered = |(place, group): (usize, Group)| Group {
            head: format!("（{}）{}", numeral(place + 1), group.head),
            ..group
        };
        Ok(Self {
            title: format!("关于{}{period}{subject}检查情况的通报", catalogue.region),
            year: run.as_of.year(),
            about: format!(
                "【草稿】本通报根据评分表自动生成（评估日期{}，运行编号{}，程序版本{}），请核对、修改后印发，印发时删去本段。待核查的\
                 指标没有列为问题；留空的地方请填写。",
                run.as_of, run.id, run.tool_version
            ),
            overall: overall::paragraphs(evaluation),
            groups: groups.into_iter().enumerate().map(numbered).collect(),
            last_period: last_period::paragraphs(evaluation)?,
            catalogue: catalogue.title.clone(),
            annex: format!("{}{period}{subject}检查结果表", catalogue.region),
            rows: annex::rows(evaluation, problems),
            created: run.as_of.to_string(),
        })
    }
}

/// A number from 1 to 99 in Chinese.
fn numeral(number: usize) -> String {
    let digit = |digit: usize| "零一二三四五六七八九".chars().nth(digit).map(String::from).unwrap_or_default();
    let (tens, ones) = (number / 10, number % 10);
    let tens = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        _ => format!("{}十", digit(tens)),
    };
    if ones == 0 { tens } else { format!("{tens}{}", digit(ones)) }
}
