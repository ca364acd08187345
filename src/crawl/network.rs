//! One address over the network: guard, turn, repeats, redirects.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
#[cfg(feature = "render")]
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::header::HeaderMap;
use url::Url;

#[cfg(feature = "render")]
use super::client::Part;
use super::client::{Clients, Replied, Reply};
use super::exchange::Exchange;
use super::failure::{Fault, is_passing, is_passing_status};
use super::gate::{Gate, Machine, Turn};
use super::hours::Hours;
use super::validators::Kept;
use super::{Clock, Hop, Manners, Received, Response, guard};
use crate::site::{Failure, FailureClass, form_body, posted};

/// Redirects that are followed.
const MAX_HOPS: usize = 10;
/// A connection comes to rest a moment after its answer was read to the end. Who asks before that opens another one, beyond
/// the connections that a host allows.
const AT_REST: Duration = Duration::from_millis(2);
/// Why a host is not asked any more.
const CLOSED: &str = "网站要求等待很久再访问，本次不再访问该主机";

/// The clients and the gates of all hosts of a run.
pub(super) struct Network {
    manners: Manners,
    clients: Clients,
    hosts: Mutex<Hosts>,
    /// When requests may be made.
    pub(super) hours: Hours,
    /// Milliseconds spent waiting for a turn, over all requests.
    waited: AtomicU64,
}

/// The hosts that were asked, and the machines on which they stand as far as that is known.
#[derive(Default)]
struct Hosts {
    gates: BTreeMap<String, Arc<Gate>>,
    machines: BTreeMap<IpAddr, Arc<Machine>>,
}

impl Network {
    pub(super) fn new(manners: &Manners) -> Result<Self, reqwest::Error> {
        Ok(Self {
            manners: manners.clone(),
            clients: Clients::new(manners)?,
            hosts: Mutex::default(),
            hours: Hours::new(manners.window, Clock::new(Timestamp::now)),
            waited: AtomicU64::new(0),
        })
    }

    /// Waits for the time of day at which sites are visited, and then for our turn at `gate`; `None` where the host is not
    /// asked any more.
    async fn turn<'g>(&self, gate: &'g Gate) -> Option<Turn<'g>> {
        loop {
            self.hours.open().await;
            let turn = self.wait_at(gate).await?;
            // Waiting for the turn may have taken so long that the time is over.
            if self.hours.is_open() {
                return Some(turn);
            }
        }
    }

    /// The gate of the host of `url`.
    pub(super) async fn gate(&self, url: &Url) -> Arc<Gate> {
        let host = url.host_str().unwrap_or_default();
        if let Some(gate) = self.hosts().gates.get(host) {
            return Arc::clone(gate);
        }
        let ip = self.clients.machine(url).await;
        let new = || Arc::new(Machine::new(self.manners.pause, self.manners.connections));
        let mut hosts = self.hosts();
        let machine = ip.map_or_else(new, |ip| Arc::clone(hosts.machines.entry(ip).or_insert_with(new)));
        let gate = hosts.gates.entry(host.to_owned());
        Arc::clone(gate.or_insert_with(|| Arc::new(Gate::new(machine, self.manners.pause))))
    }

    /// Waits for our turn at `gate`; `None` where the host is not asked any more.
    async fn wait_at<'g>(&self, gate: &'g Gate) -> Option<Turn<'g>> {
        let began = Instant::now();
        let turn = gate.turn().await;
        let waited = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.waited.fetch_add(waited, Ordering::Relaxed);
        turn
    }

    /// Time spent waiting for turns so far, over all requests.
    pub(super) fn waited(&self) -> Duration {
        Duration::from_millis(self.waited.load(Ordering::Relaxed))
    }

    fn hosts(&self) -> MutexGuard<'_, Hosts> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks once for what a page wants that is being rendered, in its turn. `waiting` counts who waits for one.
    #[cfg(feature = "render")]
    pub(super) async fn part(&self, part: &Part, timeout: Duration, waiting: &AtomicUsize) -> Asked {
        let gate = self.gate(&part.url).await;
        waiting.fetch_add(1, Ordering::Relaxed);
        // A page that is being rendered when the time of day for visits ends is rendered to its end: that takes no longer
        // than one page may, and a browser cannot wait for the next evening.
        let turn = self.wait_at(&gate).await;
        waiting.fetch_sub(1, Ordering::Relaxed);
        let Some(turn) = turn else { return unasked(FailureClass::Blocked, CLOSED) };
        let replied = self.clients.part(part, timeout).await;
        self.heed(&gate, &replied);
        give_back(turn).await;
        (replied.reply, replied.exchange)
    }

    /// Takes to heart how the host is; whether it wants to be left alone for longer than a run can wait.
    fn heed(&self, gate: &Gate, replied: &Replied) -> bool {
        if !is_passing_reply(&replied.reply) {
            gate.eased();
            return false;
        }
        let too_long = replied.retry_after.is_some_and(|wait| wait > self.manners.longest_wait);
        if too_long {
            gate.close();
        } else {
            gate.strained(replied.retry_after);
        }
        too_long
    }

    /// Asks for `url` under these conditions, again after passing faults; what it takes is added to `effort`. A second look
    /// has twice the time and no repeats. What is posted only searches a list, so it may be posted again.
    async fn ask(&self, url: &Url, form: &str, conditions: &HeaderMap, look: u8, effort: &mut Effort) -> Asked {
        let (timeout, retries) =
            if look == 1 { (self.manners.timeout, self.manners.retries) } else { (self.manners.timeout * 2, 0) };
        let gate = self.gate(url).await;
        let mut pause = self.manners.retry_pause;
        let mut left = retries;
        loop {
            let Some(turn) = self.turn(&gate).await else {
                return unasked(FailureClass::Blocked, CLOSED);
            };
            effort.requests += 1;
            let asked = Instant::now();
            let replied = self.clients.ask(url, form, conditions, timeout).await;
            let problem = replied.certificate.iter().cloned();
            effort.certificates.extend(problem.map(|problem| (url.origin().ascii_serialization(), problem)));
            effort.asking += asked.elapsed();
            let too_long = self.heed(&gate, &replied);
            give_back(turn).await;
            if left == 0 || too_long || !is_passing_reply(&replied.reply) {
                return (replied.reply, replied.exchange);
            }
            left -= 1;
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
    }
}

