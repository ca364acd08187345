//! Which table of the document is the list, and which others go on with it.

use super::grid::{Cell, Document, Grid, GridRow, Piece};
use super::head::{self, Column, Head};

/// The list as it stands in the document.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) columns: Vec<Column>,
    /// Its rows without heads, remarks and blank rows.
    pub(super) rows: Vec<ListRow>,
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

/// A row of the list.
#[derive(Debug)]
pub(super) struct ListRow {
    /// Where it stands in the document, in words.
    pub(super) place: String,
    /// An empty cell may be merged with the one above it; see [`GridRow::guess`].
    pub(super) guess: bool,
    /// What it says under each column.
    pub(super) cells: Vec<Under>,
    /// Cells that it has less (negative) or more than the head.
    pub(super) odd: i64,
}

/// What a row says under a column.
#[derive(Debug, Clone, Default)]
pub(super) struct Under {
    pub(super) text: String,
    /// It continues the cell above.
    pub(super) merged: bool,
    /// How many cells with words stand there: more than one where the document cuts its columns unevenly.
    pub(super) cells: usize,
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
        for (index, mut row) in grid.rows.into_iter().enumerate() {
            let in_head = (head.row..head.row + head.rows).contains(&index) || head::repeats_head(&row);
            if index < head.row {
                self.before.push(row.line());
            } else if is_remark(&row, self.columns.len()) {
                self.after.push(row.line());
            } else if !in_head && row.cells.iter().any(|cell| cell.merged || !cell.is_blank()) {
                // Where a page ends in the middle of a merged cell, its rest is an empty cell of the next table.
                row.guess |= self.tables > 1 && index == head.row + head.rows;
                self.rows.push(list_row(&row, &head.columns));
            }
        }
    }

    fn leave(&mut self, grid: &Grid) {
        let place = grid.rows.first().map_or("", |row| &row.place);
        let words = grid.rows.iter().map(GridRow::line).find(|line| !line.is_empty()).unwrap_or_default();
        let words: String = words.chars().take(30).collect();
        self.other_tables.push(format!("{place}起 {} 行，“{words}”", grid.rows.len()));
    }
}

/// A row below the list that is none of it: 注：…
fn is_remark(row: &GridRow, columns: usize) -> bool {
    let mut written = row.written();
    let (Some(cell), None) = (written.next(), written.next()) else { return false };
    let text = cell.text.trim_start();
    columns > 1 && (cell.span >= columns || REMARKS.iter().any(|word| text.starts_with(word)))
}

/// Puts the cells of `row` under `columns`.
fn list_row(row: &GridRow, columns: &[Column]) -> ListRow {
    let missing = columns.iter().filter(|column| column.start >= row.end()).count();
    let mut odd = -i64::try_from(missing).unwrap_or_default();
    let mut cells = vec![Under::default(); columns.len()];
    for cell in &row.cells {
        match column_of(cell, columns).and_then(|at| cells.get_mut(at)) {
            Some(under) => {
                under.merged |= cell.merged;
                under.cells += usize::from(!cell.is_blank());
                under.text = format!("{}\n{}", under.text, cell.text);
            }
            None => odd += 1,
        }
    }
    ListRow { place: row.place.clone(), guess: row.guess, cells, odd }
}

/// The column of a cell: the one in which it begins, or the next one if it begins inside a column and most of it stands in
/// the next. In Word the edges of the cells of a column need not stand in line.
fn column_of(cell: &Cell, columns: &[Column]) -> Option<usize> {
    let at = columns.iter().position(|column| (column.start..column.end).contains(&cell.start))?;
    let here = columns[at].end.min(cell.end()) - cell.start;
    let beside = columns.get(at + 1).map_or(0, |next| cell.end().min(next.end).saturating_sub(next.start));
    Some(if cell.start > columns[at].start && beside > here { at + 1 } else { at })
}
