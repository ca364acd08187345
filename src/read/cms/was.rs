//! TRS WAS5, the search engine that many portals draw their lists from: a script asks `/was5/web/search` for a channel and
//! gets XML.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::paging::{page_of, parameter, with};
use super::records::{MOST_RECORDS, Records, item};
use super::request::Request;
use crate::pattern::pattern;
use crate::read::dom::Dom;
use crate::site::{Call, Item, Pager};

static RECORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<REC>(.*?)</REC>"));
static COUNT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)<RECORDCOUNT>\s*(?:<!\[CDATA\[)?\s*([0-9]{1,9})\s*(?:\]\]>)?\s*</RECORDCOUNT>"));
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?is)<(TITLE|DOCTITLE|URL|DOCPUBURL|DOCRELTIME)>\s*(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))\s*</")
});

/// Whether `url` is that of the search.
fn is_search(url: &Url) -> bool {
    url.path().ends_with("/was5/web/search")
}

/// The call behind a script's request. The search answers GET and POST alike; with GET the address tells the list, so that
/// its answer can tell how it goes on.
pub(super) fn call(request: &Request) -> Option<Call> {
    let url = request.in_address();
    let channel = parameter(&url, "channelid").is_some_and(|channel| !channel.is_empty());
    (is_search(&url) && channel).then(|| Call { url: url.into(), form: Vec::new() })
}

/// The entries of an answer.
pub(super) fn records(dom: &Dom<'_>) -> Option<Records> {
    let count = COUNT.captures(dom.text).and_then(|found| found.get(1)?.as_str().parse::<u32>().ok());
    let found = RECORD.captures_iter(dom.text).take(MOST_RECORDS);
    let items: Vec<Item> = found.filter_map(|record| entry(dom, record.get(1)?.as_str())).collect();
    if !dom.text.trim_start().starts_with('<') || (items.is_empty() && count != Some(0)) {
        return None;
    }
    Some(Records { pager: pager(dom.url, count, items.len()), items })
}

fn entry(dom: &Dom<'_>, record: &str) -> Option<Item> {
    let field = |wanted: [&str; 2]| {
        FIELD.captures_iter(record).find_map(|found| {
            let name = found.get(1)?.as_str();
            let value = found.get(2).or_else(|| found.get(3))?.as_str().trim();
            (wanted.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)) && !value.is_empty()).then_some(value)
        })
    };
    item(dom, field(["TITLE", "DOCTITLE"])?, field(["URL", "DOCPUBURL"])?, field(["DOCRELTIME", "DOCRELTIME"]))
}

/// How the list goes on, where the address says which page this is or that it is the first.
fn pager(url: &Url, count: Option<u32>, records: usize) -> Pager {
    let (key, page) = page_of(url).unwrap_or_else(|| ("page".to_owned(), 1));
    let told = ["prepage", "perpage"].iter().find_map(|key| parameter(url, key)?.parse::<u32>().ok());
    let shown = || u32::try_from(records).ok().filter(|_| page <= 1);
    let size = told.or_else(shown).filter(|size| *size > 0);
    let pages = count.zip(size).map(|(count, size)| count.div_ceil(size).max(1));
    let next = page.checked_add(1).filter(|_| records > 0 && is_search(url) && pages.is_some_and(|pages| page < pages));
    Pager { pages, next: next.map(|next| with(url, &[(&key, next.to_string())]).into()), ..Pager::default() }
}
