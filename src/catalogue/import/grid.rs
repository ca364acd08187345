//! What every format of document is read into: lines of text and tables, in the order of the document.

use crate::unit::Problem;

/// Most rows of all tables of a document.
pub(super) const MAX_ROWS: usize = 20_000;
/// Most lines outside the tables that are kept.
const MAX_LINES: usize = 20_000;

/// A document has more rows than a list can have.
#[derive(Debug)]
pub(super) struct TooMany;

impl TooMany {
    /// What a person is told.
    pub(super) fn problem(&self, file: &str) -> Problem {
        Problem::of_file(file, format!("表格过多或行数超过 {MAX_ROWS}"), "请删去与指标无关的内容，或分成几个文件")
    }
}

/// A document.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) pieces: Vec<Piece>,
    /// Paragraphs in tables are numbered by the word processor: the numbers are not in their text.
    pub(super) numbered: bool,
    lines: usize,
}

/// A part of a document.
#[derive(Debug)]
pub(super) enum Piece {
    /// A line outside the tables that is not blank.
    Line(String),
    Table(Grid),
}

/// A table.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<GridRow>,
    /// How many tables it stands in.
    pub(super) depth: usize,
}

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct GridRow {
    /// Where it stands in the document, in words (第 12 行).
    pub(super) place: String,
    /// Its cells, from left to right.
    pub(super) cells: Vec<Cell>,
    /// The document does not say whether an empty cell here is merged with the one above it: plain text and CSV never do.
    pub(super) guess: bool,
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    /// Column of the grid in which it begins, from 0.
    pub(super) start: usize,
    /// Columns of the grid that it covers, at least 1.
    pub(super) span: usize,
    /// Its text, lines separated by `\n`.
    pub(super) text: String,
    /// It continues the cell above it.
    pub(super) merged: bool,
}

impl Cell {
    /// A cell of one column with its own text.
    pub(super) fn plain(start: usize, text: String) -> Self {
        Self { start, span: 1, text, merged: false }
    }

    /// The column of the grid after its last one.
    pub(super) fn end(&self) -> usize {
        self.start + self.span
    }

    /// Nothing is written in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl GridRow {
    /// The cells in which something is written.
    pub(super) fn written(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| !cell.is_blank())
    }

    /// The column of the grid after its last cell.
    pub(super) fn end(&self) -> usize {
        self.cells.last().map_or(0, Cell::end)
    }

    /// Its words in one line.
    pub(super) fn line(&self) -> String {
        self.written().map(|cell| cell.text.split_whitespace().collect()).collect::<Vec<String>>().join(" ")
    }
}

impl Document {
    /// A document of one table.
    pub(super) fn table(grid: Grid) -> Self {
        Self { pieces: vec![Piece::Table(grid)], ..Self::default() }
    }

    /// Rows of all its tables.
    pub(super) fn rows(&self) -> usize {
        let rows = |piece: &Piece| match piece {
            Piece::Line(_) => 0,
            Piece::Table(grid) => grid.rows.len(),
        };
        self.pieces.iter().map(rows).sum()
    }

    /// Adds the lines of `text` that are not blank.
    pub(super) fn add_lines(&mut self, text: &str) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.lines += 1;
            if self.lines <= MAX_LINES {
                self.pieces.push(Piece::Line(line.to_owned()));
            }
        }
    }
}
