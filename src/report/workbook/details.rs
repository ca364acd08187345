//! 明细: the rows of all units in one table, where there are too many units for a sheet each.

use rust_xlsxwriter::XlsxError;

use super::book::Book;
use super::line::{Layout, lines};
use super::tab::{Head, Place, Tab};
use super::{ROWS, Written};
use crate::report::{Dossier, Evaluation, UnitResult};

/// The sheets, while rows are added.
pub(super) struct Details<'a> {
    evaluation: &'a Evaluation,
    layout: Layout,
    done: Vec<Tab<'a>>,
    open: Open<'a>,
    /// Where the rows of each unit begin. A unit's rows stand in one sheet.
    places: Vec<Place>,
}

impl<'a> Details<'a> {
    pub(super) fn begin(evaluation: &'a Evaluation, book: &mut Book<'a>) -> Result<Self, XlsxError> {
        let layout = Layout::of(&evaluation.catalogue, vec![Head::new("单位", 24.0)]);
        let open = Open::new(&layout, book)?;
        Ok(Self { evaluation, layout, done: Vec::new(), open, places: Vec::new() })
    }

    /// Adds the rows of the next unit.
    pub(super) fn add(&mut self, result: &UnitResult, dossier: &Dossier, book: &mut Book<'a>) -> Written {
        if self.open.rows() + dossier.verdicts.len() > ROWS {
            let full = std::mem::replace(&mut self.open, Open::new(&self.layout, book)?);
            self.done.push(full.closed(&self.layout)?);
        }
        self.places.push(Place { sheet: self.open.name.clone(), row: self.open.next });
        self.open.add(self.evaluation, (result, dossier), &self.layout)
    }

    /// The sheets, and where the rows of each unit begin.
    pub(super) fn finish(mut self) -> Result<(Vec<Tab<'a>>, Vec<Place>), XlsxError> {
        self.done.push(self.open.closed(&self.layout)?);
        Ok((self.done, self.places))
    }
}

/// A sheet that still takes rows.
struct Open<'a> {
    tab: Tab<'a>,
    name: String,
    /// The next row.
    next: u32,
}

impl<'a> Open<'a> {
    fn new(layout: &Layout, book: &mut Book<'a>) -> Result<Self, XlsxError> {
        let name = book.names.give("明细");
        // People open what is in 问题清单; these are tens of thousands of rows.
        let mut tab = book.tab(&name)?.without_links();
        tab.heads(0, layout.heads())?;
        Ok(Self { tab, name, next: 1 })
    }

    fn rows(&self) -> usize {
        usize::try_from(self.next).unwrap_or(usize::MAX)
    }

    fn add(&mut self, evaluation: &Evaluation, (result, dossier): (&UnitResult, &Dossier), layout: &Layout) -> Written {
        let tab = &mut self.tab;
        let style = tab.style;
        for line in lines(evaluation, dossier) {
            tab.begin_row(self.next)?;
            tab.text(self.next, 0, &result.unit.name, &style.text)?;
            tab.text(self.next, layout.code(), &line.indicator.code, &style.middle)?;
            for (column, name) in (layout.code() + 1..layout.answer()).zip(&line.indicator.levels) {
                tab.text(self.next, column, name, &style.middle)?;
            }
            line.write(tab, self.next, layout)?;
            self.next += 1;
        }
        Ok(())
    }

    fn closed(mut self, layout: &Layout) -> Result<Tab<'a>, XlsxError> {
        let last = self.next - 1;
        self.tab.sheet.autofilter(0, 0, last, layout.last_printed() + 1)?;
        self.tab.finish()?;
        self.tab.sheet.set_print_area(0, 0, last, layout.last_printed())?;
        Ok(self.tab)
    }
}
