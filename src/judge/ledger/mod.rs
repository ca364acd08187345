//! Ledgers (台账): each row is a task of a unit with a last day.
//!
//! A task is answered by what the crawl found (columns and items whose words answer it: `sighting`) or by evidence that the
//! unit declares (`declared`). What the row asks for is its matters ([`crate::mapping::Matter`]); when it had to be there
//! says `limit`; `row` weighs the one against the other. Whether each document was explained in time, where a row asks for
//! that, says `interpretation`. Passing a task that was not done is as bad as the reverse: what
//! is doubtful is 未能查看, with what was seen as evidence for a person.

mod account;
mod case;
mod declared;
mod interpretation;
mod limit;
mod outcome;
mod row;
mod sighting;
#[cfg(test)]
mod tests;
mod windows;

pub use case::{LedgerCase, unit};
pub use windows::{LedgerWindows, TaskDays};
