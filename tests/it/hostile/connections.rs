//! Rows about connections and the framing of answers.

use lanmu::site::{FailureClass, PageKind};

use super::pages::{answer, endless_head, entries, list};
use super::server::{Act, Asked};
use super::table::{Behaviour, at_target, dripping, forever};

/// What two answers may bring, with the buffers on the way.
const ENDLESS_HEADS: u64 = 24 << 20;
const BROKEN_OFF: &str = "连接中断，响应不完整";
const NOT_HTTP: &str = "返回的不是合法的 HTTP 响应";
const TOO_LATE: &str = "秒内未返回完整响应";

pub(crate) fn rows() -> Vec<Behaviour> {
    use FailureClass::{Reset, Timeout, TooLarge};
    let fails = Behaviour::fails;
    let mut rows = vec![
        fails(("silent", "takes the request and says nothing"), silent, Timeout, TOO_LATE),
        fails(("header-drips", "sends a header at one byte a second"), header_drips, Timeout, TOO_LATE),
        fails(("body-drips", "sends a body at one byte a second"), body_drips, Timeout, TOO_LATE),
        fails(("early-hints-for-ever", "sends one 103 after the other"), early_hints, Timeout, TOO_LATE),
        fails(("header-for-ever", "sends a header without end"), endless_header, Reset, "响应头过大")
            .bytes(ENDLESS_HEADS),
        fails(("headers-by-the-thousand", "sends 20,000 headers"), many_headers, Reset, "响应头过大"),
        fails(("body-for-ever", "sends a body without end"), endless_body, TooLarge, "页面超过 8388608 字节")
            .bytes(32 << 20),
        fails(("chunks-for-ever", "sends chunks without end"), endless_chunks, TooLarge, "页面超过 8388608 字节")
            .bytes(32 << 20),
        // Leading zeros are no fault of a size: here only the time-out bounds what comes.
        fails(("chunk-size-for-ever", "sends the size of a chunk without end"), endless_size, Timeout, TOO_LATE)
            .bytes(u64::MAX),
        fails(("trailers-for-ever", "sends trailers without end"), endless_trailers, Reset, BROKEN_OFF)
            .bytes(ENDLESS_HEADS),
        fails(("two-gigabytes", "announces 2 GiB and sends them"), two_gigabytes, TooLarge, "网站声明 2147483648 字节")
            .bytes(8 << 20),
    ];
    rows.extend([
        fails(("closes-at-once", "closes the connection after the request"), closes, Reset, BROKEN_OFF),
        fails(("resets-at-once", "resets the connection after the request"), resets, Reset, "连接被服务器中断"),
        fails(("resets-in-the-middle", "resets in the middle of a body"), resets_midway, Reset, "连接被服务器中断"),
        fails(("chunk-of-nonsense", "sends a chunk size that is no number"), bad_chunk, Reset, BROKEN_OFF),
        fails(("length-too-long", "announces more than it sends"), too_long, Reset, BROKEN_OFF),
        fails(("lengths-that-differ", "announces two lengths"), two_lengths, Reset, NOT_HTTP),
        fails(("length-below-zero", "announces a length of -5"), negative, Reset, NOT_HTTP),
        fails(("not-http", "greets as another service does"), not_http, Reset, NOT_HTTP),
        Behaviour::reads(("length-too-short", "announces less than it sends"), too_short, PageKind::Column),
        Behaviour::reads(("cookies-by-the-thousand", "sets 1,500 cookies with each page"), cookies, PageKind::Column),
    ]);
    rows
}

fn silent(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Silent)
}

fn header_drips(asked: &Asked) -> Option<Act> {
    at_target(asked, || dripping("HTTP/1.1 200 OK\r\nX-Slow: ", "x"))
}

fn body_drips(asked: &Asked) -> Option<Act> {
    at_target(asked, || dripping(endless_head(""), "x"))
}

fn early_hints(asked: &Asked) -> Option<Act> {
    at_target(asked, || dripping("", "HTTP/1.1 103 Early Hints\r\nLink: </x.css>\r\n\r\n"))
}

fn endless_header(asked: &Asked) -> Option<Act> {
    at_target(asked, || forever("HTTP/1.1 200 OK\r\nX-Long: ", "x".repeat(8_000)))
}

fn many_headers(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Send(answer("200 OK", &"X-A: b\r\n".repeat(20_000), b"<p>x</p>")))
}

fn endless_body(asked: &Asked) -> Option<Act> {
    at_target(asked, || forever(endless_head(""), "<p>政务公开</p>".repeat(1_000)))
}

fn endless_chunks(asked: &Asked) -> Option<Act> {
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    at_target(asked, || forever(endless_head("Transfer-Encoding: chunked\r\n"), chunk))
}

fn endless_size(asked: &Asked) -> Option<Act> {
    at_target(asked, || forever(endless_head("Transfer-Encoding: chunked\r\n"), "0".repeat(8_000)))
}

fn endless_trailers(asked: &Asked) -> Option<Act> {
    let head = [endless_head("Transfer-Encoding: chunked\r\n"), b"1\r\nx\r\n0\r\n".to_vec()].concat();
    at_target(asked, || forever(head, "X-More: 1\r\n".repeat(500)))
}

fn two_gigabytes(asked: &Asked) -> Option<Act> {
    at_target(asked, || forever(endless_head("Content-Length: 2147483648\r\n"), "x".repeat(16_000)))
}

fn closes(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Close(Vec::new()))
}

fn resets(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Reset(Vec::new()))
}

fn resets_midway(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Reset([endless_head("Content-Length: 90000\r\n"), b"<p>".repeat(3_000)].concat()))
}

fn bad_chunk(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Close([endless_head("Transfer-Encoding: chunked\r\n"), b"zz\r\n<p>".to_vec()].concat()))
}

fn too_long(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Close([endless_head("Content-Length: 90000\r\n"), b"<p>".repeat(100)].concat()))
}

fn too_short(asked: &Asked) -> Option<Act> {
    let page = list("预决算公开", &entries("/yjs/"), "");
    let head = endless_head(&format!("Content-Length: {}\r\n", page.len()));
    at_target(asked, || Act::Send([head, page.into_bytes(), b"<p>".repeat(3_000)].concat()))
}

fn two_lengths(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Send(endless_head("Content-Length: 10\r\nContent-Length: 20\r\n")))
}

fn negative(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Send(endless_head("Content-Length: -5\r\n")))
}

fn not_http(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Send(b"SSH-2.0-OpenSSH_8.0\r\n\r\n".to_vec()))
}

fn cookies(asked: &Asked) -> Option<Act> {
    let cookies = "Set-Cookie: visitor=0123456789abcdef; Path=/\r\n".repeat(1_500);
    let (name, folder) = match asked.path.as_str() {
        "/yjs/" => ("预决算公开", "/yjs/"),
        "/sgjf/" => ("三公经费公开", "/sgjf/"),
        _ => return None,
    };
    let headers = format!("Content-Type: text/html\r\n{cookies}");
    Some(Act::Send(answer("200 OK", &headers, list(name, &entries(folder), "").as_bytes())))
}
