//! Making names comparable: width, blanks, punctuation, list numbers, years, and the words that come and go.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use crate::pattern::pattern;

/// Characters of a name or title that are looked at; what is longer is no column name.
const LONGEST: usize = 120;

/// Words at the end of a name that come and go without changing what the column is, longest first.
const ENDINGS: [&str; 14] = [
    "政府信息公开",
    "信息公开",
    "信息",
    "领域",
    "专栏",
    "专题",
    "专区",
    "平台",
    "目录",
    "栏目",
    "情况",
    "有关",
    "相关",
    "方面",
];

/// Words that name no matter by themselves: no name is cut down to one of these.
const HOLLOW: [&str; 14] = [
    "政府",
    "公开",
    "信息",
    "政务",
    "重点",
    "部门",
    "其他",
    "工作",
    "法定",
    "主动",
    "基层",
    "有关",
    "相关",
    "政务公开",
];

/// Words that join the parts of a name.
pub(super) const LINKS: [char; 4] = ['和', '与', '及', '暨'];

static LIST_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:[(\[【]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[)\]】][、.:]?|[、:]|\.(?:[^0-9]|$)))")
});
static COUNT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:[(\[【][0-9]{1,6}[条个]?[)\]】]|[0-9]{1,6}个|(?:查看)?更多[>›»]*)$"));
/// What the name of a task begins with: the doing, not the matter.
static TASK_VERBS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:进一步|深入|积极|主动|大力|加快|继续|更好地?|协调|推进|推动|推行|加强|强化|做好|提高|建立健全|建立|健全|完善|落实|公布)+",
    )
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    let figures = r"(?:19|20)[0-9]{2}(?:年?[-—–~至](?:19|20)?[0-9]{2})?(?:年度|年)?(?:第?[一二三四1-4]季度)?";
    pattern(&format!("{figures}|[一二][〇○零九][〇○零一二三四五六七八九]{{2}}年度?"))
});
static QUOTED_LAST: LazyLock<Regex> = LazyLock::new(|| pattern("^([^“\"]{2,})[“\"]([^”\"]{2,})[”\"]$"));
static BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(\[【〔][^)\]】〕]*[)\]】〕]"));

/// A name with width and blanks undone, without list number, count and year, its punctuation still there.
pub(super) fn tidy(text: &str) -> String {
    tidy_and_tell(text).0
}

/// [`tidy`], and the list numbers, counts and years that were dropped.
pub(super) fn tidy_and_tell(text: &str) -> (String, Vec<String>) {
    let mut text = evened(text);
    let mut dropped = Vec::new();
    // Both patterns are asked about every title: their first and their last sign tell most of them apart.
    while text.starts_with(|sign: char| sign.is_ascii_digit() || "([【一二三四五六七八九十".contains(sign))
        && let Some(found) = LIST_NUMBER.find(&text)
    {
        let mut end = found.end();
        // The alternative for `1.` looks at one character more, to spare decimals.
        if let Some(last) = found.as_str().chars().last().filter(|last| !".)]】、:".contains(*last)) {
            end -= last.len_utf8();
        }
        dropped.push(text.drain(..end).collect());
    }
    if text.ends_with([')', ']', '】', '个', '多', '>', '›', '»'])
        && let Some(count) = COUNT.find(&text).filter(|count| count.start() > 0)
    {
        dropped.push(text.split_off(count.start()));
    }
    if !text.contains(|sign: char| sign.is_ascii_digit() || matches!(sign, '一' | '二')) {
        return (text, dropped);
    }
    let bare = YEAR.replace_all(&text, "").into_owned();
    if bare.is_empty() {
        return (text, dropped);
    }
    dropped.extend(YEAR.find_iter(&text).map(|year| year.as_str().to_owned()));
    (bare, dropped)
}

/// The first characters of a text, width and blanks undone (NFKC).
fn evened(text: &str) -> String {
    let mut evened = String::with_capacity(text.len());
    let mut left = LONGEST;
    for sign in text.chars() {
        match narrow(sign) {
            Some(_) if left == 0 => break,
            Some(narrow) => {
                evened.push(narrow);
                left -= 1;
            }
            // It may belong to the sign before it, even to the last.
            None if is_shown(sign) => return by_all_rules(text),
            None => {}
        }
    }
    evened
}

