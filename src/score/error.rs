//! What is wrong with a policy file, in words for the office that edits it.

use std::fmt;

use crate::unit::{self, in_chinese};

/// A policy file that cannot be used: each problem on its own line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct PolicyError {
    file: String,
    problems: Vec<Problem>,
}

/// One problem: where, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    place: String,
    right: String,
    /// Byte of the text at which it is, where that is known of it.
    at: Option<usize>,
}

impl Problem {
    /// At the key `place` (`score.parts`).
    pub(super) fn new(place: String, right: &str) -> Self {
        Self { place, right: right.to_owned(), at: None }
    }

    /// At a byte of `text`.
    pub(super) fn at_byte(text: &str, at: usize, right: String) -> Self {
        let number = text.get(..at).map_or(0, |before| before.matches('\n').count());
        let line = text.lines().nth(number).unwrap_or_default().trim();
        Self { place: format!("第{}行“{line}”", number + 1), right, at: Some(at) }
    }

    /// What the parser says of `text`.
    pub(super) fn of_toml(error: &toml::de::Error, text: &str) -> Self {
        let message = error.message();
        let right = in_chinese(message).unwrap_or_else(|| format!("不是合法的 TOML：{message}"));
        match error.span() {
            Some(span) => Self::at_byte(text, span.start, right),
            None => Self::new("文件".to_owned(), &right),
        }
    }
}

impl PolicyError {
    pub(super) fn new(file: &str, problems: Vec<Problem>) -> Self {
        Self { file: file.to_owned(), problems }
    }

    /// The problems with line, column and key, for the `text` that was read.
    #[must_use]
    pub fn located(&self, text: &str) -> Vec<unit::Problem> {
        let located = |Problem { place, right, at }: &Problem| match at {
            Some(at) => unit::Problem::of_file(&self.file, "内容有误", right).at_byte(text, *at),
            None => unit::Problem::of_file(&self.file, format!("{place} 有误"), right).at_key(text, place),
        };
        self.problems.iter().map(located).collect()
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Problem { place, right, .. }) in self.problems.iter().enumerate() {
            let newline = if index == 0 { "" } else { "\n" };
            write!(f, "{newline}{}：{place}：{right}", self.file)?;
        }
        Ok(())
    }
}
