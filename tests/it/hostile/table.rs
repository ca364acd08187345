//! The table of behaviours: what a host does, and what has to come of it.

use std::time::Duration;

use lanmu::site::{FailureClass, PageKind};

use super::certificates::Handshake;
use super::server::{Act, Asked};
use super::{TARGET, bodies, compressions, connections, http2, moves, robots, secure, traps};

/// One way to behave, by a host of its own.
pub(crate) struct Behaviour {
    /// Also the label of its host and the name of its unit.
    pub(crate) name: &'static str,
    /// What it does, in words.
    pub(crate) does: &'static str,
    /// What it answers; `None`: as a site without fault would.
    pub(crate) act: fn(&Asked) -> Option<Act>,
    pub(crate) handshake: Handshake,
    /// Scheme of the site's address.
    pub(crate) scheme: &'static str,
    /// Path of the page that the row is about.
    pub(crate) target: &'static str,
    /// What has to come of that page.
    pub(crate) outcome: Outcome,
    /// Words in the failure, or of what ended the reading early.
    pub(crate) told: &'static str,
    /// Words on the sheets of the unit.
    pub(crate) sheets: &'static [&'static str],
    /// Most requests to the host.
    pub(crate) requests: usize,
    /// Most bytes that the host gets sent.
    pub(crate) bytes: u64,
}

/// What has to come of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Fails(FailureClass),
    Reads(PageKind),
}

/// Most bytes that a host gets sent where nothing else is said: the buffers on the way are some of them.
const BYTES: u64 = 2 << 20;
/// Most requests to a host where nothing else is said. A healthy site takes 11, and each can come twice.
const REQUESTS: usize = 24;

impl Behaviour {
    /// A host whose column fails with this class and these words.
    pub(crate) const fn fails(
        (name, does): (&'static str, &'static str),
        act: fn(&Asked) -> Option<Act>,
        class: FailureClass,
        told: &'static str,
    ) -> Self {
        Self { outcome: Outcome::Fails(class), told, ..Self::reads((name, does), act, PageKind::Column) }
    }

    /// A host whose column is read as a page of this kind.
    pub(crate) const fn reads(
        (name, does): (&'static str, &'static str),
        act: fn(&Asked) -> Option<Act>,
        kind: PageKind,
    ) -> Self {
        Self {
            name,
            does,
            act,
            handshake: Handshake::Good,
            scheme: "http",
            target: TARGET,
            outcome: Outcome::Reads(kind),
            told: "",
            sheets: &[],
            requests: REQUESTS,
            bytes: BYTES,
        }
    }

    /// Where reading ended early, in these words.
    pub(crate) const fn told(self, told: &'static str) -> Self {
        Self { told, ..self }
    }

    pub(crate) const fn at(self, target: &'static str) -> Self {
        Self { target, ..self }
    }

    pub(crate) const fn on_sheets(self, sheets: &'static [&'static str]) -> Self {
        Self { sheets, ..self }
    }

    pub(crate) const fn bytes(self, bytes: u64) -> Self {
        Self { bytes, ..self }
    }

    pub(crate) const fn requests(self, requests: usize) -> Self {
        Self { requests, ..self }
    }

    /// A site over HTTPS that answers with this handshake.
    pub(crate) const fn secure(self, handshake: Handshake) -> Self {
        Self { handshake, scheme: "https", ..self }
    }

    /// Address of the site.
    pub(crate) fn site(&self) -> String {
        format!("{}://{}.{}/", self.scheme, self.name, super::DOMAIN)
    }

    /// Address of the page that the row is about.
    pub(crate) fn address(&self) -> String {
        if self.target.contains("://") {
            return self.target.to_owned();
        }
        format!("{}{}", self.site().trim_end_matches('/'), self.target)
    }
}

/// All rows.
pub(crate) fn table() -> Vec<Behaviour> {
    let parts = [
        // Those first that have to be waited for.
        connections::rows(),
        http2::rows(),
        robots::rows(),
        secure::rows(),
        bodies::rows(),
        compressions::rows(),
        moves::rows(),
        traps::rows(),
    ];
    parts.into_iter().flatten().collect()
}

/// What `at` answers at the page that a row is about; a site without fault elsewhere.
pub(crate) fn at_target(asked: &Asked, at: impl FnOnce() -> Act) -> Option<Act> {
    (asked.path == TARGET).then(at)
}

/// `first`, and then `again` for ever.
pub(crate) fn forever(first: impl Into<Vec<u8>>, again: impl Into<Vec<u8>>) -> Act {
    Act::Forever { first: first.into(), again: again.into(), pause: Duration::ZERO }
}

/// `first`, and then `again` every second.
pub(crate) fn dripping(first: impl Into<Vec<u8>>, again: impl Into<Vec<u8>>) -> Act {
    Act::Forever { first: first.into(), again: again.into(), pause: Duration::from_secs(1) }
}