/// NFKC of the characters of which nearly all names are made, each by itself: to look each of them up takes ten times as
/// long. `None` for any other.
fn narrow(sign: char) -> Option<char> {
    match sign {
        _ if is_han(sign) => Some(sign),
        '!'..='~'
        | '·'
        | '—'
        | '‘'
        | '’'
        | '“'
        | '”'
        | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '\u{3014}'..='\u{301b}' => Some(sign),
        // The wide forms stand in the order of ASCII.
        '！'..='～' => char::from_u32(u32::from(sign) - 0xfee0),
        _ => None,
    }
}

/// A Chinese character of the usual ones, of which nearly all names are.
fn is_han(sign: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&sign)
}

fn by_all_rules(text: &str) -> String {
    without_blanks(&without_blanks(text).nfkc().take(LONGEST).collect::<String>())
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|sign| is_shown(*sign)).take(LONGEST * 4).collect()
}

/// Neither a blank, a mark that nobody sees, nor ① and its like, which would become plain digits.
fn is_shown(sign: char) -> bool {
    !sign.is_whitespace()
        && !sign.is_control()
        && !matches!(
            sign,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{2460}'..='\u{24ff}'
        )
}

/// A tidied name with nothing but its letters, in lower case.
pub(super) fn letters(tidied: &str) -> String {
    let mut letters = String::with_capacity(tidied.len());
    for sign in tidied.chars() {
        if is_han(sign) {
            letters.push(sign);
        } else if sign.is_alphanumeric() {
            letters.extend(sign.to_lowercase());
        }
    }
    letters
}

/// [`letters`] of [`tidy`].
pub(super) fn plain(text: &str) -> String {
    let tidied = tidy(text);
    if tidied.chars().all(is_han) { tidied } else { letters(&tidied) }
}

/// What is left of a plain name when the words that come and go are dropped. Never empty for a name that is not.
pub(super) fn core(plain: &str) -> String {
    core_and_tell(plain).0
}

/// [`core`], and the words that were dropped.
pub(super) fn core_and_tell(plain: &str) -> (String, Vec<String>) {
    let mut core = plain;
    let mut dropped = Vec::new();
    loop {
        let shorter = ENDINGS
            .iter()
            .filter_map(|ending| core.strip_suffix(ending))
            .chain(core.strip_suffix("公开").filter(|rest| rest.chars().count() > 2))
            .chain(
                ["公开", "推进"]
                    .iter()
                    .filter_map(|lead| core.strip_prefix(lead))
                    .filter(|rest| rest.chars().count() > 3),
            )
            .find(|rest| rest.chars().count() > 1 && !HOLLOW.contains(rest));
        let Some(rest) = shorter else { break };
        dropped.push(core.strip_prefix(rest).or_else(|| core.strip_suffix(rest)).unwrap_or_default().to_owned());
        core = rest;
    }
    if !core.contains(LINKS) {
        return (core.to_owned(), dropped);
    }
    let is_link = |c: &char| LINKS.contains(c);
    let joined: String = core.chars().filter(|c| !is_link(c)).collect();
    if joined.chars().count() <= 3 {
        return (core.to_owned(), dropped);
    }
    dropped.extend(core.chars().filter(is_link).map(String::from));
    (joined, dropped)
}

/// The matter of a task (推进社会救助信息公开 → 社会救助信息公开, 信息解读工作 → 信息解读): without the verbs at its start and the 工作 at
/// its end.
pub(super) fn bare_task(name: &str) -> &str {
    let name = name.strip_suffix("工作").unwrap_or(name);
    match TASK_VERBS.find(name) {
        Some(found) if name[found.end()..].chars().count() > 1 => &name[found.end()..],
        _ => name,
    }
}

/// The matters that the name of a task joins (棚户区改造、农村危房改造和保障性住房信息公开), or that it narrows (政府投资的重大建设项目
/// → 重大建设项目), as cores of three letters or more; empty when it does neither.
pub(super) fn parts_of_task(name: &str) -> Vec<String> {
    let tidied = tidy(bare_task(name));
    let narrowed = tidied.rsplit_once('的').map(|(_, matter)| letters(matter));
    let parts = parts(&tidied).into_iter().chain(narrowed);
    parts.map(|part| core(&part)).filter(|part| part.chars().count() > 2).collect()
}

