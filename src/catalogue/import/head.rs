//! The head row of a table, found by its words.

use super::clean::squashed;
use super::grid::{Cell, Grid, GridRow};
use super::role::{Role, role};

/// Most columns of a table.
pub(super) const MAX_COLUMNS: usize = 64;

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Its head, without blanks.
    pub(super) name: String,
    /// What it holds; `None` when its head is not known.
    pub(super) role: Option<Role>,
    /// Columns of the grid that it covers: from, and the one after its last.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Column {
    fn new(name: &str, start: usize, end: usize) -> Self {
        Self { name: squashed(name), role: role(name), start, end }
    }
}

/// The head of a grid.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) columns: Vec<Column>,
    /// The row in which it begins.
    pub(super) row: usize,
    /// How many rows it takes.
    pub(super) rows: usize,
}

/// Whether this is a word of a head row.
pub(super) fn is_known(word: &str) -> bool {
    role(word).is_some()
}

/// Whether these words are a head row: a level, what is to be done or by whom or when, and few words that are not known.
pub(super) fn is_head(words: &[&str]) -> bool {
    let written: Vec<&&str> = words.iter().filter(|word| !word.trim().is_empty()).collect();
    let roles: Vec<Role> = written.iter().filter_map(|word| role(word)).collect();
    let has = |wanted: &[Role]| roles.iter().any(|role| wanted.contains(role));
    has(&[Role::Level]) && has(&[Role::Content, Role::Responsible, Role::Deadline]) && roles.len() * 2 >= written.len()
}

/// A row that repeats the head on a new page: nothing but words of a head.
pub(super) fn repeats_head(row: &GridRow) -> bool {
    row.written().count() >= 2 && row.written().all(|cell| is_known(&cell.text))
}

/// The head of `grid`; `None` when no row is one.
pub(super) fn find(grid: &Grid) -> Option<Head> {
    let words = |row: &GridRow| -> bool {
        let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        texts.len() <= MAX_COLUMNS && is_head(&texts)
    };
    let found = |at: &usize| {
        // A head of two rows may show its levels in the second one only.
        words(&grid.rows[*at]) || grid.rows.get(at + 1).is_some_and(|below| refines(&grid.rows[*at], below))
    };
    let row = (0..grid.rows.len()).find(found)?;
    let upper = &grid.rows[row];
    let lower = grid.rows.get(row + 1).filter(|below| refines(upper, below));
    let columns = upper.cells.iter().flat_map(|cell| columns_of(cell, lower)).collect();
    Some(Head { columns, row, rows: 1 + usize::from(lower.is_some()) })
}

/// The head that a person gave: one name for each cell of the widest row.
pub(super) fn given(grid: &Grid, names: &[String]) -> Option<Head> {
    let row = grid.rows.iter().find(|row| row.cells.len() == names.len())?;
    let columns = row.cells.iter().zip(names).map(|(cell, name)| Column::new(name, cell.start, cell.end())).collect();
    Some(Head { columns, row: 0, rows: 0 })
}

/// `lower` names the parts of cells of `upper` that cover several columns, and both together are a head.
fn refines(upper: &GridRow, lower: &GridRow) -> bool {
    let wide = |cell: &&Cell| upper.cells.iter().any(|above| above.span > 1 && within(cell, above));
    let mut names = lower.written().filter(|cell| !cell.merged).peekable();
    let all_known = names.peek().is_some() && names.all(|cell| wide(&cell) && is_known(&cell.text));
    let both: Vec<&str> = upper.written().chain(lower.written()).map(|cell| cell.text.as_str()).collect();
    // A single cell over the whole head is the title of the list.
    all_known && upper.written().nth(1).is_some() && is_head(&both)
}

fn within(cell: &Cell, above: &Cell) -> bool {
    above.start <= cell.start && cell.end() <= above.end()
}

fn columns_of(cell: &Cell, lower: Option<&GridRow>) -> Vec<Column> {
    let parts: Vec<Column> = lower
        .into_iter()
        .flat_map(GridRow::written)
        .filter(|part| cell.span > 1 && !part.merged && within(part, cell))
        .map(|part| Column::new(&part.text, part.start, part.end()))
        .collect();
    if parts.is_empty() { vec![Column::new(&cell.text, cell.start, cell.end())] } else { parts }
}
