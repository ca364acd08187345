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
mod unresolved;
mod veto;
mod website;
mod words;
mod year;
mod year_policy;

pub use columns::{ColumnPolicy, Factors, Parts};
pub use error::PolicyError;
pub use policy::{OfKind, Policy, ReviewPolicy};
pub use rank::rank;
pub use scoring::{Grade, Scoring};
pub use sheet::sheet;
pub use tasks::{LedgerPolicy, TaskFactors};
pub use unresolved::{Followed, unresolved};
pub use veto::Veto;
pub use website::{Deduction, WebsitePolicy};
pub use words::{Points, ScoreSheet};
pub use year::{Gap, QUARTERS, Standing, UnitYear, YearSheet, annual};
pub use year_policy::{Missing, QuarterWeights, YearPolicy, YearVeto};
