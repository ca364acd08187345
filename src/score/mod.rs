//! Verdicts to points. Pure.

mod columns;
mod error;
mod parts;
mod policy;
mod rank;
mod reports;
mod sheet;
mod tasks;
#[cfg(test)]
mod tests;
mod website;
mod words;
mod year;
mod year_policy;

pub use error::PolicyError;
pub use policy::{ColumnPolicy, Factors, Grade, LedgerPolicy, Parts, Policy, Scoring, TaskFactors, TaskScoring};
pub use rank::rank;
pub use sheet::sheet;
pub use website::{Deduction, WebsitePolicy, WebsiteScoring};
pub use words::{Points, ScoreSheet};
pub use year::{Gap, QUARTERS, Standing, UnitYear, YearSheet, annual};
pub use year_policy::{Missing, QuarterWeights, YearPolicy, YearVeto};
