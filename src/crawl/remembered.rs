//! Columns that are known beforehand: confirmed by a person, or declared by the unit.

use std::collections::BTreeMap;

use super::frontier::Wish;
use super::scope::{Place, Scope};
use super::visitor::Errand;
use crate::site::{Purpose, identity};

/// Addresses that are tried, per unit.
const MAX_REMEMBERED: usize = 100;

/// The addresses that are known for the unit, each once with all its codes, in their order. They come after the start page,
/// without which nothing can be told of a site, and before all else.
pub(super) fn wishes(errand: &Errand<'_>) -> Vec<Wish> {
    let mut wishes: Vec<Wish> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for address in errand.remembered {
        let identity = identity(address.url.as_str());
        if let Some(at) = known.get(&identity) {
            wishes[*at].codes.push(address.code.clone());
            continue;
        }
        if wishes.len() == MAX_REMEMBERED {
            break;
        }
        known.insert(identity, wishes.len());
        let wish = Wish::new(address.url.clone(), Purpose::Remembered, None, 1, f64::MAX);
        wishes.push(Wish { codes: vec![address.code.clone()], ..wish });
    }
    wishes
}

/// The wish as the site allows it: of another platform one page is looked at, and no more.
pub(super) fn within(wish: Wish, scope: &Scope) -> Wish {
    let away = wish.purpose == Purpose::Remembered && scope.place(&wish.url) == Place::Elsewhere;
    if away { Wish { purpose: Purpose::External, ..wish } } else { wish }
}
