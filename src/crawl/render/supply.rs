//! What a page asks for while it is rendered.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chromiumoxide::cdp::browser_protocol::fetch::EventRequestPaused;
use chromiumoxide::cdp::browser_protocol::network::{Request, ResourceType};
use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, REFERER};
use url::Url;

use super::Shell;
use crate::crawl::client::{Part, Reply};
use crate::crawl::exchange::Exchange;
use crate::crawl::network::Network;
use crate::crawl::scope::{Place, Scope};
use crate::crawl::{Answer, Archive, Received, Response, Visitor, guard};

/// Redirects of one request that are followed.
const MAX_HOPS: usize = 5;
/// Limit for one answer: a page that waits for longer has no time left.
const LONGEST: Duration = Duration::from_secs(15);
/// Headers of the page's requests that are passed on. Ours say who asks.
const PASSED: [&str; 3] = ["accept", "content-type", "x-requested-with"];
/// So much of an address is told, in characters.
const TOLD: usize = 120;

/// Answers the requests of one page: scripts and data from the unit's site, and nothing else.
pub(super) struct Supply<'a> {
    visitor: &'a Visitor,
    network: &'a Network,
    archive: &'a dyn Archive,
    scope: &'a Scope,
    look: u8,
    /// Address of the page.
    page: &'a str,
    allowance: u32,
    requests: AtomicU32,
    /// The page itself was handed out.
    opened: AtomicBool,
    /// Requests that wait for their turn.
    waiting: AtomicUsize,
    /// The first thing that the page did not get and may need.
    lacking: Mutex<Option<String>>,
    /// Addresses of what the page got and that is kept.
    parts: Mutex<Vec<String>>,
}

/// What becomes of a request.
#[derive(Debug)]
pub(super) enum Given {
    /// The page itself.
    Page,
    /// What was asked for.
    Part(Answer),
    /// Nothing.
    Nothing,
}

impl<'a> Supply<'a> {
    /// For the page at the address `page`.
    pub(super) fn new(
        visitor: &'a Visitor,
        network: &'a Network,
        archive: &'a dyn Archive,
        shell: &Shell<'a>,
        page: &'a str,
    ) -> Self {
        Self {
            visitor,
            network,
            archive,
            scope: shell.scope,
            look: shell.look,
            page,
            allowance: shell.allowance.min(visitor.renderer.limits.requests),
            requests: AtomicU32::new(0),
            opened: AtomicBool::new(false),
            waiting: AtomicUsize::new(0),
            lacking: Mutex::default(),
            parts: Mutex::default(),
        }
    }

