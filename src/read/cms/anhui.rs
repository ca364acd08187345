//! The disclosure platform of 安徽: unit pages `/public/column/<organ>?type=4&catId=…`, whose list the fragment endpoint
//! `/site/label/8888` brings by what the page's own script says of it.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::paging::{following, is_page_key, page_of, parameter, with};
use super::request::Request;
use super::script::{Literal, Script};
use crate::pattern::pattern;
use crate::read::dom::Dom;
use crate::site::{Call, Pager};

/// How far before the name of the list its object may start, in bytes.
const LONGEST_START: usize = 2_000;
/// The number of a page.
const PAGE: &str = "pageIndex";

static NAME: LazyLock<Regex> = LazyLock::new(|| pattern(r#"["']?labelName["']?\s*:\s*["']publicInfoList["']"#));
static ENDPOINT: LazyLock<Regex> = LazyLock::new(|| pattern(r#"["']([^"'<>\s?]{0,200}/site/label/[0-9]{1,6})["'?]"#));
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"["']([^"'<>\s]{0,200}/site/label/[0-9]{1,6}\?[^"'<>\s]{0,1500}labelName=publicInfoList[^"'<>\s]{0,1500})["']"#,
    )
});
static ORGAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"/public/column/([0-9]{1,20})"));

fn is_fragment(url: &Url) -> bool {
    url.path().contains("/site/label/") && parameter(url, "labelname").is_some()
}

/// The call behind a script's request.
pub(super) fn call(request: &Request) -> Option<Call> {
    let url = request.in_address();
    let list = is_fragment(&url) && parameter(&url, "labelname").is_some_and(|name| name == "publicInfoList");
    list.then(|| of_list(&url))
}

/// The call by what else the page says of its list: an object with its parameters, or the whole address.
pub(super) fn calls(dom: &Dom<'_>, script: &Script<'_>) -> Option<Call> {
    let whole = || {
        let address = ADDRESS.captures(dom.text)?.get(1)?.as_str().replace("&amp;", "&");
        Some(of_list(&Url::parse(&dom.resolve(&address)?).ok()?))
    };
    if !dom.text.contains("publicInfoList") {
        return None;
    }
    described(dom, script).or_else(whole)
}

/// An object with `labelName: 'publicInfoList'`.
fn described(dom: &Dom<'_>, script: &Script<'_>) -> Option<Call> {
    let place = NAME.find(dom.text)?.start();
    let far = dom.text.floor_char_boundary(place.saturating_sub(LONGEST_START));
    let start = far + dom.text[far..place].rfind('{')?;
    let Literal::Object(members) = script.literal(start) else { return None };
    let endpoint =
        ENDPOINT.captures(dom.text).and_then(|found| found.get(1)).map_or("/site/label/8888", |found| found.as_str());
    let mut url = Url::parse(&dom.resolve(endpoint)?).ok()?;
    url.set_query(None);
    for (key, value) in [("IsAjax", "1"), ("dataType", "html")] {
        if !members.iter().any(|(name, _)| name == key) {
            url.query_pairs_mut().append_pair(key, value);
        }
    }
    for (key, value) in &members {
        let value = match value {
            Literal::Text(text) => text.clone(),
            _ if is_page_key(key) => "1".to_owned(),
            _ => of_page(dom, key)?,
        };
        url.query_pairs_mut().append_pair(key, &value);
    }
    Some(of_list(&url))
}

/// What the address of the unit's page says.
fn of_page(dom: &Dom<'_>, key: &str) -> Option<String> {
    let organ = || Some(ORGAN.captures(dom.url.path())?.get(1)?.as_str().to_owned());
    let asked = || dom.url.query_pairs().find(|(name, _)| name == key).map(|(_, value)| value.into_owned());
    if key == "organId" { organ() } else { asked() }
}

/// The first page of the list, without the number that keeps a browser from answering from its memory.
fn of_list(url: &Url) -> Call {
    let mut url = url.clone();
    let pairs: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| key != "_")
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    url.query_pairs_mut().clear().extend_pairs(pairs);
    Call { url: with(&url, &[(PAGE, "1".to_owned())]).into(), form: Vec::new() }
}

/// How the list goes on: the fragment after this one; after a page that shows the first entries itself, the second.
pub(super) fn pager(dom: &Dom<'_>, script: &Script<'_>, shown: Option<&Pager>) -> Option<Pager> {
    let pages = shown.and_then(|shown| shown.pages)?;
    let next = if is_fragment(dom.url) {
        following(dom.url, pages)
    } else if page_of(dom.url).is_none() && ORGAN.is_match(dom.url.path()) && pages > 1 {
        let first = calls(dom, script).and_then(|call| Url::parse(&call.url).ok());
        first.map(|first| with(&first, &[(PAGE, "2".to_owned())]).into())
    } else {
        None
    };
    next.map(|next| Pager { pages: Some(pages), next: Some(next), form: Vec::new() })
}
