//! The units file.

use std::collections::HashMap;
use std::path::Path;

use super::cell;
use super::notes::Notes;
use super::table::Row;
use super::{Problem, Table, TableError, Unit};

/// Columns of the units file.
const COLUMNS: [&str; 6] = ["name", "site", "groups", "aliases", "section", "notes"];
/// Those that must be there.
const REQUIRED: [&str; 2] = ["name", "site"];

/// Reads the units file at `path`: CSV (UTF-8 with or without BOM, or GB18030) or XLSX (its first sheet), at most 20,000
/// rows, in the file's order. Only `name` and `site` are required columns; several groups or aliases are separated by `;`.
///
/// # Errors
/// Every problem of the file at once; there is no answer until all rows are good.
pub fn load(path: &Path) -> Result<Vec<Unit>, TableError> {
    units(Table::open(path))
}

/// As [`load`], from the bytes of a file called `file`.
///
/// # Errors
/// As [`load`].
pub fn parse(bytes: &[u8], file: &str) -> Result<Vec<Unit>, TableError> {
    units(Table::parse(bytes, file))
}

fn units(table: Result<Table, Problem>) -> Result<Vec<Unit>, TableError> {
    let table = table.map_err(|problem| TableError(vec![problem]))?;
    let layout = table.layout(COLUMNS, &REQUIRED).map_err(TableError)?;
    if table.rows.is_empty() {
        return Err(TableError(vec![Problem::of_file(&table.file, "没有单位", "列名之下每行填一个单位")]));
    }
    let mut reading = Reading { notes: Notes::of(&table, COLUMNS, layout), lines: HashMap::new() };
    let units = table.rows.iter().filter_map(|row| reading.unit(row)).collect();
    reading.notes.end(units)
}

struct Reading<'a> {
    notes: Notes<'a, { COLUMNS.len() }>,
    /// Line of each name that was read.
    lines: HashMap<String, u64>,
}

impl Reading<'_> {
    /// The unit of a row; `None` when a problem was noted.
    fn unit(&mut self, row: &Row) -> Option<Unit> {
        let [name, site, groups, aliases, section, notes] = self.notes.cells(row);
        let name = self.name(row, name);
        let site = match site {
            "" => Err(("网址为空".into(), "应填单位网站或其栏目目录的网址".into())),
            text => cell::site(text),
        };
        let site = self.notes.note(row, 1, site);
        let groups = self.names(row, 2, groups);
        let aliases = self.names(row, 3, aliases);
        let section = self.notes.note(row, 4, cell::section(section));
        let notes = notes.to_owned();
        Some(Unit { name: name?, site: site?, groups: groups?, aliases: aliases?, section: section?, notes })
    }

    fn name(&mut self, row: &Row, text: &str) -> Option<String> {
        if text.is_empty() {
            return self.notes.note(row, 0, Err(("单位名称为空".into(), "应填单位全称".into())));
        }
        let name = self.notes.note(row, 0, cell::name(text))?;
        match self.lines.get(&name) {
            Some(line) => {
                let fault = (format!("单位名称“{name}”与第 {line} 行重复"), "每个单位只占一行，名称不能相同".into());
                self.notes.note(row, 0, Err(fault))
            }
            None => {
                self.lines.insert(name.clone(), row.line);
                Some(name)
            }
        }
    }

    fn names(&mut self, row: &Row, column: usize, text: &str) -> Option<Vec<String>> {
        let names = cell::several(text).iter().map(|value| cell::name(value)).collect();
        self.notes.note(row, column, names)
    }
}
