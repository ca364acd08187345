//! `lanmu watch`: how often the home pages open over a week.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `command` | options, beginning and end |
//! | `slots` | when the visits of a day are due |
//! | `patrol` | waiting for each slot, and its round over the home pages |
//! | `tally` | what the looks come to |
//! | `telling` | what is told meanwhile |

mod command;
mod patrol;
mod slots;
mod tally;
mod telling;

#[cfg(test)]
mod tests;

pub(super) use command::{Args, run};
