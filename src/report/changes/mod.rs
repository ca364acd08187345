//! What differs between two results, and what it may come from.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `words` | the words for it |
//! | `fate` | what became of the findings of an earlier result |
//! | `compare` | from two records to the differences |
//! | `text` | the differences on a terminal |

mod compare;
mod fate;
mod text;
mod words;

#[cfg(test)]
mod tests;

pub use compare::changes;
pub(super) use fate::{Fate, Faults};
pub use text::changes_text;
pub use words::{Cause, Changes, Pair, Presence, RowChange, Side, UnitChange};
