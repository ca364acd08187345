//! The units in the order of the ranking.

use crate::report::{Evaluation, UnitResult};

/// A unit of the ranking.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked<'a> {
    /// Its place on the page, from 1: the anchor of its section is `u1`.
    pub(super) id: usize,
    /// Its result.
    pub(super) result: &'a UnitResult,
}

/// The units by their rank; those without one stand last, and equals in the order of the units file.
pub(super) fn ranked(evaluation: &Evaluation) -> Vec<Ranked<'_>> {
    let mut results: Vec<&UnitResult> = evaluation.units.iter().collect();
    results.sort_by_key(|result| result.sheet.rank.unwrap_or(usize::MAX));
    results.into_iter().zip(1..).map(|(result, id)| Ranked { id, result }).collect()
}
