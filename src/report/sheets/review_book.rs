//! The worklist of a review as a workbook, with drop-downs for what can be decided.

use jiff::civil::Date;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};

use super::reviews::{ReviewRow, sheet};
use super::{REVIEW_HEADS, Sheet};
use crate::judge::Answer;
use crate::report::{ReportError, labels};

/// Name of the sheet.
pub const REVIEW_SHEET: &str = "复核清单";

/// Widths of the columns, in characters.
const WIDTHS: [u16; REVIEW_HEADS.len()] = [6, 20, 13, 28, 18, 28, 34, 6, 44, 8, 10, 30, 20, 10, 9, 30, 12, 10, 20, 10];
/// What can be decided.
const DECISIONS: [&str; 4] = ["确认", "否定", "改判", "撤回"];

/// The worklist as XLSX. It bears the as-of day as the day on which it was made, so that the same worklist gives the same
/// bytes.
///
/// # Errors
/// [`ReportError`] when the writer fails.
pub fn review_xlsx(rows: &[ReviewRow<'_>], as_of: Date) -> Result<Vec<u8>, ReportError> {
    book(&sheet(rows), as_of).map_err(|cause| ReportError::form("复核清单.xlsx", cause))
}

fn book(sheet: &Sheet<'_>, as_of: Date) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let [year, month, day] = [i32::from(as_of.year()), i32::from(as_of.month()), i32::from(as_of.day())]
        .map(|part| u16::try_from(part).unwrap_or_default());
    let made = ExcelDateTime::from_ymd(year, u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))?;
    book.set_properties(&DocProperties::new().set_title(sheet.title).set_creation_datetime(&made));
    let head =
        Format::new().set_bold().set_text_wrap().set_border(FormatBorder::Thin).set_background_color(0x00DD_E8F3);
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    // A date or number that a person types must come back as it was typed.
    let entry = cell.clone().set_num_format("@");
    let page = book.add_worksheet();
    page.set_name(REVIEW_SHEET)?.set_freeze_panes(1, 0)?.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?;
    for ((column, name), width) in (0_u16..).zip(REVIEW_HEADS).zip(WIDTHS) {
        page.set_column_width(column, width)?.write_string_with_format(0, column, name, &head)?;
    }
    let decision = place("决定");
    let mut last = 1;
    for (line, row) in (1_u32..).zip(sheet.rows()) {
        last = line;
        for (column, text) in (0_u16..).zip(row) {
            let format = if column < decision { &cell } else { &entry };
            page.write_string_with_format(line, column, text, format)?;
        }
    }
    let choice = |words: &[&str]| DataValidation::new().allow_list_strings(words);
    page.add_data_validation(1, decision, last, decision, &choice(&DECISIONS)?)?;
    let answer = place("改判为");
    page.add_data_validation(1, answer, last, answer, &choice(&labels::ANSWERS.map(Answer::zh))?)?;
    page.autofilter(0, 0, last, place("决定状态"))?;
    book.save_to_buffer()
}

fn place(head: &str) -> u16 {
    (0_u16..).zip(REVIEW_HEADS).find(|(_, known)| *known == head).map_or(0, |(column, _)| column)
}
