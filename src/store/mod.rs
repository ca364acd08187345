//! The workspace on disk: runs, what was fetched for them, and how each unit ended.
//!
//! Everything stands in one SQLite file. A body is stored once, however many addresses and runs it came for. A second
//! process is kept out by a lock file.

mod error;
mod plan;
mod run;
mod schema;
mod workspace;

#[cfg(test)]
mod tests;

pub use error::StoreError;
pub use plan::RunPlan;
pub use run::{Finished, Run};
pub use workspace::{RunSummary, Workspace};
