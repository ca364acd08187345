//! `lanmu review`: what a person has to decide, and the decisions.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `command` | what can be typed |
//! | `worklist` | from the verdicts of a run to the questions for a person |
//! | `decided` | a worklist with what stands on it |
//! | `list` | the questions on a terminal |
//! | `decide` | accepting and rejecting columns; who decides, when and why |
//! | `terms` | 依据 and 有效期 of a decision |
//! | `overrule` | 改判: another answer for a row, and taking it back |
//! | `sign` | 会签: a second person agrees |
//! | `renew` | 沿用 and 续期 |
//! | `conclude` | 复核结论 on findings |
//! | `exchange` | out to a spreadsheet and in again |
//! | `filled` | a sheet that a person filled in, line by line |
//! | `earlier` | what was decided before, and lines of an old sheet |
//! | `decisions` | a filled-in worklist |
//! | `replies` | a filled-in list of findings |

mod command;
mod conclude;
mod decide;
mod decided;
mod decisions;
mod earlier;
mod exchange;
mod filled;
mod list;
mod overrule;
mod renew;
mod replies;
mod sign;
mod terms;
mod worklist;

pub(super) use command::{Args, run};
pub(super) use worklist::keep_worklist;
