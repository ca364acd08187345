//! Dates in the forms that government sites write. A day that no calendar has, a year before 1990 or after 2100 and a
//! relative day (今天, 3天前) are no date.

use std::borrow::Cow;
use std::ops::RangeBounds;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use regex::{Captures, Regex};

use super::dom::fold;
use crate::calendar::day_in_china;
use crate::pattern::pattern;

/// Year, month, day with one kind of separator. The dash may be doubled: the annex of 国办发〔2017〕47号 prints
/// `2017——04——12`, and some sites copied that.
const YMD: &str = r"(?:([0-9]{4}) ?-{1,2} ?([0-9]{1,2}) ?-{1,2} ?([0-9]{1,2})|([0-9]{4}) ?/ ?([0-9]{1,2}) ?/ ?([0-9]{1,2})|([0-9]{4}) ?\. ?([0-9]{1,2}) ?\. ?([0-9]{1,2})|([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日?)";
/// Time of day and weekday that may follow.
const TIME: &str = r"(?:[ T]?[0-9]{1,2}[:时][0-9]{1,2}(?:[:分][0-9]{1,2})?[分秒]?(?:\.[0-9]+)?Z?)?(?: ?(?:星期|周)[一二三四五六日天])?";
const OPEN: &str = r"^[\[(【〔{<《「|· ]*";
const CLOSE: &str = r"[\])】〕}>》」|· ]*$";

/// Digits of a date with a year, at least.
const FEWEST: usize = 6;

static ANYWHERE: LazyLock<Regex> = LazyLock::new(|| pattern(YMD));
static ALONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("{OPEN}(?:(?:发布|公开)?(?:日期|时间) ?: ?)?{YMD}{TIME}{CLOSE}")));
/// A block with the day in one line and year and month in the other.
static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "{OPEN}(?:([0-9]{{1,2}})日? ([0-9]{{4}})(?:[-./]|年 ?)([0-9]{{1,2}})月?|([0-9]{{4}})(?:[-./]|年 ?)([0-9]{{1,2}})月? ([0-9]{{1,2}})日?){CLOSE}"
    ))
});
static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "{OPEN}(?:([0-9]{{1,2}})[-/.]([0-9]{{1,2}})|([0-9]{{1,2}}) ?月 ?([0-9]{{1,2}}) ?日?|([0-9]{{1,2}})日? ([0-9]{{1,2}})月){CLOSE}"
    ))
});
static IN_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        (?:/|_) t ([0-9]{4}) ([0-9]{2}) ([0-9]{2}) _
        | / ([0-9]{4}) - ([0-9]{1,2}) - ([0-9]{1,2}) (?:/|_|\.)
        | / ([0-9]{4}) / ([0-9]{1,2}) / ([0-9]{1,2}) /
        | / ([0-9]{4}) - ([0-9]{2}) / ([0-9]{2}) /
        | / ([0-9]{4}) / ([0-9]{2}) -? ([0-9]{2}) (?:/|_)
        | / ([0-9]{4}) ([0-9]{2}) / ([0-9]{2}) /
        | / ([0-9]{4}) ([0-9]{2}) ([0-9]{2}) (?:/|_|[0-9]{6})",
    )
});

/// The first date in `text`.
pub(in crate::read) fn first_date(text: &str) -> Option<Date> {
    let text = plain(text, FEWEST..)?;
    ANYWHERE.captures_iter(&text).filter(|found| stands_alone(&text, found)).find_map(|found| date(&found))
}

/// The date, when `text` is nothing else: perhaps in brackets, with a time, a weekday or the label 发布日期; or a block of
/// day over year and month.
pub(in crate::read) fn only_date(text: &str) -> Option<Date> {
    let text = plain(text, FEWEST..)?;
    if let Some(found) = ALONE.captures(&text) {
        return date(&found);
    }
    let found = BLOCK.captures(&text)?;
    match found.get(1) {
        Some(day) => civil(found.get(2)?.as_str(), found.get(3)?.as_str(), day.as_str()),
        None => date(&found),
    }
}

/// Month and day, when `text` is nothing else: `07-05`, `[7月5日]`, or a block of `25` over `2月`.
pub(in crate::read) fn month_day(text: &str) -> Option<(i8, i8)> {
    let text = plain(text, 2..=4)?;
    let found = MONTH_DAY.captures(&text)?;
    let number = |group: usize| found.get(group).and_then(|digits| digits.as_str().parse::<i8>().ok());
    let (month, day) =
        (number(1).zip(number(2))).or_else(|| number(3).zip(number(4))).or_else(|| number(6).zip(number(5)))?;
    // 2000 is a leap year: 29 February may be meant.
    Date::new(2000, month, day).ok().map(|_| (month, day))
}

/// The full day in the path of an address: `t20200908_1.html`, `/2020-09-08/`, `/2020/8/14/`, `/2019-04/18/`. `/202009/`
/// is none.
pub(crate) fn url_date(url: &str) -> Option<Date> {
    let path = url.split(['?', '#']).next()?;
    // Behind one of these signs the year starts; most addresses have none.
    let starts = |at: &[u8]| matches!(at, [b'/' | b't', b'1', b'9'] | [b'/' | b't', b'2', b'0' | b'1']);
    if !path.as_bytes().windows(3).any(starts) {
        return None;
    }
    IN_ADDRESS.captures_iter(path).find_map(|found| date(&found))
}

