//! What an answer holds besides a page: files, and compressions that are not undone.

use reqwest::header::{CONTENT_ENCODING, HeaderMap, HeaderValue};

/// So much of a header stands in a sentence, in characters.
const SHOWN: usize = 60;

/// First bytes of files that servers send as pages, with what they are.
const FILES: [(&[u8], &str); 10] = [
    (b"\x1f\x8b", "gzip 压缩数据"),
    (b"PK\x03\x04", "压缩文件或 Office 文档"),
    (b"%PDF-", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office 文档"),
    (b"Rar!\x1a\x07", "RAR 压缩文件"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩文件"),
    (b"\x89PNG\r\n\x1a\n", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"MZ\x90\x00", "可执行程序"),
];

/// What file `body` is, by its first bytes; `None` where it may be a page.
pub(super) fn file(body: &[u8]) -> Option<&'static str> {
    FILES.iter().find(|(start, _)| body.starts_with(start)).map(|(_, name)| *name)
}

/// The compression of the body that the client has left in place, since it knows no such or there are several on top of
/// each other.
pub(super) fn compression(headers: &HeaderMap) -> Option<String> {
    let mut left = headers.get_all(CONTENT_ENCODING).iter().map(shown);
    left.find(|name| !matches!(name.trim().to_ascii_lowercase().as_str(), "" | "identity"))
}

/// Content types that may hold a page, or the data of one. Old servers send none, or `text/plain`.
pub(super) fn may_be_page(content_type: &HeaderValue) -> bool {
    let Ok(words) = content_type.to_str() else { return true };
    let essence = words.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.split_once('/') {
        Some(("text", kind)) => !matches!(kind, "css" | "javascript" | "csv" | "calendar"),
        Some(("application", kind)) => {
            matches!(kind, "xml" | "json") || kind.ends_with("+xml") || kind.ends_with("+json")
        }
        Some(_) => false,
        None => true,
    }
}

/// Pictures, styles, fonts, sound and film: a page is read without them, whatever its scripts ask for.
#[cfg(feature = "render")]
pub(super) fn is_shown_or_played(content_type: &HeaderValue) -> bool {
    let kind = content_type.to_str().unwrap_or_default().trim_start().to_ascii_lowercase();
    ["image/", "video/", "audio/", "font/", "text/css"].iter().any(|shown| kind.starts_with(shown))
}

/// A header as it may stand in a sentence.
pub(super) fn shown(value: &HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).chars().filter(|character| !character.is_control()).take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use reqwest::header::{CONTENT_ENCODING, HeaderMap, HeaderValue};

    use super::{compression, file, may_be_page, shown};

    #[test]
    fn files_are_told_from_pages() {
        assert_eq!(file(b"\x1f\x8b\x08\x00"), Some("gzip 压缩数据"));
        assert_eq!(file(b"%PDF-1.4"), Some("PDF 文件"));
        for page in ["<html>", "", "\u{feff}<!DOCTYPE html>", "GIF 图片说明", "MZ 区公告"] {
            assert_eq!(file(page.as_bytes()), None, "{page}");
        }
    }

    #[test]
    fn only_what_was_not_undone_counts_as_compressed() {
        let of = |value: &'static str| {
            compression(&HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static(value))]))
        };
        assert_eq!(of("gzip, gzip, br").as_deref(), Some("gzip, gzip, br"));
        assert_eq!((of("identity"), of(""), compression(&HeaderMap::new())), (None, None, None));
    }

    #[test]
    fn headers_are_short_in_a_sentence() {
        assert!(may_be_page(&HeaderValue::from_static("TEXT/HTML; charset=gbk")));
        assert!(!may_be_page(&HeaderValue::from_static("image/png")));
        assert_eq!(shown(&HeaderValue::from_str(&"x".repeat(9_000)).unwrap()).len(), 60);
    }
}
