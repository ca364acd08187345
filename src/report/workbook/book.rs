//! The workbook as a file.

use std::path::Path;

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

use super::format::Style;
use super::names::Names;
use super::tab::{Place, Tab, excel_day};
use super::{UNIT_SHEETS, details, findings, ranking, signals, unit};
use crate::report::files::Finished;
use crate::report::{Evaluation, ReportError};

const FILE: &str = "scores.xlsx";

/// The workbook while its sheets are written.
pub(super) struct Book {
    book: Workbook,
    /// The rows of many units do not stand in memory: they wait in a file that nobody else sees.
    on_disk: bool,
}

impl Book {
    fn new(on_disk: bool, folder: &Path) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        if on_disk {
            book.set_tempdir(folder)?;
        }
        Ok(Self { book, on_disk })
    }

    /// A sheet for a long list.
    pub(super) fn tab<'a>(&mut self, style: &'a Style, name: &str) -> Result<Tab<'a>, XlsxError> {
        let sheet = if self.on_disk { self.book.new_worksheet_with_low_memory()? } else { Worksheet::new() };
        Tab::on(sheet, style, name, self.on_disk)
    }
}

/// `scores.xlsx` of a result; `folder` takes what does not fit into memory meanwhile.
///
/// # Errors
/// [`ReportError::Form`] when it cannot be put together.
pub(in crate::report) fn workbook(evaluation: &Evaluation, folder: &Path) -> Result<Finished, ReportError> {
    let bytes = written(evaluation, folder).map_err(|cause| ReportError::form(FILE, cause))?;
    Ok(Finished { name: FILE.to_owned(), bytes })
}

fn written(evaluation: &Evaluation, folder: &Path) -> Result<Vec<u8>, XlsxError> {
    let style = Style::new();
    let mut names = Names::default();
    let first = names.give("排名");
    let many = evaluation.units.len() > UNIT_SHEETS;
    let mut book = Book::new(many, folder)?;
    let list = findings::sheets(&style, evaluation, &mut names, &mut book)?;
    let signs = signals::sheet(&style, evaluation, &mut names, &mut book)?;
    let (tabs, places) = if many {
        details::sheets(&style, evaluation, &mut names, &mut book)?
    } else {
        of_units(&style, evaluation, &first, &mut names)?
    };
    let Book { mut book, .. } = book;
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
