//! Whether an answer of an earlier run still stands: conditional requests (RFC 9110 §13).

use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH};

use super::{Answer, Earlier, Received, Response};

/// Longest validator that is sent back, in bytes.
const MAX_VALIDATOR: usize = 1_024;
/// A page that changed so shortly before it came, in seconds, may have changed once more within the same second of the
/// site's clock, and that clock may differ from ours (RFC 9110 §8.8.2.2).
const SETTLED: i64 = 60;

/// An answer of an earlier run, of which the site may say that it still stands.
#[derive(Debug)]
pub(super) struct Kept {
    answer: Answer,
    earlier: Box<Earlier>,
    etag: Option<HeaderValue>,
    modified: Option<HeaderValue>,
}

impl Kept {
    /// `response`, where it is a whole page that came at the very address, with a validator to ask by.
    pub(super) fn of(response: Response) -> Option<Self> {
        let Received::Answer(mut answer) = response.received else { return None };
        let exchange = response.exchanges.into_iter().next();
        let whole = exchange.as_ref().is_none_or(|exchange| !exchange.cut);
        if answer.status != 200 || !response.hops.is_empty() || answer.body.is_empty() || !whole {
            return None;
        }
        let earlier = answer.unchanged.take().unwrap_or_else(|| Box::new(Earlier { at: response.at, exchange }));
        let etag = answer.headers.get("etag").filter(|tag| is_entity_tag(tag)).and_then(|tag| sendable(tag));
        let modified = answer.headers.get("last-modified").filter(|day| is_settled(day, earlier.at));
        let modified = modified.and_then(|day| sendable(day));
        (etag.is_some() || modified.is_some()).then_some(Self { answer, earlier, etag, modified })
    }

    /// The headers that ask for a page only where this answer no longer stands.
    pub(super) fn conditions(&self) -> HeaderMap {
        let header = |name: HeaderName, value: &Option<HeaderValue>| Some((name, value.clone()?));
        let both = [header(IF_NONE_MATCH, &self.etag), header(IF_MODIFIED_SINCE, &self.modified)];
        both.into_iter().flatten().collect()
    }

    /// This answer where `said` is that it still stands, else `said`. A site that says so of another version than the one
    /// it was asked about has said nothing of this one.
    pub(super) fn or(self, said: Answer) -> Answer {
        if said.status != 304 || self.is_contradicted(&said) {
            return said;
        }
        Answer { unchanged: Some(self.earlier), ..self.answer }
    }

    fn is_contradicted(&self, said: &Answer) -> bool {
        let other = |name: &str| match (self.answer.headers.get(name), said.headers.get(name)) {
            (Some(kept), Some(said)) => strong(kept) != strong(said),
            _ => false,
        };
        other("etag") || (self.etag.is_none() && other("last-modified"))
    }
}

/// `"…"` or `W/"…"`: what else a header says (`*`, a list) would be fulfilled by other pages.
fn is_entity_tag(tag: &str) -> bool {
    let inner = strong(tag).strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.is_some_and(|inner| !inner.contains('"'))
}

/// A tag without the mark of a weak one: 304 compares weakly.
fn strong(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag)
}

/// Whether a page that was last changed on `day` had been so for a while when it came.
fn is_settled(day: &str, came: Timestamp) -> bool {
    let changed = httpdate::parse_http_date(day).ok().and_then(|day| Timestamp::try_from(day).ok());
    changed.is_some_and(|changed| came.as_second() - changed.as_second() >= SETTLED)
}

fn sendable(value: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(value).ok().filter(|value| value.len() <= MAX_VALIDATOR)
}
