//! What differs between two results, and what it may come from.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `words` | the words for it |
//! | `compare` | from two records to the differences |
//! | `text` | the differences on a terminal |

mod compare;
mod text;
mod words;

#[cfg(test)]
mod tests;

pub use compare::changes;
pub use text::changes_text;
pub use words::{Cause, Changes, Pair, Presence, RowChange, Side, UnitChange};
