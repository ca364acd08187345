//! Building tables and lines from the elements of a Word document.

use super::grid::{Cell, Document, Grid, GridRow, MAX_ROWS, Piece, TooMany};
use super::head::MAX_COLUMNS;

/// Most tables in one another.
const MAX_NESTED: usize = 16;

/// The document as far as it was read, and the tables that are open.
#[derive(Debug, Default)]
pub(super) struct Tables {
    document: Document,
    /// From the outermost to the innermost.
    open: Vec<Table>,
    /// The paragraph outside of tables that is being read.
    line: String,
    in_text: bool,
    in_row_properties: bool,
    tables: usize,
    rows: usize,
}

#[derive(Debug, Default)]
struct Table {
    /// Its number in the document, from 1.
    number: usize,
    /// Its place among the pieces of the document: an outer table comes before the tables in its cells.
    piece: usize,
    grid: Grid,
    row: GridRow,
    /// Rows that were begun.
    rows: usize,
    /// The row was deleted while changes were tracked.
    deleted: bool,
    /// Column of the grid in which the next cell begins.
    at: usize,
    cell: Option<Cell>,
}

impl Tables {
    /// An element begins; `value` is its `w:val`.
    ///
    /// # Errors
    /// Too many rows, or tables nested too deep.
    pub(super) fn start(&mut self, name: &str, value: Option<&str>) -> Result<(), TooMany> {
        match name {
            "tbl" => return self.start_table(),
            "t" => self.in_text = true,
            "trPr" => self.in_row_properties = true,
            "br" | "cr" => self.push("\n"),
            "tab" => self.push(" "),
            "noBreakHyphen" => self.push("-"),
            "numPr" => self.document.numbered |= !self.open.is_empty(),
            _ => {}
        }
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        match (name, &mut table.cell) {
            ("tr", _) => {
                (table.row, table.at, table.deleted) = (GridRow::default(), 0, false);
                table.rows += 1;
                self.rows += 1;
                if self.rows > MAX_ROWS {
                    return Err(TooMany);
                }
            }
            ("gridBefore", _) => table.at += columns(value),
            ("del", _) => table.deleted = true,
            ("tc", cell) => *cell = Some(Cell::plain(table.at, String::new())),
            ("gridSpan", Some(cell)) => cell.span = columns(value).max(1),
            ("vMerge", Some(cell)) => cell.merged = value != Some("restart"),
            _ => {}
        }
        Ok(())
    }

    /// An element ends.
    pub(super) fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "trPr" => self.in_row_properties = false,
            "p" => self.end_paragraph(),
            "tbl" => self.end_table(),
            _ => {}
        }
        let Some(table) = self.open.last_mut() else { return };
        match name {
            "tc" => {
                if let Some(mut cell) = table.cell.take().filter(|cell| cell.end() <= MAX_COLUMNS) {
                    if cell.merged {
                        cell.text.clear();
                    }
                    table.at = cell.end();
                    table.row.cells.push(cell);
                }
            }
            "tr" if !table.deleted => {
                let mut row = std::mem::take(&mut table.row);
                row.place = format!("第 {} 个表格第 {} 行", table.number, table.rows);
                table.grid.rows.push(row);
            }
            _ => {}
        }
    }

    /// Characters; only those of a run of text count.
    pub(super) fn text(&mut self, text: &str) {
        if self.in_text {
            self.push(text);
        }
    }

    /// The element stands in the properties of a row.
    pub(super) fn in_row_properties(&self) -> bool {
        self.in_row_properties
    }

    /// What was read.
    pub(super) fn document(self) -> Document {
        self.document
    }

    fn push(&mut self, text: &str) {
        match self.open.last_mut() {
            None => self.line.push_str(text),
            Some(Table { cell: Some(cell), .. }) => cell.text.push_str(text),
            Some(_) => {}
        }
    }

    fn start_table(&mut self) -> Result<(), TooMany> {
        if self.open.len() >= MAX_NESTED || self.tables >= MAX_ROWS {
            return Err(TooMany);
        }
        self.tables += 1;
        let grid = Grid { rows: Vec::new(), depth: self.open.len() };
        self.open.push(Table { number: self.tables, piece: self.document.pieces.len(), grid, ..Table::default() });
        self.document.pieces.push(Piece::Table(Grid::default()));
        Ok(())
    }

    /// The words of a table in a cell are words of the cell, too.
    fn end_table(&mut self) {
        let Some(table) = self.open.pop() else { return };
        let words: Vec<String> = table.grid.rows.iter().map(GridRow::line).collect();
        if let Some(place) = self.document.pieces.get_mut(table.piece) {
            *place = Piece::Table(table.grid);
        }
        if !self.open.is_empty() {
            self.push(&format!("{}\n", words.join("\n")));
        }
    }

    fn end_paragraph(&mut self) {
        if self.open.is_empty() {
            let line = std::mem::take(&mut self.line);
            self.document.add_lines(&line);
        } else {
            self.push("\n");
        }
    }
}

/// A number of columns; one that no table has counts as the most there may be.
fn columns(value: Option<&str>) -> usize {
    value.and_then(|value| value.parse().ok()).unwrap_or(1).min(MAX_COLUMNS)
}
