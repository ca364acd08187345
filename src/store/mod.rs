//! The workspace on disk: runs, what was fetched for them, and how each unit ended.
//!
//! All runs stand in one SQLite file. A body is stored once, however many addresses and runs it came for. A second process
//! is kept out by a lock file.
//!
//! What was seen while home pages were watched stands in a file of its own with its own lock: a watch goes on for a week,
//! and must not keep others out of the workspace. Whoever judges only reads it. What people decided stands in a third one,
//! without a lock: they review while an evaluation goes on.
//!
//! The evidence for the verdicts on a unit is written out as WARC when its visit has ended (`warc`). The SQLite file stays
//! what a run works on.

mod closing;
mod deflated;
mod error;
mod fetches;
mod formers;
mod frozen;
mod logbook;
mod overrides;
mod plan;
mod records;
mod rectifications;
mod reviews;
mod rulings;
mod run;
mod schema;
mod warc;
mod worklists;
mod workspace;

#[cfg(test)]
mod tests;

pub use closing::{Closing, Scratch};
pub use error::StoreError;
pub use frozen::{Frozen, FrozenFile, Manifest, Tampering, frozen, frozen_periods, is_frozen, is_frozen_place};
pub use logbook::{Logbook, WatchPlan, Watching};
pub use plan::{RecheckPlan, RunPlan};
pub use reviews::{Act, Reviews};
pub use run::{Finished, Run};
pub use warc::{Records, WarcError, WarcRecord, record_of};
pub use worklists::{JudgedRow, KnownFinding, Worklist, WorklistEntry};
pub use workspace::{RunSummary, Workspace};
