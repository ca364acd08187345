//! A sheet that a person filled in, line by line.

use crate::calendar::read_in_china;
use crate::read::masked;
use crate::report::harmless_cell;
use crate::unit::{Problem, Row, Table};

use super::decide;

/// A sheet and where its columns stand.
pub(super) struct Filled<'a> {
    table: &'a Table,
    heads: &'static [&'static str],
    places: Vec<Option<usize>>,
}

/// One line of the sheet.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    filled: &'a Filled<'a>,
    row: &'a Row,
}

impl<'a> Filled<'a> {
    /// Finds the columns `heads`, of which `required` have to be there.
    pub(super) fn of<const N: usize>(
        table: &'a Table,
        heads: &'static [&'static str; N],
        required: &[&str],
    ) -> Result<Self, Vec<Problem>> {
        let places = table.layout(*heads, required)?.to_vec();
        Ok(Self { table, heads, places })
    }

    pub(super) fn lines(&'a self) -> impl Iterator<Item = Line<'a>> {
        self.table.rows.iter().map(|row| Line { filled: self, row })
    }

    fn place(&self, head: &str) -> Option<usize> {
        let known = self.heads.iter().position(|known| *known == head)?;
        self.places.get(known).copied().flatten()
    }
}

impl Line<'_> {
    /// The cell as it stands there; empty where there is no such column.
    pub(super) fn cell(&self, head: &str) -> &str {
        self.row.cell(self.filled.place(head))
    }

    /// The words that a person wrote. The sheet was written with a mark before what a spreadsheet would take for a formula.
    pub(super) fn bare(&self, head: &str) -> &str {
        let cell = self.cell(head);
        cell.strip_prefix('\'').filter(|bare| harmless_cell((*bare).to_owned()) == cell).unwrap_or(cell)
    }

    /// Whether a cell still has what was written out.
    pub(super) fn has(&self, head: &str, text: &str) -> bool {
        self.bare(head) == text.trim()
    }

    pub(super) fn wrong(&self, head: &str, wrong: impl Into<String>, right: impl Into<String>) -> Problem {
        let number = self.filled.place(head).map_or(0, |index| index + 1);
        let problem = Problem::of_file(&self.filled.table.file, wrong, right).at_line(self.row.line);
        problem.in_column(number, head)
    }

    /// What `read` makes of the cell; `right` says what would be right.
    pub(super) fn read<T>(
        &self,
        head: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
        right: &str,
    ) -> Result<T, Problem> {
        read(self.bare(head)).map_err(|wrong| self.wrong(head, wrong, right))
    }

    /// As [`Self::read`]; `None` where the cell is empty.
    pub(super) fn read_if<T>(
        &self,
        head: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
        right: &str,
    ) -> Result<Option<T>, Problem> {
        if self.cell(head).is_empty() { Ok(None) } else { self.read(head, read, right).map(Some) }
    }

    /// The moment in the cell, now where it is empty.
    pub(super) fn moment(&self, head: &str) -> Result<jiff::Timestamp, Problem> {
        let (text, now) = (self.cell(head), decide::now());
        if text.is_empty() {
            return Ok(now);
        }
        let right = "应为北京时间，如 2020-10-21 09:30:15，不晚于现在；可以留空";
        let moment = read_in_china(text).filter(|moment| *moment <= now);
        moment.ok_or_else(|| self.wrong(head, format!("{head}“{}”不对", shown(text)), right))
    }
}

/// The words are the same where people read them: personal data in a sheet is masked, and comes back so.
pub(super) fn alike(one: &str, other: &str) -> bool {
    masked(one) == masked(other)
}

/// So much of a cell as a message shows.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(30).collect()
}
