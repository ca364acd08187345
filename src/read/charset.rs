//! Bytes to text.

use std::borrow::Cow;
use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use regex::bytes::Regex;

use super::fixed::bytes_pattern;

/// How far a `<meta>` is looked for, in bytes.
const PRESCAN: usize = 4096;
/// How much the detector is fed, in bytes; it is slow.
const DETECTOR_FOOD: usize = 64 * 1024;

static META: LazyLock<Regex> =
    LazyLock::new(|| bytes_pattern(r#"(?i-u)<meta[^>]{0,512}?charset[ \t\r\n]*=[ \t\r\n"']*([a-z0-9_:.-]{2,40})"#));

/// The text of a page.
#[derive(Debug)]
pub(in crate::read) struct Decoded<'a> {
    /// The text.
    pub(in crate::read) text: Cow<'a, str>,
    /// WHATWG name of the charset in lower case.
    pub(in crate::read) charset: String,
    /// What told the charset, in words.
    pub(in crate::read) why: &'static str,
}

/// The text of a page.
///
/// The byte order mark, the header and a `<meta>` are asked in this order, then the bytes themselves; the first answer that
/// decodes without an error is taken, else the one with the fewest errors. Labels lie: pages that say gb2312 and are UTF-8
/// are common, so bytes that are good UTF-8 beyond ASCII are UTF-8. GB2312 and GBK are read as GB18030. A last character
/// that was cut off is dropped.
pub(in crate::read) fn decode<'a>(body: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    let mark = Encoding::for_bom(body).map(|(encoding, _)| encoding);
    if mark.is_none()
        && !body.is_ascii()
        && let Some(text) = utf8(body)
    {
        let why = "全部内容都符合 UTF-8 的写法";
        return Decoded { text: Cow::Borrowed(text), charset: UTF_8.name().to_ascii_lowercase(), why };
    }
    let labels = [
        (mark, "文件开头有编码标记"),
        (content_type.and_then(of_header), "网站发送网页时写明（Content-Type）"),
        (of_meta(body), "网页开头的 <meta> 写明"),
    ];
    let answers = labels.into_iter().filter_map(|(encoding, why)| Some((encoding?, why)));
    let answers = answers.filter(|(encoding, _)| *encoding != WINDOWS_1252);
    let guess = std::iter::once_with(|| (detect(body), "没有写明或者写错，按内容推断"));
    let (encoding, why) = best(body, answers.chain(guess));
    let (text, _) = encoding.decode_with_bom_removal(whole_characters(body, encoding));
    Decoded { text, charset: encoding.name().to_ascii_lowercase(), why }
}

/// Bytes that are UTF-8, without a last character that was cut off.
fn utf8(body: &[u8]) -> Option<&str> {
    match std::str::from_utf8(body) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&body[..error.valid_up_to()]).ok(),
        Err(_) => None,
    }
}

/// The charset in a `Content-Type`.
fn of_header(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let (_, rest) = lower.split_once("charset")?;
    let label = rest.trim_start().strip_prefix('=')?.split([';', ',']).next()?.trim_matches([' ', '"', '\'']);
    of_label(label.as_bytes())
}

/// The charset that the first `<meta>` declares.
fn of_meta(body: &[u8]) -> Option<&'static Encoding> {
    let head = &body[..body.len().min(PRESCAN)];
    let encoding = of_label(META.captures(head)?.get(1)?.as_bytes())?;
    // A `<meta>` that could be read as ASCII does not stand in UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

fn of_label(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label)?;
    Some(if encoding == GBK { GB18030 } else { encoding })
}

/// What the bytes look like on a Chinese site.
fn detect(body: &[u8]) -> &'static Encoding {
    let Some(start) = body.iter().position(|byte| !byte.is_ascii()) else { return UTF_8 };
    let food = &body[start..body.len().min(start + DETECTOR_FOOD)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(food, food.len() < DETECTOR_FOOD);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    if guess == GBK { GB18030 } else { guess }
}

/// A charset and what told it.
type Answer = (&'static Encoding, &'static str);

/// The first of `answers` without an error, else the one with the fewest.
fn best(body: &[u8], answers: impl Iterator<Item = Answer>) -> Answer {
    let mut best = (usize::MAX, (UTF_8, ""));
    for answer @ (encoding, _) in answers {
        let (text, wrong) = encoding.decode_without_bom_handling(whole_characters(body, encoding));
        let errors = if wrong { text.matches('\u{fffd}').count().max(1) } else { 0 };
        if errors < best.0 {
            best = (errors, answer);
        }
        if errors == 0 {
            break;
        }
    }
    best.1
}

