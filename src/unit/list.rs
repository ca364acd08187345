//! What the units of one list are, seen together.

use std::collections::BTreeMap;

use super::identity::UnitIdentity;
use super::institutions::Institutions;
use super::words::Unit;

impl Institutions {
    /// What each of `units` is, in their order, as [`Institutions::of_unit`]; but the duties of an organ that is a unit
    /// of the list itself, at the same place, are its own: while 市工商局 and 市质监局 are in the list, 市市场监管局 has not
    /// taken them over.
    #[must_use]
    pub fn of_units(&self, units: &[Unit]) -> Vec<UnitIdentity> {
        let mut identities: Vec<UnitIdentity> = units.iter().map(|unit| self.of_unit(unit)).collect();
        let places: Vec<Option<String>> = units.iter().map(|unit| self.place(unit)).collect();
        let mut listed: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (identity, place) in identities.iter().zip(&places) {
            if let (Some(organ), Some(place)) = (&identity.organ, place) {
                listed.entry(organ.clone()).or_default().push(place);
            }
        }
        for (identity, place) in identities.iter_mut().zip(&places) {
            let Some(place) = place else { continue };
            let here = |organ: &String| listed.get(organ).is_some_and(|places| places.iter().any(|at| same(at, place)));
            let others: Vec<String> = identity.predecessors.iter().filter(|organ| here(organ)).cloned().collect();
            // What came to one of those by an earlier reform is its own too.
            let theirs = |organ: &String| others.iter().any(|other| self.predecessors(other).contains(organ));
            identity.predecessors.retain(|organ| !others.contains(organ) && !theirs(organ));
        }
        identities
    }

    /// The place in the name that says what organ the unit is; empty where it names none.
    fn place(&self, unit: &Unit) -> Option<String> {
        std::iter::once(&unit.name).chain(&unit.aliases).find_map(|name| self.place_of(name))
    }
}

/// 市 is the place that 云岭市 is, and so is a name without a place.
fn same(one: &str, other: &str) -> bool {
    one.ends_with(other) || other.ends_with(one)
}
