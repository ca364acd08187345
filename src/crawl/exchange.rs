//! One request and the head of its answer, as they went over the wire.

use std::net::IpAddr;

use jiff::Timestamp;
use reqwest::header::HeaderMap;
use serde::{Deserialize, Serialize};

/// So much of the headers of one message is kept, in bytes of names and values.
const MAX_HEADERS: usize = 32 * 1024;
/// So much of what was posted is kept, in bytes.
const MAX_FORM: usize = 64 * 1024;
/// What opens somebody's session proves nothing about a page, and is not kept.
const SECRET: [&str; 4] = ["authorization", "cookie", "proxy-authorization", "set-cookie"];

/// One request and the head of its answer. Header names are in lower case; a value has one character per byte (Latin-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// When the head of the answer had come.
    pub at: Timestamp,
    /// The machine that answered; `None` behind a proxy.
    pub ip: Option<IpAddr>,
    /// Version of the protocol (`HTTP/1.1`, `HTTP/2.0`).
    pub protocol: String,
    /// Headers of the request without `Host` and what goes with a body.
    pub sent: Vec<(String, String)>,
    /// What was posted, cut after 64 KiB; `None` for GET.
    pub form: Option<String>,
    /// More was posted than stands there.
    pub form_cut: bool,
    /// HTTP status.
    pub status: u16,
    /// Headers of the answer without cookies, cut after 32 KiB.
    pub headers: Vec<(String, String)>,
    /// The body was not read to its end.
    pub cut: bool,
}

/// A request that is about to be sent.
#[derive(Debug)]
pub(super) struct Sent {
    headers: Vec<(String, String)>,
    form: Option<String>,
    form_cut: bool,
}

impl Sent {
    /// The headers of `request` and those that its client adds (`usual`), and what it posts.
    pub(super) fn of(request: &reqwest::Request, usual: &HeaderMap) -> Self {
        let mut headers = usual.clone();
        for (name, value) in request.headers() {
            headers.insert(name, value.clone());
        }
        let posted = request.body().and_then(reqwest::Body::as_bytes).filter(|body| !body.is_empty());
        let form = posted.map(|body| String::from_utf8_lossy(&body[..body.len().min(MAX_FORM)]).into_owned());
        Self { headers: kept(&headers), form, form_cut: posted.is_some_and(|body| body.len() > MAX_FORM) }
    }
}

impl Exchange {
    /// The request, and the head of what came back just now; `proxied`: perhaps through a proxy.
    pub(super) fn of(sent: Sent, response: &reqwest::Response, proxied: bool) -> Self {
        let ip = response.remote_addr().map(|machine| machine.ip()).filter(|_| !proxied);
        Self {
            at: Timestamp::now(),
            ip,
            protocol: format!("{:?}", response.version()),
            sent: sent.headers,
            form: sent.form,
            form_cut: sent.form_cut,
            status: response.status().as_u16(),
            headers: kept(response.headers()),
            cut: false,
        }
    }
}

fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut room = MAX_HEADERS;
    let mut all = Vec::new();
    for (name, value) in headers {
        if SECRET.contains(&name.as_str()) {
            continue;
        }
        let Some(left) = room.checked_sub(name.as_str().len() + value.len()) else { break };
        room = left;
        all.push((name.to_string(), value.as_bytes().iter().copied().map(char::from).collect()));
    }
    all
}
