//! How a command can end, and with which exit code.

use std::fmt::Display;
use std::process::ExitCode;

use super::output::note;

/// A command that was carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    /// Everything.
    All,
    /// Done, but some units could not be evaluated.
    SomeUnitsOpen,
}

/// A command that was not carried out.
#[derive(Debug)]
pub(super) enum Fault {
    /// The command line or an input file is wrong.
    Input(String),
    /// The work failed.
    Work(String),
}

impl Fault {
    /// The command line or an input file is wrong.
    pub(super) fn input(what: impl Display) -> Self {
        Self::Input(what.to_string())
    }

    /// The work failed.
    pub(super) fn work(what: impl Display) -> Self {
        Self::Work(what.to_string())
    }

    /// The message and the exit code.
    pub(super) fn tell(&self) -> ExitCode {
        let (words, code) = match self {
            Self::Input(words) => (words, 2),
            Self::Work(words) => (words, 1),
        };
        note(format_args!("错误：{words}"));
        ExitCode::from(code)
    }
}

impl From<Done> for ExitCode {
    fn from(done: Done) -> Self {
        match done {
            Done::All => Self::SUCCESS,
            Done::SomeUnitsOpen => Self::from(3),
        }
    }
}
