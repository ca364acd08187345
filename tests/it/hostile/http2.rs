//! Rows about HTTP/2 (RFC 9113): what its frames can be made to do.

use std::time::Duration;

use lanmu::site::{FailureClass, PageKind};

use super::certificates::Handshake;
use super::pages::{entries, list};
use super::server::{Act, Asked};
use super::table::{Behaviour, at_target, forever};

const BROKEN_OFF: &str = "连接中断，响应不完整";
const NOT_HTTP: &str = "返回的不是合法的 HTTP 响应，或者超过限度";
const TOO_LARGE: &str = "响应头过大";
const TOO_LATE: &str = "秒内未返回完整响应";
/// What a host may send until the time is up, twice.
const FLOOD: u64 = 128 << 20;

/// Kinds of frames (RFC 9113, 6).
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RESET: u8 = 3;
const SETTINGS: u8 = 4;
const PUSH_PROMISE: u8 = 5;
const PING: u8 = 6;
const GO_AWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;
/// Flags of frames.
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
/// `:status: 200` and `content-type`, which wants a value, by their places in the static table (RFC 7541, A).
const OK: u8 = 0x88;
const CONTENT_TYPE: u8 = 0x5f;
/// Codes of errors (RFC 9113, 7).
const INTERNAL_ERROR: u32 = 2;
const REFUSED_STREAM: u32 = 7;

pub(crate) fn rows() -> Vec<Behaviour> {
    use FailureClass::{Reset, Timeout};
    let fails = |words, act, class, told| Behaviour::fails(words, act, class, told).secure(Handshake::Http2);
    let mut rows = vec![
        fails(("h2-silent", "opens a stream and says nothing on it"), silent, Timeout, TOO_LATE),
        fails(("h2-stalls", "stalls in the middle of a body"), stalls, Timeout, TOO_LATE),
        fails(("h2-no-streams", "takes back its leave to open streams"), no_streams, Timeout, TOO_LATE),
        fails(("h2-pings", "sends one PING after the other"), pings, Timeout, TOO_LATE).bytes(FLOOD),
        fails(("h2-settings", "changes its settings without end"), settings, Timeout, TOO_LATE).bytes(FLOOD),
        fails(("h2-hints", "sends one 103 after the other"), hints, Timeout, TOO_LATE).bytes(FLOOD),
        fails(("h2-empty-data", "sends DATA of no length without end"), empty_data, Reset, NOT_HTTP).bytes(FLOOD),
    ];
    rows.extend([
        Behaviour::reads(("h2-good", "speaks HTTP/2 without fault"), |_| None, PageKind::Column)
            .secure(Handshake::Http2),
        fails(("h2-continued", "sends headers without end"), continued, Reset, TOO_LARGE).bytes(FLOOD),
        fails(("h2-continued-empty", "sends CONTINUATION of no length without end"), continued_empty, Reset, TOO_LARGE)
            .bytes(FLOOD),
        fails(("h2-long-headers", "sends 270 KB of headers"), long_headers, Reset, NOT_HTTP),
        fails(("h2-header-bomb", "packs 64 MB of headers into 20 KB"), header_bomb, Reset, TOO_LARGE),
        fails(("h2-reset", "ends the stream after the headers"), reset, Reset, BROKEN_OFF),
        // 9 are the crawler's own: the client does not ask again by itself.
        fails(("h2-refuses", "refuses the stream"), refuses, Reset, BROKEN_OFF).requests(10),
        fails(("h2-goes-away", "goes away in the middle of a body"), goes_away, Reset, BROKEN_OFF),
        fails(("h2-windows", "opens its window too far"), windows, Reset, NOT_HTTP),
        fails(("h2-pushes", "pushes what was not asked for"), pushes, Reset, NOT_HTTP),
        fails(("h2-long-frame", "announces a frame of 16 MB"), long_frame, Reset, NOT_HTTP),
        fails(("h2-not", "agrees on HTTP/2 and speaks HTTP/1"), not_http2, Reset, NOT_HTTP),
    ]);
    rows
}

fn frame(kind: u8, flags: u8, stream: u32, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), content].concat()
}

/// A header that the other side does not remember (RFC 7541, 6.2.2); both lengths are below 127.
fn header(name: &str, value: &str) -> Vec<u8> {
    let length = |text: &str| [u8::try_from(text.len()).unwrap()];
    [&[0][..], &length(name), name.as_bytes(), &length(value), value.as_bytes()].concat()
}

/// The head of a page on the stream of a request.
fn page_head(asked: &Asked) -> Vec<u8> {
    let html = "text/html; charset=utf-8";
    let content = [&[OK, CONTENT_TYPE, u8::try_from(html.len()).unwrap()], html.as_bytes()].concat();
    frame(HEADERS, END_HEADERS, asked.stream, &content)
}

