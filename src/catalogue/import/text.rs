//! Plain text as a word processor saves a table: a cell begins with a tab and may have further lines, a row ends with a
//! blank line. How many cells a row has stands nowhere: the head row tells.

use super::grid::{Cell, Document, Grid, GridRow, MAX_ROWS, Piece, TooMany};
use super::head;

/// Most cells, and most lines.
const MAX_CELLS: usize = MAX_ROWS * head::MAX_COLUMNS;

/// A cell with its lines as they stand.
struct Raw<'a> {
    /// Line of the file on which it begins, from 1.
    line: usize,
    lines: Vec<&'a str>,
}

impl Raw<'_> {
    fn text(&self) -> String {
        self.lines.join("\n").trim().to_owned()
    }

    /// A blank line follows: only then may a row end here.
    fn ends_a_row(&self) -> bool {
        self.lines.len() > 1 && self.lines.last().is_some_and(|line| line.trim().is_empty())
    }

    /// Takes away what follows the first blank line after its text: that is no part of the last cell of a row.
    fn split_off_what_follows(&mut self) -> String {
        let written = |line: &&str| !line.trim().is_empty();
        let Some(first) = self.lines.iter().position(written) else { return String::new() };
        let end =
            self.lines.iter().skip(first).position(|line| !written(line)).map_or(self.lines.len(), |at| first + at);
        let following = self.lines.split_off(end);
        if following.iter().any(written) {
            return following.join("\n");
        }
        self.lines.extend(following);
        String::new()
    }
}

/// Reads `text`. Where the file has no head row, `width` says how many cells a row has.
///
/// # Errors
/// There are too many cells.
pub(super) fn read(text: &str, width: Option<usize>) -> Result<Document, TooMany> {
    if text.matches('\t').count() > MAX_CELLS || text.lines().count() > MAX_CELLS {
        return Err(TooMany);
    }
    let mut document = Document::default();
    let mut cells = raw_cells(text, &mut document);
    let head = head_of(&cells);
    let first = match (head, width) {
        (_, Some(_)) => 0,
        (Some((first, _)), None) => first,
        (None, None) => cells.len(),
    };
    let mut rest = cells.split_off(first);
    document.pieces.extend(cells.iter().map(|cell| Piece::Line(cell.text())).filter(is_written));
    if let Some(width) = width.or(head.map(|(_, width)| width)) {
        rest = table(rest, width, &mut document);
    }
    if !rest.is_empty() {
        document.pieces.push(Piece::Table(column_of(&rest)));
    }
    Ok(document)
}

fn is_written(piece: &Piece) -> bool {
    !matches!(piece, Piece::Line(line) if line.is_empty())
}

/// The cells of the text; what stands before the first one goes to the document.
fn raw_cells<'a>(text: &'a str, document: &mut Document) -> Vec<Raw<'a>> {
    let mut cells: Vec<Raw> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut parts = line.split('\t');
        let before = parts.next().unwrap_or_default();
        let begins = line.contains('\t');
        match cells.last_mut() {
            Some(cell) if !(begins && before.trim().is_empty()) => cell.lines.push(before),
            None => document.add_lines(before),
            Some(_) => {}
        }
        cells.extend(parts.map(|part| Raw { line: index + 1, lines: vec![part] }));
    }
    cells
}

/// Where the head row begins, and how many cells it has.
fn head_of(cells: &[Raw]) -> Option<(usize, usize)> {
    let texts: Vec<String> = cells.iter().map(Raw::text).collect();
    (0..cells.len()).find_map(|first| {
        let mut end = first;
        while end < cells.len() && (end == first || !cells[end - 1].ends_a_row() || head::is_known(&texts[end])) {
            end += 1;
            if end - first > head::MAX_COLUMNS {
                return None;
            }
        }
        let words: Vec<&str> = texts[first..end].iter().map(String::as_str).collect();
        (head::is_known(&texts[first]) && head::is_head(&words)).then_some((first, end - first))
    })
}

/// Takes the table off the front of `cells`; the cells that do not belong to it are returned.
fn table<'a>(cells: Vec<Raw<'a>>, width: usize, document: &mut Document) -> Vec<Raw<'a>> {
    let mut grid = Grid::default();
    let mut cells = cells.into_iter().peekable();
    let mut following = String::new();
    let mut row: Vec<Raw> = Vec::new();
    while following.is_empty()
        && let Some(mut cell) = cells.next()
    {
        if row.len() + 1 >= width {
            following = cell.split_off_what_follows();
        }
        let ended = !following.is_empty() || cell.ends_a_row() || cells.peek().is_none();
        row.push(cell);
        if row.len() < width && cells.peek().is_some() {
            continue;
        }
        if !ended && let Some(short) = row.iter().rposition(Raw::ends_a_row) {
            let next = row.split_off(short + 1);
            grid.rows.push(grid_row(&row));
            row = next;
        } else if ended || row.len() > 2 * width {
            grid.rows.push(grid_row(&row));
            row.clear();
        }
    }
    document.pieces.push(Piece::Table(grid));
    document.add_lines(&following);
    cells.collect()
}

fn grid_row(cells: &[Raw]) -> GridRow {
    GridRow {
        place: format!("第 {} 行", cells.first().map_or(0, |cell| cell.line)),
        cells: cells.iter().enumerate().map(|(start, cell)| Cell::plain(start, cell.text())).collect(),
        guess: true,
    }
}

/// Cells whose table is not known: each in a row of its own.
fn column_of(cells: &[Raw]) -> Grid {
    Grid { rows: cells.iter().map(|cell| grid_row(std::slice::from_ref(cell))).collect(), depth: 0 }
}
