//! 线索: one row per sign that a person should look at; no sheet where there is none.

use rust_xlsxwriter::XlsxError;

use super::book::Book;
use super::tab::{Head, Tab};
use super::{ROWS, Written};
use crate::judge::Signal;
use crate::report::quotes::nested;

const HEADS: [(&str, f64); 6] =
    [("单位", 24.0), ("线索类型", 12.0), ("指标编码", 14.0), ("网址", 34.0), ("说明", 50.0), ("样例", 50.0)];

/// The sheet, while signs are added; it has the first [`ROWS`] of them.
pub(super) struct Signs<'a> {
    tab: Tab<'a>,
    /// The last row.
    last: u32,
}

impl<'a> Signs<'a> {
    pub(super) fn begin(book: &mut Book<'a>) -> Result<Self, XlsxError> {
        let name = book.names.give("线索");
        let mut tab = book.tab(&name)?;
        tab.heads(0, &HEADS.map(|(name, width)| Head::new(name, width)))?;
        Ok(Self { tab, last: 0 })
    }

    pub(super) fn add(&mut self, signals: &[Signal]) -> Written {
        let room = ROWS.saturating_sub(usize::try_from(self.last).unwrap_or(usize::MAX));
        for signal in signals.iter().take(room) {
            self.last += 1;
            let (row, style) = (self.last, self.tab.style);
            let tab = &mut self.tab;
            tab.begin_row(row)?;
            tab.text(row, 0, &signal.unit, &style.text)?;
            tab.text(row, 1, signal.kind.zh(), &style.middle)?;
            tab.text(row, 2, &signal.code, &style.middle)?;
            tab.whole_address(row, 3, &signal.url)?;
            tab.text(row, 4, &nested(&signal.description), &style.text)?;
            tab.text(row, 5, &signal.samples.join("；"), &style.text)?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Tab<'a>, XlsxError> {
        self.tab.sheet.autofilter(0, 0, self.last, 5)?;
        self.tab.finish()?;
        Ok(self.tab)
    }
}
