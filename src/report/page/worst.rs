//! Where most is wrong: kinds of findings, units, and signs that a person should look at.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::order::Ranked;
use super::ranking::findings;
use crate::judge::{FindingKind, SignalKind};

/// So many units are named.
const UNITS: usize = 10;

/// Tables of the worst.
#[derive(Debug, Serialize)]
pub(super) struct Worst {
    kinds: Vec<KindRow>,
    units: Vec<UnitRow>,
    signals: Vec<KindRow>,
}

#[derive(Debug, Serialize)]
struct KindRow {
    kind: &'static str,
    count: usize,
    units: usize,
    /// Length of the bar: share of the most frequent kind in per cent.
    bar: usize,
}

#[derive(Debug, Serialize)]
struct UnitRow {
    id: usize,
    name: String,
    findings: usize,
    /// The kind that it has most of, and how often.
    most: String,
}

impl Worst {
    pub(super) fn of(ranked: &[Ranked<'_>]) -> Self {
        let mut kinds: BTreeMap<FindingKind, (usize, BTreeSet<usize>)> = BTreeMap::new();
        let mut signals: BTreeMap<SignalKind, (usize, BTreeSet<usize>)> = BTreeMap::new();
        for unit in ranked {
            for kind in unit.result.dossier.findings() {
                count(&mut kinds, kind, unit.id);
            }
            for kind in unit.result.dossier.signals() {
                count(&mut signals, *kind, unit.id);
            }
        }
        let kinds = rows(kinds.into_iter().map(|(kind, seen)| (kind.zh(), seen)));
        let signals = rows(signals.into_iter().map(|(kind, seen)| (kind.zh(), seen)));
        Self { kinds, units: worst_units(ranked), signals }
    }
}

fn count<K: Ord>(seen: &mut BTreeMap<K, (usize, BTreeSet<usize>)>, kind: K, unit: usize) {
    let (count, units) = seen.entry(kind).or_default();
    *count += 1;
    units.insert(unit);
}

/// The most frequent first.
fn rows(seen: impl Iterator<Item = (&'static str, (usize, BTreeSet<usize>))>) -> Vec<KindRow> {
    let mut rows: Vec<KindRow> =
        seen.map(|(kind, (count, units))| KindRow { kind, count, units: units.len(), bar: 0 }).collect();
    rows.sort_by_key(|row| Reverse(row.count));
    let most = rows.first().map_or(1, |row| row.count);
    for row in &mut rows {
        row.bar = (row.count * 100).div_ceil(most);
    }
    rows
}

fn worst_units(ranked: &[Ranked<'_>]) -> Vec<UnitRow> {
    let mut units: Vec<&Ranked<'_>> = ranked.iter().filter(|unit| findings(unit.result) > 0).collect();
    units.sort_by_key(|unit| Reverse(findings(unit.result)));
    let row = |unit: &Ranked<'_>| UnitRow {
        id: unit.id,
        name: unit.result.unit.name.clone(),
        findings: findings(unit.result),
        most: most_frequent(unit),
    };
    units.into_iter().take(UNITS).map(row).collect()
}

fn most_frequent(unit: &Ranked<'_>) -> String {
    let mut kinds: BTreeMap<FindingKind, usize> = BTreeMap::new();
    for kind in unit.result.dossier.findings() {
        *kinds.entry(kind).or_default() += 1;
    }
    // `min_by_key` gives the first of equals: the graver kind.
    let most = kinds.into_iter().min_by_key(|(_, count)| Reverse(*count));
    most.map(|(kind, count)| format!("{} {count} 个", kind.zh())).unwrap_or_default()
}
