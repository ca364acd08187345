//! What is still to be asked for: the best first, the earliest found first among equals, each page once.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use url::Url;

use crate::site::{Purpose, Via, identity, posted};

/// Most addresses that wait at a time.
const MAX_WAITING: usize = 20_000;

/// An address worth asking for.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    pub(super) url: Url,
    /// What is posted there; empty for GET.
    pub(super) form: Vec<(String, String)>,
    pub(super) purpose: Purpose,
    pub(super) via: Option<Via>,
    /// Links between it and the home page.
    pub(super) depth: u8,
    /// The higher the earlier.
    pub(super) priority: f64,
    /// Codes of wanted columns that it would serve; only for a page of another platform.
    pub(super) codes: Vec<String>,
    /// It belongs to another organ's pages on the same portal: looked at last, and no part of the unit's own column tree.
    pub(super) foreign: bool,
    /// For a further page of a list: which one it is, the first being 1.
    pub(super) page: u32,
    /// Calls between it and the page of its column.
    pub(super) calls: u8,
}

impl Wish {
    /// A first look at `url`, for no catalogue in particular.
    pub(super) fn new(url: Url, purpose: Purpose, via: Option<Via>, depth: u8, priority: f64) -> Self {
        let (form, codes) = (Vec::new(), Vec::new());
        Self { url, form, purpose, via, depth, priority, codes, foreign: false, page: 1, calls: 0 }
    }

    /// Whether the column tree of the unit is not complete without it, or a list of it not begun.
    pub(super) fn is_own_column(&self) -> bool {
        match self.purpose {
            Purpose::Home | Purpose::Column => !self.foreign,
            Purpose::Call => self.page == 1,
            Purpose::Pager | Purpose::Item | Purpose::External | Purpose::Declared | Purpose::Remembered => false,
        }
    }

    /// Whether it asks for a page that links lead to, not for a part of one.
    pub(super) fn is_page(&self) -> bool {
        self.purpose != Purpose::Call && self.form.is_empty()
    }

    /// One word for all wishes that ask for the same thing at the address `place`. What a page calls is asked for as an
    /// answer even where it was looked at as a column, and the other way round: the archive has it.
    fn identity(&self, place: String) -> String {
        match (self.purpose, posted(&self.form)) {
            (_, Some(posted)) => format!("{place} {posted}"),
            (Purpose::Call, None) => format!("{place} "),
            (_, None) => place,
        }
    }
}

/// What is still to be asked for.
#[derive(Debug, Default)]
pub(super) struct Frontier {
    waiting: BinaryHeap<Entry>,
    /// Best priority under which a page waits, by its identity.
    best: BTreeMap<String, f64>,
    taken: BTreeSet<String>,
    found: usize,
    overflowed: bool,
}

#[derive(Debug)]
struct Entry {
    wish: Wish,
    identity: String,
    found: usize,
}

impl Frontier {
    /// Puts an address in line. A page that was taken, or waits with no lower priority, is not put again; one found again
    /// with a better reason moves up. False where there is no room for it.
    pub(super) fn offer(&mut self, mut wish: Wish) -> bool {
        wish.url.set_fragment(None);
        let identity = wish.identity(identity(wish.url.as_str()));
        self.put(wish, identity)
    }

    /// Puts the address in line to which a page sends its visitor. It is often the same page in another spelling (`/` leads
    /// to `/index.html`), so it counts as known only when it was asked for letter by letter.
    pub(super) fn offer_hop(&mut self, mut wish: Wish) {
        wish.url.set_fragment(None);
        let identity = wish.url.to_string();
        self.put(wish, identity);
    }

    fn put(&mut self, wish: Wish, identity: String) -> bool {
        let known = self.best.get(&identity).is_some_and(|best| *best >= wish.priority);
        if known || self.taken.contains(&identity) {
            return true;
        }
        if self.waiting.len() >= MAX_WAITING {
            self.overflowed = true;
            return false;
        }
        self.best.insert(identity.clone(), wish.priority);
        self.found += 1;
        self.waiting.push(Entry { wish, identity, found: self.found });
        true
    }

    /// Takes the next address; from then on it is not taken again.
    pub(super) fn take(&mut self) -> Option<Wish> {
        loop {
            let Entry { wish, identity, .. } = self.waiting.pop()?;
            self.best.remove(&identity);
            if self.taken.insert(identity) {
                return Some(wish);
            }
        }
    }

    /// Marks a page that was asked for.
    pub(super) fn mark(&mut self, url: &Url) {
        self.taken.insert(url.to_string());
        self.taken.insert(identity(url.as_str()));
    }

    /// Whether a page that may be a column of the unit was not looked at.
    pub(super) fn has_columns(&self) -> bool {
        let column = |entry: &Entry| entry.wish.is_own_column() && !self.taken.contains(&entry.identity);
        self.overflowed || self.waiting.iter().any(column)
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.wish.priority.total_cmp(&other.wish.priority).then_with(|| other.found.cmp(&self.found))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Entry {}

#[cfg(test)]
mod tests {
    use super::{Frontier, Wish};
    use crate::site::Purpose;

    fn wish(address: &str, priority: f64) -> Wish {
        Wish::new(address.parse().unwrap(), Purpose::Column, None, 1, priority)
    }

    fn drained(frontier: &mut Frontier) -> Vec<String> {
        std::iter::from_fn(|| frontier.take()).map(|wish| wish.url.to_string()).collect()
    }

    #[test]
    fn the_best_comes_first_and_the_earliest_among_equals() {
        let mut frontier = Frontier::default();
        frontier.offer(wish("http://a.example/1", 1.0));
        frontier.offer(wish("http://a.example/2", 5.0));
        frontier.offer(wish("http://a.example/3", 5.0));
        assert_eq!(drained(&mut frontier), ["http://a.example/2", "http://a.example/3", "http://a.example/1"]);
    }

    #[test]
    fn a_page_comes_once_in_the_form_of_its_best_link() {
        let mut frontier = Frontier::default();
        frontier.offer(wish("http://a.example/x/", 1.0));
        frontier.offer(wish("http://a.example/x/index.html", 1.0));
        frontier.offer(wish("http://a.example/y/", 2.0));
        frontier.offer(wish("http://a.example/x/", 3.0));
        assert_eq!(drained(&mut frontier), ["http://a.example/x/", "http://a.example/y/"]);
        frontier.offer(wish("http://a.example/x/index.html#a", 9.0));
        assert!(frontier.take().is_none());
        assert!(!frontier.has_columns());
    }
}
