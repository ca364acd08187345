//! The disclosure platform of Guangdong (gkmlpt): the page embeds the tree of columns, lists come as JSON.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use serde_json::Value;
use url::Url;

use crate::pattern::pattern;
use crate::read::date::{epoch_date, first_date};
use crate::read::dom::{Dom, fold};
use crate::site::{DateSource, Item, Link, LinkRole, Pager};

/// Most columns of a tree.
const MOST_COLUMNS: usize = 5_000;
/// Entries on one page of a list.
const PER_PAGE: u64 = 100;

static TREE: LazyLock<Regex> = LazyLock::new(|| pattern(r#"\bTREE["']?\s*[:=]\s*\["#));
static SITE: LazyLock<Regex> = LazyLock::new(|| pattern(r#"\bSID["']?\s*[:=]\s*["']?([0-9]{1,12})"#));

/// The columns of the tree in the page's `_CONFIG`; each address is that of the column's list.
pub(in crate::read) fn columns(dom: &Dom<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    let Some(base) = dom.url.as_str().find("/gkmlpt").map(|at| &dom.url.as_str()[..at]) else { return links };
    let site = SITE.captures(dom.text).and_then(|found| found.get(1)).map(|digits| digits.as_str());
    if let (Some(site), Some(start)) = (site, TREE.find(dom.text)) {
        let source = &dom.text[start.end() - 1..];
        let tree = serde_json::Deserializer::from_str(source).into_iter::<Value>().next();
        if let Some(Ok(Value::Array(nodes))) = tree {
            let address = |id: &str| format!("{base}/gkmlpt/api/all/{id}?page=1&sid={site}");
            descend(&nodes, &mut Vec::new(), &address, &mut links);
        }
    }
    links
}

fn descend(nodes: &[Value], path: &mut Vec<String>, address: &dyn Fn(&str) -> String, links: &mut Vec<Link>) {
    for node in nodes {
        let Some(name) = node["name"].as_str().map(fold).filter(|name| !name.is_empty()) else { continue };
        let id = node["id"].as_str().map(str::to_owned).or_else(|| node["id"].as_u64().map(|id| id.to_string()));
        if let Some(id) = id.filter(|id| id.len() <= 40 && id.chars().all(|letter| letter.is_ascii_alphanumeric())) {
            links.push(Link { text: name.clone(), url: address(&id), role: LinkRole::Column, path: path.clone() });
        }
        if links.len() >= MOST_COLUMNS {
            return;
        }
        if let Some(children) = node["children"].as_array() {
            path.push(name);
            descend(children, path, address, links);
            path.pop();
        }
    }
}

/// The entries of a list that came as JSON; `None` where the body is none.
pub(in crate::read) fn articles(dom: &Dom<'_>) -> Option<(Vec<Item>, Pager)> {
    let text = dom.text.trim_start();
    if !text.starts_with('{') || !dom.url.path().contains("/gkmlpt/api/") {
        return None;
    }
    let body: Value = serde_json::from_str(text).ok()?;
    let items: Vec<Item> = body["articles"].as_array()?.iter().filter_map(|article| item(dom, article)).collect();
    let pages = body["total"].as_u64().and_then(|total| u32::try_from(total.div_ceil(PER_PAGE)).ok());
    let page: u32 =
        dom.url.query_pairs().find(|(key, _)| key == "page").and_then(|(_, page)| page.parse().ok()).unwrap_or(1);
    let next = pages.is_some_and(|pages| page < pages).then(|| with_page(dom.url, page.saturating_add(1)));
    Some((items, Pager { pages: pages.map(|pages| pages.max(1)), next, ..Pager::default() }))
}

fn item(dom: &Dom<'_>, article: &Value) -> Option<Item> {
    let title = article["title"].as_str().map(fold).filter(|title| !title.is_empty())?;
    let url = article["url"].as_str().or_else(|| article["post_url"].as_str()).and_then(|url| dom.resolve(url))?;
    let date = ["display_publish_time", "first_publish_time", "date", "create_time", "created_at"]
        .iter()
        .find_map(|key| day(&article[*key]));
    Some(Item { title, url, date, date_source: date.map(|_| DateSource::Cms) })
}

fn day(value: &Value) -> Option<Date> {
    match value {
        Value::String(text) => first_date(text).or_else(|| epoch_date(text)),
        Value::Number(number) => epoch_date(&number.to_string()),
        _ => None,
    }
}

fn with_page(url: &Url, page: u32) -> String {
    let mut next = url.clone();
    let others: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| key != "page")
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    next.query_pairs_mut().clear().append_pair("page", &page.to_string()).extend_pairs(others);
    next.into()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use scraper::Html;

    use super::*;

    #[test]
    fn the_tree_gives_columns() {
        let text = r#"<script>window._CONFIG = {SID: '755001', LANG: 'zh', TREE: [{"id":10,"name":"机构概况","children":[{"id":11,"name":"机构职能","children":[]}]},{"id":20,"name":"财政预决算"}], OTHER: 1}</script>"#;
        let url = Url::parse("http://www.qinghe.example/qhjy/gkmlpt/index").unwrap();
        let html = Html::parse_document(text);
        let links = columns(&Dom::new(&html, &url, text));
        let found: Vec<(&str, &[String])> =
            links.iter().map(|link| (link.text.as_str(), link.path.as_slice())).collect();
        assert_eq!(found, [("机构概况", &[][..]), ("机构职能", &["机构概况".to_owned()][..]), ("财政预决算", &[][..])]);
        assert_eq!(links[1].url, "http://www.qinghe.example/qhjy/gkmlpt/api/all/11?page=1&sid=755001");
    }

    #[test]
    fn a_list_comes_as_json() {
        let text = r#"{"total":130,"articles":[
            {"id":1,"title":"清河县教育局2020年预算","url":"http://www.qinghe.example/gkmlpt/content/0/508/post_508890.html","display_publish_time":1599580800},
            {"id":2,"title":"清河县教育局职能","post_url":"/gkmlpt/content/0/507/post_507000.html","created_at":"2020-01-02 08:00:00"},
            {"id":3,"title":""}]}"#;
        let url = Url::parse("http://www.qinghe.example/gkmlpt/api/all/20?page=1&sid=755001").unwrap();
        let html = Html::parse_document(text);
        let (items, pager) = articles(&Dom::new(&html, &url, text)).unwrap();
        assert_eq!(items.len(), 2);
        assert_eq!((items[0].date, items[0].date_source), (Some(date(2020, 9, 9)), Some(DateSource::Cms)));
        assert_eq!(items[1].url, "http://www.qinghe.example/gkmlpt/content/0/507/post_507000.html");
        assert_eq!(items[1].date, Some(date(2020, 1, 2)));
        assert_eq!(pager.pages, Some(2));
        assert_eq!(pager.next.as_deref(), Some("http://www.qinghe.example/gkmlpt/api/all/20?page=2&sid=755001"));
    }
}
