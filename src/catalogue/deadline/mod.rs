//! Deadlines (更新时限): the words of a catalogue → typed rules, and rules → words.

mod before;
mod cell;
mod content;
mod day;
mod demand;
mod in_words;
mod number;
mod often;
mod rules;
#[cfg(test)]
mod tests;
mod words;

pub use rules::{DeadlineError, rules};
pub use words::{Cell, Deadline, Demand, Rule, Span};
