//! Rows about sites that never end.

use std::fmt::Write;

use lanmu::site::PageKind;

use super::pages::{entries, home, list, page};
use super::server::{Act, Asked};
use super::table::Behaviour;

/// Most requests to a site without an end.
const BOUNDED: usize = 60;

pub(crate) fn rows() -> Vec<Behaviour> {
    let reads = |words, act| Behaviour::reads(words, act, PageKind::Column).requests(BOUNDED);
    vec![
        reads(("calendar", "has a calendar without end"), calendar),
        reads(("sort-orders", "sorts its list in any order of any order"), sort_orders),
        reads(("sessions", "gives every link a new session"), sessions).at("/yjs/?sid=00001eef"),
        reads(("growing-paths", "links deeper with every page"), growing),
        reads(("pager-for-ever", "has a further page after every page"), pager),
        reads(("hosts-for-ever", "links to a new host of its own with every page"), hosts),
    ]
}

fn calendar(asked: &Asked) -> Option<Act> {
    if asked.path == "/" {
        return with_menu(asked, "<li><a href=\"/rc/1.html\">工作日程</a></li>");
    }
    let day: u32 = asked.path.strip_prefix("/rc/")?.trim_end_matches(".html").parse().unwrap_or(0);
    let days = (1..=31).fold(String::new(), |mut all, next| {
        let _ = write!(all, "<li><a href=\"/rc/{}.html\">{next}日日程</a></li>", day + next);
        all
    });
    let next = format!("<div class=\"side\"><ul>{days}</ul></div><a href=\"/rc/{}.html\">下一月</a>", day + 31);
    Some(page(&list("工作日程", "", &next)))
}

fn with_menu(asked: &Asked, more: &str) -> Option<Act> {
    (asked.path == "/").then(|| page(&home(more)))
}

fn sort_orders(asked: &Asked) -> Option<Act> {
    let by = |key: &str| {
        let joint = if asked.path.contains('?') { "&" } else { "?" };
        format!("<a href=\"{}{joint}sort={key}&order=desc\">按{key}排序</a>", asked.path)
    };
    let orders = ["日期", "标题", "来源"].map(by).concat();
    asked.path.starts_with("/yjs/").then(|| page(&list("预决算公开", &entries("/yjs/"), &orders)))
}

fn sessions(asked: &Asked) -> Option<Act> {
    // By place and time, so that no two pages give the same one.
    let session = format!("?sid={:08x}", asked.path.len() * 7_919 + asked.before);
    let path = asked.path.split('?').next().unwrap_or_default();
    let html = match path {
        "/" => home(""),
        "/yjs/" => list("预决算公开", &entries("/yjs/"), "<a href=\"/sgjf/\">三公经费公开</a>"),
        "/sgjf/" => list("三公经费公开", &entries("/sgjf/"), "<a href=\"/yjs/\">预决算公开</a>"),
        _ => return None,
    };
    Some(page(&html.replace("/\">", &format!("/{session}\">"))))
}

fn growing(asked: &Asked) -> Option<Act> {
    let more = "<div class=\"nav\"><ul><li><a href=\"czxx/\">财政信息</a></li><li><a href=\"gk/\">公开目录</a></li></ul></div>";
    match asked.path.as_str() {
        "/" => with_menu(asked, "<li><a href=\"/zl/\">财政专栏</a></li>"),
        path if path.starts_with("/zl/") => Some(page(&list("财政专栏", &entries("/zl/"), more))),
        _ => None,
    }
}

fn pager(asked: &Asked) -> Option<Act> {
    let number: u32 =
        asked.path.strip_prefix("/yjs/")?.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0);
    let next = format!("<div class=\"page\"><a href=\"/yjs/index_{}.html\">下一页</a></div>", number + 1);
    let entries = format!("<li><a href=\"/yjs/t{number}.html\">2020年第{number}批决算</a><span>2020-09-01</span></li>");
    (!asked.path.contains("/t")).then(|| page(&list("预决算公开", &entries, &next)))
}

fn hosts(asked: &Asked) -> Option<Act> {
    let links = (0..50).fold(String::new(), |mut all, n| {
        let address = asked.address("/czxx/").replace("http://", &format!("http://h{n}x{}.", asked.before));
        let _ = write!(all, "<li><a href=\"{address}\">财政收支信息</a></li>");
        all
    });
    with_menu(asked, &links)
}
