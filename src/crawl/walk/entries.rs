//! Which entries of a wanted list are opened: the newest, and further ones only where its page gives reason to.

use url::Url;

use super::Walk;
use crate::crawl::frontier::Wish;
use crate::crawl::wishes::{self, Spot};
use crate::site::{Item, Outcome, PageKind};

/// Lists of one column of the catalogue whose entries are opened however old they are.
const MAX_LISTS: u32 = 2;

impl Walk<'_> {
    /// The entries of a list to open at once; the rest waits for what the newest shows.
    ///
    /// Without a further look it is told from the newest entry whether the list holds information or only a note, and
    /// whether its pages show when they were formed.
    pub(super) fn open_newest(&mut self, spot: &Spot<'_>, codes: Vec<String>) -> Vec<Wish> {
        let wanted = self.errand.wanted;
        let newest = spot.page.items.iter().filter_map(|item| item.date).max();
        let few = codes.iter().any(|code| self.lists.get(code).is_none_or(|count| *count < MAX_LISTS));
        if codes.is_empty() || !(few || wanted.judges_lateness(newest)) {
            return Vec::new();
        }
        let mut entries = wishes::items(&self.scope, spot, wanted.entries(&codes));
        let dated = spot.page.items.iter().all(|item| item.date.is_some());
        let at_once = if dated { wanted.entries_at_once(&codes) } else { entries.len() };
        if at_once == 1 && dated && self.was_informative(&spot.page.items) {
            return Vec::new();
        }
        for code in codes {
            *self.lists.entry(code).or_default() += 1;
        }
        let rest = entries.split_off(at_once.min(entries.len()));
        match entries.first().map(|newest| newest.url.clone()) {
            Some(newest) if !rest.is_empty() => self.hold(&newest, rest, entries),
            _ => entries,
        }
    }

    /// A former visit opened an entry of these: the list holds information, and its pages do not show when they were formed.
    fn was_informative(&self, entries: &[Item]) -> bool {
        let former = self.errand.former;
        former.is_some_and(|former| entries.iter().any(|item| former.is_informative(&item.url)))
    }

    /// Keeps `rest` until the newest entry has come; gives what is to be opened now.
    fn hold(&mut self, newest: &Url, rest: Vec<Wish>, mut entries: Vec<Wish>) -> Vec<Wish> {
        match self.visits.iter().find(|visit| visit.posted.is_none() && visit.asked == newest.as_str()) {
            Some(visit) if asks_for_more(&visit.outcome) => entries.extend(rest),
            Some(_) => {}
            None => self.held.entry(newest.to_string()).or_default().extend(rest),
        }
        entries
    }

    /// Puts in line the entries that waited for this one.
    pub(super) fn open_further(&mut self, wish: &Wish, outcome: &Outcome) {
        let Some(rest) = self.held.remove(wish.url.as_str()) else { return };
        if asks_for_more(outcome) {
            for wish in rest {
                self.frontier.offer(wish);
            }
        }
    }
}

/// Whether more entries of a list are needed after its newest: it did not come, it is only a note, or it shows when it was
/// formed, so that lateness is judged.
fn asks_for_more(newest: &Outcome) -> bool {
    match newest {
        Outcome::Failed(_) => true,
        Outcome::Page { page, .. } => {
            page.kind == PageKind::Note || page.article.as_ref().is_none_or(|article| article.formed.is_some())
        }
    }
}
