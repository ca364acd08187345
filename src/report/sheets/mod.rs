//! The sheets: one file per sheet, which says for each column its name, its type, its meaning and where the value comes
//! from. The CSV header, the cells and the Table Schema all come from that one list.

mod annual;
mod changes;
mod checks;
mod columns;
mod details;
mod findings;
mod recheck;
mod review_book;
mod reviews;
mod scores;
mod signals;
mod task;

pub(super) use annual::sheet as annual;
pub(super) use changes::sheet as changes;
pub use review_book::{REVIEW_SHEET, review_xlsx};
pub use reviews::{REVIEW_HEADS, ReviewRow, review_csv};

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, Write};
use std::rc::Rc;

use rust_decimal::Decimal;

use super::{Dossier, Evaluation, UnitResult};
use crate::judge::Finding;
use crate::read::masked;

/// A table. Its rows are made when they are written: those of a whole country do not stand in memory.
pub(super) struct Sheet<'e> {
    /// Name of the file without its ending; also the name of the resource in the data package.
    pub(super) name: &'static str,
    /// Title for people.
    pub(super) title: &'static str,
    /// The column that is unique in it, where there is one.
    pub(super) key: Option<&'static str>,
    /// Its columns.
    pub(super) heads: Vec<Head>,
    rows: Box<dyn Fn() -> Rows<'e> + 'e>,
}

/// Rows of a sheet, a cell for each column.
type Rows<'r> = Box<dyn Iterator<Item = Vec<String>> + 'r>;

/// A column of a sheet as the Table Schema describes it.
pub(super) struct Head {
    /// Its name: the cell in the first row.
    pub(super) name: &'static str,
    /// Its type.
    pub(super) kind: Kind,
    /// Its meaning, a sentence for people.
    pub(super) meaning: &'static str,
}

/// Type of a cell. An empty cell means that there is no value.
#[derive(Clone)]
pub(super) enum Kind {
    /// Words; they may come from outside.
    Text,
    /// A whole number.
    Integer,
    /// A number with two places.
    Number,
    /// A day, `2020-09-30`.
    Date,
    /// One of these words.
    State(Vec<&'static str>),
}

/// A column of a sheet with rows of type `R`.
struct Field<R> {
    head: Head,
    cell: Cell<R>,
}

/// What stands in a column of a row.
type Cell<R> = fn(&R) -> String;

fn field<R>(name: &'static str, kind: Kind, meaning: &'static str, cell: fn(&R) -> String) -> Field<R> {
    Field { head: Head { name, kind, meaning }, cell }
}

/// A part of a result: the rows of one come after those of the other.
#[derive(Clone, Copy)]
pub(super) enum Part<'e> {
    /// A unit.
    Unit(&'e UnitResult, &'e Dossier),
    /// What belongs to no unit, behind them all.
    End,
}

impl<'e> Part<'e> {
    fn unit(self) -> Option<(&'e UnitResult, &'e Dossier)> {
        match self {
            Self::Unit(result, dossier) => Some((result, dossier)),
            Self::End => None,
        }
    }

    /// The findings of the unit; at the end those that were withdrawn.
    fn findings(self, evaluation: &'e Evaluation) -> impl Iterator<Item = &'e Finding> + Clone {
        let standing = self.unit().map(|(_, dossier)| evaluation.findings(dossier));
        let withdrawn = self.unit().is_none().then(|| evaluation.withdrawn());
        standing.into_iter().flatten().chain(withdrawn.into_iter().flatten())
    }
}

/// All sheets of a result, in the order in which they are written, with the rows of one part.
pub(super) fn all<'e>(evaluation: &'e Evaluation, part: Part<'e>) -> Vec<Sheet<'e>> {
    vec![
        scores::sheet(evaluation, part),
        details::sheet(evaluation, part),
        findings::sheet(evaluation, part),
        columns::sheet(part),
        recheck::sheet(evaluation, part),
        signals::sheet(part),
    ]
}

/// The sheet of a re-check.
pub(super) fn recheck<'e>(evaluation: &'e Evaluation, part: Part<'e>) -> Vec<Sheet<'e>> {
    vec![recheck::sheet(evaluation, part)]
}

impl<'e> Sheet<'e> {
    fn new<R: 'e>(
        name: &'static str,
        title: &'static str,
        key: Option<&'static str>,
        fields: Vec<Field<R>>,
        rows: impl Iterator<Item = R> + Clone + 'e,
    ) -> Self {
        let (heads, cells): (Vec<Head>, Vec<Cell<R>>) =
            fields.into_iter().map(|field| (field.head, field.cell)).unzip();
        let cells: Rc<[Cell<R>]> = cells.into();
        let rows = move || -> Rows<'e> {
            let cells = Rc::clone(&cells);
            Box::new(rows.clone().map(move |row| cells.iter().map(|cell| cell(&row)).collect()))
        };
        Self { name, title, key, heads, rows: Box::new(rows) }
    }

    /// Its file name.
    pub(super) fn file(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// Its rows, a cell for each column, with the personal data in their words masked.
    pub(super) fn rows(&self) -> Rows<'_> {
        let shown = |head: &Head, cell: String| match head.kind {
            Kind::Text => match masked(&cell) {
                Cow::Owned(masked) => masked,
                Cow::Borrowed(_) => cell,
            },
            Kind::Integer | Kind::Number | Kind::Date | Kind::State(_) => cell,
        };
        Box::new(
            (self.rows)().map(move |row| self.heads.iter().zip(row).map(|(head, cell)| shown(head, cell)).collect()),
        )
    }

    /// Writes it as CSV with BOM and CRLF, so that a spreadsheet opens it as it is.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn csv(&self, to: &mut dyn Write) -> io::Result<()> {
        let mut writer = self.begin(to)?;
        self.add_to(&mut writer)?;
        writer.flush()
    }

    /// Begins a file for the rows of this sheet and of further ones with the same columns.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn begin<W: Write>(&self, mut to: W) -> io::Result<csv::Writer<W>> {
        to.write_all(b"\xef\xbb\xbf")?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
        writer.write_record(self.heads.iter().map(|head| head.name))?;
        Ok(writer)
    }

    /// Adds its rows to a file.
    ///
    /// # Errors
    /// They cannot be written.
    pub(super) fn add_to(&self, writer: &mut csv::Writer<impl Write>) -> io::Result<()> {
        for row in self.rows() {
            let cells = self.heads.iter().zip(row).map(|(head, cell)| match head.kind {
                Kind::Text => harmless_cell(cell),
                Kind::Integer | Kind::Number | Kind::Date | Kind::State(_) => cell,
            });
            writer.write_record(cells)?;
        }
        Ok(())
    }
}

/// Text from a website must never become a formula: a spreadsheet takes `'` at the start of a cell as "this is text".
/// Blanks before the sign do not protect, and East Asian versions take the wide signs as well.
#[must_use]
pub fn harmless_cell(cell: String) -> String {
    let starts_with_control = cell.starts_with(char::is_control);
    let first = cell.trim_start().chars().next();
    if starts_with_control || matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')) {
        format!("'{cell}")
    } else {
        cell
    }
}

/// The value, or an empty cell.
fn or_blank(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Two places, always.
fn two_places(number: Decimal) -> String {
    format!("{number:.2}")
}

/// A path as people read it.
fn joined(path: &[String]) -> String {
    path.join(" > ")
}
