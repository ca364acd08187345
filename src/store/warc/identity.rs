//! Ids of records.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::crawl::{Basis, Response};

/// Id of the warcinfo record of a unit's file.
pub(super) fn of_file(run: &str, unit: &str) -> String {
    urn(&[run, unit, "warcinfo"])
}

/// What was asked for, for ids of records.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) run: &'a str,
    pub(super) unit: &'a str,
    asked: &'a str,
    posted: Option<&'a str>,
    look: u8,
    at: Timestamp,
}

impl<'a> Asked<'a> {
    pub(super) fn of(run: &'a str, unit: &'a str, response: &'a Response) -> Self {
        let Response { asked, posted, look, at, .. } = response;
        Self { run, unit, asked, posted: posted.as_deref(), look: *look, at: *at }
    }

    /// Id of the record of this kind for the request with the given number: that of redirects before it.
    pub(super) fn id(&self, kind: &str, hop: usize) -> String {
        let posted = self.posted.unwrap_or_default();
        let (look, at, hop) = (self.look.to_string(), self.at.to_string(), hop.to_string());
        urn(&[self.run, self.unit, self.asked, posted, &look, &at, kind, &hop])
    }

    /// Id of the record that the verdicts refer to: that of the answer, or else that of the failure.
    pub(super) fn main(&self, failed: bool) -> String {
        self.id(if failed { "failure" } else { "answer" }, 0)
    }

    /// Id of the record of the page as the browser showed it.
    pub(super) fn shown(&self) -> String {
        self.id("shown", 0)
    }
}

/// Id of the record of a unit's file for what a visit rests on: the page as the browser showed it where its hash is `hash`,
/// else what came.
#[must_use]
pub fn record_of(run: &str, unit: &str, basis: &Basis, hash: Option<&str>) -> String {
    let Basis { asked, posted, look, at, .. } = basis;
    let key = Asked { run, unit, asked, posted: posted.as_deref(), look: *look, at: *at };
    match (hash, &basis.shown) {
        (Some(hash), Some(shown)) if hash == shown => key.shown(),
        _ => key.main(basis.hash.is_none()),
    }
}

/// `urn:uuid:` with a UUID of version 8 (RFC 9562) from a hash of the words.
fn urn(words: &[&str]) -> String {
    let digest = Sha256::digest(words.join("\n").as_bytes());
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
