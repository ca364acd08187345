//! `declarations.csv`: what units say of the rows of a catalogue.

use std::collections::HashSet;
use std::path::Path;

use super::cell::{self, Fault};
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
    let mut reading = Reading { file: &table.file, layout, known, problems: table.nameless_cells() };
    let declarations: Vec<Declaration> = table.rows.iter().filter_map(|row| reading.declaration(row)).collect();
    if reading.problems.is_empty() { Ok(declarations) } else { Err(TableError(reading.problems)) }
}

struct Reading<'a> {
    file: &'a str,
    layout: [Option<usize>; COLUMNS.len()],
    known: &'a Known<'a>,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    /// The declaration of a row; `None` when a problem was noted.
    fn declaration(&mut self, row: &Row) -> Option<Declaration> {
        let [unit, code, url, date, statement] = self.layout.map(|place| row.cell(place));
        if [url, date, statement].iter().all(|cell| cell.is_empty()) {
            let (wrong, right) = ("只有单位和指标编码", "url、date、statement 至少填一项");
            self.problems.push(Problem::of_file(self.file, wrong, right).at_line(row.line));
        }
        let unit = self.note(row, 0, self.unit(unit));
        let code = self.note(row, 1, self.code(code));
        let url = self.note(row, 2, filled(url, cell::page));
        let date = self.note(row, 3, filled(date, cell::day));
        let statement = self.note(row, 4, words(statement));
        Some(Declaration { unit: unit?, code: code?, url: url?, date: date?, statement: statement? })
    }

    fn unit(&self, cell: &str) -> Result<String, Fault> {
        if cell.is_empty() {
            return Err(("单位名称为空".into(), "应与单位名单的 name 列一致".into()));
        }
        let name = cell::name(cell)?;
        match self.known.units {
            Some(units) if !units.contains(name.as_str()) => {
                Err((format!("单位名单中没有“{name}”"), "应与单位名单的 name 列一致".into()))
            }
            _ => Ok(name),
        }
    }

    fn code(&self, cell: &str) -> Result<String, Fault> {
        let right = "应为指标体系中某一行的编码，用 lanmu catalogue show 查看";
        if cell.is_empty() {
            return Err(("指标编码为空".into(), right.into()));
        }
        if self.known.codes.contains(cell) {
            return Ok(cell.to_owned());
        }
        Err((format!("指标体系中没有编码“{}”", cell::start(cell)), right.into()))
    }

    fn note<T>(&mut self, row: &Row, column: usize, read: Result<T, Fault>) -> Option<T> {
        let number = self.layout[column].map_or(0, |index| index + 1);
        read.map_err(|(wrong, right)| {
            let problem = Problem::of_file(self.file, wrong, right).at_line(row.line);
            self.problems.push(problem.in_column(number, COLUMNS[column]));
        })
        .ok()
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
