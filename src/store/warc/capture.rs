//! The records of one response: redirects, the answer or the failure, the page as a browser showed it.

use std::borrow::Cow;

use jiff::Timestamp;
use url::Url;

use super::identity::Asked;
use super::message;
use super::record::{Record, bracketed, date, digest, of_fields};
use crate::crawl::{Answer, Earlier, Exchange, Received, Rendered, Response};
use crate::site::{Failure, FailureClass};

/// Content type of the page as a browser showed it.
const SHOWN: &str = "text/html; charset=utf-8";
/// Of a record that tells that a site called a page unchanged (ISO 28500, 6.7.3).
const NOT_MODIFIED: &str = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

/// One response, to be written.
pub(super) struct Capture<'a> {
    key: Asked<'a>,
    /// Id of the warcinfo record.
    info: String,
    response: &'a Response,
}

/// One HTTP answer on the way.
#[derive(Clone)]
struct Reply<'a> {
    id: String,
    /// Id of the record of its request.
    request: String,
    url: &'a str,
    at: Timestamp,
    exchange: Option<&'a Exchange>,
    status: u16,
    /// Headers that were kept where there is no exchange.
    headers: Vec<(&'a str, &'a str)>,
    body: &'a [u8],
    /// Why the body is not whole.
    truncated: Option<&'static str>,
}

impl<'a> Capture<'a> {
    pub(super) fn of(run: &'a str, unit: &'a str, response: &'a Response) -> Self {
        Self { key: Asked::of(run, unit, response), info: super::identity::of_file(run, unit), response }
    }

