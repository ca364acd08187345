//! Rows about what stands in a page, and about statuses.

use std::fmt::Write;

use encoding_rs::GBK;
use lanmu::site::{FailureClass, PageKind};

use super::TARGET;
use super::pages::{answer, endless_head, entries, healthy, home, html_of, list, page};
use super::server::{Act, Asked};
use super::table::{Behaviour, at_target};

pub(crate) fn rows() -> Vec<Behaviour> {
    use FailureClass::{Blocked, HttpStatus, NotPage, TooLarge};
    let (fails, reads) = (Behaviour::fails, Behaviour::reads);
    vec![
        fails(("million-links", "shows a million links on one page"), million_links, TooLarge, "页面超过 8388608 字节")
            .bytes(32 << 20),
        reads(("links-up-to-the-limit", "shows 8 MiB of links"), many_links, PageKind::Column)
            .told("只读取了前面的部分")
            .bytes(16 << 20),
        reads(("deep", "nests 100,000 elements"), deep, PageKind::Other)
            .told("嵌套超过256层")
            .on_sheets(&["页面标签嵌套超过256层，没有读取内容"]),
        reads(("attributes", "gives one tag 50,000 attributes"), attributes, PageKind::Other)
            .told("属性过多")
            .on_sheets(&["页面标签的属性过多，没有读取内容"]),
        reads(("multiplies", "makes the tree far larger than the page"), multiplies, PageKind::Other)
            .told("节点超过300000个")
            .on_sheets(&["页面节点超过300000个，没有读取内容"]),
        reads(("deep-home", "nests 100,000 elements on its home page"), deep_home, PageKind::Other)
            .at("/")
            .told("嵌套超过256层")
            .on_sheets(&["页面标签嵌套超过256层，没有读取内容"]),
        reads(("comment-for-long", "opens a comment and never closes it"), comment, PageKind::Other)
            .on_sheets(&["内容需人工核查"]),
        reads(("nul-bytes", "puts a NUL after every tag"), nul_bytes, PageKind::Column),
        reads(("only-nul-bytes", "sends half a megabyte of NUL as a page"), only_nul_bytes, PageKind::Other)
            .on_sheets(&["内容需人工核查"]),
        reads(("false-charset", "says ISO-2022-JP and sends UTF-8"), false_charset, PageKind::Column),
        reads(("charset-that-is-none", "says a charset that nobody knows"), no_charset, PageKind::Column),
        reads(("mixed-charsets", "sends half a page in UTF-8 and half in GBK"), mixed_charsets, PageKind::Column),
        fails(("file-as-page", "sends a PDF as a page"), file_as_page, NotPage, "PDF 文件"),
        fails(
            ("challenge", "answers 200 with a page that tests the visitor"),
            challenge,
            Blocked,
            "验证访问者是否为浏览器",
        )
        .on_sheets(&["网站要求验证访问者是否为浏览器", "加入白名单"]),
        reads(("soft-404", "answers 200 and says that there is nothing"), soft_404, PageKind::Soft404)
            .on_sheets(&["链接失效"]),
        reads(("all-home", "answers any address with its home page"), all_home, PageKind::Soft404).requests(40),
        fails(("nothing-at-all", "answers 204 without a body"), no_content, NotPage, "内容为空（状态 204）"),
        fails(("empty-page", "answers 200 without a body"), empty, NotPage, "内容为空（状态 200）"),
        fails(("unknown-status", "answers 799"), unknown_status, HttpStatus, "状态 799"),
        fails(("storm-of-429", "answers 429, to be asked again in 1990"), storm, Blocked, "请求过于频繁"),
        reads(("once-429", "answers 429 once, to be asked again in 1990"), once_429, PageKind::Column),
        fails(
            ("retry-after-a-year", "answers 429, to be asked again in a year"),
            a_year,
            Blocked,
            "网站要求等待很久再访问",
        ),
        fails(("retry-after-nonsense", "answers 503 with waits that are none"), nonsense, HttpStatus, "状态 503"),
    ]
}

fn million_links(asked: &Asked) -> Option<Act> {
    at_target(asked, || {
        let links = "<a href=\"/yjs/1.html\">预算</a>".repeat(1_000_000);
        Act::Close([endless_head(""), links.into_bytes()].concat())
    })
}

