//! Who must build a column (建设单位, 责任单位): the words of a catalogue → parties, and parties → units.

mod parse;
#[cfg(test)]
mod tests;
mod unmet;
mod words;

pub(super) use parse::parse;
pub use unmet::Unmet;
pub use words::{Named, Responsible, Role, Selector};
