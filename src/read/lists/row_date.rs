//! The date of one row of a list.

use std::borrow::Cow;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::pattern::pattern;
use crate::read::date::{first_date, has_digit, month_day, only_date, url_date};
use crate::site::DateSource;

/// One text node of a row, blanks folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: Cow<'a, str>,
    /// It stands inside the row's main link.
    pub(super) linked: bool,
}

/// What a row tells of its date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RowDate {
    pub(super) date: Option<Date>,
    pub(super) source: Option<DateSource>,
    /// Month and day of a date whose year the row does not tell.
    pub(super) month_day: Option<(i8, i8)>,
    /// Places of the pieces that the date was read from.
    pub(super) pieces: Vec<usize>,
}

/// Longest text beside a link that is taken for a date with its label, in characters; longer ones are prose.
const LONGEST_LABEL: usize = 30;
/// Days that a list date may lie after the date in the address (an address is made when the text is typed in).
const AFTER_ADDRESS: i32 = 31;

/// Days that say something else than when an entry was published.
static OTHER_DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern("截止|截至|结束|到期|有效期|成文|生成|产生|印发|实施|施行|开始|更新|修改"));
/// A date at the end or the start of a title, in brackets or set off by a blank.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[\[(（【〔]\s*([0-9]{4}\s?[-/.年][^\])）】〕]{3,20})[\])）】〕]|\s([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}))\s*$",
    )
});
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[\[(（【〔]\s*([0-9]{4}\s?[-/.年][^\])）】〕]{3,20})[\])）】〕]|([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})\s)",
    )
});

/// Month and day in brackets at the start or the end of a title.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\[(（【]\s*([0-9]{1,2}[-/.][0-9]{1,2})\s*[\])）】]|[\[(（【]\s*([0-9]{1,2}[-/.][0-9]{1,2})\s*[\])）】]\s*$",
    )
});

/// The date of a row that is made of `pieces` and leads to `url`.
pub(super) fn row_date(pieces: &[Piece<'_>], url: Option<&str>) -> RowDate {
    shown(pieces, false)
        .or_else(|| labelled(pieces))
        .or_else(|| shown(pieces, true))
        .or_else(|| without_year(pieces, url))
        .or_else(|| {
            let date = url_date(url?)?;
            Some(RowDate { date: Some(date), source: Some(DateSource::Url), ..RowDate::default() })
        })
        .unwrap_or_default()
}

/// Cuts the date off a title that carries it: `标题(2020-12-31)`.
pub(super) fn cut_date(title: &str) -> Option<(&str, Date)> {
    let digit = |letter: char| letter.is_ascii_digit();
    if !title.contains(digit) {
        return None;
    }
    for form in [&*TAIL, &*HEAD] {
        if let Some(found) = form.captures(title)
            && let Some(whole) = found.get(0)
            && let Some(date) = found.get(1).or_else(|| found.get(2)).and_then(|text| only_date(text.as_str()))
        {
            let rest = if whole.start() == 0 { &title[whole.end()..] } else { &title[..whole.start()] };
            return (!rest.trim().is_empty()).then_some((rest.trim(), date));
        }
    }
    None
}

/// Cuts month and day off a title: `[11-10] 标题`. The year comes from the address.
pub(super) fn cut_month_day<'t>(title: &'t str, url: Option<&str>) -> Option<(&'t str, RowDate)> {
    if !title.contains(['[', '(', '（', '【']) {
        return None;
    }
    let found = MARK.captures(title)?;
    let whole = found.get(0)?;
    let month_day = month_day(found.get(1).or_else(|| found.get(2))?.as_str())?;
    let rest = if whole.start() == 0 { &title[whole.end()..] } else { &title[..whole.start()] };
    (!rest.trim().is_empty()).then(|| (rest.trim(), dated_by_address(month_day, Vec::new(), url)))
}

fn listed(date: Date, pieces: Vec<usize>) -> RowDate {
    RowDate { date: Some(date), source: Some(DateSource::List), month_day: None, pieces }
}

