//! Which words of a row the rules are read from.

use super::{Rule, cell, content};

/// A deadline cell that no rule could be read from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("更新时限“{text}”中的“{part}”无法识别")]
pub struct DeadlineError {
    /// The whole cell.
    pub text: String,
    /// The part that is not understood.
    pub part: String,
}

/// The rules of a row: those of its `deadline` cell (更新时限), then those that stand inside its `content` (每月公开一次; none
/// is no fault). `year` is the year of the document, for days without a year (8月底前).
///
/// # Errors
/// A part of a deadline cell that is neither a time nor a demand on the content.
pub fn rules(deadline: &str, content: &str, year: Option<i16>) -> Result<Vec<Rule>, DeadlineError> {
    let squash = |text: &str| text.split_whitespace().collect::<String>();
    let text = squash(deadline);
    let mut rules = Vec::new();
    if !text.is_empty() {
        rules = cell::rules(&text, year).map_err(|part| DeadlineError { text: deadline.to_owned(), part })?;
    }
    rules.extend(content::rules(&squash(content)));
    Ok(rules)
}