/// Ends a turn when its connection can be used again.
async fn give_back(turn: Turn<'_>) {
    tokio::time::sleep(AT_REST).await;
    drop(turn);
}

/// What came back at last, and how that went over the wire where an HTTP answer came.
pub(super) type Asked = (Reply, Option<Exchange>);

fn unasked(class: FailureClass, why: &str) -> Asked {
    (Reply::Fault(Fault::new(class, why)), None)
}

/// What a way took so far.
#[derive(Debug, Default)]
struct Effort {
    requests: u32,
    /// From asking to the answer, over all requests. Waiting for our turn is no part of it.
    asking: Duration,
    /// As [`Response::certificates`].
    certificates: BTreeMap<String, String>,
}

/// The way from the address that was asked for to what came back.
pub(super) struct Trail<'n> {
    network: &'n Network,
    asked: String,
    posted: Option<String>,
    look: u8,
    start: Instant,
    /// The address to ask for next.
    pub(super) url: Url,
    /// What to post there; empty for GET.
    form: String,
    /// The answer that an earlier run had to what is asked for next.
    earlier: Option<Kept>,
    seen: BTreeSet<String>,
    hops: Vec<Hop>,
    exchanges: Vec<Exchange>,
    effort: Effort,
}

impl<'n> Trail<'n> {
    pub(super) fn new(network: &'n Network, url: &Url, look: u8) -> Self {
        Self {
            network,
            asked: url.to_string(),
            posted: None,
            look,
            start: Instant::now(),
            url: url.clone(),
            form: String::new(),
            earlier: None,
            seen: BTreeSet::from([url.to_string()]),
            hops: Vec::new(),
            exchanges: Vec::new(),
            effort: Effort::default(),
        }
    }

    /// The same way with `form` posted to the address; an empty one changes nothing.
    pub(super) fn posting(self, form: &[(String, String)]) -> Self {
        Self { posted: posted(form), form: form_body(form), ..self }
    }

    /// The same way, on which the site may say that `earlier` still stands.
    pub(super) fn after(self, earlier: Option<Kept>) -> Self {
        Self { earlier, ..self }
    }

    /// How long the site took to answer so far.
    pub(super) fn asking(&self) -> Duration {
        self.effort.asking
    }

    /// Whether a redirect was followed and only an address is left to ask for.
    pub(super) fn is_on_its_way(&self) -> bool {
        !self.hops.is_empty() && self.form.is_empty()
    }

    /// Takes what came back for the address before, with the way that led to it and the requests that it took.
    pub(super) fn join(&mut self, kept: Response) -> Received {
        self.hops.extend(kept.hops);
        self.exchanges.extend(kept.exchanges);
        self.effort.requests += kept.requests;
        self.effort.certificates.extend(kept.certificates);
        kept.received
    }

