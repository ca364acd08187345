//! What is still to be asked for: the best first, the earliest found first among equals, each page once.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use url::Url;

use crate::site::{Purpose, Via, identity_of, posted};

/// Most addresses that wait at a time: far more than a usual budget asks for. Of more the worst are let go; a link that
/// shows one of them again puts it in line again.
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

/// What is still to be asked for. A site may show millions of addresses: one that was asked for costs no more than its
/// [`Mark`], and one that was let go nothing.
#[derive(Debug, Default)]
pub(super) struct Frontier {
    /// The worst first.
    waiting: BTreeSet<Entry>,
    /// Best priority under which a page waits.
    best: BTreeMap<Mark, f64>,
    taken: BTreeSet<Mark>,
    found: usize,
    /// A page that may be a column of the unit was let go.
    lost_columns: bool,
}

/// The identity of a page, hashed.
pub(super) type Mark = u128;

/// The mark of the page at `url`.
pub(super) fn mark_of(url: &Url) -> Mark {
    mark(&identity_of(url))
}

fn mark(identity: &str) -> Mark {
    let hash = Sha256::digest(identity.as_bytes());
    hash.iter().take(16).fold(0, |mark, byte| mark << 8 | Mark::from(*byte))
}

#[derive(Debug)]
struct Entry {
    wish: Wish,
    mark: Mark,
    found: usize,
    /// Its priority by what was known when it was last looked at.
    rank: f64,
}

impl Frontier {
    /// Puts an address in line. A page that was taken, or waits with no lower priority, is not put again; one found again
    /// with a better reason moves up. False where another had to go for it.
    pub(super) fn offer(&mut self, mut wish: Wish) -> bool {
        wish.url.set_fragment(None);
        let mark = mark(&wish.identity(identity_of(&wish.url)));
        self.put(wish, mark)
    }

    /// Puts the address in line to which a page sends its visitor. It is often the same page in another spelling (`/` leads
    /// to `/index.html`), so it counts as known only when it was asked for letter by letter.
    pub(super) fn offer_hop(&mut self, mut wish: Wish) {
        wish.url.set_fragment(None);
        let mark = mark(wish.url.as_str());
        self.put(wish, mark);
    }

    /// Whether an address with this mark and priority would be put in line.
    pub(super) fn has_use_for(&self, mark: Mark, priority: f64) -> bool {
        !self.taken.contains(&mark) && self.best.get(&mark).is_none_or(|best| *best < priority)
    }

    fn put(&mut self, wish: Wish, mark: Mark) -> bool {
        if !self.has_use_for(mark, wish.priority) {
            return true;
        }
        self.best.insert(mark, wish.priority);
        self.found += 1;
        let (found, rank) = (self.found, wish.priority);
        self.waiting.insert(Entry { wish, mark, found, rank });
        let crowded = self.waiting.len() > MAX_WAITING;
        if crowded {
            self.let_worst_go();
        }
        !crowded
    }

    fn let_worst_go(&mut self) {
        let Some(Entry { wish, mark, .. }) = self.waiting.pop_first() else { return };
        // Where it moved up, it still waits in a better place.
        if self.best.get(&mark).is_some_and(|best| *best <= wish.priority) {
            self.best.remove(&mark);
            self.lost_columns |= wish.is_own_column() && !self.taken.contains(&mark);
        }
    }

    /// Takes the next address; from then on it is not taken again. `worth` gives the priority that a wish has by now, which
    /// is never higher than it was.
    pub(super) fn take(&mut self, worth: impl Fn(&Wish) -> f64) -> Option<Wish> {
        loop {
            let entry = self.waiting.pop_last()?;
            let rank = worth(&entry.wish);
            if rank < entry.rank && !self.taken.contains(&entry.mark) {
                self.waiting.insert(Entry { rank, ..entry });
                continue;
            }
            self.best.remove(&entry.mark);
            if self.taken.insert(entry.mark) {
                return Some(entry.wish);
            }
        }
    }

