//! Pages that a unit declared as evidence.

use std::collections::BTreeSet;

use super::frontier::Wish;
use super::visitor::Errand;
use crate::site::Purpose;

/// Addresses that are looked at, per unit.
const MAX_DECLARED: usize = 100;

/// The addresses that the unit declared, each once, in the order of its declarations.
pub(super) fn wishes(errand: &Errand<'_>) -> Vec<Wish> {
    let mut known = BTreeSet::new();
    let urls = errand.declarations.iter().filter_map(|declaration| declaration.url.as_ref());
    urls.filter(|url| known.insert(url.as_str()))
        .take(MAX_DECLARED)
        .map(|url| Wish::new(url.clone(), Purpose::Declared, None, 0, 0.0))
        .collect()
}