    /// Requests that it took so far.
    pub(super) fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }

    /// A request waits for its turn.
    pub(super) fn is_waiting(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > 0
    }

    /// What the page did not get and may need, in words.
    pub(super) fn lacking(&self) -> Option<String> {
        self.lacking.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Addresses of what the page got and that the archive keeps at the first look.
    pub(super) fn parts(&self) -> Vec<String> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn part(&self, url: &Url) {
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        if parts.iter().all(|part| part != url.as_str()) {
            parts.push(url.to_string());
        }
    }

    /// Answers one request of the page. The first document is the page itself, which came already; a further one is a
    /// frame, or the page leaves for another one.
    pub(super) async fn give(&self, event: &EventRequestPaused) -> Given {
        let asked = match event.resource_type {
            ResourceType::Document if !self.opened.swap(true, Ordering::Relaxed) => return Given::Page,
            ResourceType::Document => Err("不打开框架和其他页面".to_owned()),
            ResourceType::Script | ResourceType::Xhr | ResourceType::Fetch => self.ask(&event.request).await,
            ResourceType::EventSource => Err("不打开长连接".to_owned()),
            _ => return Given::Nothing,
        };
        let (given, lacking) = match asked {
            Ok(answer) if answer.status < 400 => return Given::Part(answer),
            Ok(answer) => {
                let why = format!("网站返回状态 {}", answer.status);
                (Given::Part(answer), why)
            }
            Err(why) => (Given::Nothing, why),
        };
        let url: String = event.request.url.chars().take(TOLD).collect();
        let mut first = self.lacking.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert_with(|| format!("没有取到 {url}（{lacking}）"));
        given
    }

    async fn ask(&self, request: &Request) -> Result<Answer, String> {
        let mut part = Part {
            url: request.url.parse().map_err(|_| "网址无法识别".to_owned())?,
            headers: self.headers(request),
            body: body(request)?,
        };
        for _ in 0..=MAX_HOPS {
            if let Some(answer) = self.kept(&part)? {
                self.part(&part.url);
                return Ok(answer);
            }
            self.check(&part.url).await?;
            let begin = Instant::now();
            let timeout = LONGEST.min(self.visitor.manners().timeout);
            let (reply, exchange) = self.network.part(&part, timeout, &self.waiting).await;
            match reply {
                Reply::Answer(answer) => {
                    self.keep(&part, &answer, exchange, begin.elapsed())?;
                    return Ok(answer);
                }
                Reply::Fault(fault) => return Err(fault.detail),
                Reply::Redirect { status, to } => {
                    part.url = to.parse().map_err(|_| "重定向目标无法识别".to_owned())?;
                    part.body = part.body.filter(|_| matches!(status, 307 | 308));
                }
            }
        }
        Err(format!("重定向超过 {MAX_HOPS} 次"))
    }

    /// Refuses what is not to be asked for, and takes one from the budget.
    async fn check(&self, url: &Url) -> Result<(), String> {
        if self.scope.place(url) == Place::Elsewhere {
            return Err("不在本单位网站上".to_owned());
        }
        guard::check(url, self.visitor.manners().allow_private)?;
        let robots = self.visitor.robots(url, self.look, self.archive).await.map_err(|error| error.to_string())?;
        if let Some(failure) = robots.refusal(url, Timestamp::now()) {
            return Err(failure.detail);
        }
        let one_more = |taken: u32| (taken < self.allowance).then_some(taken + 1);
        let taken = self.requests.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more);
        taken.map(|_| ()).map_err(|_| format!("页面的请求超过 {} 次", self.allowance))
    }

    /// What came for the same address before, on this page or another one of the run.
    fn kept(&self, part: &Part) -> Result<Option<Answer>, String> {
        if part.body.is_some() {
            return Ok(None);
        }
        let kept = self.archive.recall(part.url.as_str(), None, 1).map_err(|error| error.to_string())?;
        Ok(kept.and_then(|response| match response.received {
            Received::Answer(answer) => {
                let inside = answer.url.parse().is_ok_and(|url: Url| self.scope.place(&url) != Place::Elsewhere);
                inside.then_some(answer)
            }
            Received::Failed(_) => None,
        }))
    }

    fn keep(&self, part: &Part, answer: &Answer, exchange: Option<Exchange>, elapsed: Duration) -> Result<(), String> {
        if part.body.is_some() || answer.status >= 300 {
            return Ok(());
        }
        let response = Response {
            asked: part.url.to_string(),
            posted: None,
            look: 1,
            at: Timestamp::now(),
            elapsed,
            requests: 1,
            hops: Vec::new(),
            exchanges: exchange.into_iter().collect(),
            certificates: Default::default(),
            received: Received::Answer(answer.clone()),
        };
        self.part(&part.url);
        self.archive.keep(&response).map_err(|error| error.to_string())
    }

    fn headers(&self, request: &Request) -> HeaderMap {
        let asked = request.headers.inner().as_object();
        let passed = asked.into_iter().flatten().filter_map(|(name, value)| {
            let name = PASSED.into_iter().find(|passed| passed.eq_ignore_ascii_case(name))?;
            Some((HeaderName::from_static(name), HeaderValue::from_str(value.as_str()?).ok()?))
        });
        let referer = HeaderValue::from_str(self.page).ok().map(|page| (REFERER, page));
        passed.chain(referer).collect()
    }
}

/// What a request posts; `None` for GET.
fn body(request: &Request) -> Result<Option<Vec<u8>>, String> {
    match request.method.as_str() {
        "GET" => Ok(None),
        "POST" => {
            let entries = request.post_data_entries.iter().flatten();
            let bytes = entries.map(|entry| STANDARD.decode(entry.bytes.as_ref()?).ok());
            let body = bytes.collect::<Option<Vec<_>>>().ok_or("提交的内容无法识别")?;
            Ok(Some(body.concat()))
        }
        method => Err(format!("不允许 {method} 请求")),
    }
}
