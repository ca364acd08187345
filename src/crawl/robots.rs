//! What a site's robots.txt says (RFC 9309).

mod rules;
#[cfg(test)]
mod tests;

use std::time::Duration;

use url::{Position, Url};

use self::rules::Rules;

use super::failure::may_come_later;
use super::{Received, Response};
use crate::site::{Failure, FailureClass};

/// Name of the crawler in robots.txt.
const NAME: &str = "lanmu";
/// Where it stands on every site.
const PLACE: &str = "/robots.txt";
/// As much of the file counts as RFC 9309 asks for at least and as Google reads; what comes after it says nothing.
pub(super) const MAX_BYTES: usize = 500 * 1024;

/// What a site's robots.txt says.
pub(crate) struct Robots {
    says: Says,
    /// Requests that reading it took.
    pub(super) requests: u32,
    /// The look that it was read at.
    pub(super) look: u8,
}

/// Whether an address is that of a robots.txt; it counts whatever content type it comes with.
pub(super) fn is_one(url: &Url) -> bool {
    url.path() == PLACE && url.query().is_none()
}

enum Says {
    /// There is none: everything is allowed.
    Open,
    Read(Rules),
    /// It could not be read: nothing is allowed in this run.
    Closed(Failure),
}

impl Robots {
    /// Address of the robots.txt that rules over `url`.
    pub(crate) fn address(url: &Url) -> Option<Url> {
        url.join(PLACE).ok()
    }

    /// Reads what came back for it.
    pub(super) fn read(response: &Response) -> Self {
        let says = match &response.received {
            Received::Answer(answer) => match answer.status {
                200..300 => Says::Read(Rules::read(whole_lines(&answer.body), NAME)),
                // "Not now" says nothing about what is allowed, and is no reason to ask for pages meanwhile.
                429 | 500.. => Says::Closed(Failure {
                    class: FailureClass::Robots,
                    status: Some(answer.status),
                    detail: format!("robots.txt 返回状态 {}，按 RFC 9309 本次不访问该网站", answer.status),
                    at: response.at,
                }),
                _ => Says::Open,
            },
            // A circle, or a picture behind a redirect, says nothing about what is allowed.
            Received::Failed(failure) => match failure.class {
                FailureClass::NotPage | FailureClass::Loop | FailureClass::Guard => Says::Open,
                _ => Says::Closed(Failure {
                    detail: format!("读取 robots.txt 时{}，本次不访问该网站", failure.detail),
                    ..failure.clone()
                }),
            },
        };
        Self { says, requests: response.requests, look: response.look }
    }

    /// Everything is allowed, because nothing is asked (offline).
    pub(super) fn open() -> Self {
        Self { says: Says::Open, requests: 0, look: 1 }
    }

    /// Whether it could not be read, so that nothing is allowed.
    pub(super) fn is_closed(&self) -> bool {
        matches!(self.says, Says::Closed(_))
    }

    /// Whether it could not be read for now.
    pub(super) fn may_come_later(&self) -> bool {
        matches!(&self.says, Says::Closed(failure) if may_come_later(failure))
    }

    /// Addresses of site maps that it names.
    pub(super) fn site_maps(&self) -> &[String] {
        match &self.says {
            Says::Read(rules) => &rules.site_maps,
            Says::Open | Says::Closed(_) => &[],
        }
    }

    /// Pause that it asks for.
    pub(super) fn delay(&self) -> Option<Duration> {
        let Says::Read(rules) = &self.says else { return None };
        rules.delay
    }

    /// Why `url` may not be asked for; `None` where it may.
    pub(super) fn refusal(&self, url: &Url, at: jiff::Timestamp) -> Option<Failure> {
        match &self.says {
            Says::Open => None,
            Says::Closed(failure) => Some(failure.clone()),
            // The file itself may always be asked for.
            Says::Read(rules) if is_one(url) || rules.allow(&url[Position::BeforePath..Position::AfterQuery]) => None,
            Says::Read(_) => Some(Failure {
                class: FailureClass::Robots,
                status: None,
                detail: "robots.txt 不允许访问该网址".to_owned(),
                at,
            }),
        }
    }
}

/// As much of the file as counts. A line that the limit cuts in two is left out: half a rule says something else.
fn whole_lines(body: &[u8]) -> &[u8] {
    let Some(head) = body.get(..MAX_BYTES) else { return body };
    let end = head.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    head.get(..end.unwrap_or_default()).unwrap_or_default()
}
