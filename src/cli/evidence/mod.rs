//! `lanmu evidence`: what a verdict saw.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `command` | what can be typed |
//! | `wanted` | what is asked for: a finding, a unit's indicator, a record |
//! | `told` | what is printed |
//! | `bundle` | a record with what belongs to it, found in its file |
//! | `extract` | pages and records as files |

mod bundle;
mod command;
mod extract;
mod told;
mod wanted;

pub(super) use command::{Args, run};
