//! The year's sheets: `annual.csv`, `annual.xlsx`, `annual.html`.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `words` | all that they tell |
//! | `book` | the workbook |
//! | `page` | the page, with `annual.html` and `annual.css` |

mod book;
mod page;
mod words;

#[cfg(test)]
mod tests;

pub(super) use book::book;
pub(super) use page::page;
pub use words::{Annual, Source};
