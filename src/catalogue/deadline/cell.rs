//! The grammar of a deadline cell.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::before::{event, matter, may_stand};
use super::day::{DAY, by_date, yearly_by};
use super::number::{NUMBER, UNIT, number, unit};
use super::often::{OFTEN, often};
use super::{Cell, Deadline, Rule, Span, demand};
use crate::pattern::pattern;

/// What may stand behind a time without changing it.
const TAIL: &str = "(?:性|地|至少|不少于|及时|动态|主动|向社会|予以|给予|进行|有|更新|公开|发布|公布|公示|报送|完成|落实|调整\
     |[0-9一两二三四]{1,2}次|以上)*";

/// A number of working days. Some sources drop the 日.
const WORKDAYS: &str = "个?工作(?:日(?:以内|之内|内)?|(?:以内|之内|内))";

/// A form of words and what it builds from them and the year; `None` when the words give no possible time.
struct Form {
    words: Regex,
    build: fn(&Captures<'_>, Option<i16>) -> Option<Deadline>,
}

/// The forms of a time, the more special ones first. Each takes a whole clause: what stands before, the time, a tail.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let form = |time: &str, build| Form { words: pattern(&format!("^(?P<before>.*?){time}{TAIL}$")), build };
    vec![
        form(&format!("(?P<count>{NUMBER}){WORKDAYS}"), working_days),
        form(&format!("(?:每年度?|次年){DAY}"), |found, _| yearly_by(found)),
        form(&format!("(?:(?P<year>[0-9]{{4}})年)?{DAY}"), by_date),
        form("(?P<year>[0-9]{4})年(?:年?底前?|年?内)", by_date),
        form(&format!("每(?P<count>{NUMBER})(?P<unit>{UNIT})"), |found, _| every(found)),
        form(&format!("(?P<count>{NUMBER})(?P<unit>{UNIT})(?:以内|之内|内)?"), |found, _| within(found)),
        form(&format!("(?P<often>{OFTEN})"), |found, _| often(&found["often"])),
        form("半年(?:以内|之内|内)?", |_, _| Some(Deadline::Every { count: 6, span: Span::Months })),
        form("(?:由近及远)?(?:逐步|逐年)", |_, _| Some(Deadline::Gradually)),
        form("(?:本年内|年内|年底前|当年)", |_, _| Some(Deadline::WithinYear)),
        form("(?:保持)?(?:长期|永久)", |_, _| Some(Deadline::Always)),
        form("[与和](?P<document>[^与和]+)(?:同步|同时|一并)", |found, _| {
            Some(Deadline::Together { document: found["document"].to_owned() })
        }),
    ]
});

/// 法律法规、规章有具体规定的，按规定执行；没有具体规定的，自信息形成或变更之日起20个工作日内给予公开.
static BY_LAW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "^(?:除|如)?(?:法律|法规|规章).*规定.*(?:否则|没有.{{0,4}}规定|未作.{{0,4}}规定|外)\
         .*?(?P<count>{NUMBER}){WORKDAYS}{TAIL}。?$"
    ))
});

/// 自信息形成或者变更之日起20个工作日内公开，法律、法规另有规定的，从其规定.
static LAW_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "^[^，。；]*?(?P<count>{NUMBER}){WORKDAYS}{TAIL}[，。；（(]\
         (?:法律|法规|规章)[^。；]*规定[^。；]*(?:从其规定|依照其规定|按规定执行|除外)[）)]?。?$"
    ))
});

/// The rules of `text`, which is not empty and holds no blanks.
///
/// # Errors
/// The part that is not understood.
pub(super) fn rules(text: &str, year: Option<i16>) -> Result<Vec<Rule>, String> {
    if let Some(days) = by_law(text) {
        return Ok(vec![rule("", Deadline::ByLaw { days }, text)]);
    }
    let mut rules = Vec::new();
    for words in text.split(['。', '；', ';', '，', ',']).filter(|clause| !clause.is_empty()) {
        let demanded = || Some(rule("", Deadline::Demand { demand: demand::in_deadline(words)? }, words));
        rules.push(time(words, year).or_else(demanded).ok_or_else(|| words.to_owned())?);
    }
    if rules.is_empty() { Err(text.to_owned()) } else { Ok(rules) }
}

fn rule(matter: &str, deadline: Deadline, words: &str) -> Rule {
    Rule { matter: matter.to_owned(), deadline, words: words.to_owned(), from: Cell::Deadline }
}

fn by_law(text: &str) -> Option<u16> {
    let found = BY_LAW.captures(text).or_else(|| LAW_BEHIND.captures(text))?;
    number(&found["count"], 365)
}

fn time(words: &str, year: Option<i16>) -> Option<Rule> {
    FORMS.iter().find_map(|form| {
        let found = form.words.captures(words)?;
        let before = found.name("before").map_or("", |before| before.as_str());
        if !may_stand(before) {
            return None;
        }
        let deadline = (form.build)(&found, year)?;
        let matter = match &deadline {
            Deadline::WorkingDays { .. } | Deadline::Within { .. } => of_event(before).map_or(before, |(_, rest)| rest),
            _ => before,
        };
        Some(rule(self::matter(matter), deadline, words))
    })
}

/// The event of a limit and the words before it; 行政处罚：自决定作出之日起 names its matter before a colon.
fn of_event(before: &str) -> Option<(&str, &str)> {
    match before.split_once(['：', ':']) {
        Some((matter, rest)) => event(rest).map(|(event, _)| (event, matter)),
        None => event(before),
    }
}

fn event_of(found: &Captures<'_>) -> String {
    found
        .name("before")
        .and_then(|before| of_event(before.as_str()))
        .map_or_else(String::new, |(event, _)| event.to_owned())
}

fn working_days(found: &Captures<'_>, _: Option<i16>) -> Option<Deadline> {
    Some(Deadline::WorkingDays { days: number(&found["count"], 365)?, event: event_of(found) })
}

fn every(found: &Captures<'_>) -> Option<Deadline> {
    Some(Deadline::Every { count: number(&found["count"], 999)?, span: unit(&found["unit"])? })
}

/// Without an event, weeks, months and years are a window in which something has to come.
fn within(found: &Captures<'_>) -> Option<Deadline> {
    let (count, span) = (number(&found["count"], 999)?, unit(&found["unit"])?);
    let event = event_of(found);
    let window = event.is_empty() && matches!(span, Span::Weeks | Span::Months | Span::Years);
    Some(if window { Deadline::Every { count, span } } else { Deadline::Within { count, span, event } })
}
