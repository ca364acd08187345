//! Regular expressions that are constants of this program: every room has some.

use regex::Regex;

/// A regular expression written in this program.
#[expect(clippy::expect_used, reason = "a constant: the tests of its user compile it")]
pub(crate) fn pattern(regex: &str) -> Regex {
    Regex::new(regex).expect("the pattern is right")
}
