//! How the file came: statuses, failures, its size, and what it rules over.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::crawl::robots::{MAX_BYTES, Robots, is_one};
use crate::crawl::{Answer, Received, Response};
use crate::site::{Failure, FailureClass};

fn robots(received: Received) -> Robots {
    Robots::read(&Response {
        asked: "http://www.a.example/robots.txt".to_owned(),
        posted: None,
        look: 1,
        at: Timestamp::UNIX_EPOCH,
        elapsed: Duration::ZERO,
        requests: 1,
        hops: Vec::new(),
        exchanges: Vec::new(),
        certificates: BTreeMap::new(),
        received,
    })
}

fn file(status: u16, text: &str) -> Robots {
    let url = "http://www.a.example/robots.txt".to_owned();
    robots(Received::Answer(Answer::new(url, status, BTreeMap::new(), text.as_bytes().to_vec())))
}

fn failed(class: FailureClass) -> Robots {
    let detail = "服务器拒绝连接".to_owned();
    robots(Received::Failed(Failure { class, status: None, detail, at: Timestamp::UNIX_EPOCH }))
}

fn refused(robots: &Robots, path: &str) -> Option<FailureClass> {
    let url = format!("http://www.a.example{path}").parse().unwrap();
    robots.refusal(&url, Timestamp::UNIX_EPOCH).map(|failure| failure.class)
}

#[test]
fn statuses() {
    const NOTHING: &str = "User-agent: *\nDisallow: /\n";
    for status in [200, 206] {
        assert_eq!(refused(&file(status, NOTHING), "/"), Some(FailureClass::Robots), "{status}");
    }
    // RFC 9309, 2.3.1.3: there is none. A wall that keeps crawlers out says nothing in robots.txt.
    for status in [302, 400, 401, 403, 404, 410, 412, 418, 451] {
        assert_eq!(refused(&file(status, NOTHING), "/"), None, "{status}");
    }
    // 2.3.1.4: it cannot be reached now. 429 means the same, as Google's specification says.
    for status in [429, 500, 502, 503, 504, 521] {
        let robots = file(status, "");
        assert!(robots.is_closed(), "{status}");
        assert_eq!(refused(&robots, "/"), Some(FailureClass::Robots), "{status}");
    }
    assert!(file(429, "").may_come_later() && file(503, "").may_come_later());
}

#[test]
fn failures() {
    for class in
        [FailureClass::Refused, FailureClass::Timeout, FailureClass::Dns, FailureClass::Tls, FailureClass::Reset]
    {
        let robots = failed(class);
        assert!(robots.may_come_later());
        assert_eq!(refused(&robots, "/"), Some(class), "the failure keeps its class");
    }
    // Too many redirects, or one to somewhere that is no robots.txt (2.3.1.2).
    for class in [FailureClass::Loop, FailureClass::NotPage, FailureClass::Guard] {
        assert_eq!(refused(&failed(class), "/"), None);
    }
}

#[test]
fn a_page_in_its_place_allows() {
    let page =
        "<!DOCTYPE html><html><head><title>404</title></head><body>您访问的页面不存在<br>Disallow: /</body></html>";
    assert_eq!(refused(&file(200, page), "/"), None);
}

#[test]
fn what_lies_beyond_the_limit_says_nothing() {
    let mut text = "User-agent: *\nDisallow: /a/\n".to_owned();
    text.push_str(&"# 说明\n".repeat(MAX_BYTES / "# 说明\n".len() - 10));
    let within = format!("{text}Disallow: /b/\n");
    assert!(within.len() < MAX_BYTES);
    assert_eq!(refused(&file(200, &within), "/b/"), Some(FailureClass::Robots));

    let filled = format!("{text}{}\n", "#".repeat(MAX_BYTES - text.len() - 1));
    assert_eq!(filled.len(), MAX_BYTES);
    let beyond = file(200, &format!("{filled}Disallow: /b/\n"));
    assert_eq!((refused(&beyond, "/a/"), refused(&beyond, "/b/")), (Some(FailureClass::Robots), None));

    // "Disallow: /" is what is left of a rule for one page.
    let room = MAX_BYTES - text.len() - "\nDisallow: /".len();
    let cut = file(200, &format!("{text}{}\nDisallow: /one-page.html\n", "#".repeat(room)));
    assert_eq!((refused(&cut, "/"), refused(&cut, "/a/")), (None, Some(FailureClass::Robots)));
}

#[test]
fn it_rules_over_one_scheme_host_and_port() {
    let address = |url: &str| Robots::address(&url.parse().unwrap()).map(String::from);
    for (url, robots) in [
        ("http://a.example/", "http://a.example/robots.txt"),
        ("https://a.example/x/y.html?z#w", "https://a.example/robots.txt"),
        ("http://www.a.example/", "http://www.a.example/robots.txt"),
        ("http://a.example:8181/", "http://a.example:8181/robots.txt"),
        ("http://a.example:80/", "http://a.example/robots.txt"),
        ("https://a.example:443/", "https://a.example/robots.txt"),
        ("http://政府.example/", "http://xn--mxtq1m.example/robots.txt"),
        ("http://212.96.82.21/", "http://212.96.82.21/robots.txt"),
    ] {
        assert_eq!(address(url).as_deref(), Some(robots), "{url}");
    }
}

#[test]
fn the_file_itself_may_always_be_asked_for() {
    let robots = file(200, "User-agent: *\nDisallow: /\n");
    assert_eq!(refused(&robots, "/robots.txt"), None);
    assert!(refused(&robots, "/robots.txt?x").is_some() && refused(&robots, "/x/robots.txt").is_some());
    assert!(is_one(&"http://a.example/robots.txt".parse().unwrap()));
}

#[test]
fn the_query_counts_and_the_fragment_does_not() {
    let robots = file(200, "User-agent: *\nDisallow: /*?print=\nDisallow: /a$\n");
    assert_eq!(refused(&robots, "/a#top"), Some(FailureClass::Robots));
    assert_eq!(refused(&robots, "/b?print=1"), Some(FailureClass::Robots));
    assert_eq!((refused(&robots, "/a?b"), refused(&robots, "/b#?print=1")), (None, None));
}
