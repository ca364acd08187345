//! The platform of 安康 and its counties: `Node-<id>.html`, page k `Node-<id>_<k>.html`, the last link of the pager tells
//! how many.

use std::sync::LazyLock;

use regex::Regex;
use scraper::Selector;

use crate::pattern::pattern;
use crate::read::dom::Dom;
use crate::read::fixed::selector;
use crate::site::Pager;

/// Most pages that a list is believed to have.
const MOST_PAGES: u32 = 100_000;

static NODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"/Node-([0-9]{1,12})(?:_([0-9]{1,6}))?\.html$"));
static LINKS: LazyLock<Selector> = LazyLock::new(|| selector("div.page a[href]"));

/// The pager of a node.
pub(super) fn pager(dom: &Dom<'_>) -> Option<Pager> {
    let own = NODE.captures(dom.url.path())?;
    let id = own.get(1)?.as_str();
    let page = own.get(2).and_then(|page| page.as_str().parse::<u32>().ok()).unwrap_or(1);
    let last = dom.html.select(&LINKS).take(200).filter_map(|link| {
        let path = dom.resolve(link.attr("href")?)?;
        let found = NODE.captures(&path)?;
        let same = found.get(1).is_some_and(|other| other.as_str() == id);
        same.then(|| found.get(2).map_or(Some(1), |page| page.as_str().parse::<u32>().ok()))?
    });
    let pages = last.max()?.max(page).min(MOST_PAGES);
    let next = page.checked_add(1).filter(|next| *next <= pages);
    Some(Pager {
        pages: Some(pages),
        next: next.and_then(|next| dom.resolve(&format!("Node-{id}_{next}.html"))),
        form: Vec::new(),
    })
}
