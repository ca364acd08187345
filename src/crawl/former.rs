//! What a former visit to the same site showed that need not be asked for again.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use url::Url;

use super::Errand;
use super::frontier::Wish;
use super::wishes;
use crate::sha256::sha256;
use crate::site::{CrawlEnd, FailureClass, Outcome, Page, PageKind, Purpose, Snapshot, Visit, identity};

/// Letters of a hash that stand for an address.
const MARK: usize = 16;
/// A column of this relevance lies under one that is wanted, and its entries count there.
const BELOW_WANTED: f64 = 0.5;

/// What a former visit to the same site showed.
///
/// No more than which pages are to come whole after a visit that did not see the whole column tree, and nothing after one
/// that was for no day in particular. A column that decided nothing and led to no other is not asked for again: the page that leads to it is, and shows what
/// came beside it. So every column that a visit could find before is found again, and every new one to which a page leads
/// that ever led anywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// Columns that decided nothing and led nowhere.
    leaves: BTreeSet<String>,
    /// Entries that were opened and hold information, without a day on which it was formed.
    informative: BTreeSet<String>,
    /// Pages on which a fault rested, or that said nothing: the site's word that they are unchanged is not taken.
    #[serde(default)]
    doubtful: BTreeSet<String>,
}

impl Former {
    /// What a visit showed. `grounds` are the addresses, as they were asked for, of the pages on which faults rest.
    #[must_use]
    pub fn of(errand: &Errand<'_>, snapshot: &Snapshot, grounds: &BTreeSet<String>) -> Self {
        let mut former = Self::default();
        if errand.whole_site || !errand.wanted.is_judged() {
            return former;
        }
        let mute = snapshot.visits.iter().filter(|visit| says_nothing(visit)).map(|visit| &visit.asked);
        former.doubtful = grounds.iter().chain(mute).map(|address| mark(address)).collect();
        if snapshot.end != CrawlEnd::Complete {
            return former;
        }
        let vias = snapshot.visits.iter().filter(|visit| visit.purpose != Purpose::Item);
        let led: BTreeSet<String> = vias.filter_map(|visit| Some(identity(&visit.via.as_ref()?.from))).collect();
        for visit in &snapshot.visits {
            let Outcome::Page { page, .. } = &visit.outcome else { continue };
            match visit.purpose {
                Purpose::Column if !led.contains(&identity(&page.url)) && decides_nothing(errand, visit, page) => {
                    former.leaves.insert(mark(&visit.asked));
                }
                Purpose::Item if is_informative(page) => {
                    former.informative.insert(mark(&visit.asked));
                }
                _ => {}
            }
        }
        former
    }

    /// Whether the column at an address decided nothing and led nowhere.
    pub(super) fn is_leaf(&self, address: &str) -> bool {
        self.leaves.contains(&mark(address))
    }

    /// Whether the page at an address is to come whole, whatever the site says of it.
    pub(super) fn is_doubtful(&self, address: &str) -> bool {
        self.doubtful.contains(&mark(address))
    }

    /// Whether the entry at an address was opened, and its like need not be.
    pub(super) fn is_informative(&self, address: &str) -> bool {
        self.informative.contains(&mark(address))
    }
}

fn mark(address: &str) -> String {
    let mut hash = sha256(identity(address).as_bytes());
    hash.truncate(MARK);
    hash
}

/// A page that a browser has to fill, or that is none.
fn says_nothing(visit: &Visit) -> bool {
    match &visit.outcome {
        Outcome::Page { page, .. } => {
            matches!(page.kind, PageKind::Shell | PageKind::Soft404) || page.rendering.is_some()
        }
        Outcome::Failed(failure) => failure.class == FailureClass::Blocked,
    }
}

fn decides_nothing(errand: &Errand<'_>, visit: &Visit, page: &Page) -> bool {
    let read =
        matches!(page.kind, PageKind::Column | PageKind::Empty | PageKind::Article | PageKind::Note | PageKind::Other);
    let Some(url) = Url::parse(&visit.asked).ok().filter(|_| read && page.hop.is_none() && page.calls.is_empty())
    else {
        return false;
    };
    let wish = Wish::new(url, visit.purpose, visit.via.clone(), 0, 0.0);
    let name = wishes::name(page, &wish);
    let relevance = errand.mapper.relevance(name, &page.column.path, &visit.asked, &errand.wanted.columns);
    let asked = wishes::wanted(errand, &wishes::meaning(errand, page, &wish));
    relevance < BELOW_WANTED
        && asked.is_empty()
        && !errand.wanted.papers.hold(name)
        && !wishes::names_section(errand, name)
}

/// An entry with information, and without a day on which it was formed.
fn is_informative(page: &Page) -> bool {
    page.kind == PageKind::Article && page.article.as_ref().is_some_and(|article| article.formed.is_none())
}
