//! 全站抓取: every page of the site, whatever a verdict needs.

use url::Url;

use super::Walk;
use crate::crawl::address;
use crate::crawl::frontier::Wish;
use crate::crawl::scope::Place;
use crate::crawl::sign::mark;
use crate::crawl::wishes::{self, Spot};
use crate::site::{Outcome, PageKind, Purpose, Via};

/// Comes after all that the usual visit asks for.
const PAGE: f64 = -2000.0;
/// Articles come before further lists of them: what waits in line stays short.
const FURTHER: f64 = -3000.0;

/// Whether a page is asked for only so that its links are followed.
pub(super) fn asks_for_links(wish: &Wish) -> bool {
    wish.purpose == Purpose::Item && wish.priority <= PAGE
}

impl Walk<'_> {
    /// Puts in line all pages of the site that a page leads to, and the next one of its list.
    pub(super) fn offer_everything(&mut self, spot: &Spot<'_>, wish: &Wish) {
        let links = spot.page.links.iter().map(|link| (&link.url, &link.text));
        let items = spot.page.items.iter().map(|item| (&item.url, &item.title));
        for (address, text) in links.chain(items) {
            // Most links stand on page after page.
            let mark = mark(&(address, text));
            if self.known.contains(&mark) {
                continue;
            }
            if self.page(spot, address, text).is_none_or(|wish| self.frontier.offer(wish)) {
                self.known.insert(mark);
            } else {
                // What had to go for it may be among them.
                self.forget_links();
            }
        }
        if let Some(next) = wishes::pager(&self.scope, spot, wish, u32::MAX) {
            self.frontier.offer(Wish { priority: FURTHER, ..next });
        }
    }

    /// A page of the site, whatever it may be; `None` for what is never asked for.
    fn page(&self, spot: &Spot<'_>, address: &str, text: &str) -> Option<Wish> {
        let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        if address::is_trap(&url, text) || self.scope.place(&url) == Place::Elsewhere {
            return None;
        }
        let via = Via { from: spot.page.url.clone(), text: text.to_owned(), path: Vec::new() };
        Some(Wish::new(url, Purpose::Item, Some(via), spot.depth.saturating_add(1), PAGE))
    }
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
