//! The catalogues as data, and the faults of ones that a person edits.

mod ankang;
mod faults;
pub(super) mod sources;
