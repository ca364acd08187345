//! `annual.xlsx`: the year, and what it was made from.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::Written;
use super::format::Style;
use super::tab::{Head, Tab, excel_day};
use crate::report::ReportError;
use crate::report::annual::{Annual, cell};
use crate::report::files::Finished;
use crate::score::YearSheet;

const FILE: &str = "annual.xlsx";
/// The row of the names of columns.
const HEADS: u32 = 1;
/// The last column of the year.
const LAST: u16 = 11;

/// `annual.xlsx` of a year.
///
/// # Errors
/// [`ReportError::Form`] when it cannot be put together.
pub(in crate::report) fn annual(annual: &Annual) -> Result<Finished, ReportError> {
    let bytes = written(annual).map_err(|cause| ReportError::form(FILE, cause))?;
    Ok(Finished { name: FILE.to_owned(), bytes })
}

fn written(annual: &Annual) -> Result<Vec<u8>, XlsxError> {
    let style = Style::new();
    let mut book = Workbook::new();
    let mut properties = DocProperties::new().set_title(annual.heading()).set_author("lanmu");
    if let Some(day) = Date::new(annual.year, 12, 31).ok().and_then(excel_day) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    book.push_worksheet(totals(&style, annual)?.sheet);
    book.push_worksheet(basis(&style, annual)?.sheet);
    book.save_to_buffer()
}

fn totals<'a>(style: &'a Style, annual: &Annual) -> Result<Tab<'a>, XlsxError> {
    let mut tab = Tab::new(style, "全年得分")?;
    let mut heads = vec![Head::new("排名", 6.0), Head::new("单位", 26.0)];
    let figures = ["第一季度", "第二季度", "第三季度", "第四季度", "季度加权", "复查扣分", "台账得分", "全年得分"];
    heads.extend(figures.map(|name| Head::new(name, 10.0)));
    heads.extend([Head::new("等级", 12.0), Head::new("说明", 60.0)]);
    tab.heads(HEADS, &heads)?;
    tab.title(LAST, &annual.heading())?;
    let ranked = annual.ranked();
    for (row, unit) in (HEADS + 1..).zip(&ranked) {
        of_unit(&mut tab, row, unit)?;
    }
    let last = HEADS + u32::try_from(ranked.len()).unwrap_or_default();
    tab.sheet.autofilter(HEADS, 0, last, LAST)?;
    tab.finish()?;
    Ok(tab)
}

fn of_unit(tab: &mut Tab<'_>, row: u32, unit: &YearSheet) -> Written {
    let style = tab.style;
    tab.count(row, 0, unit.rank)?;
    tab.text(row, 1, &unit.unit, &style.text)?;
    for (column, standing) in (2..).zip(unit.quarters) {
        match cell(standing) {
            Ok(total) => tab.number(row, column, Some(total), &style.number)?,
            Err(why) => tab.text(row, column, why, &style.left_out)?,
        }
    }
    let figures = [unit.weighted, Some(unit.off), unit.ledger];
    for (column, figure) in (6..).zip(figures) {
        tab.number(row, column, figure, &style.number)?;
    }
    tab.number(row, 9, unit.total, &style.sum_number)?;
    tab.text(row, 10, &unit.grade, &style.middle)?;
    tab.text(row, LAST, &unit.steps.join("；"), &style.text)
}

/// How the year was reckoned, and from which closed results.
fn basis<'a>(style: &'a Style, annual: &Annual) -> Result<Tab<'a>, XlsxError> {
    let mut tab = Tab::new(style, "计算依据")?;
    let heads =
        [("评估周期", 12.0), ("指标体系", 24.0), ("运行", 10.0), ("评估日期", 14.0), ("冻结清单的 SHA-256", 70.0)];
    tab.heads(HEADS, &heads.map(|(name, width)| Head::new(name, width)))?;
    tab.title(4, &annual.heading())?;
    let mut row = HEADS;
    for source in &annual.sources {
        row += 1;
        tab.text(row, 0, &source.period, &style.middle)?;
        tab.text(row, 1, &source.catalogue, &style.text)?;
        tab.text(row, 2, &source.run, &style.middle)?;
        tab.date(row, 3, source.as_of)?;
        tab.in_one_line(row, 4, &source.seal)?;
    }
    let mut lines = annual.method();
    lines.push(annual.made_by());
    for line in lines {
        row += 1;
        tab.across(row, (0, 4), &line, &style.text)?;
    }
    tab.finish()?;
    Ok(tab)
}
