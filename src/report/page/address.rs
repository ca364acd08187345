//! Addresses from outside.

use std::borrow::Cow;

use serde::Serialize;

use crate::read::masked_address;
use crate::site::of_web;

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
        Self { shown: masked_address(words), link: of_web(words).map(Cow::into_owned) }
    }
}
