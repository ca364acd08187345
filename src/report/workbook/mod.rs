//! `scores.xlsx`: what people open. A ranking, the score sheet of each unit in the layout of real ones, and the findings with
//! places for the reply and the review. The same result gives the same bytes: its times are those of the as-of day.
//!
//! Up to [`UNIT_SHEETS`] units have a sheet each; the rows of more stand together in 明细, since a spreadsheet with thousands
//! of sheets takes minutes to open.

mod annual;
mod book;
mod details;
mod findings;
mod format;
mod line;
mod names;
mod ranking;
mod signals;
mod tab;
#[cfg(test)]
mod tests;
mod unit;

pub(super) use annual::annual;
pub(super) use book::{FILE, Scores};
pub use findings::{FINDINGS_HEADS, FINDINGS_SHEET};
pub(super) use format::Style;

/// Units that have a sheet each, at most.
const UNIT_SHEETS: usize = 200;

/// Rows of one sheet, at most; Excel takes 1,048,576.
const ROWS: usize = 1_000_000;

/// What writing a cell gives.
type Written = Result<(), rust_xlsxwriter::XlsxError>;
