//! Which table of the document is the list, and which others go on with it.

use super::grid::{Document, Grid, GridRow, Piece};
use super::head::{self, Column, Head};

/// The list as it stands in the document.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) columns: Vec<Column>,
    /// Its rows without heads, notes and blank rows.
    pub(super) rows: Vec<GridRow>,
    /// Lines of the document before the list.
    pub(super) before: Vec<String>,
    /// Lines of the document after or between the tables of the list.
    pub(super) after: Vec<String>,
    /// How many tables the list stands in.
    pub(super) tables: usize,
    /// Paragraphs in tables are numbered by the word processor.
    pub(super) numbered: bool,
    /// Places of tables that do not belong to the list.
    pub(super) other_tables: Vec<String>,
}

/// Words with which a row begins that is a remark below the list.
const REMARKS: [&str; 6] = ["注：", "注:", "备注：", "备注:", "说明：", "填表说明"];

/// Takes the list out of `document`: the first table with a head row, or, with the names of `--head`, the first one with as
/// many columns. `None` when there is none.
pub(super) fn list(document: Document, names: Option<&[String]>) -> Option<Body> {
    let head_of = |grid: &Grid| names.map_or_else(|| head::find(grid), |names| head::given(grid, names));
    let mut body = Body { numbered: document.numbered, ..Body::default() };
    let mut depth = 0;
    let mut text_between = false;
    for piece in document.pieces {
        match piece {
            Piece::Line(line) if body.tables == 0 => body.before.push(line),
            Piece::Line(line) => {
                text_between |= !line.contains("续表");
                body.after.push(line);
            }
            Piece::Table(grid) if body.tables == 0 => match head_of(&grid) {
                Some(head) => {
                    depth = grid.depth;
                    body.columns = head.columns.clone();
                    body.take(grid, &head);
                }
                None => body.leave(&grid),
            },
            Piece::Table(grid) => match continues(&body, &grid, depth, text_between) {
                Some(head) => {
                    text_between = false;
                    body.take(grid, &head);
                }
                None => body.leave(&grid),
            },
        }
    }
    (body.tables > 0).then_some(body)
}

/// How a later table goes on with the list: with the same head, or without any, as wide and with no text between.
fn continues(body: &Body, grid: &Grid, depth: usize, text_between: bool) -> Option<Head> {
    if grid.depth != depth {
        return None;
    }
    if let Some(head) = head::find(grid) {
        let names = |columns: &[Column]| columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
        return (names(&head.columns) == names(&body.columns)).then_some(head);
    }
    let row = grid.rows.iter().find(|row| row.cells.len() == body.columns.len())?;
    let cells = row.cells.iter().zip(&body.columns);
    let columns = cells.map(|(cell, column)| Column { start: cell.start, end: cell.end(), ..column.clone() }).collect();
    (!text_between).then_some(Head { columns, row: 0, rows: 0 })
}

impl Body {
    fn take(&mut self, grid: Grid, head: &Head) {
        self.tables += 1;
        let aligned = head.columns == self.columns;
        for (index, mut row) in grid.rows.into_iter().enumerate() {
            if index < head.row {
                self.before.push(row.line());
            } else if index < head.row + head.rows
                || head::repeats_head(&row)
                || row.cells.iter().all(|cell| cell.is_blank() && !cell.merged)
            {
            } else if is_remark(&row, self.columns.len()) {
                self.after.push(row.line());
            } else {
                // Where a page ends in the middle of a merged cell, its rest is an empty cell of the next table.
                row.guess |= self.tables > 1 && index == head.row + head.rows;
                if !aligned {
                    align(&mut row, &head.columns, &self.columns);
                }
                self.rows.push(row);
            }
        }
    }

    fn leave(&mut self, grid: &Grid) {
        let (first, count) = (grid.rows.first(), grid.rows.len());
        let words: String = first.map(GridRow::line).unwrap_or_default().chars().take(30).collect();
        self.other_tables.push(format!("{}：{count} 行，“{words}”", first.map_or("", |row| &row.place)));
    }
}

/// A row below the list that is none of it: 注：…
fn is_remark(row: &GridRow, columns: usize) -> bool {
    let mut written = row.written();
    let (Some(cell), None) = (written.next(), written.next()) else { return false };
    let text = cell.text.trim_start();
    columns > 1 && (cell.span >= columns || REMARKS.iter().any(|word| text.starts_with(word)))
}

/// Puts the cells of a table whose columns are cut otherwise under the columns of the list.
fn align(row: &mut GridRow, from: &[Column], to: &[Column]) {
    for cell in &mut row.cells {
        let at = from.iter().zip(to).find(|(column, _)| (column.start..column.end).contains(&cell.start));
        if let Some((_, column)) = at {
            (cell.start, cell.span) = (column.start, column.end - column.start);
        }
    }
}
