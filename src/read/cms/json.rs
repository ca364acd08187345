//! Lists that come as JSON: an object that holds an array of records with a title and an address, as gkmlpt, the sites with
//! channel codes and many others answer.

use serde_json::{Map, Value};
use url::Url;

use super::paging::{page_of, parameter, plain, with};
use super::records::{MOST_RECORDS, Records, item};
use crate::read::dom::Dom;
use crate::site::{Item, Pager};

/// Deepest object that is looked for an array of records.
const DEEPEST: usize = 5;
/// Most pages that a list is believed to have.
const MOST_PAGES: u64 = 100_000;
/// Entries on one page of a list of gkmlpt.
const PER_PAGE: u64 = 100;

const TITLES: [&str; 6] = ["title", "doctitle", "articletitle", "infotitle", "newstitle", "contenttitle"];
const ADDRESSES: [&str; 12] = [
    "url",
    "posturl",
    "docpuburl",
    "puburl",
    "pageurl",
    "link",
    "linkurl",
    "href",
    "infourl",
    "articleurl",
    "contenturl",
    "detailurl",
];
/// When a record was published.
const DATES: [&str; 17] = [
    "displaypublishtime",
    "firstpublishtime",
    "publishedtimestr",
    "publishedtime",
    "publishtimestr",
    "publishtime",
    "publishdate",
    "publisheddate",
    "pubdate",
    "pubtime",
    "releasetime",
    "releasedate",
    "docreltime",
    "docpubtime",
    "showdate",
    "infodate",
    "date",
];
/// When it was typed in: good enough where a family is known to print it.
const MADE: [&str; 2] = ["createtime", "createdat"];
/// Arrays that hold records, so that an empty one is an empty list.
const LISTS: [&str; 9] = ["articles", "list", "rows", "records", "results", "result", "data", "items", "infolist"];
const PAGES: [&str; 5] = ["totalpage", "totalpages", "pagecount", "pages", "pagetotal"];
const TOTALS: [&str; 6] = ["total", "totalcount", "recordcount", "totalrecord", "totalrecords", "totalelements"];
const SIZES: [&str; 6] = ["pagesize", "perpage", "prepage", "rows", "size", "limit"];
/// Codes of answers that went well.
const WELL: [&str; 8] = ["0", "1", "200", "ok", "success", "true", "", "00000"];

/// The list, where the body is nothing but JSON (perhaps in the call of a function) with an array of records.
pub(super) fn records(dom: &Dom<'_>) -> Option<Records> {
    let body = body(dom.text)?;
    let mut above = Vec::new();
    let found = find(&body, &mut above, &|array| has_records(dom, array));
    let found = found.or_else(|| {
        above.clear();
        let empty = |array: &[Value]| array.is_empty();
        find(&body, &mut above, &empty).filter(|_| went_well(&body))
    })?;
    let made = dom.url.path().contains("/gkmlpt/api/");
    let items: Vec<Item> = found.iter().take(MOST_RECORDS).filter_map(|record| entry(dom, record, made)).collect();
    let pager = pager(dom.url, &above, items.len(), made);
    Some(Records { items, pager })
}

/// What the body says, without the call of a function around it.
fn body(text: &str) -> Option<Value> {
    let text = text.trim();
    let bare = match text.as_bytes().first()? {
        b'{' | b'[' => text,
        first if first.is_ascii_alphabetic() || *first == b'_' => {
            let (name, rest) = text.split_once('(')?;
            let is_name = name.len() <= 80
                && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_.$ ".contains(letter));
            is_name.then(|| rest.trim_end_matches([';', ' ', '\n', '\r']).strip_suffix(')'))??
        }
        _ => return None,
    };
    serde_json::from_str(bare).ok().filter(|value: &Value| value.is_object() || value.is_array())
}

/// The first array that is `wanted`, by its place from the outside; `above` gets the objects around it.
fn find<'v>(
    value: &'v Value,
    above: &mut Vec<&'v Map<String, Value>>,
    wanted: &dyn Fn(&[Value]) -> bool,
) -> Option<&'v [Value]> {
    match value {
        Value::Array(array) => (wanted(array) && (!array.is_empty() || !above.is_empty())).then_some(array.as_slice()),
        Value::Object(object) if above.len() < DEEPEST => {
            above.push(object);
            let arrays = object.iter().filter(|(key, value)| {
                value.as_array().is_some_and(|array| !array.is_empty() || LISTS.contains(&plain(key).as_str()))
            });
            let objects = object.values().filter(|value| value.is_object());
            let found = arrays.map(|(_, value)| value).chain(objects).find_map(|value| find(value, above, wanted));
            if found.is_none() {
                above.pop();
            }
            found
        }
        _ => None,
    }
}

fn has_records(dom: &Dom<'_>, array: &[Value]) -> bool {
    let sample = array.len().min(20);
    let good = array.iter().take(sample).filter(|record| entry(dom, record, false).is_some()).count();
    good > 0 && good * 2 >= sample
}

/// The answer does not say that something went wrong.
fn went_well(body: &Value) -> bool {
    ["code", "status", "success", "errcode", "errno"].iter().all(|key| match &body[*key] {
        Value::Null => true,
        Value::String(word) => WELL.contains(&word.to_ascii_lowercase().as_str()),
        other => WELL.contains(&other.to_string().as_str()),
    })
}

fn entry(dom: &Dom<'_>, record: &Value, made: bool) -> Option<Item> {
    let record = record.as_object()?;
    let date = text(record, &DATES).or_else(|| if made { text(record, &MADE) } else { None });
    item(dom, &text(record, &TITLES)?, &text(record, &ADDRESSES)?, date.as_deref())
}

/// The first of the members that is a text or a number.
fn text(record: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let value = record.iter().find(|(key, _)| plain(key) == *name)?.1;
        let text = value.as_str().map(str::to_owned).or_else(|| value.as_u64().map(|number| number.to_string()))?;
        (!text.trim().is_empty()).then_some(text)
    })
}

/// How the list goes on, by the numbers around the records and the page's number in the address.
fn pager(url: &Url, above: &[&Map<String, Value>], count: usize, gkmlpt: bool) -> Pager {
    let told = |names: &[&str]| above.iter().rev().find_map(|object| text(object, names)?.parse::<u64>().ok());
    let page = page_of(url);
    let asked = SIZES.iter().find_map(|key| parameter(url, key)?.parse().ok());
    let first = page.as_ref().is_none_or(|(_, page)| *page <= 1);
    let size = if gkmlpt { Some(PER_PAGE) } else { asked.or_else(|| told(&SIZES)) }
        .or_else(|| first.then_some(count as u64))
        .filter(|size| *size > 0);
    let counted = || Some(told(&TOTALS)?.div_ceil(size?));
    let pages =
        told(&PAGES).or_else(counted).filter(|pages| *pages <= MOST_PAGES).and_then(|pages| u32::try_from(pages).ok());
    let next = page.zip(pages).and_then(|((key, page), pages)| {
        let next = page.checked_add(1)?;
        // Where the first page is 0, the last one is one less.
        let last = if page == 0 { pages.saturating_sub(1) } else { pages };
        (page < last && count > 0).then(|| with(url, &[(&key, next.to_string())]).into())
    });
    Pager { pages: pages.map(|pages| pages.max(1)), next, ..Pager::default() }
}
