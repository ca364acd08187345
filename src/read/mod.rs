//! HTML to facts.
