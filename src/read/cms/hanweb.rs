//! Hanweb jpage lists: the visible list is empty, its records stand as XML in a script, or come alone from the paging
//! address.

use std::sync::LazyLock;

use regex::Regex;
use scraper::Html;

use crate::pattern::pattern;
use crate::read::dom::Dom;
use crate::read::lists::entries_in;
use crate::site::{DateSource, Item, Pager};

/// Most records of one page.
const MOST_RECORDS: usize = 2_000;
/// Longest record, in bytes; one is a row of a list.
const LONGEST_RECORD: usize = 16 * 1024;

static STORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<datastore>(.*?)</datastore>"));
static RECORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>"));
static PAGES: LazyLock<Regex> = LazyLock::new(|| pattern(r"<totalpage>\s*([0-9]{1,6})\s*</totalpage>"));
static NEXT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?s)<nextgroup>\s*<!\[CDATA\[.{0,200}?href\s*=\s*["']([^"']{1,2000})["']"#));

/// The entries in the page's data, and how they go on; `None` where the page holds no such data.
pub(in crate::read) fn records(dom: &Dom<'_>) -> Option<(Vec<Item>, Pager)> {
    let store = STORE.captures(dom.text)?.get(1)?.as_str();
    let records = RECORD.captures_iter(store).take(MOST_RECORDS).filter_map(|record| {
        let source = record.get(1).map(|source| source.as_str()).filter(|source| source.len() <= LONGEST_RECORD)?;
        let html = Html::parse_fragment(source);
        let mut item = entries_in(&Dom::new(&html, dom.url, source)).into_iter().next()?;
        if item.date_source == Some(DateSource::List) {
            item.date_source = Some(DateSource::Cms);
        }
        Some(item)
    });
    let pages = PAGES.captures(store).and_then(|found| found.get(1)?.as_str().parse().ok()).filter(|pages| *pages > 0);
    let next = NEXT.captures(store).and_then(|found| dom.resolve(&found.get(1)?.as_str().replace("&amp;", "&")));
    Some((records.collect(), Pager { pages, next, ..Pager::default() }))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use url::Url;

    use super::*;

    #[test]
    fn records_in_a_script_are_entries() {
        let text = r#"<html><body><div class="list" id="1234"></div>
<script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=1&path=http://www.qinghe.example/&columnid=1234&unitid=567"></a>]]></nextgroup>
<totalrecord>17</totalrecord><totalpage>2</totalpage><recordset>
<record><![CDATA[<li><a title="清河县人民政府关于做好春耕备耕工作的通知" href="/art/2020/8/14/art_1234_9001.html">清河县人民政府关于做好春耕...</a><span>2020-08-14</span></li>]]></record>
<record><![CDATA[<li><a href='/art/2020/8/3/art_1234_9000.html' title='清河县2020年防汛预案'>清河县2020年防汛预案</a><b>2020-08-03</b></li>]]></record>
<record><![CDATA[<tr><td><a href="/art/2020/7/1/art_1234_8999.html">清河县公告</a></td></tr>]]></record>
</recordset></datastore></script></body></html>"#;
        let url = Url::parse("http://www.qinghe.example/col/col1234/index.html").unwrap();
        let html = Html::parse_document(text);
        let (items, pager) = records(&Dom::new(&html, &url, text)).unwrap();
        assert_eq!(items.len(), 3);
        assert_eq!(items[0].title, "清河县人民政府关于做好春耕备耕工作的通知");
        assert_eq!(items[0].url, "http://www.qinghe.example/art/2020/8/14/art_1234_9001.html");
        assert_eq!((items[0].date, items[0].date_source), (Some(date(2020, 8, 14)), Some(DateSource::Cms)));
        assert_eq!(items[1].date, Some(date(2020, 8, 3)));
        assert_eq!((items[2].date, items[2].date_source), (Some(date(2020, 7, 1)), Some(DateSource::Url)));
        assert_eq!(pager.pages, Some(2));
        assert_eq!(
            pager.next.as_deref(),
            Some(
                "http://www.qinghe.example/module/web/jpage/dataproxy.jsp?page=1&webid=1&path=http://www.qinghe.example/&columnid=1234&unitid=567"
            )
        );
    }

    #[test]
    fn a_page_without_such_data_has_none() {
        let text = "<ul><li><a href=a.html>清河县公告</a></li></ul>";
        let url = Url::parse("http://www.qinghe.example/").unwrap();
        let html = Html::parse_document(text);
        assert!(records(&Dom::new(&html, &url, text)).is_none());
    }
}
