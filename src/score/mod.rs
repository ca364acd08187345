//! Verdicts to points. Pure.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `policy`, `scoring` | `policy.toml`: what all kinds of catalogues have |
//! | `columns`, `tasks`, `website` | what one kind alone has, and the points of its rows |
//! | `weights`, `group` | what a row weighs, and for which units |
//! | `parts`, `faults`, `row` | from the weight of a row to its points |
//! | `reports`, `bonus`, `veto`, `reach`, `total` | from the points of the rows to the total and the grade |
//! | `sheet`, `words`, `rank` | the sheet of a unit |
//! | `keys`, `error` | reading a policy, and telling all that is wrong with it |
//! | `contradictions`, `coherence` | values that do not go together, with each other or with the catalogue |

mod bonus;
mod codes;
mod coherence;
mod columns;
mod contradictions;
mod error;
mod faults;
mod figure;
mod group;
mod keys;
mod parts;
mod policy;
mod rank;
mod reach;
mod reports;
mod row;
mod scoring;
mod sheet;
mod tasks;
#[cfg(test)]
mod tests;
mod total;
mod unresolved;
mod veto;
mod website;
mod weights;
mod words;
mod year;
mod year_policy;

pub use bonus::Bonus;
pub use columns::{ColumnPolicy, Factors, Parts};
pub use error::PolicyError;
pub use faults::{FaultDeduction, Faults};
pub use group::{Group, idle_groups};
pub use policy::{OfKind, Policy, ReviewPolicy};
pub use rank::rank;
pub use scoring::{Grade, Scoring};
pub use sheet::{Account, account, sheet};
pub use tasks::{LedgerPolicy, TaskFactors};
pub use unresolved::{Followed, unresolved};
pub use veto::Veto;
pub use website::{Deduction, WebsitePolicy};
pub use weights::Weights;
pub use words::{Points, RowKind, ScoreSheet, Totals};
pub use year::{Gap, QUARTERS, Standing, UnitYear, YearSheet, annual};
pub use year_policy::{Missing, QuarterWeights, YearPolicy, YearVeto};
