//! Sites with articles at `/info/<column>/<id>.htm`: the first page of a column is `<column>.htm`, the others lie in a folder
//! of its name and are numbered downwards, so nothing but their links tells the next one.

use std::sync::LazyLock;

use scraper::Selector;
use url::Url;

use crate::read::dom::{Dom, short_words};
use crate::read::fixed::selector;
use crate::site::Pager;

/// Most links that are looked at.
const MOST_LINKS: usize = 5_000;
/// Longest text of a pager's link, in bytes.
const LONGEST_TEXT: usize = 20;

static LINKS: LazyLock<Selector> = LazyLock::new(|| selector("a[href$='.htm']"));

/// The pager of a column, by its links.
pub(super) fn pager(dom: &Dom<'_>) -> Option<Pager> {
    let folder = folder(dom.url)?;
    let numbered = |url: &Url| {
        let file = url.path().strip_prefix(&folder)?.strip_prefix('/')?.strip_suffix(".htm")?;
        (url.host() == dom.url.host() && file.len() <= 6).then(|| file.parse::<u32>().ok())?
    };
    let links = dom.html.select(&LINKS).take(MOST_LINKS).filter_map(|link| {
        let url = dom.resolve(link.attr("href")?)?;
        numbered(&Url::parse(&url).ok()?)?;
        Some((short_words(link, LONGEST_TEXT)?.into_owned(), url))
    });
    let links: Vec<(String, String)> = links.collect();
    let named = |names: [&str; 2]| links.iter().find(|(text, _)| names.contains(&text.as_str())).map(|(_, url)| url);
    let next = named(["下页", "下一页"]).filter(|next| *next != dom.url.as_str());
    // The last page is printed with its number as well.
    let last = named(["尾页", "末页"]);
    let pages = links.iter().filter(|(_, url)| Some(url) == last).find_map(|(text, _)| text.parse::<u32>().ok());
    next.map(|next| Pager { pages, next: Some(next.clone()), form: Vec::new() })
}

/// Where the further pages of the column lie: `/tzgg` for `/tzgg.htm` and `/tzgg/12.htm`.
fn folder(url: &Url) -> Option<String> {
    let stem = url.path().strip_suffix(".htm")?;
    let (above, file) = stem.rsplit_once('/')?;
    let number = !file.is_empty() && file.bytes().all(|byte| byte.is_ascii_digit());
    Some(if number { above.to_owned() } else { stem.to_owned() })
}
