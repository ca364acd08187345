//! The command line: one file per subcommand. Words for people live here and in [`crate::report`].

#![warn(clippy::print_stdout, clippy::print_stderr, reason = "they panic when the reader goes away")]

mod annual;
mod args;
mod assess;
mod catalogue;
mod check;
mod closing;
mod declared;
mod demo;
mod diff;
mod evaluate;
mod evidence;
mod fault;
mod freeze;
mod history;
mod import;
mod input;
mod laid_over;
mod looks;
mod matching;
mod output;
mod owed;
mod policy;
mod progress;
mod read;
mod recheck;
mod records;
mod remembered;
mod review;
mod rounds;
mod score;
mod settings;
mod soundness;
mod stop;
mod stored;
mod units_lock;
mod unmet;
mod usage;
mod verdicts;
mod verify;
mod watch;
mod workdays;

pub use args::run;