    /// Marks a page that was asked for.
    pub(super) fn mark(&mut self, url: &Url) {
        self.taken.insert(mark(url.as_str()));
        self.taken.insert(mark_of(url));
    }

    /// Whether a page that may be a column of the unit was not looked at.
    pub(super) fn has_columns(&self) -> bool {
        let column = |entry: &Entry| entry.wish.is_own_column() && !self.taken.contains(&entry.mark);
        self.lost_columns || self.waiting.iter().any(column)
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.total_cmp(&other.rank).then_with(|| other.found.cmp(&self.found))
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
    use super::{Frontier, MAX_WAITING, Wish};
    use crate::site::Purpose;

    fn wish(address: &str, priority: f64) -> Wish {
        Wish::new(address.parse().unwrap(), Purpose::Column, None, 1, priority)
    }

    fn drained(frontier: &mut Frontier) -> Vec<String> {
        std::iter::from_fn(|| frontier.take(|wish| wish.priority)).map(|wish| wish.url.to_string()).collect()
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
        assert!(frontier.take(|wish| wish.priority).is_none());
        assert!(!frontier.has_columns());
    }

    #[test]
    fn what_is_worth_less_by_now_comes_later_and_once() {
        let mut frontier = Frontier::default();
        for (address, priority) in
            [("http://a.example/1", 9.0), ("http://a.example/2", 5.0), ("http://a.example/3", 3.0)]
        {
            frontier.offer(wish(address, priority));
        }
        let mut take = |lost: f64| {
            let worth = |wish: &Wish| if wish.url.path() == "/1" { wish.priority - lost } else { wish.priority };
            frontier.take(worth).map(|wish| wish.url.to_string())
        };
        assert_eq!(take(5.0).as_deref(), Some("http://a.example/2"), "the first is worth 4 by now");
        assert_eq!(take(5.0).as_deref(), Some("http://a.example/1"));
        assert_eq!(take(5.0).as_deref(), Some("http://a.example/3"));
        assert_eq!(take(5.0), None);
    }

    fn crowded(purpose: Purpose) -> Frontier {
        let mut frontier = Frontier::default();
        for number in 0..=MAX_WAITING {
            let url = format!("http://a.example/{number}");
            frontier.offer(Wish { purpose, ..wish(&url, 2.0) });
        }
        frontier
    }

    #[test]
    fn of_too_many_the_worst_are_let_go() {
        let mut frontier = crowded(Purpose::Column);
        frontier.offer(wish("http://a.example/good", 3.0));
        frontier.offer(wish("http://a.example/bad", 1.0));
        let taken = drained(&mut frontier);
        assert_eq!(taken.len(), MAX_WAITING);
        assert_eq!(taken[..2], ["http://a.example/good", "http://a.example/0"]);
        assert!(!taken.iter().any(|url| url.ends_with("/bad")), "the worst waits");
        assert!(frontier.has_columns(), "a column that was let go was not looked at");
        frontier.offer(wish("http://a.example/bad", 1.0));
        assert_eq!(drained(&mut frontier), ["http://a.example/bad"]);
    }

    #[test]
    fn entries_that_are_let_go_are_no_columns() {
        let mut frontier = crowded(Purpose::Item);
        assert_eq!(drained(&mut frontier).len(), MAX_WAITING);
        assert!(!frontier.has_columns());
    }

    #[test]
    fn a_page_that_moved_up_is_not_let_go_with_its_old_place() {
        let mut frontier = Frontier::default();
        frontier.offer(wish("http://a.example/x/", 1.0));
        frontier.offer(wish("http://a.example/x/", 9.0));
        for number in 1..MAX_WAITING {
            frontier.offer(wish(&format!("http://a.example/{number}"), 2.0));
        }
        frontier.offer(wish("http://a.example/x/", 5.0));
        let taken = drained(&mut frontier);
        assert_eq!((taken[0].as_str(), taken.len()), ("http://a.example/x/", MAX_WAITING));
        assert!(!frontier.has_columns());
    }
}
