//! JSON for people: personal data in its strings is masked, but not in addresses.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::read::masked;

/// Writes `content` as JSON with line ends and indents.
///
/// # Errors
/// It cannot be written.
pub(super) fn json(to: &mut impl Write, content: &impl Serialize) -> io::Result<()> {
    content.serialize(&mut Serializer::with_formatter(&mut *to, Masking(PrettyFormatter::new())))?;
    to.write_all(b"\n")
}

/// Writes what [`PrettyFormatter`] writes, with the words masked.
struct Masking(PrettyFormatter<'static>);

impl Formatter for Masking {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, to: &mut W, words: &str) -> io::Result<()> {
        to.write_all(masked(words).as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_array(to)
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array(to)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(to, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array_value(to)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object(to)
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object(to)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(to, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object_value(to)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object_value(to)
    }
}
