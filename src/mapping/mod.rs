//! Which column serves which indicator, how sure that is, and why. Pure.
//!
//! A name is made comparable (`reading`), looked up in the `lexicon` of the catalogue's names and the vocabulary's
//! terms, weighed with the place where the column stands (`place`), and, where the words decide nothing, compared by
//! likeness or by the titles of the column's items (`evidence`). A wrong `accept` would pass an empty or foreign
//! column and a wrong `none` would deny one that is there, so what lies between goes to a person: `review`.
//!
//! What people decided and units declared (`review`) is held against what the site shows (`memory`) and laid over the answer.

mod aliases;
mod alike;
mod area;
mod content;
mod decide;
mod elsewhere;
mod evidence;
mod explanation;
mod finder;
mod lexicon;
mod likeness;
mod mapper;
mod matter;
mod memory;
mod nearest;
mod place;
mod reading;
mod relevance;
mod review;
mod target;
mod validity;
mod vocabulary;
mod weigh;
mod why;
mod words;

pub use aliases::alias_problems;
pub use explanation::{Candidate, Explanation, Reading};
pub use mapper::Mapper;
pub use matter::{Matter, Title};
pub use memory::{Lapsed, Memory, Seen};
pub use nearest::ColumnNames;
pub use review::{Review, Ruling, Settled};
pub use validity::{Signature, Validity, usual_last_day};
pub use vocabulary::{Group, Relation, Slug, Variant, Vocabulary, VocabularyError};
pub use words::{Decision, Mapping, Method, RunnerUp};

#[cfg(test)]
mod tests;
