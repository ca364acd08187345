//! Why a page was read as it was, for those who ask.

use std::cell::RefCell;

/// Most reasons that are kept of one page.
const MOST: usize = 60;
/// Longest words of a page in one reason, in characters.
const LONGEST: usize = 20;

/// Reasons in the words of an office clerk, in the order in which they came up. Where nobody asks, none is put into words.
#[derive(Debug, Clone, Default)]
pub(in crate::read) struct Trace {
    reasons: Option<RefCell<Vec<String>>>,
}

impl Trace {
    /// One that keeps the reasons.
    pub(in crate::read) fn asked() -> Self {
        Self { reasons: Some(RefCell::default()) }
    }

    /// Keeps the reason that `words` gives, once.
    pub(in crate::read) fn note(&self, words: impl FnOnce() -> String) {
        let Some(reasons) = &self.reasons else { return };
        let reason = words();
        let mut reasons = reasons.borrow_mut();
        if reasons.len() < MOST && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }

    /// The reasons.
    pub(in crate::read) fn reasons(self) -> Vec<String> {
        self.reasons.map(RefCell::into_inner).unwrap_or_default()
    }
}

/// `text` from a page, so short that it fits into a reason.
pub(in crate::read) fn quoted(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    let end = if short.len() < text.len() { "…" } else { "" };
    format!("「{short}{end}」")
}