/// `body` without a last character that was cut off by a limit on its size.
fn whole_characters<'a>(body: &'a [u8], encoding: &'static Encoding) -> &'a [u8] {
    let end = if encoding == UTF_8 {
        std::str::from_utf8(body).map_or_else(|error| cut_at(&error, body.len()), |_| body.len())
    } else if encoding == GB18030 {
        body.len() - half_character(body)
    } else {
        body.len()
    };
    &body[..end]
}

fn cut_at(error: &std::str::Utf8Error, length: usize) -> usize {
    if error.error_len().is_none() { error.valid_up_to() } else { length }
}

/// 1 when the last byte is the first half of a two-byte character. Bytes below 0x80 are never the first half, so the run of
/// high bytes at the end shows how they pair.
fn half_character(body: &[u8]) -> usize {
    body.iter().rev().take_while(|byte| **byte >= 0x81).count() % 2
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "<title>政务公开</title>柘城县人民政府信息公开指南，国务院办公厅";

    fn gbk(text: &str) -> Vec<u8> {
        GBK.encode(text).0.into_owned()
    }

    fn read(body: &[u8], header: Option<&str>) -> (String, String) {
        let decoded = decode(body, header);
        (decoded.text.into_owned(), decoded.charset)
    }

    #[test]
    fn labels_that_lie_are_found_out() {
        let declared =
            |label: &str| format!("<meta http-equiv=\"Content-Type\" content=\"text/html; charset={label}\">{WORDS}");
        for (body, header, charset) in [
            (declared("gb2312").into_bytes(), None, "utf-8"),
            (declared("gb2312").into_bytes(), Some("text/html; charset=GBK"), "utf-8"),
            (gbk(&declared("gb2312")), None, "gb18030"),
            (gbk(&declared("utf-8")), Some("text/html; charset=UTF-8"), "gb18030"),
            (gbk(WORDS), Some("text/html; charset=ISO-8859-1"), "gb18030"),
            (gbk(WORDS), None, "gb18030"),
            (WORDS.as_bytes().to_vec(), Some("text/html"), "utf-8"),
            (WORDS.as_bytes().to_vec(), Some("text/html;charset=\"utf-8\""), "utf-8"),
        ] {
            let (text, found) = read(&body, header);
            assert_eq!(found, charset, "{header:?} {text}");
            assert!(text.ends_with(WORDS), "{text}");
        }
    }

    #[test]
    fn a_byte_order_mark_goes_before_labels_and_is_no_text() {
        let body = [b"\xef\xbb\xbf".as_slice(), WORDS.as_bytes()].concat();
        assert_eq!(read(&body, Some("text/html; charset=gb2312")), (WORDS.to_owned(), "utf-8".to_owned()));
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(WORDS.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read(&wide, None), (WORDS.to_owned(), "utf-16le".to_owned()));
    }

    #[test]
    fn a_cut_last_character_changes_nothing() {
        let body = WORDS.as_bytes();
        let (text, charset) = read(&body[..body.len() - 1], Some("text/html; charset=gb2312"));
        assert_eq!((text.as_str(), charset.as_str()), (WORDS.strip_suffix('厅').unwrap(), "utf-8"));
        let body = gbk(WORDS);
        let (text, charset) = read(&body[..body.len() - 1], Some("text/html; charset=gb2312"));
        assert_eq!((text.as_str(), charset.as_str()), (WORDS.strip_suffix('厅').unwrap(), "gb18030"));
    }

    #[test]
    fn one_broken_byte_does_not_turn_the_page() {
        let mut body = format!("<meta charset=\"utf-8\">{WORDS}{WORDS}").into_bytes();
        let middle = body.len() - 20;
        body[middle] = b'?';
        let (text, charset) = read(&body, None);
        assert_eq!(charset, "utf-8");
        assert!(text.contains("信息公开指南"));
    }

    #[test]
    fn plain_ascii_and_nothing_are_utf_8() {
        assert_eq!(read(b"<html></html>", None).1, "utf-8");
        assert_eq!(read(b"", Some("charset")).1, "utf-8");
        assert_eq!(read(b"<html></html>", Some("text/html; charset=gbk")).1, "gb18030");
    }
}
