//! What is known of the units' columns: the file that a person named, and what people decided in the workspace.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use super::assess::Rules;
use super::declared::{Declared, by_unit, retain_own};
use super::fault::Fault;
use crate::catalogue::Kind;
use crate::mapping::{Memory, Review, Ruling};
use crate::sha256::sha256;
use crate::store::RunPlan;
use crate::unit::columns::{self, KnownColumns};
use crate::unit::{ColumnAddress, Unit};

/// What is known of the units' columns, by the name of the unit.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    /// What the units declared, in the order of the file; `None` where no file was given.
    declared: Option<BTreeMap<String, Vec<ColumnAddress>>>,
    /// The decisions that hold.
    reviews: BTreeMap<String, Vec<Review>>,
    /// The decisions that do not hold: they have expired, or nobody has signed them.
    aside: Vec<Review>,
    /// What is asked for before all else.
    tried: BTreeMap<String, Vec<ColumnAddress>>,
}

impl Remembered {
    /// Reads the file at `path`, if one was given. Every row has to be about one of `units` and a column of the catalogue.
    pub(super) fn load(path: Option<&Path>, rules: &Rules, units: &[Unit]) -> Result<Self, Fault> {
        let names: HashSet<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        Self::read(path, rules, Some(&names))
    }

    /// As [`Self::load`], for units that look at themselves, from the file of a whole office: rows about other units are left
    /// out.
    pub(super) fn load_own(path: Option<&Path>, rules: &Rules, units: &[Unit]) -> Result<Self, Fault> {
        let mut remembered = Self::read(path, rules, None)?;
        if let (Some(path), Some(declared)) = (path, &mut remembered.declared) {
            retain_own(path, declared, units);
            remembered.tried = declared.clone();
        }
        Ok(remembered)
    }

    fn read(path: Option<&Path>, rules: &Rules, units: Option<&HashSet<&str>>) -> Result<Self, Fault> {
        let Some(path) = path else { return Ok(Self::default()) };
        if rules.catalogue.kind != Kind::Columns {
            let (path, id) = (path.display(), &rules.catalogue.id);
            return Err(Fault::input(format!(
                "{path}：指标体系 {id} 不按栏目评估，不能登记栏目网址，请去掉 --columns"
            )));
        }
        let rows = rules.catalogue.indicators.iter();
        let codes: HashMap<&str, &str> =
            rows.flat_map(|row| [&row.code, &row.column].map(|code| (code.as_str(), row.column.as_str()))).collect();
        let declared = columns::load(path, &KnownColumns { units, codes: &codes }).map_err(Fault::input)?;
        Ok(Self::kept(Some(declared)))
    }

    /// What a run has kept of the file.
    pub(super) fn kept(declared: Option<Vec<ColumnAddress>>) -> Self {
        Self { declared: declared.map(|all| by_unit(all, |address| &address.unit)), ..Self::default() }
    }

    /// Takes what the units had declared, in place of what the run has kept.
    pub(super) fn keep_declared(&mut self, declared: Option<Vec<ColumnAddress>>) {
        self.declared = Self::kept(declared).declared;
    }

    /// What the units declared, for a run to keep.
    pub(super) fn declared(&self) -> Option<Vec<ColumnAddress>> {
        self.declared.as_ref().map(|declared| declared.values().flatten().cloned().collect())
    }

    /// Takes the decisions that are about one of `units`.
    pub(super) fn take_reviews(&mut self, reviews: Vec<Review>, units: &[Unit]) {
        self.reviews = by_unit(about(reviews, units), |review: &Review| &review.unit);
    }

    /// Keeps the decisions about one of `units` that do not hold beside the others: they are questions again.
    pub(super) fn put_aside(&mut self, reviews: Vec<Review>, units: &[Unit]) {
        self.aside = about(reviews, units);
    }

    /// The decisions that do not hold.
    pub(super) fn aside(&self) -> &[Review] {
        &self.aside
    }

    /// Where columns stand by the decisions of people, for a run to keep.
    pub(super) fn confirmed(&self) -> Vec<ColumnAddress> {
        let accepted = self.reviews().filter(|review| review.ruling == Ruling::Accepted);
        let address = |review: &Review| {
            let url = review.url.parse().ok()?;
            Some(ColumnAddress { unit: review.unit.clone(), code: review.code.clone(), url })
        };
        accepted.filter_map(address).collect()
    }

    /// Keeps only what is known of these columns.
    pub(super) fn retain(&mut self, columns: &BTreeSet<&str>) {
        for addresses in self.declared.iter_mut().flat_map(BTreeMap::values_mut) {
            addresses.retain(|address| columns.contains(address.code.as_str()));
        }
        for reviews in self.reviews.values_mut() {
            reviews.retain(|review| columns.contains(review.code.as_str()));
        }
    }

    /// Lets the visits try first what the run has kept, so that it is gone through again the same way.
    pub(super) fn try_first(&mut self, plan: &RunPlan) {
        let of_findings = plan.recheck.iter().flat_map(|recheck| &recheck.first);
        let known = plan.confirmed.iter().chain(plan.columns.iter().flatten()).chain(of_findings).cloned().collect();
        self.tried = by_unit(known, |address: &ColumnAddress| &address.unit);
    }

    /// What a visit to the unit's site tries first.
    pub(super) fn addresses_of(&self, unit: &Unit) -> &[ColumnAddress] {
        self.tried.get(&unit.name).map(Vec::as_slice).unwrap_or_default()
    }

    /// What is known of one unit's columns.
    pub(super) fn of(&self, unit: &Unit) -> Memory<'_> {
        let declared = self.declared.as_ref().and_then(|declared| declared.get(&unit.name));
        Memory {
            reviews: self.reviews.get(&unit.name).map(Vec::as_slice).unwrap_or_default(),
            declared: declared.map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// The decisions that were taken, by unit.
    pub(super) fn reviews(&self) -> impl Iterator<Item = &Review> {
        self.reviews.values().flatten()
    }

    /// The JSON form of the decisions; empty where there are none.
    pub(super) fn material(&self) -> Vec<u8> {
        let all: Vec<&Review> = self.reviews().collect();
        if all.is_empty() { Vec::new() } else { serde_json::to_vec(&all).unwrap_or_default() }
    }

    /// SHA-256 of all that units declared, hex: that of `declared` alone where no file of columns was given.
    pub(super) fn hash_with(&self, declared: &Declared) -> String {
        let hash = declared.hash();
        self.declared().map_or(hash.clone(), |columns| {
            let columns = serde_json::to_vec(&columns).unwrap_or_default();
            sha256(&[hash.as_bytes(), &columns].concat())
        })
    }
}

/// The decisions that are about one of `units`.
fn about(reviews: Vec<Review>, units: &[Unit]) -> Vec<Review> {
    let names: HashSet<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
    reviews.into_iter().filter(|review| names.contains(review.unit.as_str())).collect()
}
