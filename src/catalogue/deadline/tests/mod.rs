//! The words that occur in published catalogues, with the rules that a person reads from them.

mod cell;
mod content;
mod in_words;
mod shipped;

use super::*;

/// The rules of a deadline cell in a document of 2014: matter and deadline.
fn cell(text: &str) -> Vec<(String, Deadline)> {
    let rules = rules(text, "", Some(2014)).unwrap_or_else(|error| panic!("{error}"));
    assert!(rules.iter().all(|rule| rule.from == Cell::Deadline), "{text}");
    rules.into_iter().map(|rule| (rule.matter, rule.deadline)).collect()
}

fn whole(deadline: Deadline) -> Vec<(String, Deadline)> {
    vec![(String::new(), deadline)]
}

fn days(days: u16, event: &str) -> Deadline {
    Deadline::WorkingDays { days, event: event.to_owned() }
}

fn within(count: u16, span: Span, event: &str) -> Deadline {
    Deadline::Within { count, span, event: event.to_owned() }
}

fn demand(demand: Demand) -> Deadline {
    Deadline::Demand { demand }
}
