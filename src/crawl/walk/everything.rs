//! 全站抓取: every page of the site, whatever a verdict needs.

use url::Url;

use crate::crawl::address;
use crate::crawl::frontier::Wish;
use crate::crawl::scope::{Place, Scope};
use crate::crawl::wishes::{self, Spot};
use crate::site::{Outcome, PageKind, Purpose, Via};

/// Comes after all that the usual visit asks for.
const PAGE: f64 = -2000.0;
/// Articles come before further lists of them: what waits in line stays short.
const FURTHER: f64 = -3000.0;

/// All pages of the site that a page leads to, and the next one of its list.
pub(super) fn wishes(scope: &Scope, spot: &Spot<'_>, wish: &Wish) -> Vec<Wish> {
    let links = spot.page.links.iter().map(|link| (&link.url, &link.text));
    let items = spot.page.items.iter().map(|item| (&item.url, &item.title));
    let page = |(address, text): (&String, &String)| {
        let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        if address::is_trap(&url, text) || scope.place(&url) == Place::Elsewhere {
            return None;
        }
        let via = Via { from: spot.page.url.clone(), text: text.clone(), path: Vec::new() };
        Some(Wish::new(url, Purpose::Item, Some(via), spot.depth.saturating_add(1), PAGE))
    };
    let further = wishes::pager(scope, spot, wish, u32::MAX).map(|next| Wish { priority: FURTHER, ..next });
    links.chain(items).filter_map(page).chain(further).collect()
}

/// What was asked for as any page and turned out to be a column counts as one.
pub(super) fn as_it_came(wish: Wish, outcome: &Outcome) -> Wish {
    let column = |kind| matches!(kind, PageKind::Column | PageKind::Empty | PageKind::Shell);
    match outcome {
        Outcome::Page { page, .. } if wish.purpose == Purpose::Item && column(page.kind) => {
            Wish { purpose: Purpose::Column, ..wish }
        }
        _ => wish,
    }
}
