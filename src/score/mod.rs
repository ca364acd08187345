//! Verdicts to points. Pure.

mod columns;
mod error;
mod parts;
mod policy;
mod rank;
mod reports;
mod sheet;
#[cfg(test)]
mod tests;
mod words;

pub use error::PolicyError;
pub use policy::{ColumnPolicy, Factors, Grade, Parts, Policy, Scoring};
pub use rank::rank;
pub use sheet::sheet;
pub use words::{Points, ScoreSheet};
