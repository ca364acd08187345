//! 线索: one row per sign that a person should look at; no sheet where there is none.

use rust_xlsxwriter::XlsxError;

use super::ROWS;
use super::book::Book;
use super::format::Style;
use super::names::Names;
use super::tab::{Head, Tab};
use crate::judge::Signal;
use crate::report::Evaluation;
use crate::report::quotes::nested;

const HEADS: [(&str, f64); 6] =
    [("单位", 24.0), ("线索类型", 12.0), ("指标编码", 14.0), ("网址", 34.0), ("说明", 50.0), ("样例", 50.0)];

pub(super) fn sheet<'a>(
    style: &'a Style,
    evaluation: &Evaluation,
    names: &mut Names,
    book: &mut Book,
) -> Result<Option<Tab<'a>>, XlsxError> {
    let signals: Vec<&Signal> = evaluation.units.iter().flat_map(|result| &result.signals).take(ROWS).collect();
    if signals.is_empty() {
        return Ok(None);
    }
    let mut tab = book.tab(style, &names.give("线索"))?;
    tab.heads(0, &HEADS.map(|(name, width)| Head::new(name, width)))?;
    let mut last = 0;
    for (row, signal) in (1_u32..).zip(signals) {
        tab.begin_row(row)?;
        tab.text(row, 0, &signal.unit, &style.text)?;
        tab.text(row, 1, signal.kind.zh(), &style.middle)?;
        tab.text(row, 2, &signal.code, &style.middle)?;
        tab.whole_address(row, 3, &signal.url)?;
        tab.text(row, 4, &nested(&signal.description), &style.text)?;
        tab.text(row, 5, &signal.samples.join("；"), &style.text)?;
        last = row;
    }
    tab.sheet.autofilter(0, 0, last, 5)?;
    tab.finish()?;
    Ok(Some(tab))
}
