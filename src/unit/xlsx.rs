//! One sheet of an XLSX workbook, cell by cell, so that a sheet that claims a million rows costs nothing. The reader of
//! the format keeps the texts of all cells at once, so how much there is to unpack is checked first.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, XlsxError};

use super::table::{MAX_ROWS, Row, tidy};
use super::{Package, Problem, damaged};

/// Columns that are looked at; what stands further right belongs to no table of ours.
const MAX_COLUMNS: u32 = 256;

/// Rows of the workbook in `bytes`: of the first sheet named in `sheets` that it has, else of its first.
pub(super) fn rows(bytes: &[u8], file: &str, sheets: &[&str]) -> Result<Vec<Row>, Problem> {
    Package::open(bytes, file)?.check_size()?;
    read(bytes, sheets).map_err(|_| damaged(file, "不是 XLSX 工作簿"))
}

fn read(bytes: &[u8], sheets: &[&str]) -> Result<Vec<Row>, XlsxError> {
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let names = book.sheet_names();
    let named = names.iter().find(|name| sheets.contains(&name.as_str()));
    let Some(name) = named.or_else(|| names.first()).cloned() else { return Ok(Vec::new()) };
    let mut sheet = book.worksheet_cells_reader(&name)?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = sheet.next_cell()? {
        let (row, column) = cell.get_position();
        let text = tidy(&shown(&Data::from(cell.get_value().clone())));
        if text.is_empty() || column >= MAX_COLUMNS {
            continue;
        }
        let line = u64::from(row) + 1;
        if rows.last().is_none_or(|row| row.line != line) {
            if rows.len() > MAX_ROWS + 1 {
                break;
            }
            rows.push(Row { line, cells: Vec::new() });
        }
        if let (Some(row), Ok(column)) = (rows.last_mut(), usize::try_from(column)) {
            row.cells.resize(row.cells.len().max(column + 1), String::new());
            row.cells[column] = text;
        }
    }
    Ok(rows)
}

/// What a person sees in a cell. A day is kept as the number of days since 1900.
fn shown(value: &Data) -> String {
    match value {
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}
