//! Patterns of the grammar.

use regex::Regex;

/// How many: 20, ２０, 二十.
pub(super) const NUMBER: &str = "[0-9０-９一二三四五六七八九十]+";

/// Compiles a pattern of the grammar.
#[expect(clippy::expect_used, reason = "patterns are constants, all of them compiled by the tests")]
pub(in crate::catalogue) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}
