//! The archive before the network, robots.txt before a page.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::bail;
use jiff::Timestamp;
use thiserror::Error;
use tokio::sync::{Mutex as AsyncMutex, OnceCell};
use url::Url;

use super::network::{Network, Trail};
#[cfg(feature = "render")]
use super::render::Renderer;
use super::render::Shell;
use super::robots::Robots;
use super::validators::Kept;
use super::walk::Walk;
use super::wanted::Wanted;
use super::{Archive, Former, Manners, Memory, Received, Rendered, Response, Step, Window, reading};
use crate::mapping::Mapper;
use crate::read;
use crate::site::{Outcome, Page, Snapshot, posted};
use crate::unit::{ColumnAddress, Declaration, Unit};

type RobotsByAddress = BTreeMap<(Url, u8), Arc<OnceCell<Arc<Robots>>>>;
/// By address and what is posted there.
type UnderWay = BTreeMap<(String, Option<String>), Arc<AsyncMutex<()>>>;

/// Visits sites. One for all units of a run, so that every host is asked at its own pace.
pub struct Visitor {
    manners: Manners,
    /// `None`: offline.
    network: Option<Network>,
    #[cfg(feature = "render")]
    pub(super) renderer: Renderer,
    /// By address and look.
    robots: Mutex<RobotsByAddress>,
    /// Requests under way: units on one portal must not ask for the same page side by side.
    under_way: Mutex<UnderWay>,
}

/// The HTTP client does not start.
#[derive(Debug, Error)]
#[error("无法启动网络访问：{0}；请检查代理环境变量、系统证书和 User-Agent")]
pub struct VisitorError(#[from] reqwest::Error);

/// What to look for on whose site.
#[derive(Clone, Copy)]
pub struct Errand<'a> {
    /// Whose site.
    pub unit: &'a Unit,
    /// What columns mean.
    pub mapper: &'a Mapper,
    /// What the unit's rows ask for.
    pub wanted: &'a Wanted<'a>,
    /// Names of the section in which they have to stand.
    pub sections: &'a [String],
    /// Every column matters alike: of those that show no dates the newest entry is opened.
    pub whole_site: bool,
    /// Where columns of the unit are known to stand: tried first.
    pub remembered: &'a [ColumnAddress],
    /// What the former visit to the same site showed, where there was one.
    pub former: Option<&'a Former>,
    /// What the unit declared: the addresses in it are looked at after the column tree.
    pub declarations: &'a [Declaration],
}

/// One address to ask for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask<'a> {
    pub(super) url: &'a Url,
    /// What is posted there; empty for GET.
    pub(super) form: &'a [(String, String)],
    /// 1 for the first look, 2 for the second.
    pub(super) look: u8,
    /// The site may say that the answer of the run before still stands.
    pub(super) may_be_unchanged: bool,
}

impl<'a> Ask<'a> {
    /// A GET whose answer is to come whole.
    pub(super) fn of(url: &'a Url, look: u8) -> Self {
        Self { url, form: &[], look, may_be_unchanged: false }
    }
}

impl Visitor {
    /// A visitor that keeps to `manners`.
    ///
    /// # Errors
    /// When the HTTP client does not start (a proxy variable that is no address, no certificates). What a person may set
    /// is checked by [`Manners::check`].
    pub fn new(manners: Manners) -> Result<Self, VisitorError> {
        let network = Some(Network::new(&manners)?);
        Ok(Self::with(manners, network))
    }

    /// A visitor that goes through an archive and never asks the network. An address that was not stored is left out, as
    /// if the budget had ended.
    #[must_use]
    pub fn offline(manners: Manners) -> Self {
        Self::with(manners, None)
    }

    fn with(manners: Manners, network: Option<Network>) -> Self {
        Self {
            #[cfg(feature = "render")]
            renderer: Renderer::new(manners.chromium.as_deref()),
            manners,
            network,
            robots: Mutex::default(),
            under_way: Mutex::default(),
        }
    }

