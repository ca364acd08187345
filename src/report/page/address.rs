//! Addresses from outside.

use serde::Serialize;
use url::Url;

/// An address as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct Address {
    /// Its words.
    shown: String,
    /// Where it leads; `None` where it is no address of the web (`javascript:` …), which is then shown but never linked.
    link: Option<String>,
}

impl Address {
    pub(super) fn of(words: &str) -> Self {
        let web = |url: &Url| matches!(url.scheme(), "http" | "https");
        Self { shown: words.to_owned(), link: Url::parse(words).ok().filter(web).map(String::from) }
    }
}
