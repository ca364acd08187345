//! The words for a catalogue: indicator, deadline, responsible; loading one.

mod deadline;
mod words;

pub use deadline::{Deadline, Rule};
pub use words::{Catalogue, Indicator, Kind, Responsible, Selector};
