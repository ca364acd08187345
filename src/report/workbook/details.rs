//! 明细: the rows of all units in one table, where there are too many units for a sheet each.

use rust_xlsxwriter::XlsxError;

use super::book::Book;
use super::format::Style;
use super::line::{Layout, lines};
use super::names::Names;
use super::tab::{Head, Place, Tab};
use super::{ROWS, Written};
use crate::report::{Evaluation, UnitResult};

/// The sheets, and where the rows of each unit begin. A unit's rows stand in one sheet.
pub(super) fn sheets<'a>(
    style: &'a Style,
    evaluation: &Evaluation,
    names: &mut Names,
    book: &mut Book,
) -> Result<(Vec<Tab<'a>>, Vec<Place>), XlsxError> {
    let layout = Layout::of(&evaluation.catalogue, vec![Head::new("单位", 24.0)]);
    let (mut done, mut places) = (Vec::new(), Vec::new());
    let mut open = Open::new(style, &layout, names, book)?;
    for result in &evaluation.units {
        if open.rows() + result.verdicts.len() > ROWS {
            done.push(open.closed(&layout)?);
            open = Open::new(style, &layout, names, book)?;
        }
        places.push(Place { sheet: open.name.clone(), row: open.next });
        open.add(evaluation, result, &layout)?;
    }
    done.push(open.closed(&layout)?);
    Ok((done, places))
}

/// A sheet that still takes rows.
struct Open<'a> {
    tab: Tab<'a>,
    name: String,
    /// The next row.
    next: u32,
}

impl<'a> Open<'a> {
    fn new(style: &'a Style, layout: &Layout, names: &mut Names, book: &mut Book) -> Result<Self, XlsxError> {
        let name = names.give("明细");
        let mut tab = book.tab(style, &name)?;
        tab.heads(0, layout.heads())?;
        Ok(Self { tab, name, next: 1 })
    }

    fn rows(&self) -> usize {
        usize::try_from(self.next).unwrap_or(usize::MAX)
    }

    fn add(&mut self, evaluation: &Evaluation, result: &UnitResult, layout: &Layout) -> Written {
        let tab = &mut self.tab;
        let style = tab.style;
        for line in lines(evaluation, result) {
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
