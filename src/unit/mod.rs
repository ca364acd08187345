//! Units, their names and groups, what they declare; the organs of cities and counties and what they are called.

mod cell;
pub mod columns;
pub mod declarations;
mod group;
mod identity;
mod institutions;
mod list;
mod load;
mod notes;
mod organ;
mod package;
mod problem;
mod table;
#[cfg(test)]
mod tests;
mod toml;
mod words;
#[cfg(test)]
mod workbook;
mod xlsx;

pub use identity::UnitIdentity;
pub use institutions::Institutions;
pub use load::{load, parse};
pub(crate) use package::{Package, damaged, unreadable};
pub(crate) use problem::lines;
pub use problem::{Problem, TableError};
pub(crate) use table::{Row, Table, decode};
pub(crate) use toml::in_chinese;
pub use words::{ColumnAddress, Declaration, Unit};
