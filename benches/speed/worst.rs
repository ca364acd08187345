//! The worst inputs that are known.

/// Prints how long each of them takes.
pub(crate) fn show() {}
