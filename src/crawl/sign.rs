//! What a link says by itself, wherever it stands: worked out once, since most links stand on page after page.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use url::Url;

use super::frontier::{Mark, mark_of};
use super::scope::{Place, Scope};
use super::visitor::Errand;
use super::{address, wishes};
use crate::site::Link;

/// Links that are remembered at a time: far more than the menus of a site have.
const MOST: usize = 20_000;

/// What a link to a page of the web says by its words and its address.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    /// The page that it leads to.
    pub(super) mark: Mark,
    pub(super) place: Place,
    /// Its relevance, where that does not depend on the names above it.
    relevance: Option<f64>,
    /// It names a list of documents that are looked for.
    pub(super) papers: bool,
    /// It names the disclosure section.
    pub(super) section: bool,
    /// It names the map of the site.
    pub(super) map: bool,
    /// It names another organ.
    pub(super) organ: bool,
}

impl Sign {
    /// `None` for a link that is never followed.
    fn of(errand: &Errand<'_>, scope: &Scope, link: &Link) -> Option<Self> {
        let url = Url::parse(&link.url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let words = link.text.as_str();
        if address::is_trap(&url, words) {
            return None;
        }
        Some(Self {
            mark: mark_of(&url),
            place: scope.place(&url),
            relevance: errand.mapper.relevance_anywhere(words, &link.url, &errand.wanted.columns),
            papers: errand.wanted.papers.hold(words),
            section: wishes::names_section(errand, words),
            map: ["网站地图", "站点地图", "网站导航"].iter().any(|name| words.contains(name)),
            organ: errand.unit.is_other_organ(words),
        })
    }

    /// How likely `link` leads to a wanted column where it stands below the names in `path`.
    pub(super) fn relevance(&self, errand: &Errand<'_>, link: &Link, path: &[String]) -> f64 {
        let there = || errand.mapper.relevance(&link.text, path, &link.url, &errand.wanted.columns);
        self.relevance.unwrap_or_else(there)
    }
}

/// The links that were seen on the way.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// By hash of address and words.
    known: HashMap<u64, Option<Sign>>,
}

impl Signs {
    /// What `link` says; `None` for one that is never followed.
    pub(super) fn read(&mut self, errand: &Errand<'_>, scope: &Scope, link: &Link) -> Option<Sign> {
        if self.known.len() >= MOST {
            self.known.clear();
        }
        let link_mark = mark(&(&link.url, &link.text));
        *self.known.entry(link_mark).or_insert_with(|| Sign::of(errand, scope, link))
    }

    /// Forgets all: other addresses belong to the site.
    pub(super) fn clear(&mut self) {
        self.known.clear();
    }
}

/// Stands for `what`, in little room.
pub(super) fn mark(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
