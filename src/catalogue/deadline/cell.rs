//! The grammar of a deadline cell.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use super::number::{NUMBER, number};
use super::{Cell, Deadline, Demand, Rule};
use crate::pattern::pattern;

/// What may stand behind a time without changing it.
const TAIL: &str =
    "(?:性|地|至少|不少于|及时|予以|给予|进行|有|更新|公开|发布|公布|报送|完成|落实|调整|一次|1次|以上)*";

/// A form of words and what it builds; `None` when the words give no possible day.
struct Form {
    words: Regex,
    build: fn(&Captures<'_>, Option<i16>) -> Option<Deadline>,
}

/// The forms of a time, the more special ones first. Each takes a whole clause: a matter, the time, a tail.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let form = |time: &str, build| Form { words: pattern(&format!("^(?P<before>.*?){time}{TAIL}$")), build };
    vec![
        form(&format!("(?P<days>{NUMBER})个?工作日(?:以内|之内|内)?"), working_days),
        form("(?:每年|次年)(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日|底)(?:之前|以前|前)", yearly_by),
        form("(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日|底)?(?:之前|以前|前)?", by_date),
        form("(?P<year>[0-9]{4})年(?:年?底)(?:前)?", by_date),
        form("每半年", |_, _| Some(Deadline::HalfYearly)),
        form("(?:每季度|每季|按季度|按季)", |_, _| Some(Deadline::Quarterly)),
        form("(?:每个月|每月|按月)", |_, _| Some(Deadline::Monthly)),
        form("(?:每年度|每年|按年度|按年)", |_, _| Some(Deadline::Yearly)),
        form("(?:实时|即时)", |_, _| Some(Deadline::Immediately)),
        form("不?定期", periodically),
        form("(?:由近及远)?(?:逐步|逐年)", |_, _| Some(Deadline::Gradually)),
        form("(?:本年内|年内|年底前|当年)", |_, _| Some(Deadline::WithinYear)),
        form("(?:及时|第一时间)", |_, _| Some(Deadline::Promptly)),
    ]
});

/// 法律法规、规章有具体规定的，按规定执行；没有具体规定的，自信息形成或变更之日起20个工作日内给予公开。 Some sources drop the 日.
static BY_LAW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "^(?:法律|法规|规章).*规定.*(?:否则|没有.{{0,4}}规定|未作.{{0,4}}规定).*?(?P<days>{NUMBER})个?工作日?(?:以内|之内|内)"
    ))
});

/// A demand on the content: what has to be there, or must not be.
static DEMAND: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:原则上|要|应|须|必须|不得|包括|含|需)"));

/// What a clause before 起 or the like tells of the event.
static EVENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^(?:自|从|在|于)?(?P<event>.*?(?:之日|下发|印发|公开|发布|形成|变更|变动|作出|日))(?:起|后|之后)?$")
});

/// The rules of `text`, which is not empty and holds no blanks.
///
/// # Errors
/// The part that is not understood.
pub(super) fn rules(text: &str, year: Option<i16>) -> Result<Vec<Rule>, String> {
    if let Some(rule) = by_law(text) {
        return Ok(vec![rule]);
    }
    let clauses = text.split(['。', '；', ';', '，', ',']).filter(|clause| !clause.is_empty());
    let rules: Vec<Rule> = clauses
        .map(|words| time(words, year).or_else(|| demand(words)).ok_or_else(|| words.to_owned()))
        .collect::<Result<_, _>>()?;
    if rules.is_empty() { Err(text.to_owned()) } else { Ok(rules) }
}

fn time(words: &str, year: Option<i16>) -> Option<Rule> {
    FORMS.iter().find_map(|form| {
        let captures = form.words.captures(words)?;
        let deadline = (form.build)(&captures, year)?;
        let matter = match &deadline {
            Deadline::WorkingDays { event, .. } if !event.is_empty() => "",
            _ => captures.name("before").map_or("", |before| before.as_str()),
        };
        let matter = matter.trim_matches(['“', '”', '：', ':']).to_owned();
        Some(Rule { matter, deadline, words: words.to_owned(), from: Cell::Deadline })
    })
}

fn demand(words: &str) -> Option<Rule> {
    DEMAND.is_match(words).then(|| Rule {
        matter: String::new(),
        deadline: Deadline::Demand { demand: Demand::Other },
        words: words.to_owned(),
        from: Cell::Deadline,
    })
}

fn by_law(text: &str) -> Option<Rule> {
    let days = days(&BY_LAW.captures(text)?)?;
    Some(Rule {
        matter: String::new(),
        deadline: Deadline::ByLaw { days },
        words: text.to_owned(),
        from: Cell::Deadline,
    })
}

fn working_days(captures: &Captures<'_>, _: Option<i16>) -> Option<Deadline> {
    let event = EVENT.captures(captures.name("before")?.as_str());
    let event = event.map_or_else(String::new, |found| found["event"].to_owned());
    Some(Deadline::WorkingDays { days: days(captures)?, event })
}

fn yearly_by(captures: &Captures<'_>, _: Option<i16>) -> Option<Deadline> {
    // Not a leap year, so that the day exists in every year.
    let date = last_day(captures, 2001)?;
    Some(Deadline::YearlyBy { month: date.month(), day: date.day() })
}

fn by_date(captures: &Captures<'_>, year: Option<i16>) -> Option<Deadline> {
    let year = captures.name("year").and_then(|year| year.as_str().parse().ok()).or(year)?;
    last_day(captures, year).map(|date| Deadline::ByDate { date })
}

/// 不定期 is no rule.
fn periodically(captures: &Captures<'_>, _: Option<i16>) -> Option<Deadline> {
    (!captures[0].contains("不定期")).then_some(Deadline::Periodically)
}

fn days(captures: &Captures<'_>) -> Option<u16> {
    number(captures.name("days")?.as_str()).filter(|days| (1..=365).contains(days))
}

/// The day that the words name: the last of the month when they name a month only, of the year when they name none.
fn last_day(captures: &Captures<'_>, year: i16) -> Option<Date> {
    let part = |name: &str| captures.name(name).map(|part| part.as_str().parse::<i8>().ok());
    let month = part("month").unwrap_or(Some(12))?;
    match part("day") {
        Some(day) => Date::new(year, month, day?).ok(),
        None => Date::new(year, month, 1).ok().map(Date::last_of_month),
    }
}
