//! The year. Its table and its workbook are with the other tables and workbooks.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `words` | all that they tell |
//! | `page` | the page, with `annual.html` and `annual.css` |

mod page;
mod words;

#[cfg(test)]
mod tests;

pub(super) use page::page;
pub(super) use words::cell;
pub use words::{Annual, Source, annual_text};
