//! Addresses from outside.

use serde::Serialize;
use url::Url;

use crate::read::masked_address;

/// An address as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct Address {
    /// Its words, with personal data masked; the link is as it is.
    shown: String,
    /// Where it leads; `None` where it is no address of the web (`javascript:` …), which is then shown but never linked.
    link: Option<String>,
}

impl Address {
    pub(super) fn of(words: &str) -> Self {
        let web = |url: &Url| matches!(url.scheme(), "http" | "https");
        Self { shown: masked_address(words), link: Url::parse(words).ok().filter(web).map(String::from) }
    }
}