    /// Redirects in order, then what came.
    pub(super) fn records(&self) -> Vec<Record<'a>> {
        let hops = self.response.hops.len();
        let mut records: Vec<Record<'a>> = (0..hops).flat_map(|hop| self.hop(hop)).collect();
        match &self.response.received {
            Received::Answer(answer) => records.extend(self.answer(answer)),
            Received::Failed(failure) => records.extend(self.failure(failure)),
        }
        records
    }

    /// The page as the browser showed it, and what it may lack.
    pub(super) fn shown(&self, rendered: &'a Rendered) -> Vec<Record<'a>> {
        let mut records = Vec::new();
        let shell = ("WARC-Refers-To", bracketed(&self.key.main(false)));
        if let Some(html) = &rendered.html {
            let mut fields = self.fields(self.last_url());
            fields.push(shell.clone());
            records.push(Record {
                kind: "conversion",
                id: self.key.shown(),
                at: rendered.at,
                fields,
                content_type: SHOWN,
                head: Vec::new(),
                payload: html.as_bytes().into(),
            });
        }
        if let Some(problem) = &rendered.problem {
            let mut fields = self.fields(self.last_url());
            fields.push(shell);
            let block = [("rendering", problem.clone()), ("requests", rendered.requests.to_string())];
            records.push(of_fields("metadata", self.key.id("unshown", 0), rendered.at, fields, &block));
        }
        records
    }

    fn hop(&self, hop: usize) -> Vec<Record<'a>> {
        let exchange = self.response.exchanges.get(hop);
        let Some(redirect) = self.response.hops.get(hop) else { return Vec::new() };
        self.pair(Reply {
            id: self.key.id("redirect", hop),
            request: self.key.id("request", hop),
            url: self.url(hop),
            at: exchange.map_or(self.response.at, |exchange| exchange.at),
            exchange,
            status: redirect.status,
            headers: vec![("location", redirect.to.as_str())],
            body: &[],
            truncated: Some("unspecified"),
        })
    }

    fn answer(&self, answer: &'a Answer) -> Vec<Record<'a>> {
        let exchange = self.last_exchange();
        let cut = exchange.is_some_and(|exchange| exchange.cut);
        let now = Reply {
            id: self.key.main(false),
            request: self.key.id("request", self.response.hops.len()),
            url: &answer.url,
            at: self.response.at,
            exchange,
            status: answer.status,
            headers: pairs(&answer.headers),
            body: &answer.body,
            truncated: cut.then_some("length"),
        };
        match &answer.unchanged {
            None => self.pair(now),
            Some(earlier) => self.unchanged(now, earlier),
        }
    }

    /// The answer of an earlier run, so that the file stands alone, and that the site said that it still stands. What the
    /// site said stands in a record of its own: with it in the revisit, programs would replay the 304 and not the page.
    fn unchanged(&self, now: Reply<'a>, earlier: &'a Earlier) -> Vec<Record<'a>> {
        let then = Reply {
            id: self.key.id("earlier", 0),
            request: self.key.id("earlier-request", 0),
            at: earlier.at,
            exchange: earlier.exchange.as_ref(),
            ..now.clone()
        };
        let refers = [
            ("WARC-Profile", NOT_MODIFIED.to_owned()),
            ("WARC-Refers-To", bracketed(&then.id)),
            ("WARC-Refers-To-Target-URI", without_fragment(then.url).to_owned()),
            ("WARC-Refers-To-Date", date(then.at)),
            ("WARC-Payload-Digest", digest(&[then.body])),
        ];
        let mut records = self.pair(then);
        let mut revisit = self.pair(Reply { status: 304, headers: Vec::new(), body: &[], ..now });
        if let Some(record) = revisit.first_mut() {
            record.kind = "revisit";
            record.fields.extend(refers);
            let head = std::mem::take(&mut record.head);
            let said =
                String::from_utf8_lossy(&head).lines().filter(|line| !line.is_empty()).map(said).collect::<Vec<_>>();
            let mut fields = self.fields(self.last_url());
            fields.push(("WARC-Refers-To", bracketed(&record.id)));
            let at = record.at;
            revisit.push(of_fields("metadata", self.key.id("not-modified", 0), at, fields, &said));
        }
        records.extend(revisit);
        records
    }

    /// The failure, after the head of what came all the same.
    fn failure(&self, failure: &Failure) -> Vec<Record<'a>> {
        let mut records = Vec::new();
        let mut fields = self.fields(&self.response.asked);
        if let Some(exchange) = self.last_exchange() {
            let reply = Reply {
                id: self.key.id("answer", 0),
                request: self.key.id("request", self.response.hops.len()),
                url: self.last_url(),
                at: self.response.at,
                exchange: Some(exchange),
                status: exchange.status,
                headers: Vec::new(),
                body: &[],
                truncated: Some(why_cut(failure.class)),
            };
            fields.push(("WARC-Refers-To", bracketed(&reply.id)));
            records = self.pair(reply);
        }
        let class = serde_json::to_string(&failure.class).unwrap_or_default();
        let mut block = vec![
            ("failure", class.trim_matches('"').to_owned()),
            ("words", failure.detail.clone()),
            ("advice", failure.class.advice().to_owned()),
            ("at", failure.at.to_string()),
            ("look", self.response.look.to_string()),
            ("requests", self.response.requests.to_string()),
            ("redirects", self.response.hops.len().to_string()),
            ("elapsed-ms", self.response.elapsed.as_millis().to_string()),
        ];
        block.extend(failure.status.map(|status| ("status", status.to_string())));
        records.push(of_fields("metadata", self.key.main(true), self.response.at, fields, &block));
        records
    }

    /// The answer, and the request where it was kept.
    fn pair(&self, reply: Reply<'a>) -> Vec<Record<'a>> {
        let mut fields = self.fields(reply.url);
        fields.extend(reply.truncated.map(|why| ("WARC-Truncated", why.to_owned())));
        if let Some(exchange) = reply.exchange {
            fields.extend(exchange.ip.map(|ip| ("WARC-IP-Address", ip.to_string())));
            fields.push(("WARC-Protocol", exchange.protocol.to_ascii_lowercase()));
        }
        let headers = match reply.exchange {
            Some(exchange) => pairs(exchange.headers.iter().map(|(name, value)| (name, value))),
            None => reply.headers.clone(),
        };
        let head = message::answer(reply.status, &headers, reply.body.len());
        let request = reply.exchange.and_then(|exchange| self.request(&reply, exchange));
        let answer = Record {
            kind: "response",
            id: reply.id,
            at: reply.at,
            fields,
            content_type: "application/http;msgtype=response",
            head,
            payload: reply.body.into(),
        };
        std::iter::once(answer).chain(request).collect()
    }

    fn request(&self, reply: &Reply<'a>, exchange: &'a Exchange) -> Option<Record<'a>> {
        let mut fields = self.fields(reply.url);
        fields.push(("WARC-Concurrent-To", bracketed(&reply.id)));
        let form = exchange.form.as_deref().unwrap_or_default();
        if exchange.form_cut {
            fields.push(("WARC-Truncated", "length".to_owned()));
        }
        Some(Record {
            kind: "request",
            id: reply.request.clone(),
            at: reply.at,
            fields,
            content_type: "application/http;msgtype=request",
            head: message::request(&Url::parse(reply.url).ok()?, exchange),
            payload: Cow::Borrowed(form.as_bytes()),
        })
    }

    fn fields(&self, url: &str) -> Vec<(&'static str, String)> {
        vec![("WARC-Target-URI", without_fragment(url).to_owned()), ("WARC-Warcinfo-ID", bracketed(&self.info))]
    }

    /// The address that was asked for after so many redirects.
    fn url(&self, hop: usize) -> &'a str {
        let redirect = hop.checked_sub(1).and_then(|before| self.response.hops.get(before));
        redirect.map_or(&self.response.asked, |hop| &hop.to)
    }

    fn last_url(&self) -> &'a str {
        self.url(self.response.hops.len())
    }

    /// How the answer went over the wire, redirects aside.
    fn last_exchange(&self) -> Option<&'a Exchange> {
        self.response.exchanges.get(self.response.hops.len())
    }
}

/// A line of the head of a message, as a field of a record.
fn said(line: &str) -> (&'static str, String) {
    (if line.starts_with("HTTP/") { "status-line" } else { "header" }, line.to_owned())
}

fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(url, _)| url)
}

/// Names with values, borrowed.
fn pairs<'h>(headers: impl IntoIterator<Item = (&'h String, &'h String)>) -> Vec<(&'h str, &'h str)> {
    headers.into_iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Why a body was left where it was, in the words of the standard.
fn why_cut(class: FailureClass) -> &'static str {
    match class {
        FailureClass::TooLarge => "length",
        FailureClass::Timeout => "time",
        FailureClass::Reset => "disconnect",
        _ => "unspecified",
    }
}
