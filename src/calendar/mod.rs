//! Working days by the State Council's yearly notices (国务院办公厅放假通知). Outside the years that the data covers there is
//! no answer but an error: weekends alone give a wrong last day for every second 20-day limit.

mod china;
mod data;
mod days;
mod error;
#[cfg(test)]
mod tests;

pub use china::{day_in_china, midnight_in_china, read_in_china, written_in_china};
pub use days::Calendar;
pub use error::CalendarError;
