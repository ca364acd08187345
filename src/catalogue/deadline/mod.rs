//! Deadlines (更新时限): the words of a catalogue → typed rules, and rules → words.

mod cell;
mod content;
mod in_words;
mod number;
mod pattern;
mod rules;
#[cfg(test)]
mod tests;
mod words;

pub(super) use pattern::pattern;
pub use rules::{DeadlineError, rules};
pub use words::{Deadline, Rule};
