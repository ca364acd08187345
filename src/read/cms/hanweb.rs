//! Hanweb jpage lists: the visible list is empty, its records stand as XML or as an array in a script, or come alone from
//! the paging address (`dataproxy.jsp`).

use std::sync::LazyLock;

use regex::Regex;
use scraper::Html;
use url::Url;

use super::paging::{parameter, with};
use super::records::{MOST_RECORDS, Records};
use super::request::fields;
use super::script::{Literal, Script};
use crate::pattern::pattern;
use crate::read::dom::Dom;
use crate::read::lists::entries_in;
use crate::site::{Call, DateSource, Item, Pager};

/// Entries of one request where the page does not say how many it shows.
const PER_PAGE: u32 = 15;
/// Longest record, in bytes; one is a row of a list.
const LONGEST_RECORD: usize = 16 * 1024;
/// Nodes that the records of one page are believed to have in all: formatting that is never closed multiplies them.
const MOST_NODES: usize = 300_000;

static STORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<datastore>(.*?)</datastore>"));
static RECORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>"));
static PAGES: LazyLock<Regex> = LazyLock::new(|| pattern(r"<totalpage>\s*([0-9]{1,6})\s*</totalpage>"));
static TOTAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"<totalrecord>\s*([0-9]{1,9})\s*</totalrecord>"));
static NEXT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?s)<nextgroup>\s*<!\[CDATA\[.{0,200}?href\s*=\s*["']([^"']{1,2000})["']"#));
/// What draws the list on the column page.
static DRAWS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\.jpage\s*\("));

/// The entries in the page's data, and how they go on; `None` where the page holds no such data.
pub(super) fn records(dom: &Dom<'_>) -> Option<Records> {
    let store = STORE.captures(dom.text)?.get(1)?.as_str();
    let found = RECORD.captures_iter(store).filter_map(|record| record.get(1)).map(|source| source.as_str());
    let items = rows(dom, found);
    let number = |form: &Regex| form.captures(store).and_then(|found| found.get(1)?.as_str().parse::<u32>().ok());
    let total = number(&TOTAL);
    let next = NEXT.captures(store).and_then(|found| dom.resolve(&found.get(1)?.as_str().replace("&amp;", "&")));
    let next = next.filter(|next| next != dom.url.as_str() && !items.is_empty());
    let pages = number(&PAGES).filter(|pages| *pages > 0);
    let pager = match total.and_then(|total| following(dom.url, total)) {
        Some(group) if next.is_none() && !items.is_empty() => Pager { pages, ..group },
        _ => Pager { pages, next, ..Pager::default() },
    };
    (!items.is_empty() || total.is_none_or(|total| total == 0)).then_some(Records { items, pager })
}

/// The entries of records, as long as they stay within the bounds.
fn rows<'s>(dom: &Dom<'_>, sources: impl Iterator<Item = &'s str>) -> Vec<Item> {
    let mut nodes = 0;
    let sources = sources.take(MOST_RECORDS).filter(|source| source.len() <= LONGEST_RECORD);
    let trees = sources.map_while(|source| {
        let html = Html::parse_fragment(source);
        nodes += html.tree.nodes().len();
        (nodes <= MOST_NODES).then_some((source, html))
    });
    trees.filter_map(|(source, html)| row(&Dom::new(&html, dom.url, source))).collect()
}

/// The entry of one record.
fn row(record: &Dom<'_>) -> Option<Item> {
    let mut item = entries_in(record).into_iter().next()?;
    if item.date_source == Some(DateSource::List) {
        item.date_source = Some(DateSource::Cms);
    }
    Some(item)
}

/// The records after those of an answer that was asked for by their numbers (`startrecord`, `endrecord`).
fn following(url: &Url, total: u32) -> Option<Pager> {
    let number = |key: &str| parameter(url, key)?.parse::<u32>().ok();
    let (start, end) = (number("startrecord")?, number("endrecord")?);
    let length = end.checked_sub(start)?.checked_add(1)?;
    let last = end.checked_add(length)?;
    let changes = [("startrecord", end.checked_add(1)?.to_string()), ("endrecord", last.to_string())];
    (end < total).then(|| {
        let next = with(url, &changes);
        Pager { next: Some(next.clone().into()), form: posted(&next), pages: None }
    })
}

/// What is posted besides the numbers of the records: the address carries it as well, so that the answer can tell how the
/// list goes on.
fn posted(url: &Url) -> Vec<(String, String)> {
    let numbers = ["startrecord", "endrecord", "perpage"];
    let pairs = url.query_pairs().filter(|(key, _)| !numbers.contains(&key.as_ref()));
    pairs.map(|(key, value)| (key.into_owned(), value.into_owned())).collect()
}

/// The entries that `$('#1234').jpage({dataStore: […]})` draws.
pub(super) fn drawn(dom: &Dom<'_>, script: &Script<'_>) -> Option<Records> {
    let options = options(dom, script)?;
    let Some(Literal::List(rows)) = options.member("dataStore") else { return None };
    let items = self::rows(dom, rows.iter().filter_map(Literal::text));
    let number = |name: &str| options.member(name)?.text()?.parse::<u32>().ok();
    let pages = number("totalRecord").zip(number("perPage").filter(|size| *size > 0));
    let pages = pages.map(|(total, size)| total.div_ceil(size).max(1));
    let rest = call(&options, dom, items.len()).filter(|_| pages.is_some_and(|pages| pages > 1));
    let pager = rest.map_or_else(Pager::default, |call| Pager { next: Some(call.url), form: call.form, pages: None });
    (!items.is_empty()).then_some(Records { items, pager: Pager { pages, ..pager } })
}

/// The call for the list that `$('#1234').jpage({proxyUrl: …, ajaxParam: {…}})` draws.
pub(super) fn calls(dom: &Dom<'_>, script: &Script<'_>) -> Option<Call> {
    call(&options(dom, script)?, dom, 0)
}

fn options(dom: &Dom<'_>, script: &Script<'_>) -> Option<Literal> {
    script.arguments(DRAWS.find(dom.text)?.end()).into_iter().next()
}

/// What asks for the records after the first `seen`.
fn call(options: &Literal, dom: &Dom<'_>, seen: usize) -> Option<Call> {
    let proxy = dom.resolve(options.member("proxyUrl")?.text()?).filter(|proxy| proxy.contains("dataproxy.jsp"))?;
    let form = fields(options.member("ajaxParam").or_else(|| options.member("proxyParam"))?)?;
    let size = options.member("perPage").and_then(|size| size.text()?.parse().ok()).unwrap_or(PER_PAGE).max(1);
    let start = u32::try_from(seen).ok()?.checked_add(1)?;
    // The page shows its list in groups of three pages.
    let end = size.checked_mul(3)?.checked_add(start - 1)?;
    let mut url = Url::parse(&proxy).ok()?;
    let numbers = [("startrecord", start), ("endrecord", end), ("perpage", size)];
    url.query_pairs_mut().extend_pairs(numbers.map(|(key, value)| (key, value.to_string()))).extend_pairs(&form);
    Some(Call { form: posted(&url), url: url.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_that_multiply_end_the_list() {
        let good = "<li><a href='/art/1.html'>公开指南</a><span>2026-04-01</span></li>";
        let fonts: String = (0..200).map(|size| format!("<font size={size}>")).collect();
        let multiplies = format!("{good}<p>{fonts}{}", "<p>x".repeat(3_000));
        let url = Url::parse("http://www.qinghe.example/col/col1/index.html").unwrap();
        let page = Html::parse_document("");
        let dom = Dom::new(&page, &url, "");
        assert_eq!(rows(&dom, std::iter::repeat_n(good, 30)).len(), 30);
        assert_eq!(rows(&dom, [good, &multiplies, good].into_iter()).len(), 1);
    }
}
