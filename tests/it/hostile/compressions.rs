//! Rows about compressed answers.

use lanmu::site::{FailureClass, PageKind};

use super::pages::{compressed, endless_head, entries, gzip, list};
use super::server::{Act, Asked};
use super::table::{Behaviour, at_target, forever};

/// 64 MiB of blanks, compressed with brotli at its best and a window of 16 MiB.
const BROTLI_BOMB: [u8; 54] = [
    0xcf, 0xff, 0xff, 0x7f, 0xf8, 0x25, 0x40, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x9f, 0xff, 0xff, 0xff, 0xf0, 0x4b,
    0x00, 0xc4, 0x61, 0x01, 0x80, 0xee, 0xfd, 0x3f, 0xff, 0xff, 0xff, 0xe1, 0x97, 0x00, 0x88, 0xc3, 0x22, 0x00, 0xdd,
    0xfb, 0x7f, 0xfe, 0xff, 0xff, 0xc3, 0x2f, 0x01, 0x10, 0x87, 0x05, 0x00, 0xba, 0xf7, 0xff, 0x03,
];

pub(crate) fn rows() -> Vec<Behaviour> {
    use FailureClass::{NotPage, Reset, TooLarge};
    let fails = Behaviour::fails;
    vec![
        fails(("gzip-bomb", "sends 16 KB that become 16 MiB"), gzip_bomb, TooLarge, "解压后计"),
        fails(("brotli-bomb", "sends 54 bytes that become 64 MiB"), brotli_bomb, TooLarge, "解压后计"),
        fails(("gzip-in-gzip", "compresses a bomb once more"), gzip_in_gzip, NotPage, "gzip 压缩数据"),
        fails(("three-codings", "says gzip, gzip, br"), three_codings, NotPage, "压缩方式“gzip, gzip, br”无法解开"),
        fails(("unknown-coding", "says a coding that nobody knows"), unknown_coding, NotPage, "压缩方式“x-snappy”"),
        fails(("gzip-of-nothing", "sends empty gzip members without end"), of_nothing, NotPage, "无法解压"),
        fails(("false-gzip", "says gzip and sends plain text"), false_gzip, NotPage, "无法解压"),
        fails(("gzip-cut", "ends a gzip body in the middle"), gzip_cut, NotPage, "无法解压"),
        fails(("gzip-resets", "resets in the middle of a gzip body"), gzip_resets, Reset, "连接被服务器中断"),
        Behaviour::reads(("gzip-with-more", "sends a gzip body and bytes after it"), gzip_and_more, PageKind::Column),
    ]
}

fn column() -> String {
    list("预决算公开", &entries("/yjs/"), "")
}

fn gzip_bomb(asked: &Asked) -> Option<Act> {
    at_target(asked, || compressed("gzip", &gzip(&vec![b' '; 16 << 20])))
}

fn brotli_bomb(asked: &Asked) -> Option<Act> {
    at_target(asked, || compressed("br", &BROTLI_BOMB))
}

fn gzip_in_gzip(asked: &Asked) -> Option<Act> {
    at_target(asked, || compressed("gzip", &gzip(&gzip(&vec![b' '; 16 << 20]))))
}

fn three_codings(asked: &Asked) -> Option<Act> {
    at_target(asked, || compressed("gzip, gzip, br", &BROTLI_BOMB))
}

fn unknown_coding(asked: &Asked) -> Option<Act> {
    at_target(asked, || compressed("x-snappy", b"\xff\x06\x00\x00sNaPpY"))
}

fn of_nothing(asked: &Asked) -> Option<Act> {
    let head = endless_head("Content-Encoding: gzip\r\n");
    at_target(asked, || forever(head, gzip(b"").repeat(200)))
}

fn false_gzip(asked: &Asked) -> Option<Act> {
    at_target(asked, || compressed("gzip", column().as_bytes()))
}

fn gzip_cut(asked: &Asked) -> Option<Act> {
    let whole = gzip(column().as_bytes());
    at_target(asked, || compressed("gzip", &whole[..whole.len() / 2]))
}

fn gzip_resets(asked: &Asked) -> Option<Act> {
    let whole = gzip(column().as_bytes());
    let head = endless_head("Content-Encoding: gzip\r\nContent-Length: 90000\r\n");
    at_target(asked, || Act::Reset([head, whole[..whole.len() / 2].to_vec()].concat()))
}

fn gzip_and_more(asked: &Asked) -> Option<Act> {
    at_target(asked, || compressed("gzip", &[gzip(column().as_bytes()), gzip(b"<p>x</p>")].concat()))
}
