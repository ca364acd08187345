//! One unit: from the home page to the end of its column tree.

mod again;
mod decided;
mod entries;
mod everything;
mod follow;
mod kept;
mod site_map;
mod unchanged;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use url::Url;

use self::decided::Found;
use super::failure::{is_out_of_order, is_silence};
use super::frontier::{Frontier, Wish};
use super::render::Shell;
use super::robots::Robots;
use super::scope::{Place, Scope};
use super::sign::Signs;
use super::visitor::{Errand, Visitor};
use super::{Archive, Basis, Received, Step, declared, home, reading, remembered};
use crate::read::Familiar;
use crate::site::{CrawlEnd, Failure, FailureClass, Outcome, Page, PageKind, Purpose, Snapshot, Visit, posted};

/// Looks at pages of other platforms, per unit.
const MAX_EXTERNAL: u32 = 10;
/// Addresses in a row without an answer, or only that there is none now, after which a host is not asked again.
const MAX_SILENCE: u32 = 8;

/// The visit to one unit's site: a first look, and a second one later in the run.
///
/// The first look goes from the home page to the end of the column tree, and then to what the unit declared. The second
/// ([`Walk::second`]) goes on from there.
pub struct Walk<'a> {
    visitor: &'a Visitor,
    errand: &'a Errand<'a>,
    archive: &'a dyn Archive,
    progress: &'a (dyn Fn(&Step<'_>) + Sync),
    scope: Scope,
    frontier: Frontier,
    home: Option<Arc<Page>>,
    visits: Vec<Visit>,
    /// What the second look may ask for again, with its place in `visits`.
    wishes: Vec<(usize, Wish)>,
    /// Which look it is: 1 or 2.
    number: u8,
    requests: u32,
    /// Bytes of the answers, decompressed.
    bytes: u64,
    /// Pages that were doubted and came again.
    seen_again: usize,
    /// A page that may be a column was left out: the budget ended, or it is not stored.
    left_out: bool,
    /// robots.txt files that this unit has counted, with the look.
    robots: BTreeSet<(Url, u8)>,
    /// Addresses in a row without an answer, and the last failure, by host.
    silence: BTreeMap<String, (u32, Failure)>,
    /// Lists whose entries were opened, by the code of their column.
    lists: BTreeMap<String, u32>,
    found: Found,
    /// Entries that may be opened after the newest of their list, by its address.
    held: BTreeMap<String, Vec<Wish>>,
    /// Codes of columns that stand on the site.
    served: BTreeSet<String>,
    external: u32,
    /// Links that were looked at and need not be again, and addresses that every page was asked for by; in little room.
    known: HashSet<u64>,
    signs: Signs,
    familiar: Familiar,
    /// As [`Snapshot::insecure`], those of other sites too.
    insecure: BTreeMap<String, String>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        visitor: &'a Visitor,
        errand: &'a Errand<'a>,
        archive: &'a dyn Archive,
        progress: &'a (dyn Fn(&Step<'_>) + Sync),
    ) -> Self {
        let mut frontier = Frontier::default();
        let section = home::section(errand);
        let scope = Scope::new(&errand.unit.site, section.as_ref());
        if let Some(url) = section {
            frontier.offer(home::section_wish(url));
        }
        for wish in remembered::wishes(errand) {
            frontier.offer(wish);
        }
        Self {
            visitor,
            errand,
            archive,
            progress,
            scope,
            frontier,
            home: None,
            visits: Vec::new(),
            wishes: Vec::new(),
            number: 1,
            requests: 0,
            bytes: 0,
            seen_again: 0,
            left_out: false,
            robots: BTreeSet::new(),
            silence: BTreeMap::new(),
            lists: BTreeMap::new(),
            found: Found::default(),
            held: BTreeMap::new(),
            served: BTreeSet::new(),
            external: 0,
            known: HashSet::new(),
            signs: Signs::default(),
            familiar: Familiar::default(),
            insecure: BTreeMap::new(),
        }
    }

    /// Looks at the site for the first time.
    ///
    /// # Errors
    /// Only when the archive fails. What the site does wrong stands in the snapshot.
    pub async fn first(&mut self) -> anyhow::Result<Snapshot> {
        self.enter().await?;
        self.drain().await?;
        self.look_at_site_maps().await?;
        self.look_at_declared().await?;
        Ok(self.snapshot())
    }

    /// Requests that it has taken so far: those that the archive answered count as when they were made.
    #[must_use]
    pub fn requests(&self) -> u32 {
        self.requests
    }

    /// Bytes of the answers that it has had so far, decompressed.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What was seen so far; the walk goes on without it.
    fn snapshot(&mut self) -> Snapshot {
        let unit = self.errand.unit;
        let mut insecure = self.insecure.clone();
        insecure.retain(|origin, _| Url::parse(origin).is_ok_and(|url| self.is_inside(&url)));
        Snapshot {
            unit: unit.name.clone(),
            site: unit.site.to_string(),
            end: self.end(),
            visits: std::mem::take(&mut self.visits),
            insecure,
        }
    }

    fn end(&self) -> CrawlEnd {
        // A column that was known beforehand opens no site: below it not all of the column tree hangs.
        let way_in = |visit: &Visit| match visit.purpose {
            Purpose::Home => true,
            // The disclosure section of the units file.
            Purpose::Column => visit.via.is_none(),
            _ => false,
        };
        let came = |visit: &Visit| matches!(visit.outcome, Outcome::Page { .. });
        let entered = self.visits.iter().any(|visit| way_in(visit) && came(visit));
        if self.left_out || self.frontier.has_columns() {
            CrawlEnd::BudgetEnded
        } else if entered {
            CrawlEnd::Complete
        } else {
            CrawlEnd::Failed
        }
    }

    /// Tries the ways into the site until one leads in.
    async fn enter(&mut self) -> anyhow::Result<()> {
        let mut silent = BTreeSet::new();
        for url in home::ways_in(&self.errand.unit.site) {
            if silent.contains(url.scheme()) {
                continue;
            }
            let scheme = url.scheme().to_owned();
            match self.look(home::wish(url, None, 0)).await? {
                Some(FailureClass::Dns | FailureClass::Guard) | None => break,
                Some(class) if is_silence(class) => {
                    silent.insert(scheme);
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Takes one address after another until none is left or the budget ends.
    async fn drain(&mut self) -> anyhow::Result<()> {
        while !self.is_spent() {
            let (errand, found) = (self.errand, &self.found);
            let Some(wish) = self.frontier.take(|wish| decided::worth(errand, found, wish)) else { break };
            if !self.may_decide(&wish) && !self.is_exhaustive() {
                continue;
            }
            let wish = remembered::within(wish, &self.scope);
            if wish.purpose == Purpose::External {
                if self.external >= MAX_EXTERNAL || wish.codes.iter().all(|code| self.served.contains(code)) {
                    continue;
                }
                self.external += 1;
            }
            self.look(wish).await?;
        }
        Ok(())
    }

    /// Looks at what the unit declared, once at each address. A page that was looked at on the way is not asked for again.
    async fn look_at_declared(&mut self) -> anyhow::Result<()> {
        for wish in declared::wishes(self.errand) {
            let seen = self.visits.iter().find(|visit| visit.posted.is_none() && visit.asked == wish.url.as_str());
            match seen.map(|visit| Visit { via: None, purpose: wish.purpose, ..visit.clone() }) {
                Some(visit) => self.visits.push(visit),
                None => {
                    self.look(wish).await?;
                }
            }
        }
        Ok(())
    }

    /// Looks at a page that was not looked at before and records the visit. Gives the class of the failure; `None` where a page came
    /// or the address was left out.
    async fn look(&mut self, wish: Wish) -> anyhow::Result<Option<FailureClass>> {
        if wish.is_page() {
            self.frontier.mark(&wish.url);
        }
        let Some(mut outcome) = self.ask(&wish).await? else {
            self.left_out |= wish.is_own_column();
            return Ok(None);
        };
        let wish = if self.is_exhaustive() { everything::as_it_came(wish, &outcome) } else { wish };
        self.learn(&wish, &outcome);
        if let Outcome::Page { page, .. } = &mut outcome
            && page.has_only_links()
        {
            page.links = Vec::new();
        }
        let failure = match &outcome {
            Outcome::Page { .. } => None,
            Outcome::Failed(failure) => Some(failure.class),
        };
        let again = again::is_possible(&wish, &outcome);
        let (asked, posted, via) = (wish.url.to_string(), posted(&wish.form), wish.via.clone());
        self.visits.push(Visit { asked, posted, via, purpose: wish.purpose, outcome: kept::kept(outcome) });
        if again {
            self.wishes.push((self.visits.len() - 1, wish));
        }
        Ok(failure)
    }

    /// What comes back for an address; `None` where the budget has ended or it is not stored.
    async fn ask(&mut self, wish: &Wish) -> anyhow::Result<Option<Outcome>> {
        if let Some(failure) = self.given_up(&wish.url) {
            self.archive.left_unasked(wish.url.as_str(), posted(&wish.form).as_deref(), self.number, &failure);
            return Ok(Some(Outcome::Failed(failure)));
        }
        if !self.is_spent() {
            self.count_robots(&wish.url).await?;
        }
        if self.is_spent() {
            return Ok(None);
        }
        let unit = self.errand.unit.name.as_str();
        (self.progress)(&Step::Asked { unit, url: wish.url.as_str() });
        let Some(response) = self.visitor.obtain(&self.question(wish), self.archive).await? else {
            return Ok(None);
        };
        self.requests += response.requests;
        self.bytes += response.size();
        let read_on = |problem: &String| format!("{problem}，网页内容已照常读取");
        self.insecure.extend(response.certificates.iter().map(|(origin, problem)| (origin.clone(), read_on(problem))));
        if let Received::Failed(Failure { class: FailureClass::Tls, detail, .. }) = &response.received {
            self.insecure.insert(wish.url.origin().ascii_serialization(), detail.clone());
        }
        let home = self.home.clone().filter(|_| wish.purpose != Purpose::Home);
        let (basis, since) = (Basis::of(&response), response.unchanged_since());
        let familiar = everything::asks_for_links(wish).then_some(&mut self.familiar);
        let outcome = reading::outcome(response, home.clone(), familiar).await?;
        let outcome = unchanged::told(outcome, since);
        // No verdict rests on a page that was asked for as a way to others.
        if !matches!(&outcome, Outcome::Page { page, .. } if page.has_only_links()) {
            self.archive.rests_on(basis);
        }
        let outcome = self.of_this_site(wish, outcome);
        let outcome = self.rendered(wish, outcome, home).await?;
        let failed = match &outcome {
            Outcome::Page { .. } => None,
            Outcome::Failed(failure) => Some(failure.class),
        };
        (self.progress)(&Step::Got { unit, url: wish.url.as_str(), failed, requests: self.requests });
        Ok(Some(outcome))
    }

    /// A list that comes from another site is none of the unit's.
    fn of_this_site(&self, wish: &Wish, outcome: Outcome) -> Outcome {
        match outcome {
            Outcome::Page { at, page, .. }
                if matches!(wish.purpose, Purpose::Call | Purpose::Pager)
                    && Url::parse(&page.url).is_ok_and(|url| !self.is_inside(&url)) =>
            {
                let detail = format!("列表转到其他网站 {}，未采用", page.url);
                Outcome::Failed(Failure { class: FailureClass::NotPage, status: None, detail, at })
            }
            outcome => outcome,
        }
    }

    /// A page of the site that is an empty shell, and only that, as a browser shows it; everything else as it came.
    async fn rendered(&mut self, wish: &Wish, outcome: Outcome, home: Option<Arc<Page>>) -> anyhow::Result<Outcome> {
        let Outcome::Page { at, status, hash, page } = outcome else { return Ok(outcome) };
        let inside = Url::parse(&page.url).is_ok_and(|url| self.is_inside(&url));
        let mut seen = (hash, page);
        if inside && seen.1.kind == PageKind::Shell && seen.1.calls.is_empty() {
            let allowance = self.visitor.manners().budget.saturating_sub(self.requests);
            let shell = Shell { asked: wish.url.as_str(), look: self.number, scope: &self.scope, allowance };
            if let Some(rendered) = self.visitor.rendered(&shell, self.archive).await? {
                self.requests += rendered.requests;
                seen = reading::rendered(seen, rendered, home).await?;
            }
        }
        let (hash, page) = seen;
        Ok(Outcome::Page { at, status, hash, page })
    }

    /// Reads the robots.txt that rules over `url`; its requests count once per unit, whoever asked first.
    async fn count_robots(&mut self, url: &Url) -> anyhow::Result<()> {
        let robots = self.visitor.robots(url, self.number, self.archive).await?;
        if let Some(address) = Robots::address(url)
            && self.robots.insert((address, robots.look))
        {
            self.requests += robots.requests;
        }
        Ok(())
    }

    /// Takes in what came back: silence of the host, and what the page leads to.
    fn learn(&mut self, wish: &Wish, outcome: &Outcome) {
        self.open_further(wish, outcome);
        let host = wish.url.host_str().unwrap_or_default().to_owned();
        match outcome {
            // What was not asked teaches nothing.
            Outcome::Failed(_) if self.is_silent(&wish.url) => {}
            Outcome::Failed(failure) if is_out_of_order(failure) => {
                let count = self.silence.get(&host).map_or(1, |(count, _)| count + 1);
                self.silence.insert(host, (count, failure.clone()));
            }
            Outcome::Failed(_) => {
                self.silence.remove(&host);
            }
            Outcome::Page { page, .. } => {
                self.silence.remove(&host);
                if let Ok(url) = Url::parse(&page.url) {
                    self.go_on(wish, page, &url);
                }
            }
        }
    }

    /// Forgets which links were looked at: they have to be put in line again where they are found again.
    fn forget_links(&mut self) {
        self.known.clear();
        self.familiar.clear();
    }

    fn is_inside(&self, url: &Url) -> bool {
        self.scope.place(url) != Place::Elsewhere
    }

    fn is_spent(&self) -> bool {
        self.requests >= self.visitor.manners().budget
    }

    fn is_silent(&self, url: &Url) -> bool {
        self.silence.get(url.host_str().unwrap_or_default()).is_some_and(|(count, _)| *count >= MAX_SILENCE)
    }

    /// The failure of an address on a host that has fallen silent.
    fn given_up(&self, url: &Url) -> Option<Failure> {
        let (_, last) = self.silence.get(url.host_str().unwrap_or_default()).filter(|_| self.is_silent(url))?;
        let detail = format!("该主机连续 {MAX_SILENCE} 次没有正常响应（最近一次：{}），本次不再访问", last.detail);
        Some(Failure { detail, ..last.clone() })
    }
}
