//! What is decided already, and which addresses may still decide something.

use std::collections::{BTreeSet, HashSet};

use super::Walk;
use crate::crawl::Errand;
use crate::crawl::frontier::Wish;
use crate::crawl::wishes::{RELEVANT, Spot, points};
use crate::mapping::{Decision, Mapping};
use crate::site::{PageKind, Purpose};

/// A link below this relevance shares no word with a wanted column and stands outside the disclosure section.
const ELSEWHERE: f64 = 0.4;

/// What was found of the wanted columns.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Codes of which a column of the unit's own was seen, for sure or for likely.
    seen: BTreeSet<String>,
    /// Codes that no other page can decide better.
    decided: BTreeSet<String>,
    /// The other codes of wanted columns, once some are decided.
    undecided: HashSet<String>,
}

impl Found {
    /// Whether a column of the unit's own was seen for a code.
    pub(super) fn has_seen(&self, code: &str) -> bool {
        self.seen.contains(code)
    }
}

impl Walk<'_> {
    /// Takes note of what the column on a page means.
    pub(super) fn take_note(&mut self, spot: &Spot<'_>, mapping: &Mapping) {
        let wanted = self.errand.wanted;
        let own = mapping.codes.iter().filter(|code| wanted.columns.contains(*code));
        let codes: Vec<String> = own.cloned().collect();
        if mapping.decision == Decision::None {
            return;
        }
        let newest = spot.page.items.iter().filter_map(|item| item.date).filter(|day| wanted.counts(*day)).max();
        let fresh = newest.is_some_and(|newest| wanted.is_fresh_beyond_doubt(newest));
        let good =
            mapping.decision == Decision::Accept && spot.page.kind == PageKind::Column && spot.in_section && fresh;
        if good {
            let sure = codes.iter().filter(|code| !wanted.looks_beyond_the_newest(code));
            self.found.decided.extend(sure.cloned());
            let open = wanted.columns.iter().filter(|code| !self.found.decided.contains(*code));
            self.found.undecided = open.cloned().collect();
        }
        self.found.seen.extend(codes);
    }

    /// Whether what stands at the address may still decide a verdict. The pages of other organs only where a column is not
    /// there on the unit's own; what stands outside the disclosure section and names nothing that is wanted, as long as
    /// there is a column that another page could show, or show better.
    pub(super) fn may_decide(&self, wish: &Wish) -> bool {
        if wish.purpose != Purpose::Column || self.errand.whole_site {
            return true;
        }
        let wanted = self.errand.wanted;
        let leaf = self.errand.former.is_some_and(|former| former.is_leaf(wish.url.as_str()));
        // It may have been given another name.
        if leaf && self.relevance(wish, &wanted.columns) < RELEVANT {
            return false;
        }
        if wish.foreign {
            let absent = self.absent();
            let organ = wish.via.as_ref().is_some_and(|via| self.errand.unit.is_other_organ(&via.text));
            return !absent.is_empty() && (organ || self.relevance(wish, &absent) >= RELEVANT);
        }
        let all = wanted.columns.iter().all(|code| self.found.decided.contains(code));
        let done = all && !wanted.columns.is_empty() && !wanted.holds_papers();
        !done || self.relevance(wish, &wanted.columns) >= ELSEWHERE
    }

    fn relevance(&self, wish: &Wish, wanted: &HashSet<String>) -> f64 {
        relevance(self.errand, wish, wanted)
    }
}

/// The priority of a wish by what is undecided still: a column whose words name only what is decided already comes when any
/// other column would.
pub(super) fn worth(errand: &Errand<'_>, found: &Found, wish: &Wish) -> f64 {
    let holds_papers = wish.via.as_ref().is_some_and(|via| errand.wanted.papers.hold(&via.text));
    if wish.purpose != Purpose::Column || found.decided.is_empty() || errand.whole_site || holds_papers {
        return wish.priority;
    }
    let lost = relevance(errand, wish, &errand.wanted.columns) - relevance(errand, wish, &found.undecided);
    wish.priority - lost.max(0.0) * points::RELEVANCE
}

fn relevance(errand: &Errand<'_>, wish: &Wish, wanted: &HashSet<String>) -> f64 {
    let via = wish.via.as_ref();
    let (words, path) = via.map_or(("", &[][..]), |via| (via.text.as_str(), via.path.as_slice()));
    errand.mapper.relevance(words, path, wish.url.as_str(), wanted)
}
