//! Verdicts to points. Pure.

mod columns;
mod error;
mod keys;
mod parts;
mod policy;
mod rank;
mod reports;
mod scoring;
mod settled;
mod sheet;
mod tasks;
#[cfg(test)]
mod tests;
mod veto;
mod website;
mod words;

pub use columns::{ColumnPolicy, Factors, Parts};
pub use error::PolicyError;
pub use policy::{OfKind, Policy, ReviewPolicy};
pub use rank::rank;
pub use scoring::{Grade, Scoring};
pub use sheet::sheet;
pub use tasks::{LedgerPolicy, TaskFactors};
pub use veto::Veto;
pub use website::{Deduction, WebsitePolicy};
pub use words::{Points, ScoreSheet};
