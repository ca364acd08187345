//! Personal data in words: citizen numbers (GB 11643), bank cards, mobile numbers; and how they are shown to people.
//!
//! A number has to stand by itself (no digit, Latin letter or `_` touches it) and to hold what its kind holds, so that index
//! numbers, credit codes and project numbers are left alone. Numbers inside the address of a page are no words. Marks that
//! nobody sees and wide digits hide no number.

mod plain;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use self::plain::{Plain, plain_sign};
use crate::pattern::pattern;

/// Digits of the shortest number.
const FEWEST: usize = 11;
/// The first byte of every wide digit.
const WIDE: u8 = 0xef;

/// Nothing for each byte that parts numbers, all bits for the others. What parts them are all signs of ASCII but digits, the
/// blank and the hyphen, and Chinese characters but for the wide blank and what stands beside it.
const PARTS: [usize; 256] = {
    let mut parts = [usize::MAX; 256];
    let mut byte = 0_u8;
    loop {
        if matches!(byte, 0..=0x1f | b'!'..=b',' | b'.' | b'/' | b':'..=0x7f | 0xe4..=0xe9) {
            parts[byte as usize] = 0;
        }
        match byte.checked_add(1) {
            Some(next) => byte = next,
            None => break parts,
        }
    }
};

/// The first two digits of area codes: provinces and what ranks with them (GB/T 2260).
const PROVINCES: [&str; 34] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
];
/// Cities without districts: the only areas of people whose code ends in 00 (嘉峪关, 东莞, 中山, 儋州).
const WITHOUT_DISTRICTS: [&str; 4] = ["6202", "4419", "4420", "4604"];

/// Weights of the first seventeen digits of a citizen number, and its check sign by the sum modulo 11 (GB 11643).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: &[u8; 11] = b"10X98765432";

/// What may be personal data, and addresses, to step over them.
static CANDIDATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?x)
        https?://[!\#-&*+\-./0-:=?@A-\[\]_a-z|~]+
        | (?-u:\b)(?:
            [1-9][0-9]{16}[0-9Xx]
            | (?:62|95)[0-9]{14,17}
            | 62[0-9]{2}(?:[\ -][0-9]{4}){3}(?:[\ -][0-9]{1,3})?
            | (?:86[\ -]?)?1[3-9][0-9](?:[\ -]?[0-9]{4}){2}
        )(?-u:\b)"#,
    )
});

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonalKind {
    /// 公民身份号码, 18 signs: a province, a day of birth and the check sign are right.
    Citizen,
    /// A bank card: UnionPay (62, 16 to 19 digits) or the old 9558 (19 digits), with the check digit of Luhn.
    Card,
    /// A mobile number of the mainland, 11 digits.
    Mobile,
}

impl PersonalKind {
    /// What a person reads.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Citizen => "公民身份号码",
            Self::Card => "银行卡号",
            Self::Mobile => "手机号码",
        }
    }

    /// So many digits at the start and at the end are shown.
    fn shown(self) -> (usize, usize) {
        match self {
            Self::Citizen => (6, 2),
            Self::Card => (4, 4),
            Self::Mobile => (3, 4),
        }
    }
}

/// Personal data in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal<'t> {
    /// What it is.
    pub kind: PersonalKind,
    /// Its words as they stand in the text.
    pub words: &'t str,
    /// The number itself: digits, and perhaps an X or x at the end.
    pub number: String,
    place: Range<usize>,
}

impl Personal<'_> {
    /// Its words as they are shown: stars for all but some signs at both ends.
    #[must_use]
    pub fn masked(&self) -> String {
        let (first, last) = self.kind.shown();
        let length = self.number.len();
        // The code of the country, where it is written, is not counted.
        let first = if self.kind == PersonalKind::Mobile { first + length.saturating_sub(FEWEST) } else { first };
        let mut number = 0;
        let star = |sign: char| {
            if !plain_sign(sign).is_some_and(|plain| plain.is_ascii_alphanumeric()) {
                return sign;
            }
            number += 1;
            if number <= first || number + last > length { sign } else { '*' }
        };
        self.words.chars().map(star).collect()
    }

    /// The day of birth in a citizen number.
    #[must_use]
    pub fn born(&self) -> Option<Date> {
        if self.kind == PersonalKind::Citizen { day(self.number.get(6..14)?) } else { None }
    }
}

/// The personal data in `text`, in order.
pub fn personal_data(text: &str) -> impl Iterator<Item = Personal<'_>> {
    let found: Vec<Personal<'_>> = if may_hold(text) { found(text) } else { Vec::new() };
    found.into_iter()
}

