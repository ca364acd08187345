//! Selectors, and regular expressions over bytes, that are constants of this program.

use scraper::Selector;

/// A regular expression over bytes written in this program.
#[allow(clippy::expect_used, reason = "a constant: the tests of its user compile it")]
pub(in crate::read) fn bytes_pattern(regex: &str) -> regex::bytes::Regex {
    regex::bytes::Regex::new(regex).expect("the pattern is right")
}

/// A selector written in this program.
#[allow(clippy::expect_used, reason = "a constant: the tests of its user compile it")]
pub(in crate::read) fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("the selector is right")
}
