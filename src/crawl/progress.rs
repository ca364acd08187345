//! What a visit tells while it goes on.

use crate::site::FailureClass;

/// One step of a visit, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// An address is about to be asked for, or recalled.
    Asked {
        /// Name of the unit.
        unit: &'a str,
        /// The address.
        url: &'a str,
    },
    /// It came, or not.
    Got {
        /// Name of the unit.
        unit: &'a str,
        /// The address as it was asked for.
        url: &'a str,
        /// Why there is no page.
        failed: Option<FailureClass>,
        /// Requests that the unit has taken so far.
        requests: u32,
    },
}