fn many_links(asked: &Asked) -> Option<Act> {
    at_target(asked, || {
        let mut links = entries(TARGET);
        for n in 0.. {
            let _ = write!(links, "<li><a href=\"/yjs/{n}.html\">预算{n}</a><span>2020-08-01</span></li>");
            if links.len() > (8 << 20) - 4_000 {
                break;
            }
        }
        page(&list("预决算公开", &links, ""))
    })
}

fn deep(asked: &Asked) -> Option<Act> {
    at_target(asked, || page(&list("预决算公开", &"<div>".repeat(100_000), "")))
}

fn deep_home(asked: &Asked) -> Option<Act> {
    (asked.path == "/").then(|| page(&home(&"<div>".repeat(100_000))))
}

fn attributes(asked: &Asked) -> Option<Act> {
    let many = || (0..50_000).map(|n| format!(" a{n}=\"{n}\"")).collect::<String>();
    at_target(asked, || page(&list("预决算公开", &format!("<li{}></li>", many()), "")))
}

fn multiplies(asked: &Asked) -> Option<Act> {
    let fonts = || (0..200).map(|n| format!("<font size={n}>")).collect::<String>();
    at_target(asked, || page(&format!("<p>{}{}", fonts(), "<p>x".repeat(100_000))))
}

fn comment(asked: &Asked) -> Option<Act> {
    at_target(asked, || page(&format!("<!-- {}", "<div><p>政务公开</p></div>".repeat(30_000))))
}

fn nul_bytes(asked: &Asked) -> Option<Act> {
    at_target(asked, || page(&list("预决算公开", &entries(TARGET), "").replace('>', ">\0")))
}

fn only_nul_bytes(asked: &Asked) -> Option<Act> {
    at_target(asked, || html_of(&vec![0; 1 << 19]))
}

fn says_charset(asked: &Asked, charset: &str) -> Option<Act> {
    let headers = format!("Content-Type: text/html; charset={charset}\r\n");
    at_target(asked, || Act::Send(answer("200 OK", &headers, list("预决算公开", &entries(TARGET), "").as_bytes())))
}

fn false_charset(asked: &Asked) -> Option<Act> {
    says_charset(asked, "ISO-2022-JP")
}

fn no_charset(asked: &Asked) -> Option<Act> {
    says_charset(asked, "\"gb2312,utf-8;;x-无此编码")
}

fn mixed_charsets(asked: &Asked) -> Option<Act> {
    at_target(asked, || {
        let (head, tail) = (list("预决算公开", &entries(TARGET), ""), "<p>青禾市财政预决算公开统一平台主办</p>");
        html_of(&[head.as_bytes(), GBK.encode(tail).0.as_ref()].concat())
    })
}

fn file_as_page(asked: &Asked) -> Option<Act> {
    at_target(asked, || html_of(b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj"))
}

fn challenge(asked: &Asked) -> Option<Act> {
    let test = "<html><head><title>安全验证</title></head><body>请稍候，正在验证您的浏览器\
                <script>document.cookie='__jsl_clearance=1';location.reload()</script></body></html>";
    at_target(asked, || page(test))
}

fn soft_404(asked: &Asked) -> Option<Act> {
    let gone = "<html><head><title>页面不存在</title></head><body>抱歉，您访问的页面不存在或已删除</body></html>";
    at_target(asked, || page(gone))
}

fn all_home(asked: &Asked) -> Option<Act> {
    (asked.path != "/robots.txt").then(|| healthy("/"))
}

fn no_content(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Send(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()))
}

fn empty(asked: &Asked) -> Option<Act> {
    at_target(asked, || html_of(b""))
}

fn unknown_status(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Send(answer("799 Whatever", "", b"")))
}

const PAST: &str = "Retry-After: Thu, 01 Mar 1990 00:00:00 GMT\r\n";

fn storm(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Send(answer("429 Too Many Requests", PAST, b"")))
}

fn once_429(asked: &Asked) -> Option<Act> {
    if asked.before == 0 { storm(asked) } else { None }
}

fn a_year(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Send(answer("429 Too Many Requests", "Retry-After: 31536000\r\n", b"")))
}

fn nonsense(asked: &Asked) -> Option<Act> {
    let waits = "Retry-After: -1\r\nRetry-After: 99999999999999999999999\r\n";
    at_target(asked, || Act::Send(answer("503 Service Unavailable", waits, b"")))
}
