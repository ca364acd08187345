//! One address over the network: guard, turn, repeats, redirects.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
#[cfg(feature = "render")]
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use url::Url;

#[cfg(feature = "render")]
use super::client::Part;
use super::client::{Clients, Replied, Reply};
use super::failure::{Fault, is_passing, is_passing_status};
use super::gate::{Gate, Machine};
use super::{Hop, Manners, Received, Response, guard};
use crate::site::{Failure, FailureClass, form_body, posted};

/// Redirects that are followed.
const MAX_HOPS: usize = 10;
/// Why a host is not asked any more.
const CLOSED: &str = "网站要求等待很久再访问，本次不再访问该主机";

/// The clients and the gates of all hosts of a run.
pub(super) struct Network {
    manners: Manners,
    clients: Clients,
    hosts: Mutex<Hosts>,
}

/// The hosts that were asked, and the machines on which they stand as far as that is known.
#[derive(Default)]
struct Hosts {
    gates: BTreeMap<String, Arc<Gate>>,
    machines: BTreeMap<IpAddr, Arc<Machine>>,
}

impl Network {
    pub(super) fn new(manners: &Manners) -> Result<Self, reqwest::Error> {
        Ok(Self { manners: manners.clone(), clients: Clients::new(manners)?, hosts: Mutex::default() })
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

    fn hosts(&self) -> MutexGuard<'_, Hosts> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks once for what a page wants that is being rendered, in its turn. `waiting` counts who waits for one.
    #[cfg(feature = "render")]
    pub(super) async fn part(&self, part: &Part, timeout: Duration, waiting: &AtomicUsize) -> Reply {
        let gate = self.gate(&part.url).await;
        if gate.is_closed() {
            return Reply::Fault(Fault::new(FailureClass::Blocked, CLOSED));
        }
        waiting.fetch_add(1, Ordering::Relaxed);
        let turn = gate.turn().await;
        waiting.fetch_sub(1, Ordering::Relaxed);
        let Ok(_turn) = turn else { return Reply::Fault(Fault::new(FailureClass::Reset, "访问已中止")) };
        let Replied { reply, retry_after, .. } = self.clients.part(part, timeout).await;
        if is_passing_reply(&reply) {
            gate.strained(retry_after);
        } else {
            gate.eased();
        }
        reply
    }

    /// Asks for `url`, again after passing faults; what it takes is added to `effort`. A second look has twice the time
    /// and no repeats. What is posted only searches a list, so it may be posted again.
    async fn ask(&self, url: &Url, form: &str, look: u8, effort: &mut Effort) -> Reply {
        let (timeout, retries) =
            if look == 1 { (self.manners.timeout, self.manners.retries) } else { (self.manners.timeout * 2, 0) };
        let gate = self.gate(url).await;
        let mut pause = self.manners.retry_pause;
        let mut left = retries;
        loop {
            if gate.is_closed() {
                return Reply::Fault(Fault::new(FailureClass::Blocked, CLOSED));
            }
            let Ok(turn) = gate.turn().await else {
                return Reply::Fault(Fault::new(FailureClass::Reset, "访问已中止"));
            };
            effort.requests += 1;
            let asked = Instant::now();
            let Replied { reply, retry_after, certificate } = self.clients.ask(url, form, timeout).await;
            effort.certificates.extend(certificate.map(|problem| (url.origin().ascii_serialization(), problem)));
            effort.asking += asked.elapsed();
            drop(turn);
            if !is_passing_reply(&reply) {
                gate.eased();
                return reply;
            }
            let too_long = retry_after.is_some_and(|wait| wait > self.manners.longest_wait);
            if too_long {
                gate.close();
            } else {
                gate.strained(retry_after);
            }
            if left == 0 || too_long {
                return reply;
            }
            left -= 1;
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
    }
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
    seen: BTreeSet<String>,
    hops: Vec<Hop>,
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
            seen: BTreeSet::from([url.to_string()]),
            hops: Vec::new(),
            effort: Effort::default(),
        }
    }

    /// The same way with `form` posted to the address; an empty one changes nothing.
    pub(super) fn posting(self, form: &[(String, String)]) -> Self {
        Self { posted: posted(form), form: form_body(form), ..self }
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
        self.effort.requests += kept.requests;
        self.effort.certificates.extend(kept.certificates);
        kept.received
    }

    /// Asks for the next address on the way; `None` where it leads on.
    pub(super) async fn step(&mut self) -> Option<Received> {
        if let Err(reason) = guard::check(&self.url, self.network.manners.allow_private) {
            return Some(failed(Fault::new(FailureClass::Guard, reason)));
        }
        match self.network.ask(&self.url, &self.form, self.look, &mut self.effort).await {
            Reply::Answer(answer) => Some(Received::Answer(answer)),
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
