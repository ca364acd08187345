//! Which Chromium, how many at a time, and how much one page may take.

use std::env;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::Semaphore;

use super::chromium::Chromium;
use super::supply::Supply;
use super::{Shell, Shown, session};
use crate::crawl::network::Network;
use crate::crawl::{Answer, Archive, Received, Visitor};

/// Names of the program, in the order in which they are looked for.
const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// Where nothing is found and what to do.
const NOT_FOUND: &str = "没有找到 Chromium，请安装（Debian：apt install chromium），或用设置 chromium 写明它的位置";
/// Browsers at a time: each may take as much memory as [`Limits::memory`] allows.
const TOGETHER: usize = 2;

/// Renders pages.
pub(in crate::crawl) struct Renderer {
    program: Result<PathBuf, String>,
    together: Semaphore,
    pub(in crate::crawl) limits: Limits,
}

/// How much one page may take.
#[derive(Debug, Clone)]
pub(in crate::crawl) struct Limits {
    /// Until Chromium listens.
    pub(in crate::crawl) start: Duration,
    /// Until the page is quiet and read. While a request waits for the turn that the pace of its host gives it, this clock
    /// stands still:
    pub(in crate::crawl) page: Duration,
    /// but so long in all at most.
    pub(in crate::crawl) waiting: Duration,
    /// A loaded page is quiet when nothing that it asked for came for so long.
    pub(in crate::crawl) quiet: Duration,
    /// Own memory of all processes of the browser together, in bytes.
    pub(in crate::crawl) memory: u64,
    /// Requests for scripts and data.
    pub(in crate::crawl) requests: u32,
    /// Length of the page as shown, in UTF-16 units.
    pub(in crate::crawl) html: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            start: Duration::from_secs(20),
            page: Duration::from_secs(30),
            waiting: Duration::from_secs(120),
            quiet: Duration::from_secs(2),
            memory: 1024 * 1024 * 1024,
            requests: 60,
            html: 4 * 1024 * 1024,
        }
    }
}

impl Renderer {
    /// With the Chromium at `program`, or else the first that is found.
    pub(in crate::crawl) fn new(program: Option<&Path>) -> Self {
        let program = match program {
            Some(program) if program.is_file() => Ok(program.to_owned()),
            Some(program) => Err(format!("设置的 Chromium（{}）不存在", program.display())),
            None => installed().ok_or_else(|| NOT_FOUND.to_owned()),
        };
        Self { program, together: Semaphore::new(TOGETHER), limits: Limits::default() }
    }

    async fn show(&self, page: &Answer, supply: &Supply<'_>) -> Result<String, String> {
        let program = self.program.as_ref().map_err(Clone::clone)?;
        let _turn = self.together.acquire().await.map_err(|_| "访问已中止".to_owned())?;
        let chromium = Chromium::start(program, self.limits.start).await?;
        let shown = session::show(&chromium, &self.limits, page, supply).await;
        chromium.end().await;
        shown
    }
}

impl Visitor {
    /// Renders a page.
    pub(in crate::crawl) async fn show(
        &self,
        shell: &Shell<'_>,
        network: &Network,
        archive: &dyn Archive,
    ) -> anyhow::Result<Shown> {
        let kept = archive.recall(shell.asked, None, shell.look)?.map(|response| response.received);
        let Some(Received::Answer(page)) = kept else {
            let problem = Some("没有保存的网页".to_owned());
            return Ok(Shown { requests: 0, html: None, problem, parts: Vec::new() });
        };
        let supply = Supply::new(self, network, archive, shell, &page.url);
        let shown = self.renderer.show(&page, &supply).await;
        let (requests, parts) = (supply.requests(), supply.parts());
        Ok(match shown {
            Ok(html) => Shown { requests, html: Some(html), problem: supply.lacking(), parts },
            Err(problem) => Shown { requests, html: None, problem: Some(problem), parts },
        })
    }
}

/// The Chromium on the search path.
fn installed() -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    let places = PROGRAMS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}
