//! The workbook as a file.

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::format::Style;
use super::names::Names;
use super::tab::{Place, Tab, excel_day};
use super::{UNIT_SHEETS, details, findings, ranking, signals, unit};
use crate::report::files::Finished;
use crate::report::{Evaluation, ReportError};

const FILE: &str = "scores.xlsx";

/// `scores.xlsx` of a result.
///
/// # Errors
/// [`ReportError::Form`] when it cannot be put together.
pub(in crate::report) fn workbook(evaluation: &Evaluation) -> Result<Finished, ReportError> {
    let bytes = written(evaluation).map_err(|cause| ReportError::form(FILE, cause))?;
    Ok(Finished { name: FILE.to_owned(), bytes })
}

fn written(evaluation: &Evaluation) -> Result<Vec<u8>, XlsxError> {
    let style = Style::new();
    let mut names = Names::default();
    let first = names.give("排名");
    let list = findings::sheets(&style, evaluation, &mut names)?;
    let signs = signals::sheet(&style, evaluation, &mut names)?;
    let (tabs, places) = if evaluation.units.len() > UNIT_SHEETS {
        details::sheets(&style, evaluation, &mut names)?
    } else {
        of_units(&style, evaluation, &first, &mut names)?
    };
    let mut book = Workbook::new();
    let mut properties = DocProperties::new().set_title(&evaluation.catalogue.title).set_author("lanmu");
    if let Some(day) = excel_day(evaluation.run.as_of) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    let ranking = ranking::sheet(&style, evaluation, &first, &places)?;
    for tab in [ranking].into_iter().chain(list).chain(signs).chain(tabs) {
        book.push_worksheet(tab.sheet);
    }
    book.save_to_buffer()
}

/// A sheet for each unit, in the order of the ranking, and where they are in the order of the units.
fn of_units<'a>(
    style: &'a Style,
    evaluation: &Evaluation,
    ranking: &str,
    names: &mut Names,
) -> Result<(Vec<Tab<'a>>, Vec<Place>), XlsxError> {
    let own: Vec<String> = evaluation.units.iter().map(|result| names.give(&result.unit.name)).collect();
    let mut tabs = Vec::new();
    for (place, unit) in evaluation.ranked().into_iter().enumerate() {
        if let (Some(result), Some(name)) = (evaluation.units.get(unit), own.get(unit)) {
            let back = Place { sheet: ranking.to_owned(), row: ranking::row(place) };
            tabs.push(unit::sheet(style, evaluation, result, (name, &back))?);
        }
    }
    let places = own.into_iter().map(|sheet| Place { sheet, row: 0 }).collect();
    Ok((tabs, places))
}
