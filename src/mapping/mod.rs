//! Which column serves which indicator, how sure that is, and why. Pure.

mod words;

pub use words::{Decision, Mapping, Method, RunnerUp};
