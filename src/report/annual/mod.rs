//! The year. Its table and its workbook are with the other tables and workbooks.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `words` | all that they tell |
//! | `page` | what the page shows; it is laid out and styled like `report.html` |

mod page;
mod words;

#[cfg(test)]
mod tests;

pub(super) use page::page;
pub(super) use words::cell;
pub use words::{Annual, Source, annual_json, annual_text};
