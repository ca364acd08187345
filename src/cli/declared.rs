//! The file of declarations that a person named, or a run has kept.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use super::assess::Rules;
use super::fault::Fault;
use super::output::note;
use crate::sha256::sha256;
use crate::unit::declarations::{self, Known};
use crate::unit::{Declaration, Unit};

/// What units declared.
#[derive(Debug, Clone, Default)]
pub(super) struct Declared {
    /// By the name of the unit, each unit's in the order of the file; `None` where no file was given.
    by_unit: Option<BTreeMap<String, Vec<Declaration>>>,
}

impl Declared {
    /// Reads the file at `path`, if one was given. Every row has to be about one of `units` and a row of the catalogue.
    pub(super) fn load(path: Option<&Path>, rules: &Rules, units: &[Unit]) -> Result<Self, Fault> {
        let names: HashSet<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        Self::read(path, rules, Some(&names))
    }

    /// As [`Self::load`], from the file of a whole office: rows about other units are left out.
    pub(super) fn load_own(path: Option<&Path>, rules: &Rules, units: &[Unit]) -> Result<Self, Fault> {
        let mut declared = Self::read(path, rules, None)?;
        if let (Some(path), Some(by_unit)) = (path, &mut declared.by_unit) {
            retain_own(path, by_unit, units);
        }
        Ok(declared)
    }

    fn read(path: Option<&Path>, rules: &Rules, units: Option<&HashSet<&str>>) -> Result<Self, Fault> {
        let Some(path) = path else { return Ok(Self::default()) };
        let codes = codes(rules);
        let declared = declarations::load(path, &Known { units, codes: &codes }).map_err(Fault::input)?;
        Ok(Self::kept(Some(declared)))
    }

    /// As [`Self::load`], from the text of the file.
    pub(super) fn parse(text: &str, rules: &Rules, units: &[Unit]) -> Result<Self, Fault> {
        let names = units.iter().map(|unit| unit.name.as_str()).collect();
        let codes = codes(rules);
        let known = Known { units: Some(&names), codes: &codes };
        let declared = declarations::parse(text.as_bytes(), "declarations.csv", &known).map_err(Fault::input)?;
        Ok(Self::kept(Some(declared)))
    }

    /// What a run has kept.
    pub(super) fn kept(declarations: Option<Vec<Declaration>>) -> Self {
        Self { by_unit: declarations.map(|all| by_unit(all, |declaration| &declaration.unit)) }
    }

    /// All of them, for a run to keep.
    pub(super) fn all(&self) -> Option<Vec<Declaration>> {
        self.by_unit.as_ref().map(|by_unit| by_unit.values().flatten().cloned().collect())
    }

    /// What one unit declared; `None` where no file was given.
    pub(super) fn of(&self, unit: &Unit) -> Option<&[Declaration]> {
        self.by_unit.as_ref().map(|by_unit| by_unit.get(&unit.name).map_or(&[][..], Vec::as_slice))
    }

    /// SHA-256 of all of them, hex; of the empty string where no file was given.
    pub(super) fn hash(&self) -> String {
        sha256(&self.all().map(|all| serde_json::to_vec(&all).unwrap_or_default()).unwrap_or_default())
    }
}

/// Rows by the name of the unit that they are about, each unit's in their order.
pub(super) fn by_unit<T>(rows: Vec<T>, unit: impl Fn(&T) -> &String) -> BTreeMap<String, Vec<T>> {
    let mut by_unit: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for row in rows {
        by_unit.entry(unit(&row).clone()).or_default().push(row);
    }
    by_unit
}

/// Leaves the rows of `units` in what came from the file at `path`; says where there are none.
pub(super) fn retain_own<T>(path: &Path, by_unit: &mut BTreeMap<String, Vec<T>>, units: &[Unit]) {
    by_unit.retain(|name, _| units.iter().any(|unit| unit.name == *name));
    if by_unit.is_empty() {
        note(format_args!("注意：{} 中没有本单位的行，请核对单位名称。", path.display()));
    }
}

/// Codes of the rows of the catalogue.
fn codes(rules: &Rules) -> HashSet<&str> {
    rules.catalogue.indicators.iter().map(|indicator| indicator.code.as_str()).collect()
}
