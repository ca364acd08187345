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
    let mut shape = width.map_or_else(|| head_of(&cells), |width| Some((0, width)));
    let mut at = shape.map_or(cells.len(), |(first, _)| first);
    document.pieces.extend(cells[..at].iter().map(|cell| Piece::Line(cell.text())).filter(is_written));
    while let Some((_, width)) = shape {
        at += table(&mut cells[at..], width, &mut document);
        shape = head_of(&cells[at..]);
        let next = shape.map_or(cells.len(), |(first, _)| at + first);
        leave(&cells[at..next], &mut document);
        at = next;
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
    (0..cells.len()).find_map(|first| {
        if !head::is_known(&cells[first].text()) {
            return None;
        }
        let goes_on = |end: &usize| !cells[end - 1].ends_a_row() || head::is_known(&cells[*end].text());
        let width = 1 + (first + 1..cells.len()).take_while(goes_on).take(head::MAX_COLUMNS).count();
        let words: Vec<String> = cells[first..first + width].iter().map(Raw::text).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        (width <= head::MAX_COLUMNS && head::is_head(&words)).then_some((first, width))
    })
}

/// Adds the table at the front of `cells`; how many of them belong to it is returned.
fn table(cells: &mut [Raw], width: usize, document: &mut Document) -> usize {
    let mut grid = Grid::default();
    let mut following = String::new();
    let (mut from, mut at) = (0, 0);
    while following.is_empty() && at < cells.len() {
        if at - from + 1 >= width {
            following = cells[at].split_off_what_follows();
        }
        let ended = !following.is_empty() || cells[at].ends_a_row() || at + 1 == cells.len();
        at += 1;
        if at - from < width && at < cells.len() {
            continue;
        }
        // A row that is too short ended before; one that is too long ends where a blank line comes.
        let short = cells[from..at].iter().rposition(Raw::ends_a_row).map(|last| from + last + 1);
        let end = if ended || at - from > 2 * width { Some(at) } else { short };
        if let Some(end) = end {
            grid.rows.push(grid_row(&cells[from..end]));
            from = end;
        }
    }
    document.pieces.push(Piece::Table(grid));
    document.add_lines(&following);
    at
}

fn grid_row(cells: &[Raw]) -> GridRow {
    GridRow {
        place: format!("第 {} 行", cells.first().map_or(0, |cell| cell.line)),
        cells: cells.iter().enumerate().map(|(start, cell)| Cell::plain(start, cell.text())).collect(),
        guess: true,
    }
}

/// Adds cells whose table is not known, each in a row of its own.
fn leave(cells: &[Raw], document: &mut Document) {
    if !cells.is_empty() {
        let rows = cells.iter().map(|cell| grid_row(std::slice::from_ref(cell))).collect();
        document.pieces.push(Piece::Table(Grid { rows, depth: 0 }));
    }
}
