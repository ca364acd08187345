//! What kind of file it is, and reading it.

use super::grid::{Cell, Document, Grid, GridRow, MAX_ROWS, Piece, TooMany};
use super::{docx, text, xlsx};
use crate::unit::{Package, Problem, Row, Table, damaged, decode};

/// Reads `bytes`; `width` is the number of columns where the file has no head row.
///
/// # Errors
/// The file is of a kind that is not read, damaged, or too large.
pub(super) fn read(bytes: &[u8], file: &str, width: Option<usize>) -> Result<Document, Problem> {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let mut document = match (bytes, ending.as_str()) {
        ([b'P', b'K', 3 | 5, ..], _) => office(bytes, file)?,
        ([0xD0, 0xCF, 0x11, 0xE0, ..], _) => {
            return Err(Problem::of_file(
                file,
                "是旧的 .doc、.xls 格式或设有密码",
                "请去掉密码，另存为 .docx 或 .xlsx",
            ));
        }
        (_, "docx" | "xlsx") => return Err(damaged(file, "不是 Word 或 Excel 文件的内容")),
        (_, "csv") => csv(&Table::parse(bytes, file)?),
        (_, "txt") => text::read(&decode(bytes, file)?, width).map_err(|too_many| too_many.problem(file))?,
        _ => return Err(Problem::of_file(file, "不是可以导入的文件", "可以导入 .docx、.xlsx、.csv 和 .txt 文件")),
    };
    document.pieces.iter_mut().for_each(make_plain);
    if document.rows() > MAX_ROWS { Err(TooMany.problem(file)) } else { Ok(document) }
}

/// Takes away what cannot be seen: control characters, which would do things to a terminal, and the blanks of no width that a
/// copy from a web page leaves.
fn make_plain(piece: &mut Piece) {
    let seen = |c: char| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{200b}' | '\u{feff}'));
    match piece {
        Piece::Line(line) => line.retain(seen),
        Piece::Table(grid) => {
            grid.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.text.retain(seen));
        }
    }
}

fn office(bytes: &[u8], file: &str) -> Result<Document, Problem> {
    let mut package = Package::open(bytes, file)?;
    let names = package.names();
    if let Some(part) = word_part(&names) {
        return docx::read(package.part(part)?, file);
    }
    if !names.iter().any(|name| name == "xl/workbook.xml") {
        return Err(Problem::of_file(file, "不是 Word 或 Excel 文件", "可以导入 .docx、.xlsx、.csv 和 .txt 文件"));
    }
    package.check_size()?;
    xlsx::read(bytes).map_err(|_| damaged(file, "工作簿的内容有误"))
}

/// Name of the part that holds the text of a Word file; `None` when it is none.
fn word_part(names: &[String]) -> Option<&str> {
    let is_text = |name: &&str| {
        name.strip_prefix("word/document").is_some_and(|rest| rest.ends_with(".xml") && !rest.contains('/'))
    };
    names.iter().map(String::as_str).filter(is_text).min_by_key(|name| name.len())
}

fn csv(table: &Table) -> Document {
    let row = |row: &Row| GridRow {
        place: format!("第 {} 行", row.line),
        cells: row.cells.iter().enumerate().map(|(start, text)| Cell::plain(start, text.clone())).collect(),
        guess: true,
    };
    let rows = std::iter::once(&table.header).chain(&table.rows).map(row).collect();
    Document::table(Grid { rows, depth: 0 })
}