/// Whether as many digits as a number has follow one another with nothing in between that parts numbers. Every cell and
/// line that is written is asked about, and hardly any has so many digits at all. Those are counted in lumps that fit into
/// a byte: so the processor counts many at once.
fn may_hold(text: &str) -> bool {
    let may_be_digit = |byte: u8| byte.is_ascii_digit() || byte == WIDE;
    let count = |lump: &[u8]| lump.iter().map(|byte| u8::from(may_be_digit(*byte))).sum::<u8>();
    if text.len() < FEWEST
        || text.as_bytes().chunks(u8::MAX.into()).map(|lump| usize::from(count(lump))).sum::<usize>() < FEWEST
    {
        return false;
    }
    // Without a branch for each byte: hashes have letters and digits as it comes.
    let (mut digits, mut most) = (0_usize, 0);
    for byte in text.bytes() {
        digits = (digits + usize::from(may_be_digit(byte))) & PARTS[usize::from(byte)];
        most = most.max(digits);
    }
    most >= FEWEST
}

fn found(text: &str) -> Vec<Personal<'_>> {
    let plain = Plain::of(text);
    let candidates = CANDIDATE.find_iter(&plain.text).filter_map(|found| {
        let number: String = found.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
        let is_amount = || is_amount(&plain.text[found.end()..]);
        let kind = kind(&number).filter(|kind| *kind != PersonalKind::Mobile || !is_amount())?;
        let place = plain.origin(found.start())..plain.origin(found.end());
        Some(Personal { kind, words: &text[place.clone()], number, place })
    });
    candidates.collect()
}

/// `text` with its personal data masked (`138****0000`). Addresses stay as they are, so that they still lead somewhere.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    let mut told = String::new();
    let mut end = 0;
    for found in personal_data(text) {
        told.push_str(&text[end..found.place.start]);
        told.push_str(&found.masked());
        end = found.place.end;
    }
    if end == 0 {
        return Cow::Borrowed(text);
    }
    told.push_str(&text[end..]);
    Cow::Owned(told)
}

/// The words of an address where they are only read, with what is personal data in it masked.
#[must_use]
pub fn masked_address(address: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = address.split_once("://") else { return masked(address) };
    match masked(rest) {
        Cow::Borrowed(_) => Cow::Borrowed(address),
        Cow::Owned(rest) => Cow::Owned(format!("{scheme}://{rest}")),
    }
}

fn kind(number: &str) -> Option<PersonalKind> {
    if number.starts_with('h') {
        None
    } else if is_citizen(number) {
        Some(PersonalKind::Citizen)
    } else if is_card(number) {
        Some(PersonalKind::Card)
    } else if matches!(number.len(), 11 | 13) {
        Some(PersonalKind::Mobile)
    } else {
        None
    }
}

fn is_citizen(signs: &str) -> bool {
    let (Some(province), Some(city), Some(county), Some(born)) =
        (signs.get(..2), signs.get(2..4), signs.get(4..6), signs.get(6..14))
    else {
        return false;
    };
    let of_people = city != "00" && (county != "00" || WITHOUT_DISTRICTS.contains(&&signs[..4]));
    signs.len() == 18 && PROVINCES.contains(&province) && of_people && day(born).is_some() && is_checked(signs)
}

fn is_checked(signs: &str) -> bool {
    let sum: u32 = signs.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = usize::try_from(sum % 11).ok().and_then(|rest| CHECK.get(rest).copied());
    check == signs.bytes().last().map(|sign| sign.to_ascii_uppercase())
}

/// A day of the twentieth or twenty-first century as eight digits.
fn day(digits: &str) -> Option<Date> {
    let year = digits.get(..4)?.parse().ok()?;
    let date = Date::new(year, digits.get(4..6)?.parse().ok()?, digits.get(6..8)?.parse().ok()?).ok()?;
    (1900..2100).contains(&year).then_some(date)
}

/// An index number may begin like a card: area code and day. A card has no day there but by chance.
fn is_card(signs: &str) -> bool {
    let known = match signs.get(..2) {
        Some("62") => (16..=19).contains(&signs.len()),
        Some("95") => signs.starts_with("9558") && signs.len() == 19,
        _ => false,
    };
    known && signs.bytes().all(|sign| sign.is_ascii_digit()) && signs.get(6..14).and_then(day).is_none() && luhn(signs)
}

fn luhn(digits: &str) -> bool {
    let value = |(place, digit): (usize, u8)| {
        let digit = u32::from(digit - b'0');
        match digit * 2 {
            _ if place % 2 == 0 => digit,
            double if double > 9 => double - 9,
            double => double,
        }
    };
    digits.bytes().rev().enumerate().map(value).sum::<u32>().is_multiple_of(10)
}

/// What follows a sum of money: its decimals, or 元.
fn is_amount(after: &str) -> bool {
    let decimals = after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()));
    decimals || after.trim_start().starts_with('元')
}

#[cfg(test)]
mod tests;
