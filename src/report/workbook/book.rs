//! The workbook as a file. Its sheets grow side by side, unit by unit.

use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

use super::details::Details;
use super::findings::List;
use super::format::Style;
use super::names::Names;
use super::signals::Signs;
use super::tab::{Place, Tab, excel_day};
use super::{UNIT_SHEETS, Written, ranking, unit};
use crate::report::{Dossier, Evaluation, UnitResult};

pub(in crate::report) const FILE: &str = "scores.xlsx";
/// How the file is packed: at the usual level it takes half as long again for 1 % less.
const PACKED: u8 = 5;

/// What sheets are made in.
pub(super) struct Book<'a> {
    book: Workbook,
    pub(super) style: &'a Style,
    pub(super) names: Names,
    /// The rows of many units do not stand in memory: they wait in a file that nobody else sees.
    on_disk: bool,
}

impl<'a> Book<'a> {
    fn new(style: &'a Style, on_disk: bool, folder: &Path) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        book.set_zip_compression_level(PACKED);
        if on_disk {
            book.set_tempdir(folder)?;
        }
        Ok(Self { book, style, names: Names::default(), on_disk })
    }

    /// A sheet for a long list.
    pub(super) fn tab(&mut self, name: &str) -> Result<Tab<'a>, XlsxError> {
        let sheet = if self.on_disk { self.book.new_worksheet_with_constant_memory()? } else { Worksheet::new() };
        Tab::on(sheet, self.style, name, self.on_disk)
    }
}

/// `scores.xlsx` while it is written.
pub(in crate::report) struct Scores<'a> {
    evaluation: &'a Evaluation,
    book: Book<'a>,
    /// Name of the first sheet.
    ranking: String,
    list: List<'a>,
    signs: Option<Signs<'a>>,
    units: Units<'a>,
}

/// The rows of the units.
enum Units<'a> {
    /// Each in a sheet of its own, in the order of the units.
    Own(Vec<(String, Tab<'a>)>),
    /// All in one list.
    Together(Box<Details<'a>>),
}

impl<'a> Scores<'a> {
    /// Rows that do not stand in memory wait in `folder`.
    pub(in crate::report) fn begin(
        style: &'a Style,
        evaluation: &'a Evaluation,
        folder: &Path,
    ) -> Result<Self, XlsxError> {
        let many = evaluation.units.len() > UNIT_SHEETS;
        let mut book = Book::new(style, many, folder)?;
        let ranking = book.names.give("排名");
        let list = List::begin(evaluation, &mut book)?;
        let signals = evaluation.units.iter().any(|result| !result.dossier.signals().is_empty());
        let signs = signals.then(|| Signs::begin(&mut book)).transpose()?;
        let units =
            if many { Units::Together(Details::begin(evaluation, &mut book)?.into()) } else { Units::Own(Vec::new()) };
        Ok(Self { evaluation, book, ranking, list, signs, units })
    }

    /// Adds the next of the units.
    pub(in crate::report) fn add(&mut self, result: &UnitResult, dossier: &Dossier) -> Written {
        for finding in self.evaluation.findings(dossier) {
            self.list.add(finding, &mut self.book)?;
        }
        if let Some(signs) = &mut self.signs {
            signs.add(&dossier.signals)?;
        }
        match &mut self.units {
            Units::Together(details) => details.add(result, dossier, &mut self.book),
            Units::Own(own) => {
                let name = self.book.names.give(&result.unit.name);
                let place = self.evaluation.ranked().iter().position(|unit| *unit == own.len()).unwrap_or_default();
                let back = Place { sheet: self.ranking.clone(), row: ranking::row(place) };
                let tab = unit::sheet(self.book.style, self.evaluation, (result, dossier), (&name, &back))?;
                own.push((name, tab));
                Ok(())
            }
        }
    }

    /// Writes the file, once all units are added.
    pub(in crate::report) fn finish(mut self, to: impl Write + Send) -> Written {
        let evaluation = self.evaluation;
        for finding in evaluation.withdrawn() {
            self.list.add(finding, &mut self.book)?;
        }
        let (tabs, places) = match self.units {
            Units::Together(details) => details.finish()?,
            Units::Own(own) => in_order_of_ranking(evaluation, own),
        };
        let signs = self.signs.map(Signs::finish).transpose()?;
        let ranking = ranking::sheet(self.book.style, evaluation, &self.ranking, &places)?;
        let mut book = self.book.book;
        let mut properties = DocProperties::new().set_title(&evaluation.catalogue.title).set_author("lanmu");
        if let Some(day) = excel_day(evaluation.run.as_of) {
            properties = properties.set_creation_datetime(&day);
        }
        book.set_properties(&properties);
        for tab in [ranking].into_iter().chain(self.list.finish()?).chain(signs).chain(tabs) {
            book.push_worksheet(tab.sheet);
        }
        book.save_to_writer(to)
    }
}

/// The sheets of the units, and where each unit has its own, in the order of the units.
fn in_order_of_ranking<'a>(evaluation: &Evaluation, own: Vec<(String, Tab<'a>)>) -> (Vec<Tab<'a>>, Vec<Place>) {
    let (names, tabs): (Vec<String>, Vec<Tab<'a>>) = own.into_iter().unzip();
    let mut tabs: Vec<Option<Tab<'a>>> = tabs.into_iter().map(Some).collect();
    let ranked = evaluation.ranked().into_iter().filter_map(|unit| tabs.get_mut(unit)?.take()).collect();
    (ranked, names.into_iter().map(|sheet| Place { sheet, row: 0 }).collect())
}
