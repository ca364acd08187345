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
    pub(super) fn new(place: String, right: &str) -> Self {
        Self { place, right: right.to_owned(), at: None }
    }
}

impl PolicyError {
    pub(super) fn new(file: &str, problems: Vec<Problem>) -> Self {
        Self { file: file.to_owned(), problems }
    }

    /// A text that is no policy.
    pub(super) fn unreadable(error: &toml::de::Error, text: &str, file: &str) -> Self {
        let place = match error.span().and_then(|span| text.get(..span.start)) {
            Some(before) => {
                let number = before.matches('\n').count() + 1;
                let line = text.lines().nth(number - 1).unwrap_or_default().trim();
                format!("第{number}行“{line}”")
            }
            None => "文件".to_owned(),
        };
        let message = error.message();
        let right = in_chinese(message).unwrap_or_else(|| format!("不是合法的 TOML：{message}"));
        let at = error.span().map(|span| span.start);
        Self::new(file, vec![Problem { place, right, at }])
    }

    /// The problems with line, column and key, for the `text` that was read.
    #[must_use]
    pub fn located(&self, text: &str) -> Vec<unit::Problem> {
        let located = |Problem { place, right, at }: &Problem| match at {
            Some(at) => unit::Problem::of_file(&self.file, "内容有误", right).at_byte(text, *at),
            None => unit::Problem::of_file(&self.file, format!("{place} 的值不对"), right).at_key(text, place),
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