/// The parts of a tidied name that joins several (财政预决算及三公经费, 执法检查“双随机”), plain; empty when it joins none.
pub(super) fn parts(tidied: &str) -> Vec<String> {
    let may_be_quoted = tidied.ends_with(['”', '"']);
    let apart = if may_be_quoted { QUOTED_LAST.replace(tidied, "$1、$2") } else { Cow::Borrowed(tidied) };
    let parts: Vec<String> = apart
        .split(|c| LINKS.contains(&c) || "、,;/|·".contains(c))
        .map(part_of_joined)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() > 1 && parts.len() < 6 && parts.iter().all(|part| part.chars().count() > 1) {
        parts
    } else {
        Vec::new()
    }
}

/// A part of a joined name, plain (市政府工作机构及其主要职责: 主要职责).
fn part_of_joined(part: &str) -> String {
    letters(part.strip_prefix('其').unwrap_or(part))
}

/// A tidied name without what stands in brackets, plain; `None` where it has none or nothing would be left.
pub(super) fn without_brackets(tidied: &str) -> Option<String> {
    if !BRACKETS.is_match(tidied) {
        return None;
    }
    Some(letters(&BRACKETS.replace_all(tidied, ""))).filter(|rest| rest.chars().count() > 1)
}

/// Whether two names have a pair of letters in common.
pub(super) fn shares_pair(a: &str, b: &str) -> bool {
    let letters: Vec<char> = a.chars().collect();
    letters.windows(2).any(|pair| b.contains(&pair.iter().collect::<String>()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_is_evened_as_by_all_rules(text in "[a-cＡ-Ｃ１（）：“》、·—·月政务 \u{3000}\t①e\u{301}が\u{3099}ﾞㄱㅏ\u{feff}ﬁ㈠]{0,12}", times in 1_usize..60) {
            let text = text.repeat(times);
            prop_assert_eq!(evened(&text), by_all_rules(&text));
        }
    }

    #[test]
    fn width_blanks_numbers_and_years_do_not_count() {
        for name in [
            "财政信息",
            " 财\u{3000}政\u{a0}信 息",
            "1.财政信息",
            "（一）财政信息",
            "一、财政信息",
            "①财政信息",
            "【2】财政信息",
        ] {
            assert_eq!(plain(name), "财政信息", "{name}");
        }
        for name in [
            "2020年部门决算",
            "部门决算（2019年度）",
            "部门决算2024",
            "部门决算(12)",
            "〈部门决算〉",
            "2019-2020年度部门决算",
        ] {
            assert_eq!(plain(name), "部门决算", "{name}");
        }
        assert_eq!(plain("“三公”经费"), "三公经费");
        assert_eq!(plain("ＰＰＰ项目"), "ppp项目");
    }

    #[test]
    fn what_only_looks_like_a_number_stays() {
        assert_eq!(plain("一图读懂"), "一图读懂");
        assert_eq!(plain("三公经费"), "三公经费");
        assert_eq!(plain("12345热线"), "12345热线");
        assert_eq!(plain("2020"), "2020");
    }

    #[test]
    fn words_that_come_and_go_are_dropped_but_never_the_matter() {
        for (name, expected) in [
            ("财政信息公开", "财政"),
            ("住房保障领域信息公开", "住房保障"),
            ("公开财政收支信息", "财政收支"),
            ("重大建设项目批准和实施领域政府信息公开", "重大建设项目批准实施"),
            ("竣工有关信息", "竣工"),
            ("信息公开", "信息公开"),
            ("重点领域信息公开", "重点领域"),
            ("决策公开", "决策公开"),
            ("公开指南", "公开指南"),
        ] {
            assert_eq!(core(name), expected, "{name}");
        }
    }

    #[test]
    fn joined_names_come_apart() {
        assert_eq!(parts("财政预决算及“三公”经费"), ["财政预决算", "三公经费"]);
        assert_eq!(parts("行政执法检查“双随机”"), ["行政执法检查", "双随机"]);
        assert!(parts("财政预决算").is_empty());
        assert!(parts("“双随机”").is_empty());
    }
}