/// Seconds (10 digits) or milliseconds (13 digits) since 1970, as a day in China.
pub(in crate::read) fn epoch_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    let day = day_in_china(Timestamp::from_second(seconds).ok()?);
    within_years(day)
}

/// The three numbers of the alternative that matched.
fn date(found: &Captures<'_>) -> Option<Date> {
    let mut numbers = found.iter().skip(1).flatten().map(|digits| digits.as_str());
    civil(numbers.next()?, numbers.next()?, numbers.next()?)
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    within_years(Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?)
}

fn within_years(day: Date) -> Option<Date> {
    (1990..=2100).contains(&day.year()).then_some(day)
}

/// No further digit touches the date, so it is not cut out of a longer number or an IP address.
fn stands_alone(text: &str, found: &Captures<'_>) -> bool {
    let Some(whole) = found.get(0) else { return false };
    let before = text[..whole.start()].chars().next_back();
    let mut after = text[whole.end()..].chars();
    let touches = match after.next() {
        Some('.') => after.next().is_some_and(|character| character.is_ascii_digit()),
        Some(character) => character.is_ascii_digit(),
        None => false,
    };
    !touches && !before.is_some_and(|character| character.is_ascii_digit())
}

/// `text` with blanks folded, full-width characters halved and all dashes as `-`; `None` where the number of its digits tells
/// that it is no date.
fn plain(text: &str, digits: impl RangeBounds<usize>) -> Option<Cow<'_, str>> {
    let count = text.chars().filter(|character| is_digit(*character)).count();
    let folded = digits.contains(&count).then(|| fold(text))?;
    Some(if folded.is_ascii() { folded } else { folded.chars().map(half_width).collect::<String>().into() })
}

/// Without a digit, plain or full-width, a text holds no date.
pub(in crate::read) fn has_digit(text: &str) -> bool {
    text.contains(is_digit)
}

fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

fn half_width(character: char) -> char {
    match character {
        '—' | '–' | '－' | '‐' | '‑' | '−' | '―' | '─' => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn every_form_is_read() {
        for text in [
            "2021-09-30",
            "2021/9/30",
            "2021.09.30",
            "2021年9月30日",
            "发布于 2021 年 9 月 30 日 10:20",
            "[2021-09-30]",
            "（2021-09-30）",
            "2021——09——30 21:37",
            "2021–09–30",
            "２０２１－０９－３０",
            "2021-9-30 08:00:00",
            "标题(2021-09-30)",
            "２０２１年９月３０日",
            "印发。2021-02-30，2021-09-30",
        ] {
            assert_eq!(first_date(text), Some(day(2021, 9, 30)), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "2020-02-30",
            "1989-12-31",
            "2101-01-01",
            "今天 14:30",
            "3天前",
            "2021-09",
            "112021-09-30",
            "2021-09-301",
            "版本 2021.9.30.4",
            "2021-09/30",
            "青公网安备20210930000001号",
        ] {
            assert_eq!(first_date(text), None, "{text}");
        }
    }

    #[test]
    fn only_a_date_is_told_from_a_text_with_a_date() {
        for text in [
            "2021-09-30",
            "[2021-09-30 10:00]",
            "发布时间：2021年9月30日",
            "\u{3000}2021/9/30\u{a0}",
            "30 2021-09",
            "2021年9月 30日",
            "2021-09-30T08:00:00Z",
            "2021-09-30 星期四",
        ] {
            assert_eq!(only_date(text), Some(day(2021, 9, 30)), "{text}");
        }
        for text in ["截至2021-09-30", "标题(2021-09-30)", "2021-09", "更新时间：2021-09-30", "2021-09-31"] {
            assert_eq!(only_date(text), None, "{text}");
        }
    }

    #[test]
    fn month_and_day_without_a_year() {
        for text in ["07-05", "[7-5]", "7月5日", "5 7月", "5日 7月", "（07/05）"] {
            assert_eq!(month_day(text), Some((7, 5)), "{text}");
        }
        assert_eq!(month_day("02-29"), Some((2, 29)));
        for text in ["13-01", "02-30", "2021-07-05", "7月", "第7-5号"] {
            assert_eq!(month_day(text), None, "{text}");
        }
    }

    #[test]
    fn a_full_day_in_an_address() {
        for (url, expected) in [
            ("http://x.example/zwgk/202009/t20200908_123456.html", day(2020, 9, 8)),
            ("http://x.example/jgzn/2018-07-24/10197.html", day(2018, 7, 24)),
            ("http://x.example/art/2020/8/14/art_31_1.html", day(2020, 8, 14)),
            ("http://x.example/content/2019-04/18/content_5.htm", day(2019, 4, 18)),
            ("http://x.example/2017/0412/12.html", day(2017, 4, 12)),
            ("http://x.example/a/20170412/12.html", day(2017, 4, 12)),
        ] {
            assert_eq!(url_date(url), Some(expected), "{url}");
        }
        for url in [
            "http://x.example/202009/1.html",
            "http://x.example/a.html?d=/2020-09-08/",
            "http://x.example/20210230/1.html",
            "http://x.example/info/1020/12345.htm",
        ] {
            assert_eq!(url_date(url), None, "{url}");
        }
    }

    #[test]
    fn epochs_are_days_in_china() {
        assert_eq!(epoch_date("1599580800"), Some(day(2020, 9, 9)));
        assert_eq!(epoch_date("1599580799000"), Some(day(2020, 9, 8)));
        assert_eq!(epoch_date("15995808"), None);
        assert_eq!(epoch_date("-599580800"), None);
    }
}
