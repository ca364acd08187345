//! Excel: every sheet as a table, with the merged cells that the workbook tells.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Dimensions, Reader, SheetType, Xlsx, XlsxError};

use super::grid::{Cell, Document, Grid, GridRow, MAX_ROWS, Piece};
use super::head::MAX_COLUMNS;

/// Most cells that merged regions may cover: regions of a sound sheet do not overlap.
const MAX_COVERED: usize = MAX_ROWS * MAX_COLUMNS;

/// Cells of a row by column; `None` where a merged cell on the left covers the place.
type Sheet = BTreeMap<u32, Vec<Option<Cell>>>;

/// Reads the workbook in `bytes`. Its size must have been checked.
///
/// # Errors
/// What the reader of the format says.
pub(super) fn read(bytes: &[u8]) -> Result<Document, XlsxError> {
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let is_sheet = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
    let names: Vec<String> = book.sheets_metadata().iter().filter(is_sheet).map(|sheet| sheet.name.clone()).collect();
    let mut document = Document::default();
    for name in names {
        let mut sheet = cells(&mut book, &name)?;
        merge(&mut sheet, &book.merge_cells_by_sheet_name(&name)?);
        if !sheet.is_empty() {
            document.pieces.push(Piece::Line(name));
            document.pieces.push(Piece::Table(grid(sheet)));
        }
    }
    Ok(document)
}

/// The cells in which something is written, and the empty ones between them. One row more than allowed shows that there are
/// too many.
fn cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Sheet, XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut sheet = Sheet::new();
    let mut width = 0;
    while let Some(cell) = reader.next_cell()? {
        let (line, column) = cell.get_position();
        let text = written(&Data::from(cell.get_value().clone()));
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if text.is_empty() || column >= MAX_COLUMNS {
            continue;
        }
        if sheet.len() > MAX_ROWS {
            break;
        }
        width = width.max(column + 1);
        let row = sheet.entry(line).or_default();
        extend(row, column + 1);
        row[column] = Some(Cell::plain(column, text));
    }
    sheet.values_mut().for_each(|row| extend(row, width));
    Ok(sheet)
}

fn extend(row: &mut Vec<Option<Cell>>, width: usize) {
    while row.len() < width {
        row.push(Some(Cell::plain(row.len(), String::new())));
    }
}

/// What a cell shows. A day is written as in a document: its number alone says nothing.
fn written(value: &Data) -> String {
    match value {
        Data::DateTime(day) if day.is_datetime() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year}年{month}月{day}日")
        }
        value => value.to_string().trim().to_owned(),
    }
}

fn merge(sheet: &mut Sheet, regions: &[Dimensions]) {
    let mut covered = 0;
    for region in regions {
        let place = |column: u32| usize::try_from(column).unwrap_or(usize::MAX).min(MAX_COLUMNS);
        let (first, last) = (place(region.start.1), place(region.end.1));
        if region.end.0 < region.start.0 || last < first {
            continue;
        }
        for (line, row) in sheet.range_mut(region.start.0..=region.end.0) {
            let end = row.len().min(last + 1);
            covered += end.saturating_sub(first);
            if covered > MAX_COVERED {
                return;
            }
            let Some((cell, beside)) = row.get_mut(first..end).and_then(<[_]>::split_first_mut) else { continue };
            if let Some(cell) = cell {
                cell.span = end - first;
                cell.merged = *line > region.start.0;
            }
            beside.fill(None);
        }
    }
}

fn grid(sheet: Sheet) -> Grid {
    let row = |(line, cells): (u32, Vec<Option<Cell>>)| GridRow {
        place: format!("第 {} 行", u64::from(line) + 1),
        cells: cells.into_iter().flatten().collect(),
        guess: false,
    };
    Grid { rows: sheet.into_iter().map(row).collect(), depth: 0 }
}
