//! What every format of document is read into: lines of text and tables, in the order of the document.

/// A document.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) pieces: Vec<Piece>,
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
    /// Adds the lines of `text` that are not blank.
    pub(super) fn add_lines(&mut self, text: &str) {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        self.pieces.extend(lines.map(|line| Piece::Line(line.to_owned())));
    }
}
