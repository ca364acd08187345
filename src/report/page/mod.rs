//! `report.html`: a result as one page that a browser opens from the disk. It asks no network for anything, reads without
//! JavaScript (with it come filter, order and pages), and prints one unit per sheet of paper.
//!
//! The page of a year (`annual.html`) has the same style and passes the same escape.
//!
//! What it shows is put into words and coordinates here; the templates in `templates/` only lay it out. All that comes from a
//! website passes the escape of `templates`. A page of many units keeps what is not on the screen as text that is not parsed
//! (`document`), so that 14,000 units open as fast as 20.

mod address;
mod changes;
mod charts;
mod document;
mod finding;
mod heat;
mod history;
mod order;
mod overview;
mod ranking;
mod templates;
#[cfg(test)]
mod tests;
mod unit;
mod verdict;
mod worst;

pub use document::report_html;
pub(super) use document::{NAME, write};
pub(super) use templates::{STYLE, Templates, source_of};