    /// A visit to the unit's site, look by look.
    pub fn walk<'a>(
        &'a self,
        errand: &'a Errand<'a>,
        archive: &'a dyn Archive,
        progress: &'a (dyn Fn(&Step<'_>) + Sync),
    ) -> Walk<'a> {
        Walk::new(self, errand, archive, progress)
    }

    /// Visits the unit's site: the first look and, at once after it, the second at what failed.
    ///
    /// # Errors
    /// Only when the archive fails. What the site does wrong stands in the snapshot.
    pub async fn visit(
        &self,
        errand: &Errand<'_>,
        archive: &dyn Archive,
        progress: &(dyn Fn(&Step<'_>) + Sync),
    ) -> anyhow::Result<Snapshot> {
        let mut walk = self.walk(errand, archive, progress);
        let first = walk.first().await?;
        walk.second(first, &[]).await
    }

    /// What the reader sees on one page, outside any visit, and why ([`read::explained`]).
    ///
    /// # Errors
    /// When there is no page: the failure in words.
    pub async fn explained(&self, url: &Url) -> anyhow::Result<(Page, Vec<String>)> {
        let Some(response) = self.obtain(&Ask::of(url, 1), &Memory::default()).await? else {
            bail!("离线时没有这个网页")
        };
        match reading::explained(response, None, read::explained).await? {
            (Outcome::Page { page, .. }, reasons) => Ok((*page, reasons)),
            (Outcome::Failed(failure), _) => bail!("{failure}"),
        }
    }

    /// Waits until requests have to wait for the time of day at which sites are visited, and gives it and until when they
    /// wait. `told` is what was given before; the same wait is not given twice. Does not end where nothing ever waits.
    pub async fn next_wait(&self, told: Option<Timestamp>) -> (Window, Timestamp) {
        match &self.network {
            Some(network) => network.hours.next_wait(told).await,
            None => std::future::pending().await,
        }
    }

    /// Time that its requests have waited for their turn at their hosts, added up. It is no part of the record of a run.
    #[must_use]
    pub fn waited(&self) -> Duration {
        self.network.as_ref().map(Network::waited).unwrap_or_default()
    }

    pub(super) fn manners(&self) -> &Manners {
        &self.manners
    }

    pub(crate) fn is_offline(&self) -> bool {
        self.network.is_none()
    }

    /// What came back for what is asked, from the archive or else the network; `None` where it is not stored and there is
    /// no network.
    pub(super) async fn obtain(&self, ask: &Ask<'_>, archive: &dyn Archive) -> anyhow::Result<Option<Response>> {
        let Ask { url, form, look, may_be_unchanged } = *ask;
        let posted = posted(form);
        let under_way = self.under_way(url, posted.as_deref());
        let _alone = under_way.lock().await;
        if let Some(kept) = archive.recall_bare(url.as_str(), posted.as_deref(), look)? {
            return Ok(Some(kept));
        }
        let Some(network) = &self.network else { return Ok(None) };
        let earlier = if may_be_unchanged { archive.earlier(url.as_str())?.and_then(Kept::of) } else { None };
        let mut trail = Trail::new(network, url, look).posting(form).after(earlier);
        let received = loop {
            let robots = self.robots(&trail.url, look, archive).await?;
            if let Some(failure) = robots.refusal(&trail.url, Timestamp::now()) {
                break Received::Failed(failure);
            }
            if trail.is_on_its_way()
                && let Some(kept) = archive.recall(trail.url.as_str(), None, look)?
            {
                break trail.join(kept);
            }
            if let Some(received) = trail.step().await {
                break received;
            }
        };
        let response = trail.arrive(received);
        archive.keep(&response)?;
        Ok(Some(response))
    }

    /// The page that came for an address as an empty shell, as a browser shows it; `None` where it is not stored and there
    /// is no network.
    pub(super) async fn rendered(&self, shell: &Shell<'_>, archive: &dyn Archive) -> anyhow::Result<Option<Rendered>> {
        if let Some(kept) = archive.recall_rendered(shell.asked, shell.look)? {
            return Ok(Some(kept));
        }
        let Some(network) = &self.network else { return Ok(None) };
        network.hours.open().await;
        let shown = self.show(shell, network, archive).await?;
        let rendered = Rendered {
            asked: shell.asked.to_owned(),
            look: shell.look,
            at: Timestamp::now(),
            requests: shown.requests,
            html: shown.html,
            problem: shown.problem,
            parts: shown.parts,
        };
        archive.keep_rendered(&rendered)?;
        Ok(Some(rendered))
    }

    /// The robots.txt that rules over `url`: read once per run, and once more at a second look if it may come then.
    pub(super) async fn robots(&self, url: &Url, look: u8, archive: &dyn Archive) -> anyhow::Result<Arc<Robots>> {
        let Some(address) = Robots::address(url) else { return Ok(Arc::new(Robots::open())) };
        let first = self.robots_at(&address, 1, archive).await?;
        if look == 1 || !first.may_come_later() { Ok(first) } else { self.robots_at(&address, look, archive).await }
    }

    async fn robots_at(&self, address: &Url, look: u8, archive: &dyn Archive) -> anyhow::Result<Arc<Robots>> {
        let cell = {
            let mut known = self.robots.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry((address.clone(), look)).or_default())
        };
        let robots = cell.get_or_try_init(|| self.read_robots(address, look, archive)).await?;
        Ok(Arc::clone(robots))
    }

    async fn read_robots(&self, address: &Url, look: u8, archive: &dyn Archive) -> anyhow::Result<Arc<Robots>> {
        let response = match (archive.recall(address.as_str(), None, look)?, &self.network) {
            (Some(kept), _) => kept,
            (None, None) => return Ok(Arc::new(Robots::open())),
            (None, Some(network)) => {
                let response = Trail::new(network, address, look).follow().await;
                archive.keep(&response)?;
                response
            }
        };
        let robots = tokio::task::spawn_blocking(move || Robots::read(&response)).await?;
        if let (Some(network), Some(delay)) = (&self.network, robots.delay()) {
            network.gate(address).await.at_least(delay);
        }
        Ok(Arc::new(robots))
    }

    fn under_way(&self, url: &Url, posted: Option<&str>) -> Arc<AsyncMutex<()>> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.retain(|_, lock| Arc::strong_count(lock) > 1);
        let request = (url.to_string(), posted.map(str::to_owned));
        Arc::clone(under_way.entry(request).or_default())
    }
}

impl fmt::Debug for Visitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Visitor").field("manners", &self.manners).field("offline", &self.is_offline()).finish()
    }
}

impl fmt::Debug for Errand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Errand").field("unit", &self.unit.name).field("wanted", &self.wanted.columns.len()).finish()
    }
}
