//! What is wrong with the cells of a table, collected while its rows are read.

use super::cell::Fault;
use super::table::{Row, Table};
use super::{Problem, TableError};

/// Problems of a table whose columns are `N` known ones.
pub(super) struct Notes<'a, const N: usize> {
    file: &'a str,
    names: [&'static str; N],
    layout: [Option<usize>; N],
    problems: Vec<Problem>,
}

impl<'a, const N: usize> Notes<'a, N> {
    /// The columns `names` stand where `layout` says. Cells without a column are noted at once.
    pub(super) fn of(table: &'a Table, names: [&'static str; N], layout: [Option<usize>; N]) -> Self {
        Self { file: &table.file, names, layout, problems: table.nameless_cells() }
    }

    /// The cells of a row, in the order of the names.
    pub(super) fn cells<'r>(&self, row: &'r Row) -> [&'r str; N] {
        self.layout.map(|place| row.cell(place))
    }

    /// What was read from the cell in the column with the given place among the names; `None` where a problem was noted.
    pub(super) fn note<T>(&mut self, row: &Row, column: usize, read: Result<T, Fault>) -> Option<T> {
        let number = self.layout[column].map_or(0, |index| index + 1);
        read.map_err(|(wrong, right)| {
            let problem = Problem::of_file(self.file, wrong, right).at_line(row.line);
            self.problems.push(problem.in_column(number, self.names[column]));
        })
        .ok()
    }

    /// Notes what is wrong with a row as a whole.
    pub(super) fn note_row(&mut self, row: &Row, wrong: &str, right: &str) {
        self.problems.push(Problem::of_file(self.file, wrong, right).at_line(row.line));
    }

    /// The rows, where nothing is wrong with any.
    pub(super) fn end<T>(self, rows: Vec<T>) -> Result<Vec<T>, TableError> {
        if self.problems.is_empty() { Ok(rows) } else { Err(TableError(self.problems)) }
    }
}