    /// Asks for the next address on the way; `None` where it leads on.
    pub(super) async fn step(&mut self) -> Option<Received> {
        if let Err(reason) = guard::check(&self.url, self.network.manners.allow_private) {
            return Some(failed(Fault::new(FailureClass::Guard, reason)));
        }
        // It is of this address, not of one to which a redirect leads.
        let earlier = self.earlier.take();
        let conditions = earlier.as_ref().map(Kept::conditions).unwrap_or_default();
        let (reply, exchange) = self.network.ask(&self.url, &self.form, &conditions, self.look, &mut self.effort).await;
        self.exchanges.extend(exchange);
        match reply {
            Reply::Answer(answer) => Some(Received::Answer(match earlier {
                Some(earlier) => earlier.or(answer),
                None => answer,
            })),
            Reply::Fault(fault) => Some(failed(fault)),
            Reply::Redirect { status, to } => self.redirect(status, to),
        }
    }

    /// Goes the whole way, wherever it leads: for a robots.txt, over which no robots.txt rules.
    pub(super) async fn follow(mut self) -> Response {
        loop {
            if let Some(received) = self.step().await {
                return self.arrive(received);
            }
        }
    }

    fn redirect(&mut self, status: u16, to: String) -> Option<Received> {
        let fault = |class, detail| Some(failed(Fault { class, status: Some(status), detail }));
        let Ok(url) = to.parse::<Url>() else {
            return fault(FailureClass::HttpStatus, format!("网站返回状态 {status}（重定向目标无法识别）"));
        };
        let circle = !self.seen.insert(to.clone());
        self.hops.push(Hop { status, to });
        if circle {
            return fault(FailureClass::Loop, "重定向成环".to_owned());
        }
        if self.hops.len() > MAX_HOPS {
            return fault(FailureClass::Loop, format!("重定向超过 {MAX_HOPS} 次"));
        }
        // As browsers do: only 307 and 308 ask for the form once more. Another host does not get it.
        if !matches!(status, 307 | 308) {
            self.form.clear();
        } else if !self.form.is_empty() && url.host_str() != self.url.host_str() {
            return fault(FailureClass::Guard, "网站要求把查询条件转交其他网站，未转交".to_owned());
        }
        self.url = url;
        None
    }

    /// Puts the record together.
    pub(super) fn arrive(self, mut received: Received) -> Response {
        let at = Timestamp::now();
        if let Received::Failed(failure) = &mut received {
            failure.at = at;
        }
        Response {
            asked: self.asked,
            posted: self.posted,
            look: self.look,
            at,
            elapsed: Duration::from_millis(u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)),
            requests: self.effort.requests,
            hops: self.hops,
            exchanges: self.exchanges,
            certificates: self.effort.certificates,
            received,
        }
    }
}

/// The fault may be over at the next attempt.
fn is_passing_reply(reply: &Reply) -> bool {
    match reply {
        Reply::Answer(answer) => is_passing_status(answer.status),
        Reply::Redirect { .. } => false,
        Reply::Fault(fault) => is_passing(fault.class),
    }
}

fn failed(fault: Fault) -> Received {
    Received::Failed(Failure { class: fault.class, status: fault.status, detail: fault.detail, at: Timestamp::now() })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;
    use tokio::time::Instant;

    use super::Network;
    use crate::crawl::hours::Hours;
    use crate::crawl::{Clock, Manners};

    /// A network whose clock shows `begin` in China now, and goes on in virtual time.
    fn network(window: &str, begin: &str) -> Network {
        let (begin, start): (Timestamp, _) = (format!("{begin}+08:00").parse().unwrap(), Instant::now());
        let clock = Clock::new(move || begin + start.elapsed());
        let hours = Hours::new(Some(window.parse().unwrap()), clock);
        Network { hours, ..Network::new(&Manners { allow_private: true, ..Manners::default() }).unwrap() }
    }

    #[tokio::test(start_paused = true)]
    async fn a_turn_that_comes_after_the_end_is_taken_at_the_next_beginning() {
        let network = network("22:00-06:00", "2020-09-09T05:59:00");
        let gate = network.gate(&"http://127.0.0.1/".parse().unwrap()).await;
        let start = Instant::now();
        drop(network.turn(&gate).await.unwrap());
        assert!(start.elapsed() < Duration::from_secs(1), "it is open");
        gate.strained(Some(Duration::from_secs(300)));
        drop(network.turn(&gate).await.unwrap());
        assert!(start.elapsed() >= Duration::from_secs(16 * 3600 + 60), "{:?}", start.elapsed());
        assert!(network.hours.is_open());
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_for_the_evening_holds_no_connection() {
        let network = network("22:00-06:00", "2020-09-09T21:59:00");
        let url = "http://127.0.0.1/".parse().unwrap();
        let gate = network.gate(&url).await;
        let waiting = tokio::time::timeout(Duration::from_secs(30), network.turn(&gate)).await;
        assert!(waiting.is_err());
        drop((gate.turn().await.unwrap(), gate.turn().await.unwrap()));
    }
}
