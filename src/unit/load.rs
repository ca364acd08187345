//! The units file.

use std::collections::HashMap;
use std::path::Path;

use super::cell::{self, Fault};
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
    let mut reading = Reading { file: &table.file, layout, problems: table.nameless_cells(), lines: HashMap::new() };
    let units: Vec<Unit> = table.rows.iter().filter_map(|row| reading.unit(row)).collect();
    if reading.problems.is_empty() { Ok(units) } else { Err(TableError(reading.problems)) }
}

struct Reading<'a> {
    file: &'a str,
    layout: [Option<usize>; COLUMNS.len()],
    problems: Vec<Problem>,
    /// Line of each name that was read.
    lines: HashMap<String, u64>,
}

impl Reading<'_> {
    /// The unit of a row; `None` when a problem was noted.
    fn unit(&mut self, row: &Row) -> Option<Unit> {
        let [name_at, site_at, groups_at, aliases_at, section_at, notes_at] = self.layout;
        let name = self.name(row, row.cell(name_at));
        let site = match row.cell(site_at) {
            "" => Err(("网址为空".into(), "应填单位网站或其栏目目录的网址".into())),
            text => cell::site(text),
        };
        let site = self.note(row, 1, site);
        let groups = self.names(row, 2, row.cell(groups_at));
        let aliases = self.names(row, 3, row.cell(aliases_at));
        let section = self.note(row, 4, cell::section(row.cell(section_at)));
        let notes = row.cell(notes_at).to_owned();
        Some(Unit { name: name?, site: site?, groups: groups?, aliases: aliases?, section: section?, notes })
    }

    fn name(&mut self, row: &Row, text: &str) -> Option<String> {
        if text.is_empty() {
            return self.note(row, 0, Err(("单位名称为空".into(), "应填单位全称".into())));
        }
        let name = self.note(row, 0, cell::name(text))?;
        match self.lines.get(&name) {
            Some(line) => {
                let fault = (format!("单位名称“{name}”与第 {line} 行重复"), "每个单位只占一行，名称不能相同".into());
                self.note(row, 0, Err(fault))
            }
            None => {
                self.lines.insert(name.clone(), row.line);
                Some(name)
            }
        }
    }

    fn names(&mut self, row: &Row, column: usize, text: &str) -> Option<Vec<String>> {
        let names = cell::several(text).iter().map(|value| cell::name(value)).collect();
        self.note(row, column, names)
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
