//! What one visit rests on, of all that the archive of a run holds.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::{Archive, Received, Rendered, Response};
use crate::sha256::sha256;
use crate::site::Failure;

/// An archive that remembers what a visit came by, in order. The visits of a run share pages; this tells whose is what.
///
/// A visit that goes through the archive again comes by the same.
pub struct Witness<'a> {
    archive: &'a dyn Archive,
    seen: Mutex<Vec<Basis>>,
}

/// One response that a visit rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The address as it was asked for.
    pub asked: String,
    /// As [`Response::posted`].
    pub posted: Option<String>,
    /// The look at which it was asked for.
    pub look: u8,
    /// When it was complete.
    pub at: Timestamp,
    /// SHA-256 of the body, hex; `None` where nothing came that could be used.
    pub hash: Option<String>,
    /// It was an empty shell that a browser was to show.
    pub rendered: bool,
    /// SHA-256 of the page as the browser showed it, hex.
    pub shown: Option<String>,
    /// When the body came, where the site only said that it still stands.
    pub unchanged_since: Option<Timestamp>,
    /// It was not asked for since its host had fallen silent: what was told instead.
    pub unasked: Option<Failure>,
}

impl Basis {
    /// `response`, before anything was rendered.
    pub(crate) fn of(response: &Response) -> Self {
        let hash = match &response.received {
            Received::Answer(answer) => Some(answer.hash.clone()),
            Received::Failed(_) => None,
        };
        Self {
            asked: response.asked.clone(),
            posted: response.posted.clone(),
            look: response.look,
            at: response.at,
            hash,
            rendered: false,
            shown: None,
            unchanged_since: response.unchanged_since(),
            unasked: None,
        }
    }
}

impl<'a> Witness<'a> {
    /// Over `archive`.
    #[must_use]
    pub fn new(archive: &'a dyn Archive) -> Self {
        Self { archive, seen: Mutex::default() }
    }

    /// What the visit came by, each response once, in the order of the first time.
    #[must_use]
    pub fn bases(&self) -> Vec<Basis> {
        let mut known = BTreeSet::new();
        let mut bases = self.seen().clone();
        bases.retain(|basis| known.insert((basis.asked.clone(), basis.posted.clone(), basis.look)));
        bases
    }

    fn seen(&self) -> MutexGuard<'_, Vec<Basis>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn was_rendered(&self, rendered: &Rendered) {
        let mut seen = self.seen();
        let shells = seen.iter_mut().filter(|basis| basis.posted.is_none() && basis.look == rendered.look);
        for shell in shells.filter(|basis| basis.asked == rendered.asked) {
            shell.rendered = true;
            shell.shown = rendered.html.as_ref().map(|html| sha256(html.as_bytes()));
        }
    }
}

impl Archive for Witness<'_> {
    fn recall(&self, asked: &str, posted: Option<&str>, look: u8) -> anyhow::Result<Option<Response>> {
        self.archive.recall(asked, posted, look)
    }

    fn recall_bare(&self, asked: &str, posted: Option<&str>, look: u8) -> anyhow::Result<Option<Response>> {
        self.archive.recall_bare(asked, posted, look)
    }

    fn keep(&self, response: &Response) -> anyhow::Result<()> {
        self.archive.keep(response)
    }

    fn recall_rendered(&self, asked: &str, look: u8) -> anyhow::Result<Option<Rendered>> {
        let rendered = self.archive.recall_rendered(asked, look)?;
        if let Some(rendered) = &rendered {
            self.was_rendered(rendered);
        }
        Ok(rendered)
    }

    fn keep_rendered(&self, rendered: &Rendered) -> anyhow::Result<()> {
        self.was_rendered(rendered);
        self.archive.keep_rendered(rendered)
    }

    fn earlier(&self, asked: &str) -> anyhow::Result<Option<Response>> {
        self.archive.earlier(asked)
    }

    fn left_unasked(&self, asked: &str, posted: Option<&str>, look: u8, failure: &Failure) {
        self.seen().push(Basis {
            asked: asked.to_owned(),
            posted: posted.map(str::to_owned),
            look,
            at: failure.at,
            hash: None,
            rendered: false,
            shown: None,
            unchanged_since: None,
            unasked: Some(failure.clone()),
        });
    }

    fn rests_on(&self, basis: Basis) {
        self.seen().push(basis);
    }
}

impl fmt::Debug for Witness<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Witness").field("seen", &self.seen().len()).finish()
    }
}
