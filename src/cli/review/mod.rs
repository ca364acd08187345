//! `lanmu review`: what a person has to decide, and the decisions.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `command` | what can be typed |
//! | `worklist` | from the verdicts of a run to the questions for a person |
//! | `list` | the questions on a terminal |
//! | `decide` | accepting and rejecting |
//! | `exchange` | out to a spreadsheet and in again |

mod command;
mod decide;
mod exchange;
mod list;
mod worklist;

pub(super) use command::{Args, run};
pub(super) use worklist::keep_worklist;
