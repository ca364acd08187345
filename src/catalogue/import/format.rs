//! What kind of file it is, and reading it.

use super::grid::{Cell, Document, Grid, GridRow, Piece};
use super::text;
use crate::unit::{Problem, Row, Table, decode};

/// Most rows of all tables of a document.
const MAX_ROWS: usize = 20_000;

/// Reads `bytes`; `width` is the number of columns where the file has no head row.
///
/// # Errors
/// The file is of a kind that is not read, damaged, or too large.
pub(super) fn read(bytes: &[u8], file: &str, width: Option<usize>) -> Result<Document, Problem> {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let document = match (bytes, ending.as_str()) {
        ([0xD0, 0xCF, 0x11, 0xE0, ..], _) => {
            return Err(Problem::of_file(file, "是旧的 .doc 或 .xls 格式", "请另存为 .docx 或 .xlsx"));
        }
        (_, "csv") => csv(&Table::parse(bytes, file)?),
        (_, "txt") => text::read(&decode(bytes, file)?, width),
        _ => return Err(Problem::of_file(file, "不是可以导入的文件", "可以导入 .docx、.xlsx、.csv 和 .txt 文件")),
    };
    let rows: usize = document.pieces.iter().map(rows_of).sum();
    if rows > MAX_ROWS {
        return Err(Problem::of_file(file, format!("表格行数超过 {MAX_ROWS}"), "请删去与指标无关的行，或分成几个文件"));
    }
    Ok(document)
}

fn rows_of(piece: &Piece) -> usize {
    match piece {
        Piece::Line(_) => 0,
        Piece::Table(grid) => grid.rows.len(),
    }
}

fn csv(table: &Table) -> Document {
    let row = |row: &Row| GridRow {
        place: format!("第 {} 行", row.line),
        cells: row.cells.iter().enumerate().map(|(start, text)| Cell::plain(start, text.clone())).collect(),
        guess: true,
    };
    let rows = std::iter::once(&table.header).chain(&table.rows).map(row).collect();
    Document { pieces: vec![Piece::Table(Grid { rows, depth: 0 })] }
}
