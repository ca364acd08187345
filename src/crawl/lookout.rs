//! Looking at home pages again and again over days, to see how often they open.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::failure::{is_no_answer, is_silence};
use super::home::ways_in;
use super::network::{Network, Trail};
use super::robots::Robots;
use super::{Manners, Received, VisitorError, reading};
use crate::site::{FailureClass, Outcome, WatchVisit};

/// A robots.txt is read again after so long (RFC 9309, 2.4).
const KNOWN: SignedDuration = SignedDuration::from_hours(24);
/// One that could not be read is tried again after so long: not for each way into the same site.
const UNREADABLE: SignedDuration = SignedDuration::from_mins(1);

/// Looks at home pages, round after round.
pub struct Lookout {
    manners: Manners,
    robots: Arc<Mutex<KnownRobots>>,
}

/// By address of the robots.txt: what it said, and from when on it is to be read again.
type KnownRobots = BTreeMap<Url, (Arc<Robots>, Timestamp)>;

/// One round over the home pages: over new connections, and at the pace that is usual between the hosts of a run.
pub struct Round {
    manners: Manners,
    network: Network,
    robots: Arc<Mutex<KnownRobots>>,
}

/// One look at a home page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When it began.
    pub at: Timestamp,
    /// Milliseconds that the site took until the page had come in full, or until it failed; `None` where not even its
    /// robots.txt could be had, so that the page was not asked for.
    pub millis: Option<u32>,
    /// Why the page did not open; `None` where it did.
    pub failed: Option<FailureClass>,
}

impl Lookout {
    /// A lookout that keeps to `manners`, but asks once for each address: what does not open at once has failed. The
    /// time-out counts for the whole of a look.
    #[must_use]
    pub fn new(manners: Manners) -> Self {
        Self { manners: Manners { retries: 0, ..manners }, robots: Arc::default() }
    }

    /// Begins a round.
    ///
    /// # Errors
    /// As [`super::Visitor::new`].
    pub fn round(&self) -> Result<Round, VisitorError> {
        let network = Network::new(&self.manners)?;
        Ok(Round { manners: self.manners.clone(), network, robots: Arc::clone(&self.robots) })
    }
}

impl Round {
    /// Looks at the home page of `site`, by the ways in that a visit tries too. Redirects are followed, hops by script
    /// are not: a page that sends its visitor on has opened.
    ///
    /// # Errors
    /// Only when the program itself fails. What the site does wrong stands in the look.
    pub async fn look(&self, site: &Url) -> anyhow::Result<Look> {
        let at = Timestamp::now();
        let mut asking = Duration::ZERO;
        let mut failed = None;
        for way in ways_in(site) {
            let fault = self.go(&way, &mut asking).await?;
            if fault.is_none() {
                failed = None;
                break;
            }
            // The address that the list names tells best what is wrong.
            failed = failed.or(fault);
            if asking >= self.manners.timeout {
                break;
            }
        }
        let millis = u32::try_from(asking.as_millis()).unwrap_or(u32::MAX);
        Ok(Look { at, millis: (!asking.is_zero()).then_some(millis), failed })
    }

    /// Asks for the page and adds how long the site took; why it did not open.
    async fn go(&self, way: &Url, asking: &mut Duration) -> anyhow::Result<Option<FailureClass>> {
        let mut trail = Trail::new(&self.network, way, 1);
        let received = loop {
            let robots = self.robots(&trail.url).await?;
            if let Some(failure) = robots.refusal(&trail.url, Timestamp::now()) {
                break Received::Failed(failure);
            }
            if let Some(received) = trail.step().await {
                break received;
            }
        };
        *asking += trail.asking();
        Ok(match reading::outcome(trail.arrive(received), None, None).await? {
            Outcome::Page { .. } => None,
            Outcome::Failed(failure) => Some(failure.class),
        })
    }

    /// The robots.txt that rules over `url`. While it cannot be read, what it said last holds: a site that is down now is
    /// looked at all the same.
    async fn robots(&self, url: &Url) -> anyhow::Result<Arc<Robots>> {
        let Some(address) = Robots::address(url) else { return Ok(Arc::new(Robots::open())) };
        let now = Timestamp::now();
        let known = self.known().get(&address).cloned();
        let robots = match known {
            Some((robots, until)) if now < until => robots,
            known => {
                let response = Trail::new(&self.network, &address, 1).follow().await;
                let fresh = Arc::new(tokio::task::spawn_blocking(move || Robots::read(&response)).await?);
                let (robots, span) = match known {
                    Some((robots, _)) if fresh.is_closed() => (robots, UNREADABLE),
                    _ if fresh.is_closed() => (fresh, UNREADABLE),
                    _ => (fresh, KNOWN),
                };
                self.known().insert(address.clone(), (Arc::clone(&robots), now.saturating_add(span)?));
                robots
            }
        };
        if let Some(delay) = robots.delay() {
            self.network.gate(&address).await.at_least(delay);
        }
        Ok(robots)
    }

    fn known(&self) -> MutexGuard<'_, KnownRobots> {
        self.robots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Look {
    /// What it says of the site; `None` where the visitor was kept out (robots.txt, a wall, an address that is not
    /// public) or looked at no page: that says nothing about whether the site opens for people.
    #[must_use]
    pub fn visit(&self) -> Option<WatchVisit> {
        let of_site = !self.failed.is_some_and(is_no_answer);
        of_site.then_some(WatchVisit { at: self.at, millis: self.millis, opened: self.failed.is_none() })
    }

    /// Whether nothing at all came back. Where that is so of every site, it is the visitor's own network that is down.
    #[must_use]
    pub fn is_silence(&self) -> bool {
        self.failed.is_some_and(is_silence)
    }
}

impl fmt::Debug for Lookout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lookout").field("manners", &self.manners).finish_non_exhaustive()
    }
}

impl fmt::Debug for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Round").field("manners", &self.manners).finish_non_exhaustive()
    }
}
