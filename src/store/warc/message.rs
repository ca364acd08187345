//! An HTTP request and an HTTP answer as text.
//!
//! Bodies are kept as they are after decompression and without transfer encoding. What a header says of the body as it went
//! over the wire is passed on under another name, as archives do that are made through a browser.

use reqwest::StatusCode;
use url::{Position, Url};

use crate::crawl::Exchange;

/// How long the body is.
const CONTENT_LENGTH: &str = "content-length";
/// Headers that are about the body on the wire.
const OF_THE_WIRE: [&str; 2] = [CONTENT_LENGTH, "transfer-encoding"];
/// What goes before the name of such a header.
const ORIGINALLY: &str = "x-archive-orig-";

/// The head of the request to `url`, of which `exchange` tells.
pub(super) fn request(url: &Url, exchange: &Exchange) -> Vec<u8> {
    let method = if exchange.form.is_some() { "POST" } else { "GET" };
    let target = &url[Position::BeforePath..Position::AfterQuery];
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let mut head = latin(&format!("{method} {target} HTTP/1.1\r\nhost: {host}\r\n"));
    for (name, value) in &exchange.sent {
        line(&mut head, name, value);
    }
    if let Some(form) = &exchange.form {
        line(&mut head, CONTENT_LENGTH, &form.len().to_string());
    }
    head.extend(b"\r\n");
    head
}

/// The head of an answer whose body has `length` bytes.
pub(super) fn answer(status: u16, headers: &[(&str, &str)], length: usize) -> Vec<u8> {
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    let length = length.to_string();
    let mut head = latin(&format!("HTTP/1.1 {status} {}\r\n", reason.unwrap_or_default()));
    for &(name, value) in headers {
        if name == CONTENT_LENGTH && value == length {
            continue;
        }
        if OF_THE_WIRE.contains(&name) {
            line(&mut head, &format!("{ORIGINALLY}{name}"), value);
        } else {
            line(&mut head, name, value);
        }
    }
    line(&mut head, CONTENT_LENGTH, &length);
    head.extend(b"\r\n");
    head
}

fn line(head: &mut Vec<u8>, name: &str, value: &str) {
    head.extend(latin(name));
    head.extend(b": ");
    // Nothing that ends a line comes over HTTP; a damaged workspace could hold it.
    head.extend(latin(value).into_iter().map(|byte| if byte < b' ' && byte != b'\t' { b' ' } else { byte }));
    head.extend(b"\r\n");
}

/// One byte per character, as the headers were kept; others become a question mark.
fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}
