//! The command line: one file per subcommand. Words for people live here and in [`crate::report`].

mod args;
mod assess;
mod catalogue;
mod check;
mod demo;
mod evaluate;
mod fault;
mod matching;
mod progress;
mod read;
mod rounds;
mod score;
mod settings;
mod usage;
mod workdays;

pub use args::run;
