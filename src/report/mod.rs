//! Sheets to files, and to a terminal. Owns the form of what people read: the columns of every sheet, their order and
//! their Chinese words. It works nothing out: points come from [`crate::score`], states and findings from
//! [`crate::judge`].

mod annual;
mod changes;
mod dossier;
mod evaluation;
mod figures;
mod files;
mod labels;
mod masking;
mod notice;
mod package;
mod packing;
mod page;
mod printable;
mod quotes;
mod record;
mod rectified;
mod sheets;
mod summary;
mod terminal;
mod times;
mod workbook;
mod workshop;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod sample_ledger;
#[cfg(test)]
mod tests;

pub use annual::{Annual, Source, annual_json, annual_text};
pub use changes::{Cause, Changes, Pair, Presence, RowChange, Side, UnitChange, changes, changes_text};
pub use dossier::{Brief, Dossier, FoundColumn, PutAway};
pub use evaluation::{Evaluation, Hashes, Identity, PagesSeen, UnitResult};
pub use files::{ReportError, prepare, result_json, write, write_annual, write_changes, write_recheck};
pub use page::report_html;
pub use record::{AsRecord, Record, RowRecord, UnitRecord};
pub use sheets::{REVIEW_HEADS, REVIEW_SHEET, ReviewRow, harmless_cell, review_csv, review_xlsx};
pub use summary::Summary;
pub use terminal::{recheck_table, table, unit_text};
pub use workbook::{FINDINGS_HEADS, FINDINGS_SHEET};
