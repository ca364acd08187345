//! Parties that a catalogue names and a list of units does not hold.

use std::collections::HashSet;

use super::{Named, Selector};
use crate::catalogue::Catalogue;
use crate::unit::UnitIdentity;

/// A party that fits no unit of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// Who it is.
    pub selector: Selector,
    /// The words that name it first.
    pub words: String,
    /// Number of rows that name it.
    pub rows: usize,
}

impl Catalogue {
    /// The parties that none of `units` is, each once, in the order of the source. Open lists count with those whom they
    /// name.
    #[must_use]
    pub fn unmet(&self, units: &[&UnitIdentity]) -> Vec<Unmet> {
        let mut met: HashSet<&Selector> = HashSet::new();
        let mut unmet: Vec<Unmet> = Vec::new();
        for Named { selector, words, .. } in self.indicators.iter().flat_map(|row| &row.owners.named) {
            if met.contains(selector) {
                continue;
            }
            if let Some(known) = unmet.iter_mut().find(|known| known.selector == *selector) {
                known.rows += 1;
            } else if units.iter().any(|unit| selector.selects(unit)) {
                met.insert(selector);
            } else {
                unmet.push(Unmet { selector: selector.clone(), words: words.clone(), rows: 1 });
            }
        }
        unmet
    }
}
