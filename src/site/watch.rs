//! How a home page answered over the days that it was watched.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The looks at the home page of one unit's site, whose purpose is to see how often it opens (国办秘函〔2019〕19号, 站点无法访问).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// In any order, over any span; whoever judges takes those of the days that count.
    pub visits: Vec<WatchVisit>,
}

/// One look at the home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchVisit {
    /// When the page was asked for.
    pub at: Timestamp,
    /// Milliseconds until it had come in full, or until the failure; `None` where it was not measured.
    pub millis: Option<u32>,
    /// The page came in full, whatever it took.
    pub opened: bool,
}