/// The first half of a column.
fn half_a_page(asked: &Asked) -> Vec<u8> {
    let page = list("预决算公开", &entries("/yjs/"), "");
    [page_head(asked), frame(DATA, 0, asked.stream, &page.as_bytes()[..page.len() / 2])].concat()
}

/// `first`, and then 100 times `again` each millisecond: as fast as it goes, it would be the load that is measured.
fn flood(first: Vec<u8>, again: &[u8]) -> Act {
    Act::Forever { first, again: again.repeat(100), pause: Duration::from_millis(1) }
}

fn silent(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Silent)
}

fn stalls(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Send(half_a_page(asked)))
}

fn no_streams(asked: &Asked) -> Option<Act> {
    // SETTINGS_MAX_CONCURRENT_STREAMS and SETTINGS_INITIAL_WINDOW_SIZE are 0.
    let none = frame(SETTINGS, 0, 0, &[0, 3, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0]);
    at_target(asked, || Act::Send(none))
}

fn pings(asked: &Asked) -> Option<Act> {
    at_target(asked, || flood(Vec::new(), &frame(PING, 0, 0, b"12345678")))
}

fn settings(asked: &Asked) -> Option<Act> {
    at_target(asked, || flood(Vec::new(), &frame(SETTINGS, 0, 0, &[0, 3, 0, 0, 0, 100])))
}

fn hints(asked: &Asked) -> Option<Act> {
    at_target(asked, || flood(Vec::new(), &frame(HEADERS, END_HEADERS, asked.stream, &header(":status", "103"))))
}

fn empty_data(asked: &Asked) -> Option<Act> {
    at_target(asked, || flood(page_head(asked), &frame(DATA, 0, asked.stream, b"")))
}

/// 15 KB of further headers: 21 KB as they are counted, which adds 32 bytes to each (RFC 9113, 6.5.2).
fn more_headers(asked: &Asked, flags: u8) -> Vec<u8> {
    frame(CONTINUATION, flags, asked.stream, &header("x-more", &"x".repeat(100)).repeat(140))
}

fn continued(asked: &Asked) -> Option<Act> {
    at_target(asked, || forever(frame(HEADERS, 0, asked.stream, &[OK]), more_headers(asked, 0)))
}

fn long_headers(asked: &Asked) -> Option<Act> {
    let head = [frame(HEADERS, 0, asked.stream, &[OK]), more_headers(asked, 0).repeat(17)].concat();
    at_target(asked, || Act::Send([head, more_headers(asked, END_HEADERS)].concat()))
}

fn continued_empty(asked: &Asked) -> Option<Act> {
    at_target(asked, || forever(frame(HEADERS, 0, asked.stream, &[OK]), frame(CONTINUATION, 0, asked.stream, b"")))
}

fn header_bomb(asked: &Asked) -> Option<Act> {
    // To be remembered (RFC 7541, 6.2.1): a name of one byte and a value of 4,000; then the last that was, 16,000 times.
    let remembered = [&[0x40, 1, b'x', 0x7f, 0xa1, 0x1e][..], &[b'x'; 4_000]].concat();
    let first = frame(HEADERS, 0, asked.stream, &[&[OK][..], &remembered].concat());
    let bomb = frame(CONTINUATION, END_HEADERS, asked.stream, &[0xbe; 16_000]);
    at_target(asked, || Act::Send([first, bomb].concat()))
}

fn reset(asked: &Asked) -> Option<Act> {
    let end = frame(RESET, 0, asked.stream, &INTERNAL_ERROR.to_be_bytes());
    at_target(asked, || Act::Send([page_head(asked), end].concat()))
}

fn refuses(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Send(frame(RESET, 0, asked.stream, &REFUSED_STREAM.to_be_bytes())))
}

fn goes_away(asked: &Asked) -> Option<Act> {
    let away = [asked.stream.to_be_bytes(), INTERNAL_ERROR.to_be_bytes()].concat();
    at_target(asked, || Act::Close([half_a_page(asked), frame(GO_AWAY, 0, 0, &away)].concat()))
}

fn windows(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Send(frame(WINDOW_UPDATE, 0, 0, &0x7fff_ffff_u32.to_be_bytes()).repeat(2)))
}

fn pushes(asked: &Asked) -> Option<Act> {
    // `:method: GET`, `:scheme: https`, `:path: /` on stream 2.
    let promise = [&2_u32.to_be_bytes()[..], &[0x82, 0x87, 0x84]].concat();
    at_target(asked, || Act::Send(frame(PUSH_PROMISE, END_HEADERS, asked.stream, &promise)))
}

fn long_frame(asked: &Asked) -> Option<Act> {
    let head = [&[0xff, 0xff, 0xff, DATA, END_STREAM][..], &asked.stream.to_be_bytes()].concat();
    at_target(asked, || Act::Send([page_head(asked), head, vec![b'x'; 20_000]].concat()))
}

fn not_http2(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Close(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec()))
}
