//! Standard output and standard error. A reader that has seen enough (`| head`) ends the telling, not the work.

use std::fmt::Display;
use std::io::{ErrorKind, Write, stderr, stdout};

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use super::fault::Fault;
use crate::read::masked;

/// Writes a result to standard output, with personal data masked.
pub(super) fn say(text: impl Display) -> Result<(), Fault> {
    say_as_is(masked(&text.to_string()).into_owned())
}

/// Writes a file that a program reads again to standard output, with a line end where the text has none.
pub(super) fn say_as_is(mut text: String) -> Result<(), Fault> {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Fault::work(format!("写不出结果：{}", super::input::in_words(&error))))
        }
        _ => Ok(()),
    }
}

/// Words from a website without what could steer the terminal.
pub(super) fn harmless(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// Tells a person something on standard error, in one line, with personal data masked. Where nobody can read it there is nobody to tell.
pub(super) fn note(text: impl Display) {
    let _ = writeln!(stderr(), "{}", masked(&text.to_string()));
}

/// A moment as the clocks in China show it, to the minute.
pub(super) fn in_china(moment: Timestamp) -> String {
    moment.to_zoned(TimeZone::fixed(Offset::constant(8))).strftime("%Y-%m-%d %H:%M").to_string()
}
