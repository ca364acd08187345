//! Blocks on the front page of a column: each shows the newest entries of a column below it.

use scraper::ElementRef;
use url::Url;

use super::label::MORE;
use crate::read::dom::{Dom, short_words};

/// Steps up from a list to what stands beside the heading of its block.
const HIGHEST: usize = 3;
/// Elements before a list among which its heading is looked for.
const MOST_BEFORE: usize = 3;
/// Elements of a heading that are looked at.
const MOST_IN_HEADING: usize = 40;
/// Longest words of a link to all entries of a block, in bytes.
const LONGEST_MORE: usize = 40;

/// The list belongs to a block whose 更多 leads to a column below the page. That of a box beside the content leads
/// elsewhere.
pub(super) fn is_block(dom: &Dom<'_>, list: ElementRef<'_>) -> bool {
    let around = std::iter::once(list).chain(list.ancestors().filter_map(ElementRef::wrap)).take(HIGHEST);
    let before = around.flat_map(|part| part.prev_siblings().filter_map(ElementRef::wrap).take(MOST_BEFORE));
    before.filter_map(more).next().and_then(|more| dom.resolve(more)).is_some_and(|more| is_below(dom.url, &more))
}

/// Where the 更多 in a heading leads.
fn more(heading: ElementRef<'_>) -> Option<&str> {
    let links = heading.descendent_elements().take(MOST_IN_HEADING).filter(|part| part.value().name() == "a");
    let mut links = links.filter(|link| short_words(*link, LONGEST_MORE).is_some_and(|words| MORE.is_match(&words)));
    links.next()?.attr("href")
}

/// `url` stands in a folder below that of `page`. Below the root folder stands the whole site.
pub(in crate::read) fn is_below(page: &Url, url: &str) -> bool {
    let folder = page.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    let Ok(url) = Url::parse(url) else { return false };
    let rest = url.path().strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    !folder.is_empty()
        && url.host() == page.host()
        && rest.is_some_and(|rest| !rest.is_empty())
        && url.path() != page.path()
}
