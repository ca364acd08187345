//! `annual.xlsx`.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::words::{Annual, quarter};
use crate::report::ReportError;
use crate::report::files::Finished;
use crate::score::YearSheet;

const FILE: &str = "annual.xlsx";
/// A4.
const PAPER: u8 = 9;
/// Names of the columns, and how wide they are, in characters.
const COLUMNS: [(&str, f64); 12] = [
    ("排名", 6.0),
    ("单位", 26.0),
    ("第一季度", 10.0),
    ("第二季度", 10.0),
    ("第三季度", 10.0),
    ("第四季度", 10.0),
    ("季度加权", 10.0),
    ("复查扣分", 10.0),
    ("台账得分", 10.0),
    ("全年得分", 10.0),
    ("等级", 12.0),
    ("说明", 60.0),
];
/// Rows above those of the units: the heading and the names of the columns.
const ABOVE: u32 = 2;

/// How cells look.
struct Style {
    heading: Format,
    head: Format,
    words: Format,
    number: Format,
    centred: Format,
}

/// `annual.xlsx` of a year. The same year gives the same bytes.
///
/// # Errors
/// [`ReportError::Form`] when it cannot be put together.
pub(in crate::report) fn book(annual: &Annual) -> Result<Finished, ReportError> {
    let bytes = written(annual).map_err(|cause| ReportError::form(FILE, cause))?;
    Ok(Finished { name: FILE.to_owned(), bytes })
}

fn written(annual: &Annual) -> Result<Vec<u8>, XlsxError> {
    let cell = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
    let style = Style {
        heading: Format::new().set_bold().set_font_size(14).set_align(FormatAlign::Left),
        head: cell.clone().set_bold().set_align(FormatAlign::Center).set_text_wrap().set_background_color(0x00E7_EEF7),
        words: cell.clone().set_text_wrap(),
        number: cell.clone().set_num_format("0.00"),
        centred: cell.set_align(FormatAlign::Center),
    };
    let mut book = Workbook::new();
    let year = u16::try_from(annual.year).unwrap_or(1900).max(1900);
    let made = ExcelDateTime::from_ymd(year, 12, 31)?;
    let properties = DocProperties::new().set_title(annual.heading()).set_author("lanmu");
    book.set_properties(&properties.set_creation_datetime(&made));
    book.push_worksheet(totals(annual, &style)?);
    book.push_worksheet(basis(annual, &style)?);
    book.save_to_buffer()
}

fn sheet(name: &str) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?.set_paper_size(PAPER).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_header("").set_footer("&C第 &P 页，共 &N 页").set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    Ok(sheet)
}

fn totals(annual: &Annual, style: &Style) -> Result<Worksheet, XlsxError> {
    let mut sheet = sheet("全年得分")?;
    sheet.write_string_with_format(0, 0, annual.heading(), &style.heading)?;
    for (column, (name, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(1, column, name, &style.head)?;
    }
    let ranked = annual.ranked();
    for (row, unit) in (ABOVE..).zip(&ranked) {
        of_unit(&mut sheet, row, unit, style)?;
    }
    let last = ABOVE + u32::try_from(ranked.len()).unwrap_or(0);
    sheet.set_freeze_panes(ABOVE, 2)?.set_repeat_rows(1, 1)?;
    if last > ABOVE {
        sheet.autofilter(1, 0, last - 1, 11)?;
    }
    Ok(sheet)
}

fn of_unit(sheet: &mut Worksheet, row: u32, unit: &YearSheet, style: &Style) -> Result<(), XlsxError> {
    match unit.rank.and_then(|rank| u32::try_from(rank).ok()) {
        Some(rank) => sheet.write_number_with_format(row, 0, rank, &style.centred)?,
        None => sheet.write_string_with_format(row, 0, "-", &style.centred)?,
    };
    sheet.write_string_with_format(row, 1, &unit.unit, &style.words)?;
    for (column, standing) in (2..).zip(unit.quarters) {
        match quarter(standing) {
            Ok(total) => number(sheet, (row, column), Some(total), style)?,
            Err(why) => sheet.write_string_with_format(row, column, why, &style.centred).map(|_| ())?,
        }
    }
    let figures = [unit.weighted, Some(unit.off), unit.ledger, unit.total];
    for (column, figure) in (6..).zip(figures) {
        number(sheet, (row, column), figure, style)?;
    }
    sheet.write_string_with_format(row, 10, &unit.grade, &style.centred)?;
    sheet.write_string_with_format(row, 11, unit.steps.join("；"), &style.words)?;
    Ok(())
}

fn number(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    figure: Option<Decimal>,
    style: &Style,
) -> Result<(), XlsxError> {
    match figure.and_then(|figure| figure.to_f64()) {
        Some(figure) => sheet.write_number_with_format(row, column, figure, &style.number)?,
        None => sheet.write_blank(row, column, &style.number)?,
    };
    Ok(())
}

/// What it was made from, and how.
fn basis(annual: &Annual, style: &Style) -> Result<Worksheet, XlsxError> {
    let mut sheet = sheet("计算依据")?;
    let mut row = 0;
    sheet.write_string_with_format(row, 0, annual.heading(), &style.heading)?;
    for line in annual.method() {
        row += 1;
        sheet.write_string(row, 0, line)?;
    }
    row += 2;
    for (column, (name, width)) in (0..).zip([
        ("评估周期", 12.0),
        ("指标体系", 24.0),
        ("运行", 10.0),
        ("评估日期", 14.0),
        ("冻结清单的 SHA-256", 70.0),
    ]) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(row, column, name, &style.head)?;
    }
    for source in &annual.sources {
        row += 1;
        let day = source.as_of.to_string();
        for (column, words) in (0..).zip([&source.period, &source.catalogue, &source.run, &day, &source.seal]) {
            sheet.write_string_with_format(row, column, words, &style.words)?;
        }
    }
    row += 2;
    sheet.write_string(row, 0, format!("评分办法的 SHA-256：{}", annual.policy_hash))?;
    sheet.write_string(row + 1, 0, format!("程序版本：lanmu {}", annual.tool_version))?;
    Ok(sheet)
}
