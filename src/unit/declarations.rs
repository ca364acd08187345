//! `declarations.csv`: what units say of the rows of a catalogue.

use std::collections::HashSet;
use std::path::Path;

use super::cell::{self, Fault};
use super::notes::Notes;
use super::table::Row;
use super::{Declaration, Problem, Table, TableError};

#[cfg(test)]
mod tests;

/// Columns of the file.
const COLUMNS: [&str; 5] = ["unit", "code", "url", "date", "statement"];
/// Those that must be there.
const REQUIRED: [&str; 2] = ["unit", "code"];
/// Longest statement, in characters; a longer one is a row whose closing quote is missing, or a document.
const MAX_STATEMENT: usize = 2_000;

/// What the rows may name.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Names of the units; `None` where the file may name others as well.
    pub units: Option<&'a HashSet<&'a str>>,
    /// Codes of the rows of the catalogue.
    pub codes: &'a HashSet<&'a str>,
}

/// Reads the declarations in the file at `path`: CSV (UTF-8 with or without BOM, or GB18030) or XLSX (its first sheet), at
/// most 20,000 rows, in the file's order. Only `unit` and `code` are required columns; a row has to fill one more. A file
/// without rows is a list in which nobody stands. Addresses come without their fragment.
///
/// # Errors
/// Every problem of the file at once; there is no answer until all rows are good.
pub fn load(path: &Path, known: &Known<'_>) -> Result<Vec<Declaration>, TableError> {
    declarations(Table::open(path), known)
}

/// As [`load`], from the bytes of a file called `file`.
///
/// # Errors
/// As [`load`].
pub fn parse(bytes: &[u8], file: &str, known: &Known<'_>) -> Result<Vec<Declaration>, TableError> {
    declarations(Table::parse(bytes, file), known)
}

fn declarations(table: Result<Table, Problem>, known: &Known<'_>) -> Result<Vec<Declaration>, TableError> {
    let table = table.map_err(|problem| TableError(vec![problem]))?;
    let layout = table.layout(COLUMNS, &REQUIRED).map_err(TableError)?;
    let mut reading = Reading { known, notes: Notes::of(&table, COLUMNS, layout) };
    let declarations = table.rows.iter().filter_map(|row| reading.declaration(row)).collect();
    reading.notes.end(declarations)
}

struct Reading<'a> {
    known: &'a Known<'a>,
    notes: Notes<'a, { COLUMNS.len() }>,
}

impl Reading<'_> {
    /// The declaration of a row; `None` when a problem was noted.
    fn declaration(&mut self, row: &Row) -> Option<Declaration> {
        let [unit, code, url, date, statement] = self.notes.cells(row);
        if [url, date, statement].iter().all(|cell| cell.is_empty()) {
            self.notes.note_row(row, "只有单位和指标编码", "url、date、statement 至少填一项");
        }
        let unit = self.notes.note(row, 0, cell::unit(unit, self.known.units));
        let code = self.notes.note(row, 1, self.code(code));
        let url = self.notes.note(row, 2, filled(url, cell::page));
        let date = self.notes.note(row, 3, filled(date, cell::day));
        let statement = self.notes.note(row, 4, words(statement));
        Some(Declaration { unit: unit?, code: code?, url: url?, date: date?, statement: statement? })
    }

    fn code(&self, cell: &str) -> Result<String, Fault> {
        if self.known.codes.contains(cell) { Ok(cell.to_owned()) } else { Err(cell::no_code(cell)) }
    }
}

/// What a cell that may be empty says.
fn filled<T>(cell: &str, read: impl FnOnce(&str) -> Result<T, Fault>) -> Result<Option<T>, Fault> {
    if cell.is_empty() { Ok(None) } else { read(cell).map(Some) }
}

fn words(cell: &str) -> Result<String, Fault> {
    if cell.chars().count() > MAX_STATEMENT {
        let wrong = format!("说明过长：“{}…”", cell::start(cell));
        return Err((wrong, format!("不超过 {MAX_STATEMENT} 字；请检查是否漏了右双引号")));
    }
    Ok(cell.to_owned())
}
