//! Verdicts to points. Pure.

mod words;

pub use words::{Points, ScoreSheet};
