//! One verdict: its line in the score sheet and what it rests on.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

use super::address::Address;
use crate::calendar::written_in_china;
use crate::catalogue::Indicator;
use crate::judge::{Answer, Evidence, Override, State, Verdict};
use crate::report::{Dossier, figures, labels};

/// So many characters of what a row asks for stand in the score sheet.
const PART: usize = 40;

/// One row of a unit's score sheet.
#[derive(Debug, Serialize)]
pub(super) struct Row<'a> {
    code: &'a str,
    name: String,
    /// What the row asks for, where its column has several rows.
    part: Option<String>,
    answer: Sign,
    /// The machine's answer, where a person gave another.
    machine: Option<&'static str>,
    full: Option<String>,
    got: Option<String>,
    reason: &'a str,
    grounds: Grounds<'a>,
}

/// What a verdict rests on.
#[derive(Debug, Serialize)]
struct Grounds<'a> {
    /// What the column, the task or the check looks like, each with its name.
    facts: Vec<(&'static str, Cow<'a, str>)>,
    /// The column that was taken.
    column: Option<Address<'a>>,
    reasons: &'a [String],
    evidence: Vec<Seen<'a>>,
}

/// One piece of evidence.
#[derive(Debug, Serialize)]
struct Seen<'a> {
    address: Address<'a>,
    matched: &'a str,
    facts: Vec<String>,
}

/// An answer as a sign: a colour never stands alone.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Sign {
    /// Class of the style sheet.
    pub(super) class: &'static str,
    /// One character.
    pub(super) letter: &'static str,
    /// The whole word.
    pub(super) word: &'static str,
}

pub(super) fn sign(answer: Answer) -> Sign {
    let (class, letter) = match answer {
        Answer::Met => ("met", "达"),
        Answer::Partial => ("partial", "部"),
        Answer::Unmet => ("unmet", "未"),
        Answer::Unverified => ("open", "核"),
        Answer::NotApplicable => ("none", "—"),
    };
    Sign { class, letter, word: answer.zh() }
}

impl<'a> Row<'a> {
    pub(super) fn of(dossier: &'a Dossier, indicator: &'a Indicator, verdict: &'a Verdict) -> Self {
        let points = dossier.points_of(verdict);
        Self {
            code: &verdict.code,
            name: indicator.names().join(" > "),
            part: (rows_of_column(dossier, verdict) > 1).then(|| shortened(&indicator.content)),
            answer: sign(verdict.settled()),
            machine: verdict.overridden.as_ref().map(|_| verdict.answer.zh()),
            full: points.map(|points| figures::points(points.full)),
            got: points.and_then(|points| points.got).map(figures::points),
            reason: points.map(|points| points.reason.as_str()).unwrap_or_default(),
            grounds: Grounds::of(indicator, verdict),
        }
    }
}

fn rows_of_column(dossier: &Dossier, verdict: &Verdict) -> usize {
    dossier.verdicts.iter().filter(|other| other.column_code == verdict.column_code).count()
}

/// The first words of a text.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(PART) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// 未达标 → 达标（理由，姓名，日期）.
fn both_answers(machine: Answer, by: &Override) -> String {
    let shown = if by.evidence.is_empty() { String::new() } else { format!("；证据：{}", by.evidence) };
    let signed = by.signed.as_ref().map(|by| format!("；会签：{}", by.who)).unwrap_or_default();
    format!("{} → {}（{}，{}，{}{shown}{signed}）", machine.zh(), by.answer.zh(), by.why, by.who, by.day())
}

impl<'a> Grounds<'a> {
    fn of(indicator: &'a Indicator, verdict: &'a Verdict) -> Self {
        let mut facts = match &verdict.state {
            State::Column(column) => vec![
                ("栏目", column.column.zh().into()),
                ("内容", column.content.zh().into()),
                ("时效", column.freshness.zh().into()),
            ],
            State::Task(task) => {
                let day = |day: Option<Date>| day.map_or(Cow::Borrowed("不详"), |day| day.to_string().into());
                vec![("完成情况", task.task.zh().into()), ("时限", day(task.limit)), ("完成日期", day(task.done))]
            }
            State::Check(check) => vec![("检查结果", check.check.zh().into())],
        };
        let taken = verdict.as_column().and_then(|column| column.taken.as_ref());
        if let Some(taken) = taken {
            facts.push(("对应栏目", format!("{}（{}）", taken.path.join(" > "), labels::method(taken.method)).into()));
        }
        if let Some(by) = &verdict.overridden {
            facts.push(("人工改判", both_answers(verdict.answer, by).into()));
        }
        if !indicator.content.is_empty() {
            facts.push(("公开内容", indicator.content.as_str().into()));
        }
        if !verdict.rule.is_empty() {
            facts.push(("所用标准", Cow::Borrowed(&*verdict.rule)));
        }
        if let Some(cause) = verdict.cause {
            facts.push(("待核查原因", cause.zh().into()));
        }
        Self {
            facts,
            column: taken.map(|taken| Address::of(&taken.url)),
            reasons: &verdict.reasons,
            evidence: verdict.evidence.iter().map(|piece| Seen::of(piece)).collect(),
        }
    }
}

impl<'a> Seen<'a> {
    fn of(evidence: &'a Evidence) -> Self {
        let Evidence { url, at, status, path, matched, items, newest, newest_from, hash, warc } = evidence;
        let from = newest_from.as_ref().map(|from| format!("（读自{from}）")).unwrap_or_default();
        let facts = [
            at.map(|at| format!("访问时间 {}", written_in_china(at))),
            status.map(|status| format!("状态码 {status}")),
            (!path.is_empty()).then(|| format!("位置 {}", path.join(" > "))),
            items.map(|items| format!("信息 {items} 条")),
            newest.map(|newest| format!("最新日期 {newest}{from}")),
            hash.as_ref().map(|hash| format!("网页 SHA-256 {hash}")),
            warc.as_ref().map(|warc| format!("存证 {} 记录 {}", warc.file, warc.record)),
        ];
        Self { address: Address::of(url), matched, facts: facts.into_iter().flatten().collect() }
    }
}
