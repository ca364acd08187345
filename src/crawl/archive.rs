//! What came back for an address, and where it is kept.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Basis, Exchange};
use crate::sha256::sha256;
use crate::site::Failure;

/// Keeps what came back, so that no address is asked for twice in a run.
///
/// Implemented by [`crate::store::Run`] (on disk) and [`Memory`].
pub trait Archive: Send + Sync {
    /// What came back for `asked` with that form (as [`Response::posted`]) at the given look (1 is the first look, 2 the
    /// second), if it was asked for.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn recall(&self, asked: &str, posted: Option<&str>, look: u8) -> anyhow::Result<Option<Response>>;

    /// As [`Self::recall`], perhaps without [`Response::exchanges`]: who only reads the page can do without them.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn recall_bare(&self, asked: &str, posted: Option<&str>, look: u8) -> anyhow::Result<Option<Response>> {
        self.recall(asked, posted, look)
    }

    /// Keeps `response`. What is kept already under the same address, form and look stays.
    ///
    /// # Errors
    /// When the archive cannot be written.
    fn keep(&self, response: &Response) -> anyhow::Result<()>;

    /// What rendering the page gave that came for `asked` at the given look, if it was tried.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn recall_rendered(&self, asked: &str, look: u8) -> anyhow::Result<Option<Rendered>>;

    /// Keeps what rendering gave. What is kept already under the same address and look stays.
    ///
    /// # Errors
    /// When the archive cannot be written.
    fn keep_rendered(&self, rendered: &Rendered) -> anyhow::Result<()>;

    /// The answer that the run before had to a GET for `asked`, where it had one: the site may be asked whether it still
    /// stands.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn earlier(&self, _asked: &str) -> anyhow::Result<Option<Response>> {
        Ok(None)
    }

    /// Learns that the visit which works with the archive did not ask for an address (with that form, as
    /// [`Response::posted`]) since its host had fallen silent. Nothing of that is kept.
    fn left_unasked(&self, _asked: &str, _posted: Option<&str>, _look: u8, _failure: &Failure) {}

    /// Learns that the visit which works with the archive rests on a response, whether it was just asked for or kept before.
    /// An archive for many visits has no use for that.
    fn rests_on(&self, _basis: Basis) {}
}

/// What rendering a page gave that came as an empty shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The address as it was asked for.
    pub asked: String,
    /// The look at which the shell came.
    pub look: u8,
    /// When it was tried.
    pub at: Timestamp,
    /// HTTP requests that the scripts of the page took.
    pub requests: u32,
    /// The page as the browser showed it; `None` where it showed none.
    pub html: Option<String>,
    /// Why there is no page, or what it may lack, in words for people.
    pub problem: Option<String>,
    /// Addresses of the scripts and data that it was made with and that are kept like pages, at the first look.
    pub parts: Vec<String>,
}

/// What came back for one address, with how and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The address as it was asked for.
    pub asked: String,
    /// SHA-256 of the form that was posted, hex; `None` for GET.
    pub posted: Option<String>,
    /// 1 for the first look, 2 for the second look at the end of a unit.
    pub look: u8,
    /// When it was complete.
    pub at: Timestamp,
    /// How long it took, waiting for our turn and repeats included.
    pub elapsed: Duration,
    /// HTTP requests that it took: hops and repeats count.
    pub requests: u32,
    /// Redirects that were followed, in order.
    pub hops: Vec<Hop>,
    /// How the requests went over the wire: one for each redirect, and one for the answer where an HTTP answer came at all.
    /// Older versions kept none.
    pub exchanges: Vec<Exchange>,
    /// Origins on the way (`https://www.a.example`) whose certificate is not good, each with what is wrong with it in
    /// words for people. What they sent was read all the same.
    pub certificates: BTreeMap<String, String>,
    /// The answer, or why there is none.
    pub received: Received,
}

impl Response {
    /// Size of the body in bytes, decompressed; 0 where none came.
    #[must_use]
    pub fn size(&self) -> u64 {
        match &self.received {
            Received::Answer(answer) if answer.unchanged.is_none() => answer.body.len() as u64,
            Received::Answer(_) | Received::Failed(_) => 0,
        }
    }

    /// When the body came, where the site now said no more than that it still stands (304).
    #[must_use]
    pub fn unchanged_since(&self) -> Option<Timestamp> {
        match &self.received {
            Received::Answer(answer) => answer.unchanged.as_ref().map(|earlier| earlier.at),
            Received::Failed(_) => None,
        }
    }
}

/// A redirect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hop {
    /// HTTP status of the redirect.
    pub status: u16,
    /// Where it pointed, absolute.
    pub to: String,
}

/// The answer, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// An HTTP answer of any status but a redirect.
    Answer(Answer),
    /// Nothing that could be used.
    Failed(Failure),
}

/// An HTTP answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Address after redirects.
    pub url: String,
    /// HTTP status.
    pub status: u16,
    /// Headers worth keeping, by lower-case name.
    pub headers: BTreeMap<String, String>,
    /// SHA-256 of `body`, hex.
    pub hash: String,
    /// The body, decompressed.
    pub body: Vec<u8>,
    /// The site only said that the answer of an earlier run still stands (304): status, headers and body are of that one.
    pub unchanged: Option<Box<Earlier>>,
}

/// How an answer came that stands in for one of now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// When it was complete.
    pub at: Timestamp,
    /// How it went over the wire, where that was kept.
    pub exchange: Option<Exchange>,
}

impl Answer {
    /// Puts an answer together; the hash is taken of `body`.
    #[must_use]
    pub fn new(url: String, status: u16, headers: BTreeMap<String, String>, body: Vec<u8>) -> Self {
        let hash = sha256(&body);
        Self { url, status, headers, hash, body, unchanged: None }
    }

    /// Value of `Content-Type`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get("content-type").map(String::as_str)
    }
}

/// An archive that lives as long as the process.
#[derive(Debug, Default)]
pub struct Memory {
    kept: Mutex<BTreeMap<Request, Response>>,
    rendered: Mutex<BTreeMap<(String, u8), Rendered>>,
}

/// Address, form (as [`Response::posted`]) and look.
type Request = (String, Option<String>, u8);

impl Archive for Memory {
    fn recall(&self, asked: &str, posted: Option<&str>, look: u8) -> anyhow::Result<Option<Response>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(kept.get(&(asked.to_owned(), posted.map(str::to_owned), look)).cloned())
    }

    fn keep(&self, response: &Response) -> anyhow::Result<()> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let request = (response.asked.clone(), response.posted.clone(), response.look);
        kept.entry(request).or_insert_with(|| response.clone());
        Ok(())
    }

    fn recall_rendered(&self, asked: &str, look: u8) -> anyhow::Result<Option<Rendered>> {
        let kept = self.rendered.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(kept.get(&(asked.to_owned(), look)).cloned())
    }

    fn keep_rendered(&self, rendered: &Rendered) -> anyhow::Result<()> {
        let mut kept = self.rendered.lock().unwrap_or_else(PoisonError::into_inner);
        kept.entry((rendered.asked.clone(), rendered.look)).or_insert_with(|| rendered.clone());
        Ok(())
    }
}
