//! What came back, by address, and the pages that make up one column's list.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::content::Opened;
use crate::site::{
    Call, ColumnItem, Failure, LinkRole, Outcome, Page, PageKind, Purpose, Seen, Snapshot, Visit, identity, posted,
};

/// A page that was read.
pub(super) struct Read<'s> {
    pub(super) visit: &'s Visit,
    pub(super) page: &'s Page,
    pub(super) seen: Seen,
}

/// What came back, by identity of the address.
#[derive(Default)]
pub(super) struct Visits<'s> {
    pub(super) pages: HashMap<String, Read<'s>>,
    pub(super) failed: HashMap<String, &'s Failure>,
    /// Identity that was asked for → identity of the page that came.
    came: HashMap<String, String>,
    /// Identity of a list's first page → its further pages, in order.
    further: HashMap<String, Vec<&'s Page>>,
    /// What pages call for and what that goes on with.
    answers: HashMap<Request, &'s Outcome>,
    pub(super) opened: Opened<'s>,
}

/// Identity of an address, and what was posted there.
type Request = (String, Option<String>);

impl<'s> Visits<'s> {
    pub(super) fn new(snapshot: &'s Snapshot) -> Self {
        let mut visits = Self::default();
        // What a unit declared may stand on any site; it makes no column.
        for visit in snapshot.visits.iter().filter(|visit| visit.purpose != Purpose::Declared) {
            match (visit.purpose, &visit.outcome) {
                (Purpose::Call, outcome) => {
                    visits.answers.entry((identity(&visit.asked), visit.posted.clone())).or_insert(outcome);
                }
                (Purpose::Pager, Outcome::Page { page, .. }) => {
                    let first = visit.via.as_ref().map_or(&visit.asked, |via| &via.from);
                    let first = visits.page_of(first).into_owned();
                    visits.further.entry(first).or_default().push(page);
                }
                (_, Outcome::Page { .. }) => visits.came(visit),
                (_, Outcome::Failed(_)) if visit.posted.is_some() => {}
                (_, Outcome::Failed(failure)) => {
                    visits.failed.entry(identity(&visit.asked)).or_insert(failure);
                }
            }
        }
        visits
    }

    fn came(&mut self, visit: &'s Visit) {
        let Outcome::Page { at, status, hash, page } = &visit.outcome else { return };
        let (asked, came) = (identity(&visit.asked), identity(&page.url));
        self.came.insert(asked.clone(), came.clone());
        if matches!(page.kind, PageKind::Article | PageKind::Note) || visit.purpose == Purpose::Item {
            self.opened.insert(asked, page);
            self.opened.insert(came.clone(), page);
        }
        if !matches!(visit.purpose, Purpose::Item | Purpose::External) {
            let (hash, breadcrumb) = (hash.clone(), page.column.path.clone());
            let rendering = page.rendering.clone();
            let seen = Seen { at: *at, status: *status, hash, breadcrumb, called: Vec::new(), unread: None, rendering };
            self.pages.entry(came).or_insert(Read { visit, page, seen });
        }
    }

    /// Identity of the page that came for an address.
    pub(super) fn page_of(&self, address: &str) -> Cow<'_, str> {
        let asked = identity(address);
        self.came.get(&asked).map_or(Cow::Owned(asked), |came| Cow::Borrowed(came))
    }

    /// The list on `first`, whose address has the identity `came`: its further pages, and what it calls for.
    pub(super) fn list(&self, first: &'s Page, came: &str) -> List<'s> {
        let further = self.further.get(came).map(Vec::as_slice).unwrap_or_default();
        let bare = first.links.is_empty() && first.items.is_empty();
        let mut list = List { pages: vec![first], unread: first.limit.clone().filter(|_| bare), ..List::default() };
        list.pages.extend(further);
        let mut known: HashSet<Request> = HashSet::new();
        let mut waiting: Vec<&Call> = first.calls.iter().rev().collect();
        while let Some(call) = waiting.pop() {
            let request = (identity(&call.url), posted(&call.form));
            if !known.insert(request.clone()) {
                continue;
            }
            let source = format!("{}{}", call.url, if call.form.is_empty() { "" } else { "（POST）" });
            if !list.called.contains(&source) {
                list.called.push(source.clone());
            }
            match self.answers.get(&request) {
                Some(Outcome::Page { page, .. }) => {
                    waiting.extend(page.calls.iter().rev());
                    if !tells(page) {
                        list.miss(&source, "返回的内容中没有认出列表");
                    }
                    list.pages.push(page);
                    self.go_on(&mut list.pages, page, &mut known);
                }
                Some(Outcome::Failed(failure)) => list.miss(&source, &failure.to_string()),
                None => list.miss(&source, "不在本网站或访问次数预算用尽，没有访问"),
            }
        }
        list
    }

    /// Adds the pages that the list on the answer of a call goes on with.
    fn go_on(&self, pages: &mut Vec<&'s Page>, answer: &'s Page, known: &mut HashSet<Request>) {
        let mut last = answer;
        while let Some(pager) = &last.pager
            && let Some(next) = &pager.next
        {
            let request = (identity(next), posted(&pager.form));
            let Some(Outcome::Page { page, .. }) = self.answers.get(&request).filter(|_| known.insert(request)) else {
                return;
            };
            pages.push(page);
            last = page;
        }
    }
}

/// Whether the answer of a call is read: its entries, that it has none, or what it calls for in turn.
fn tells(answer: &Page) -> bool {
    let list = matches!(answer.kind, PageKind::Column | PageKind::Empty);
    list || !answer.items.is_empty() || !answer.calls.is_empty()
}

/// The pages of one column's list.
#[derive(Default)]
pub(super) struct List<'s> {
    /// The column's own page first.
    pub(super) pages: Vec<&'s Page>,
    /// As [`Seen::called`].
    pub(super) called: Vec<String>,
    /// As [`Seen::unread`].
    pub(super) unread: Option<String>,
}

impl List<'_> {
    fn miss(&mut self, source: &str, why: &str) {
        self.unread.get_or_insert_with(|| format!("列表数据来自 {source}：{why}"));
    }

    /// What kind of page the column's own page, of the given kind, turns out to be with its list; `items` are the entries
    /// over all pages. As long as a part of the list is missing its content is unknown, whatever the rest shows.
    pub(super) fn kind(&self, kind: PageKind, items: &[ColumnItem]) -> PageKind {
        let column = matches!(kind, PageKind::Column | PageKind::Empty | PageKind::Shell | PageKind::Other);
        let leads_on = || self.pages.iter().flat_map(|page| &page.links).any(|link| link.role == LinkRole::Column);
        if column && self.unread.is_some() {
            PageKind::Shell
        } else if self.called.is_empty() || !column {
            kind
        } else if items.is_empty() && !leads_on() {
            PageKind::Empty
        } else {
            PageKind::Column
        }
    }

    /// Pages that show entries: a page that only calls for its list is none.
    pub(super) fn pages_read(&self) -> usize {
        let bare = self.pages.iter().filter(|page| page.items.is_empty() && !page.calls.is_empty()).count();
        self.pages.len() - bare
    }
}
