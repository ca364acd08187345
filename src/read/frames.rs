//! Pages whose content stands in a frame.

use std::sync::LazyLock;

use regex::Regex;
use scraper::{ElementRef, Selector};

use super::dom::Dom;
use super::fixed::selector;
use super::lists::is_elsewhere;
use crate::pattern::pattern;
use crate::site::Call;

/// Most frames of one page that are asked for.
const MOST_FRAMES: usize = 4;
/// Most elements that are looked at.
const MOST_LOOKED_AT: usize = 50;
/// A frame narrower or lower than this shows the weather, not a list; in pixels.
const SMALL: u32 = 200;

static FRAMES: LazyLock<Selector> = LazyLock::new(|| selector("frameset frame[src]"));
static INLINE: LazyLock<Selector> = LazyLock::new(|| selector("iframe[src]"));
static HIDDEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden"));
static SIZE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:^|[;\s])(?:width|height)\s*:\s*([0-9]{1,5})(?:px|[;\s]|$)"));

/// The frames of a `<frameset>`.
pub(super) fn frames(dom: &Dom<'_>) -> Vec<Call> {
    dom.html.select(&FRAMES).take(MOST_LOOKED_AT).filter_map(|frame| call(dom, frame)).take(MOST_FRAMES).collect()
}

/// The frame in a page that shows nothing itself: the only one of the site that is not small.
pub(super) fn sole_frame(dom: &Dom<'_>) -> Option<Call> {
    let big = dom.html.select(&INLINE).take(MOST_LOOKED_AT).filter(|frame| !is_small(*frame));
    let mut calls = big.filter_map(|frame| call(dom, frame));
    calls.next().filter(|_| calls.next().is_none())
}

fn call(dom: &Dom<'_>, frame: ElementRef<'_>) -> Option<Call> {
    let url = dom.resolve(frame.attr("src")?)?;
    let own = url.starts_with("http") && !is_elsewhere(dom.url, &url) && url != dom.url.as_str();
    own.then_some(Call { url, form: Vec::new() })
}

/// A frame without a size gets one from a script or a style sheet.
fn is_small(frame: ElementRef<'_>) -> bool {
    let style = frame.attr("style").unwrap_or_default();
    let pixels = |name| frame.attr(name).and_then(|size| size.trim().trim_end_matches("px").parse::<u32>().ok());
    let styled = SIZE.captures_iter(style).filter_map(|found| found.get(1)?.as_str().parse().ok());
    let sizes = [pixels("width"), pixels("height")];
    HIDDEN.is_match(style) || sizes.into_iter().flatten().chain(styled).any(|size| size < SMALL)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use crate::read::{Source, page};
    use crate::site::{Page, PageKind};

    fn read(address: &str, html: &str) -> Page {
        let url = Url::parse(&format!("http://www.qinghe.example{address}")).unwrap();
        page(&Source { url: &url, content_type: None, body: html.as_bytes(), home: None })
    }

    fn called(page: &Page) -> Vec<&str> {
        page.calls.iter().map(|call| &call.url["http://www.qinghe.example".len()..]).collect()
    }

    const FRAMESET: &str = "<html><head><title>青禾县财政局</title></head><frameset rows='100,*'><frame src='top.html'>
        <frameset cols='200,*'><frame src='menu.html'><frame src='list.asp?id=3'><frame src='http://elsewhere.example/'></frameset>
        </frameset></html>";

    #[test]
    fn the_frames_of_a_frameset_are_the_page() {
        let list = read("/czj/czxx.html", FRAMESET);
        assert_eq!(called(&list), ["/czj/top.html", "/czj/menu.html", "/czj/list.asp?id=3"]);
        assert_eq!(list.kind, PageKind::Column);
        let home = read("/", FRAMESET);
        assert_eq!((home.kind, home.calls.len()), (PageKind::Home, 3));
    }

    fn around(content: &str) -> String {
        format!(
            "<html><body><ul class=nav><li><a href=/>首页</a></li><li><a href=/zwgk/>政务公开</a></li></ul>
             <div class=crumb>当前位置：<a href=/>首页</a> > <a href=/czxx/>财政信息</a></div>{content}</body></html>"
        )
    }

    #[test]
    fn the_only_frame_of_a_bare_page_holds_its_list() {
        let frame = "<iframe name=list src=/list/12.html width='100%' scrolling=no></iframe>";
        let page = read("/czxx/", &around(frame));
        assert_eq!((called(&page), page.kind), (vec!["/list/12.html"], PageKind::Column));
    }

    #[test]
    fn a_frame_beside_content_or_for_something_else_is_left_alone() {
        let rows: String = (1..5)
            .map(|n| format!("<li><a href={n}.html>青禾县2020年财政预算公开第{n}号</a><span>2020-09-0{n}</span></li>"))
            .collect();
        for content in [
            format!("<ul class=list>{rows}</ul><iframe src=/list/12.html></iframe>"),
            "<iframe src=/weather.html width=300 height=25></iframe>".to_owned(),
            "<iframe src=/count.html style='display:none'></iframe>".to_owned(),
            "<iframe src=http://elsewhere.example/></iframe>".to_owned(),
            "<iframe src=/a.html></iframe><iframe src=/b.html></iframe>".to_owned(),
            "<iframe src='about:blank'></iframe>".to_owned(),
        ] {
            assert_eq!(called(&read("/czxx/", &around(&content))), [""; 0], "{content}");
        }
    }
}
