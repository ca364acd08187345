//! What a page that came leads on to.

use std::sync::Arc;

use url::Url;

use super::Walk;
use crate::crawl::frontier::Wish;
use crate::crawl::home;
use crate::crawl::scope::Place;
use crate::crawl::sign::{Sign, mark};
use crate::crawl::wishes::{self, MAX_DEPTH, MAX_LIST_PAGES, Spot};
use crate::mapping::Decision;
use crate::site::{Link, LinkRole, Page, PageKind, Purpose};

/// Pages that a home page may send its visitor on to.
const MAX_HOME_HOPS: u8 = 5;
/// Stands for a code where a list of documents is read, owed or not.
const PAPERS: &str = "文件";

impl Walk<'_> {
    /// Puts in line what `page`, which came from `url`, leads on to.
    pub(super) fn go_on(&mut self, wish: &Wish, page: &Page, url: &Url) {
        match wish.purpose {
            Purpose::Home => {
                self.scope.admit(url);
                self.forget_links();
                self.signs.clear();
                self.home = Some(Arc::new(page.clone()));
                if let Some(hop) = hop(page).filter(|_| wish.depth < MAX_HOME_HOPS) {
                    self.frontier.offer_hop(home::wish(hop, wish.via.clone(), wish.depth + 1));
                }
            }
            Purpose::Column | Purpose::Remembered => {
                if page.kind == PageKind::Soft404 || self.scope.place(url) == Place::Elsewhere {
                    return;
                }
                if let Some(hop) = hop(page).filter(|hop| wish.depth < MAX_DEPTH && self.is_inside(hop)) {
                    self.frontier.offer_hop(Wish { url: hop, depth: wish.depth + 1, ..wish.clone() });
                }
            }
            Purpose::Call if page.kind == PageKind::Soft404 => return,
            Purpose::Call | Purpose::Pager => {}
            Purpose::Item if self.is_exhaustive() && self.is_inside(url) => {}
            Purpose::Item | Purpose::External | Purpose::Declared => return,
        }
        if wish.is_page() {
            self.frontier.mark(url);
        }
        self.take_links(wish, page, url);
    }

    fn take_links(&mut self, wish: &Wish, page: &Page, url: &Url) {
        // The hops of a home page are all the start of the site.
        let depth = if wish.purpose == Purpose::Home { 0 } else { wish.depth };
        let names = wish.via.iter().flat_map(|via| via.path.iter().chain([&via.text])).chain(&page.column.path);
        let in_section = names.into_iter().any(|name| wishes::names_section(self.errand, name));
        // What a page calls for is a part of that page, wherever on the site it comes from.
        let caller = wish.via.as_ref().filter(|_| wish.purpose == Purpose::Call);
        let caller = caller.and_then(|via| Url::parse(&via.from).ok());
        let place = self.scope.place(caller.as_ref().unwrap_or(url));
        let spot = Spot { page, place, depth, in_section, foreign: wish.foreign };
        let mut next = Vec::new();
        if wish.page > 1 {
            next.extend(wishes::pager(&self.scope, &spot, wish, MAX_LIST_PAGES));
        } else if !page.has_only_links() {
            let links = self.fresh(&spot);
            next.extend(wishes::columns(self.errand, &self.frontier, &spot, &links));
            next.extend(wishes::externals(self.errand, &spot, &links));
            let calls = wishes::calls(&self.scope, &spot, wish);
            let is_list = calls.is_empty() || !page.items.is_empty();
            next.extend(calls);
            let of_column = matches!(wish.purpose, Purpose::Column | Purpose::Remembered | Purpose::Call);
            if is_list && of_column && !wish.foreign {
                if self.errand.whole_site {
                    next.extend(wishes::first_item(&self.scope, &spot));
                }
                next.extend(self.read_list(wish, &spot));
            }
        }
        for wish in next {
            if !self.frontier.offer(wish) {
                // What had to go for it may be among them.
                self.forget_links();
            }
        }
        if self.is_exhaustive() {
            self.offer_everything(&spot, wish);
        }
    }

    /// The links of a page that may lead to a column, but those that were seen from such a place before: most stand on page
    /// after page, and to tell what one may lead to takes time.
    fn fresh<'p>(&mut self, spot: &Spot<'p>) -> Vec<(&'p Link, Sign)> {
        let Spot { page, place, depth, in_section, foreign } = spot;
        // What these lead to depends on the page itself.
        let is_own = |link: &Link| *foreign || (link.role == LinkRole::Column && link.path.is_empty());
        let mark = |link: &Link| mark(&(link, place, depth, in_section));
        let links = page.links.iter().filter(|link| link.role != LinkRole::Item);
        let fresh = links.filter(|link| is_own(link) || self.known.insert(mark(link)));
        fresh.filter_map(|link| Some((link, self.signs.read(self.errand, &self.scope, link)?))).collect()
    }

    pub(super) fn is_exhaustive(&self) -> bool {
        self.visitor.manners().exhaustive
    }

    /// Further pages and entries of a list, where its column is wanted.
    fn read_list(&mut self, wish: &Wish, spot: &Spot<'_>) -> Vec<Wish> {
        let errand = self.errand;
        let mapping = wishes::meaning(errand, spot.page, wish);
        let mut codes = wishes::wanted(errand, &mapping);
        self.take_note(spot, &mapping);
        if mapping.decision == Decision::Accept {
            self.served.extend(codes.iter().cloned());
        }
        codes.extend(wish.codes.iter().filter(|code| errand.wanted.holds(code)).cloned());
        codes.sort_unstable();
        codes.dedup();
        if errand.wanted.papers.hold(wishes::name(spot.page, wish)) {
            codes.push(PAPERS.to_owned());
        }
        let mut next = Vec::new();
        let papers = codes.iter().any(|code| code == PAPERS);
        if !codes.is_empty() && (papers || errand.wanted.reads_on(&codes, &spot.page.items)) {
            next.extend(wishes::pager(&self.scope, spot, wish, MAX_LIST_PAGES));
        }
        let guides = if errand.wanted.a_guide(&codes) { wishes::guides(&self.scope, spot) } else { Vec::new() };
        next.extend(self.open_newest(spot, codes));
        next.extend(guides);
        next
    }
}

/// Where a page sends its visitor.
fn hop(page: &Page) -> Option<Url> {
    Url::parse(page.hop.as_deref()?).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}
