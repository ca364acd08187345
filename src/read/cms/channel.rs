//! Sites with channel codes (`/site/c112289c/…`, `/c100275/202404/….shtml`): lists come from a search by the channel, as
//! JSON or as a piece of HTML.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::paging::{following, parameter};
use super::request::Request;
use crate::pattern::pattern;
use crate::read::dom::Dom;
use crate::site::{Call, Pager};

static SEARCH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"/(?:(?:common|es-search)/search|search|searchList|(?:wh)?manuscriptList)/[0-9A-Za-z]{5,64}$")
});

/// A search for the papers of a channel, not one for words.
fn is_search(url: &Url) -> bool {
    let asks = ["template", "isagg", "pagesize"].iter().any(|key| parameter(url, key).is_some());
    SEARCH.is_match(url.path()) && asks && parameter(url, "searchword").is_none()
}

/// The call behind a script's request.
pub(super) fn call(request: &Request) -> Option<Call> {
    is_search(&request.in_address()).then(|| request.call())
}

/// How a piece of HTML goes on whose texts or variables tell the number of pages.
pub(super) fn pager(dom: &Dom<'_>, shown: Option<&Pager>) -> Option<Pager> {
    let pages = shown.and_then(|shown| shown.pages).filter(|_| is_search(dom.url))?;
    Some(Pager { pages: Some(pages), next: following(dom.url, pages), form: Vec::new() })
}
