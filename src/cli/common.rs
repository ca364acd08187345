//! What the results of a run have in common is held once: thousands of units have the same rules and the same advice.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use crate::judge::{Evidence, Shared};
use crate::report::UnitResult;

/// The words that results have in common.
#[derive(Debug, Default)]
pub(super) struct Common {
    words: Mutex<HashSet<Shared<str>>>,
}

impl Common {
    /// Lets a result take no more room than it has to until the sheets are written.
    pub(super) fn settle(&self, result: &mut UnitResult) {
        let mut words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        let mut evidence: HashSet<Shared<Evidence>> = HashSet::new();
        for verdict in &mut result.verdicts {
            share(&mut words, &mut verdict.rule);
            verdict.evidence.iter_mut().for_each(|piece| share(&mut evidence, piece));
            verdict.findings.iter_mut().for_each(|finding| share(&mut words, &mut finding.advice));
            verdict.evidence.shrink_to_fit();
            verdict.findings.shrink_to_fit();
            verdict.reasons.shrink_to_fit();
        }
        result.columns.shrink_to_fit();
    }
}

/// Puts what is known already in the place of `one`.
fn share<T: Eq + std::hash::Hash + ?Sized>(known: &mut HashSet<Shared<T>>, one: &mut Shared<T>) {
    match known.get(one) {
        Some(same) => *one = same.clone(),
        None => drop(known.insert(one.clone())),
    }
}