/// A piece, or pieces side by side, that are a day and nothing else.
fn shown(pieces: &[Piece<'_>], linked: bool) -> Option<RowDate> {
    let wanted = |at: usize| {
        let piece = &pieces[at];
        piece.linked == linked && has_digit(&piece.text) && is_short(piece) && !belongs_elsewhere(pieces, at)
    };
    let places = || (0..pieces.len()).filter(|at| wanted(*at));
    if let Some(found) = places().find_map(|at| Some(listed(only_date(&pieces[at].text)?, vec![at]))) {
        return Some(found);
    }
    // Blocks: 23 over 2020-12, 12-23 over 2020, 2020 over 12-23, 2020 12 23.
    for size in [2, 3] {
        for at in places().filter(|at| at + size <= pieces.len()) {
            let block: Vec<&str> = pieces[at..at + size].iter().map(|piece| &*piece.text).collect();
            if block
                .iter()
                .any(|text| text.chars().count() > 8 || !text.contains(|letter: char| letter.is_ascii_digit()))
            {
                continue;
            }
            let turned: Vec<&str> = block.iter().rev().copied().collect();
            let joined = [block.join(" "), block.join("-"), turned.join("-")];
            if let Some(date) = joined.iter().find_map(|text| only_date(text)) {
                return Some(listed(date, (at..at + size).collect()));
            }
        }
    }
    None
}

/// A short text beside the link with a date in it: `日期：2020-12-02 来源：办公室`.
fn labelled(pieces: &[Piece<'_>]) -> Option<RowDate> {
    let found = pieces.iter().enumerate().find_map(|(at, piece)| {
        let fits = !piece.linked
            && has_digit(&piece.text)
            && piece.text.chars().count() <= LONGEST_LABEL
            && !belongs_elsewhere(pieces, at);
        fits.then(|| first_date(&piece.text).map(|date| listed(date, vec![at]))).flatten()
    });
    // Inside a link that wraps the whole row the label comes after the title.
    found.or_else(|| {
        pieces.iter().enumerate().skip(1).find_map(|(at, piece)| {
            let fits = piece.linked
                && has_digit(&piece.text)
                && piece.text.chars().count() <= 18
                && piece.text.contains(['：', ':']);
            let fits = fits && !belongs_elsewhere(pieces, at);
            fits.then(|| first_date(&piece.text).map(|date| listed(date, vec![at]))).flatten()
        })
    })
}

/// Month and day; the year comes from the address.
fn without_year(pieces: &[Piece<'_>], url: Option<&str>) -> Option<RowDate> {
    let own = |at: usize| !belongs_elsewhere(pieces, at);
    let one = |at: usize| Some((month_day(&pieces[at].text).filter(|_| own(at))?, vec![at]));
    let two = |at: usize| {
        let next = pieces.get(at + 1)?;
        if !(has_digit(&pieces[at].text) || has_digit(&next.text)) || !own(at) {
            return None;
        }
        let day = month_day(&format!("{} {}", pieces[at].text, next.text));
        Some((day.or_else(|| month_day(&format!("{}{}", pieces[at].text, next.text)))?, vec![at, at + 1]))
    };
    let places = || (0..pieces.len()).filter(|at| is_short(&pieces[*at]));
    let (month_day, used) = places().find_map(one).or_else(|| places().find_map(two))?;
    Some(dated_by_address(month_day, used, url))
}

fn dated_by_address(month_day: (i8, i8), pieces: Vec<usize>, url: Option<&str>) -> RowDate {
    let date = url.and_then(|url| in_year_of(month_day, url_date(url)?));
    RowDate { date, source: date.map(|_| DateSource::List), month_day: date.is_none().then_some(month_day), pieces }
}

/// The day in the year of `reference`, or in the year before when it would lie far after it.
fn in_year_of((month, day): (i8, i8), reference: Date) -> Option<Date> {
    let date = Date::new(reference.year(), month, day).ok()?;
    let after = (date - reference).get_days();
    if after > AFTER_ADDRESS { Date::new(reference.year() - 1, month, day).ok() } else { Some(date) }
}

fn is_short(piece: &Piece<'_>) -> bool {
    piece.text.chars().count() <= LONGEST_LABEL
}

/// A label in the piece or right before it says that this is not the day of publication.
fn belongs_elsewhere(pieces: &[Piece<'_>], at: usize) -> bool {
    let label = at.checked_sub(1).map(|before| &*pieces[before].text).filter(|text| text.ends_with(['：', ':']));
    let own = &*pieces[at].text;
    OTHER_DAY.is_match(own) || label.is_some_and(|label| label.chars().count() <= 12 && OTHER_DAY.is_match(label))
}
