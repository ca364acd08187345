//! Numbers and lengths of time in a catalogue's words.

use super::Span;

/// How many: 20, ２０, 二十, 两.
pub(super) const NUMBER: &str = "[0-9０-９一二两三四五六七八九十]+";

/// A unit of time behind a number.
pub(super) const UNIT: &str = "(?:个?小时|个?星期|周|个月|日|天|年)";

/// How many, where 1 to `most` makes sense; in ASCII, full-width or Chinese digits, up to 99 in the last.
pub(super) fn number(text: &str, most: u16) -> Option<u16> {
    let digits: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
            _ => c,
        })
        .collect();
    digits.parse().ok().or_else(|| chinese(&digits)).filter(|number| (1..=most).contains(number))
}

/// The unit that `text`, which is one of [`UNIT`], names.
pub(super) fn unit(text: &str) -> Option<Span> {
    match text.trim_start_matches('个') {
        "小时" => Some(Span::Hours),
        "日" | "天" => Some(Span::Days),
        "星期" | "周" => Some(Span::Weeks),
        "月" => Some(Span::Months),
        "年" => Some(Span::Years),
        _ => None,
    }
}

fn chinese(text: &str) -> Option<u16> {
    match text.split_once('十') {
        None => digit(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            Some(tens * 10 + ones)
        }
    }
}

fn digit(text: &str) -> Option<u16> {
    let text = if text == "两" { "二" } else { text };
    let index =
        "一二三四五六七八九".char_indices().position(|(at, c)| text == &"一二三四五六七八九"[at..at + c.len_utf8()]);
    index.and_then(|index| u16::try_from(index + 1).ok())
}
