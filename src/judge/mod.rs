//! Facts and rules in, verdicts and findings out. Pure.

mod words;

pub use words::{
    Answer, ColumnState, ContentState, Evidence, Finding, FindingKind, FreshnessState, Period, Taken, Verdict,
};
