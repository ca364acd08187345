//! The words for a catalogue: indicator, deadline, responsible; loading one from `indicators/` or a folder.

pub mod deadline;
mod export;
mod head;
mod import;
mod load;
mod responsible;
mod rows;
mod source;
#[cfg(test)]
mod tests;
mod words;

pub use deadline::{Cell, Deadline, Demand, Rule, Span};
pub use import::{Draft, Request, import};
pub use load::{CatalogueError, Examined, files};
pub use responsible::{Named, Responsible, Role, Selector, Unmet};
pub use source::shipped;
pub use words::{Catalogue, Counties, Indicator, Kind};
