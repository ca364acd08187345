//! Frequencies, limits and demands that stand inside the words on the content.

use std::sync::LazyLock;

use regex::Regex;

use super::before::{event, matter, may_stand};
use super::day::{DAY, yearly_by};
use super::number::{NUMBER, UNIT, number, unit};
use super::often::{OFTEN, often};
use super::{Cell, Deadline, Rule, demand};
use crate::pattern::pattern;

/// Longest matter that is shown in full, in characters.
const MATTER: usize = 20;

/// What may stand between a time and the verb.
const MANNER: &str = "(?:应当|应|要|须|向社会|对外|主动|依法|全面|准确|真实|动态|集中|至少|予以|进行|、\
     |(?:通过|在|借助|利用).*?(?:平台|专栏|网站|媒体|渠道)”?)*";

const VERB: &str = "(?:公开|公示|发布|公布|更新|披露|举办)";

/// 及时公布抽查结果; 每年至少举办一次培训.
static FREQUENCY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "^(?P<before>.*?)(?:(?P<often>{OFTEN})|每年{DAY}){MANNER}{VERB}(?:(?:至少|不少于)?{NUMBER}次)?(?P<matter>.*)$"
    ))
});

/// 在行政决定作出之日起7个工作日内公示行政许可.
static WORKING_DAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!("^(?P<before>.*?)(?P<count>{NUMBER})个?工作日(?:之内|以内|内){MANNER}{VERB}(?P<matter>.*)$"))
});

/// 24小时内举行新闻发布会; 3年内对全市政务公开工作人员轮训一遍.
static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "^(?P<before>.*?)(?P<count>{NUMBER})(?P<unit>{UNIT})(?:之内|以内|内)\
         (?:{MANNER}(?:{VERB}|举行|召开)(?P<matter>.+)|对(?P<all>.+)[一1](?:遍|次))$"
    ))
});

/// 年内解读重要政策措施不少于1次.
static WITHIN_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!("^(?P<before>.*?)年内(?P<matter>(?:解读|公开|发布|举办|开展).+?)(?:不少于|至少){NUMBER}次$"))
});

/// The number of a list's entry (1．), which no decimal (PM2.5) is.
static ENTRY: LazyLock<Regex> = LazyLock::new(|| pattern("[0-9]{1,2}[.．](?P<next>[^0-9])"));

/// The rules that the clauses of `content`, which holds no blanks, state. Each once.
pub(super) fn rules(content: &str) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    let entries = ENTRY.replace_all(content, "。$next");
    let mut previous = "";
    for clause in entries.split(['。', '；', ';', '，', ',', '！', '？']) {
        let rule = rule(clause, previous);
        previous = clause;
        let known =
            |rule: &Rule| rules.iter().any(|known| (&known.matter, &known.deadline) == (&rule.matter, &rule.deadline));
        rules.extend(rule.filter(|rule| !known(rule)));
    }
    rules
}

fn rule(clause: &str, previous: &str) -> Option<Rule> {
    let (matter, deadline) = match demand::in_content(clause) {
        Some(demand) => (String::new(), Deadline::Demand { demand }),
        None => working_days(clause)
            .or_else(|| frequency(clause))
            .or_else(|| within(clause, previous))
            .or_else(|| within_year(clause))?,
    };
    Some(Rule { matter: short(&matter), deadline, words: clause.to_owned(), from: Cell::Content })
}

fn frequency(clause: &str) -> Option<(String, Deadline)> {
    let found = FREQUENCY.captures(clause)?;
    let (before, after) = (&found["before"], &found["matter"]);
    if !may_stand(before) || is_name(before, after) {
        return None;
    }
    let deadline = found.name("often").map_or_else(|| yearly_by(&found), |word| often(word.as_str()))?;
    Some((object(before, after), deadline))
}

fn working_days(clause: &str) -> Option<(String, Deadline)> {
    let found = clause.contains("工作日").then(|| WORKING_DAYS.captures(clause)).flatten()?;
    let (before, after) = (&found["before"], &found["matter"]);
    if !may_stand(before) || is_name(before, after) {
        return None;
    }
    let (event, rest) = event(before).unwrap_or(("", before));
    let deadline = Deadline::WorkingDays { days: number(&found["count"], 365)?, event: event.to_owned() };
    Some((object(rest, after), deadline))
}

fn within(clause: &str, previous: &str) -> Option<(String, Deadline)> {
    let found = WITHIN.captures(clause)?;
    let after = found.name("all").or(found.name("matter"))?.as_str();
    if !may_stand(&found["before"]) || is_name("", after) {
        return None;
    }
    let goes_on = matter(&found["before"]).is_empty() && previous.ends_with(['后', '起']);
    let before = if goes_on { previous } else { &found["before"] };
    let event = event(before).map_or("", |(event, _)| event).to_owned();
    let (count, span) = (number(&found["count"], 999)?, unit(&found["unit"])?);
    Some((after.to_owned(), Deadline::Within { count, span, event }))
}

fn within_year(clause: &str) -> Option<(String, Deadline)> {
    let found = clause.contains("年内").then(|| WITHIN_YEAR.captures(clause)).flatten()?;
    may_stand(&found["before"]).then(|| (found["matter"].to_owned(), Deadline::WithinYear))
}

/// 信息定期公开制度 and 及时公开的信息 name a thing and state no rule.
fn is_name(before: &str, after: &str) -> bool {
    let starts =
        ["的", "制度", "机制", "率", "比例", "力度", "工作", "要求"].iter().any(|noun| after.starts_with(noun));
    let founds = ["建立", "健全", "完善", "研究", "探索", "推行"].iter().any(|verb| before.contains(verb));
    starts || (founds && ["制度", "机制"].iter().any(|noun| after.ends_with(noun)))
}

/// What is to be published: it stands behind the verb (及时公布抽查结果) or before the time (抽查结果应及时公布).
fn object(before: &str, after: &str) -> String {
    if after.is_empty() { matter(before).to_owned() } else { after.to_owned() }
}

/// A long list is shown by its first entry.
fn short(matter: &str) -> String {
    match matter.split_once('、') {
        Some((first, _)) if matter.chars().count() > MATTER => format!("{first}等"),
        _ => matter.to_owned(),
    }
}
