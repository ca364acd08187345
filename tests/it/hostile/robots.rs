//! Rows about robots.txt.

use lanmu::site::{FailureClass, PageKind};

use super::pages::{answer, endless_head, entries, home, list, page, redirect};
use super::server::{Act, Asked};
use super::table::{Behaviour, dripping};

pub(crate) fn rows() -> Vec<Behaviour> {
    use FailureClass::{Robots, Timeout};
    let (fails, reads) = (Behaviour::fails, Behaviour::reads);
    vec![
        fails(("robots-of-50-mb", "has a robots.txt of 50 MB"), of_50_mb, Robots, "robots.txt 不允许访问该网址")
            .bytes(16 << 20),
        reads(("robots-in-html", "has a page as robots.txt"), in_html, PageKind::Column),
        reads(("robots-circle", "sends who asks for robots.txt in a circle"), in_circle, PageKind::Column),
        reads(("robots-elsewhere", "redirects robots.txt to 127.0.0.1"), elsewhere, PageKind::Column),
        fails(("robots-500", "answers 500 for robots.txt"), broken, Robots, "robots.txt 返回状态 500")
            .at("/")
            .on_sheets(&["网站无法访问", "robots.txt 返回状态 500"]),
        fails(("robots-forbids-all", "forbids everything"), all, Robots, "robots.txt 不允许访问该网址")
            .at("/")
            .on_sheets(&["网站无法访问", "robots.txt 不允许访问该网址"]),
        fails(("robots-drips", "sends robots.txt at one byte a second"), drips, Timeout, "读取 robots.txt 时连接超时")
            .at("/")
            .on_sheets(&["网站无法访问", "读取 robots.txt 时连接超时"]),
        fails(("robots-in-chinese", "forbids a path in raw Chinese"), in_chinese, Robots, "不允许访问该网址")
            .at("/%E9%A2%84%E5%86%B3%E7%AE%97/"),
        fails(("robots-escaped", "forbids a path in escapes"), escaped, Robots, "不允许访问该网址")
            .at("/%E9%A2%84%E5%86%B3%E7%AE%97/"),
        reads(("robots-of-noise", "has a robots.txt of random bytes"), noise, PageKind::Column),
    ]
}

fn robots(asked: &Asked, act: impl FnOnce() -> Act) -> Option<Act> {
    (asked.path == "/robots.txt").then(act)
}

fn text(rules: &[u8]) -> Act {
    Act::Send(answer("200 OK", "Content-Type: text/plain\r\n", rules))
}

fn of_50_mb(asked: &Asked) -> Option<Act> {
    let filling = || "# 这一行没有规则\n".repeat((50 << 20) / 24);
    robots(asked, || text(format!("User-agent: *\nDisallow: /yjs/\n{}", filling()).as_bytes()))
}

fn in_html(asked: &Asked) -> Option<Act> {
    robots(asked, || page(&home("<li>Disallow: /</li>")))
}

fn in_circle(asked: &Asked) -> Option<Act> {
    robots(asked, || redirect("/robots.txt"))
}

fn elsewhere(asked: &Asked) -> Option<Act> {
    robots(asked, || redirect("http://127.0.0.1/robots.txt"))
}

fn broken(asked: &Asked) -> Option<Act> {
    robots(asked, || Act::Send(answer("500 Internal Server Error", "", b"")))
}

fn all(asked: &Asked) -> Option<Act> {
    robots(asked, || text(b"User-agent: *\nDisallow: /\n"))
}

fn drips(asked: &Asked) -> Option<Act> {
    robots(asked, || dripping(endless_head(""), "#"))
}

fn chinese_site(asked: &Asked, rules: &str) -> Option<Act> {
    match asked.path.as_str() {
        "/robots.txt" => Some(text(rules.as_bytes())),
        "/" => Some(page(&home("").replace("/yjs/", "/预决算/"))),
        "/%E9%A2%84%E5%86%B3%E7%AE%97/" => Some(page(&list("预决算公开", &entries("/yjs/"), ""))),
        _ => None,
    }
}

fn in_chinese(asked: &Asked) -> Option<Act> {
    chinese_site(asked, "User-agent: *\nDisallow: /预决算/\n")
}

fn escaped(asked: &Asked) -> Option<Act> {
    chinese_site(asked, "User-agent: *\nDisallow: /%E9%A2%84%E5%86%B3%E7%AE%97/\n")
}

fn noise(asked: &Asked) -> Option<Act> {
    // A linear congruential sequence: no line of it is a rule.
    let noise = (0..100_000_u32).scan(1_u32, |state, _| {
        *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes().first().copied()
    });
    let noise: Vec<u8> = noise.collect();
    robots(asked, || text(&noise))
}
