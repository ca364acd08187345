//! Units, their names and groups.

mod words;

pub use words::Unit;
