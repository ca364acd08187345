//! One address over the network: guard, turn, repeats, redirects.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use url::Url;

use super::client::{Clients, Replied, Reply};
use super::failure::{Fault, is_passing, is_passing_status};
use super::gate::Gate;
use super::{Hop, Manners, Received, Response, guard};
use crate::site::{Failure, FailureClass};

/// Redirects that are followed.
const MAX_HOPS: usize = 10;

/// The clients and the gates of all hosts of a run.
pub(super) struct Network {
    manners: Manners,
    clients: Clients,
    gates: Mutex<BTreeMap<String, Arc<Gate>>>,
}

impl Network {
    pub(super) fn new(manners: &Manners) -> Result<Self, reqwest::Error> {
        Ok(Self { manners: manners.clone(), clients: Clients::new(manners)?, gates: Mutex::default() })
    }

    /// The gate of the host of `url`.
    pub(super) fn gate(&self, url: &Url) -> Arc<Gate> {
        let host = url.host_str().unwrap_or_default().to_owned();
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        let gate =
            gates.entry(host).or_insert_with(|| Arc::new(Gate::new(self.manners.pause, self.manners.connections)));
        Arc::clone(gate)
    }

    /// Asks for `url`, again after passing faults; `requests` is counted up. A second look has twice the time and no
    /// repeats.
    async fn get(&self, url: &Url, look: u8, requests: &mut u32) -> Reply {
        let (timeout, retries) =
            if look == 1 { (self.manners.timeout, self.manners.retries) } else { (self.manners.timeout * 2, 0) };
        let gate = self.gate(url);
        let mut pause = self.manners.retry_pause;
        let mut left = retries;
        loop {
            let Ok(turn) = gate.turn().await else {
                return Reply::Fault(Fault::new(FailureClass::Reset, "访问已中止"));
            };
            *requests += 1;
            let Replied { reply, retry_after } = self.clients.get(url, timeout).await;
            drop(turn);
            let passing = match &reply {
                Reply::Answer(answer) => is_passing_status(answer.status),
                Reply::Redirect { .. } => false,
                Reply::Fault(fault) => is_passing(fault.class),
            };
            if !passing {
                gate.eased();
                return reply;
            }
            gate.strained(retry_after.map(|wait| wait.min(self.manners.longest_wait)));
            if left == 0 {
                return reply;
            }
            left -= 1;
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
    }
}

/// The way from the address that was asked for to what came back.
pub(super) struct Trail<'n> {
    network: &'n Network,
    asked: String,
    look: u8,
    start: Instant,
    /// The address to ask for next.
    pub(super) url: Url,
    seen: BTreeSet<String>,
    hops: Vec<Hop>,
    requests: u32,
}

impl<'n> Trail<'n> {
    pub(super) fn new(network: &'n Network, url: &Url, look: u8) -> Self {
        Self {
            network,
            asked: url.to_string(),
            look,
            start: Instant::now(),
            url: url.clone(),
            seen: BTreeSet::from([url.to_string()]),
            hops: Vec::new(),
            requests: 0,
        }
    }

    /// Asks for the next address on the way; `None` where it leads on.
    pub(super) async fn step(&mut self) -> Option<Received> {
        if let Err(reason) = guard::check(&self.url, self.network.manners.allow_private) {
            return Some(failed(Fault::new(FailureClass::Guard, reason)));
        }
        match self.network.get(&self.url, self.look, &mut self.requests).await {
            Reply::Answer(answer) => Some(Received::Answer(answer)),
            Reply::Fault(fault) => Some(failed(fault)),
            Reply::Redirect { status, to } => self.redirect(status, to),
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
            look: self.look,
            at,
            elapsed: Duration::from_millis(u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)),
            requests: self.requests,
            hops: self.hops,
            received,
        }
    }
}

fn failed(fault: Fault) -> Received {
    Received::Failed(Failure { class: fault.class, status: fault.status, detail: fault.detail, at: Timestamp::now() })
}
