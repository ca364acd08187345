//! `lanmu policy`: whether a policy is good, and how a unit's points came about.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `command` | what can be typed |
//! | `check` | all that is wrong with a policy |
//! | `explain` | every step from a verdict to the grade |

mod check;
mod command;
mod explain;

pub(super) use command::{Args, run};
