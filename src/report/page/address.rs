//! Addresses from outside.

use std::borrow::Cow;

use serde::Serialize;

use crate::read::masked_address;
use crate::site::of_web;

/// An address as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct Address<'a> {
    /// Its words, with personal data masked; the link is as it is.
    shown: Cow<'a, str>,
    /// Where it leads; `None` where it is no address of the web (`javascript:` …), which is then shown but never linked.
    link: Option<Cow<'a, str>>,
}

impl<'a> Address<'a> {
    pub(super) fn of(words: &'a str) -> Self {
        Self { shown: masked_address(words), link: of_web(words) }
    }
}
