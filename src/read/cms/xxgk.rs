//! The disclosure module of Hanweb: a column page shows a frame or asks `/module/xxgk/search.jsp` for its rows, and
//! `/module/xxgk/tree.jsp` draws the tree of columns.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use scraper::{ElementRef, Selector};
use url::Url;

use super::paging::{page_of, with};
use super::request::Request;
use crate::pattern::pattern;
use crate::read::dom::{Dom, short_words};
use crate::read::fixed::selector;
use crate::site::{Call, Link, LinkRole, Pager};

/// Most columns of a tree.
const MOST_COLUMNS: usize = 2_000;
/// Longest name of a column, in bytes.
const LONGEST_NAME: usize = 120;
/// Elements of a row among which its name is looked for: it stands first.
const MOST_BEFORE_NAME: usize = 20;
/// The number of a page in a search.
const PAGE: &str = "currpage";

static FRAMES: LazyLock<Selector> = LazyLock::new(|| selector("iframe[src*='/module/xxgk/']"));
static NODES: LazyLock<Selector> = LazyLock::new(|| selector("a[href*='funclick('], a[onclick*='funclick(']"));
static NODE: LazyLock<Regex> = LazyLock::new(|| pattern(r#"funclick\(\s*["']([0-9A-Za-z_.-]{1,40})["']"#));
static TREE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"["']([^"'<>\s]{0,200}/module/xxgk/tree\.jsp\?[^"'<>\s]{1,500})["']"#));
static GO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"funGoPage\(\s*["'][^"']{0,1000}["']\s*,\s*["']?([0-9]{1,6})["']?\s*\)"#));

fn is_search(url: &Url) -> bool {
    url.path().ends_with("/module/xxgk/search.jsp")
}

/// The list in a frame.
pub(super) fn frames(dom: &Dom<'_>) -> Vec<Call> {
    if !dom.text.contains("/module/xxgk/") {
        return Vec::new();
    }
    let frames =
        dom.html.select(&FRAMES).filter(|frame| frame.attr("src").is_some_and(|src| !src.contains("tree.jsp")));
    frames.filter_map(|frame| Some(Call { url: dom.resolve(frame.attr("src")?)?, form: Vec::new() })).collect()
}

/// The call behind a script's request: everything is posted, and stands in the address as well, as the module itself does
/// it from the second page on.
pub(super) fn call(request: &Request) -> Option<Call> {
    if !is_search(&request.url) {
        return None;
    }
    let fields: Vec<(&str, String)> = request.fields.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    let mut url = with(&request.url, &fields);
    let told = |wanted: &str| url.query_pairs().any(|(key, value)| key == wanted && !value.is_empty());
    if !told("infotypeId") && !told("area") && !told("divid") {
        return None;
    }
    if !told(PAGE) {
        url = with(&url, &[(PAGE, "1".to_owned())]);
    }
    Some(posted(&url))
}

fn posted(url: &Url) -> Call {
    let form = url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect();
    Call { url: url.clone().into(), form }
}

/// How the rows of an answer go on, by its `funGoPage`; `shown` is what its texts tell.
pub(super) fn pager(dom: &Dom<'_>, shown: Option<&Pager>) -> Option<Pager> {
    if !is_search(dom.url) {
        return None;
    }
    let numbers = GO.captures_iter(dom.text).take(100).filter_map(|found| found.get(1)?.as_str().parse::<u32>().ok());
    let page = page_of(dom.url).map_or(1, |(_, page)| page.max(1));
    let last = numbers.max()?;
    let pages = shown.and_then(|shown| shown.pages).unwrap_or_else(|| last.max(page));
    let next = page.checked_add(1).filter(|next| *next <= last);
    let next = next.map(|next| posted(&with(dom.url, &[(PAGE, next.to_string())])));
    let form = next.as_ref().map(|call| call.form.clone()).unwrap_or_default();
    Some(Pager { pages: Some(pages), next: next.map(|call| call.url), form })
}

/// The columns of the tree, with their names above them; on other pages the link to the tree.
pub(super) fn columns(dom: &Dom<'_>) -> Vec<Link> {
    if !dom.url.path().ends_with("/module/xxgk/tree.jsp") {
        if !dom.text.contains("/module/xxgk/tree.jsp") {
            return Vec::new();
        }
        let tree = TREE.captures(dom.text).and_then(|found| dom.resolve(&found.get(1)?.as_str().replace("&amp;", "&")));
        let link = |url| Link { text: "信息公开目录".to_owned(), url, role: LinkRole::Column, path: Vec::new() };
        return tree.map(link).into_iter().collect();
    }
    dom.html.select(&NODES).take(MOST_COLUMNS).filter_map(|node| column(dom, node)).collect()
}

fn column(dom: &Dom<'_>, node: ElementRef<'_>) -> Option<Link> {
    let script = [node.attr("href"), node.attr("onclick")];
    let id =
        script.into_iter().flatten().find_map(|script| Some(NODE.captures(script)?.get(1)?.as_str().to_owned()))?;
    let text = short_words(node, LONGEST_NAME).filter(|text| !text.is_empty())?;
    let search = Url::parse(&dom.resolve("/module/xxgk/search.jsp")?).ok()?;
    let own: Vec<(String, String)> = dom.url.query_pairs().into_owned().collect();
    let fields: Vec<(&str, String)> = own.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    let url = with(&with(&search, &fields), &[("infotypeId", id)]);
    let rows = node.ancestors().take(40).filter_map(ElementRef::wrap).filter(|above| above.value().name() == "li");
    let mut path: Vec<String> = rows.skip(1).filter_map(|row| head(row)).collect();
    path.reverse();
    Some(Link { text: text.into_owned(), url: url.into(), role: LinkRole::Column, path })
}

/// The name of a row of the tree: its first link.
fn head(row: ElementRef<'_>) -> Option<String> {
    let link = row.descendent_elements().take(MOST_BEFORE_NAME).find(|element| element.value().name() == "a")?;
    short_words(link, LONGEST_NAME).filter(|text| !text.is_empty()).map(Cow::into_owned)
}
