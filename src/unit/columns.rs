//! `columns.csv`: where units say that their columns stand.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::cell;
use super::notes::Notes;
use super::{ColumnAddress, Problem, Table, TableError};

#[cfg(test)]
mod tests;

/// Columns of the file, all of which must be there.
const COLUMNS: [&str; 3] = ["单位", "指标编码", "网址"];
/// The same as other tables write them.
const ENGLISH: [&str; 3] = ["unit", "code", "url"];

/// What the rows may name.
#[derive(Debug, Clone, Copy)]
pub struct KnownColumns<'a> {
    /// Names of the units; `None` where the file may name others as well.
    pub units: Option<&'a HashSet<&'a str>>,
    /// Codes of the columns and of the rows of the catalogue, each with the code of its column.
    pub codes: &'a HashMap<&'a str, &'a str>,
}

/// Reads the addresses in the file at `path`: CSV (UTF-8 with or without BOM, or GB18030) or XLSX (its first sheet), at most
/// 20,000 rows, in the file's order. The head is `单位,指标编码,网址` or `unit,code,url`. A code may be that of a column or of
/// a row; the answer has that of the column. Addresses come without their fragment.
///
/// # Errors
/// Every problem of the file at once; there is no answer until all rows are good.
pub fn load(path: &Path, known: &KnownColumns<'_>) -> Result<Vec<ColumnAddress>, TableError> {
    addresses(Table::open(path), known)
}

fn addresses(table: Result<Table, Problem>, known: &KnownColumns<'_>) -> Result<Vec<ColumnAddress>, TableError> {
    let mut table = table.map_err(|problem| TableError(vec![problem]))?;
    for head in &mut table.header.cells {
        if let Some(place) = ENGLISH.iter().position(|name| name == head) {
            COLUMNS[place].clone_into(head);
        }
    }
    let layout = table.layout(COLUMNS, &COLUMNS).map_err(TableError)?;
    let mut notes = Notes::of(&table, COLUMNS, layout);
    let mut lines: HashMap<(String, String, String), u64> = HashMap::new();
    let mut addresses = Vec::new();
    for row in &table.rows {
        let [unit, code, url] = notes.cells(row);
        let unit = notes.note(row, 0, cell::unit(unit, known.units));
        let code = known.codes.get(code).map(|column| (*column).to_owned()).ok_or_else(|| cell::no_code(code));
        let code = notes.note(row, 1, code);
        let url = match url {
            "" => Err(("网址为空".to_owned(), "应填栏目的网址".to_owned())),
            text => cell::page(text),
        };
        let (Some(unit), Some(code), Some(url)) = (unit, code, notes.note(row, 2, url)) else { continue };
        match lines.insert((unit.clone(), code.clone(), url.to_string()), row.line) {
            Some(line) => notes.note_row(row, &format!("与第 {line} 行相同"), "同一单位、指标和网址只写一行"),
            None => addresses.push(ColumnAddress { unit, code, url }),
        }
    }
    notes.end(addresses)
}
