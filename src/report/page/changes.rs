//! What is different from the period before.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use super::history::{History, period};
use super::order::Ranked;
use super::ranking::{change, signed};
use crate::judge::Finding;
use crate::report::{Evaluation, Record};

/// So many units that rose, and so many that fell, are named.
const UNITS: usize = 10;
/// So many findings that came, and so many that went, are named.
const FINDINGS: usize = 50;

/// The comparison with the newest earlier period.
#[derive(Debug, Serialize)]
pub(super) struct Changes {
    /// The period before.
    period: String,
    rose: Movers,
    fell: Movers,
    same: usize,
    /// Units that were not evaluated before, and units that are not evaluated any more.
    new_units: Vec<String>,
    gone_units: Vec<String>,
    new: Findings,
    gone: Findings,
    stayed: usize,
}

#[derive(Debug, Serialize)]
struct Movers {
    count: usize,
    /// Those who moved furthest.
    units: Vec<Mover>,
}

#[derive(Debug, Serialize)]
struct Mover {
    id: usize,
    name: String,
    before: String,
    now: String,
    change: String,
}

#[derive(Debug, Serialize)]
struct Findings {
    count: usize,
    /// The first of them.
    shown: Vec<Shown>,
}

#[derive(Debug, Serialize)]
struct Shown {
    number: String,
    unit: String,
    kind: &'static str,
    description: String,
}

impl Changes {
    /// `None` where there is no earlier period.
    pub(super) fn of(evaluation: &Evaluation, ranked: &[Ranked<'_>], history: &History<'_>) -> Option<Self> {
        let before = evaluation.history.last()?;
        let moves: Vec<(Decimal, Ranked<'_>)> =
            ranked.iter().filter_map(|unit| Some((change(unit.result, history)?, *unit))).collect();
        let known: BTreeSet<&str> = before.units.iter().map(|unit| unit.name.as_str()).collect();
        let here: BTreeSet<&str> = ranked.iter().map(|unit| unit.result.unit.name.as_str()).collect();
        let named = |names: std::collections::btree_set::Difference<'_, &str>| names.map(ToString::to_string).collect();
        let was = numbered(faults_of(before));
        let is = numbered(ranked.iter().flat_map(|unit| &unit.result.verdicts).flat_map(|verdict| &verdict.findings));
        Some(Self {
            period: period(&before.run),
            rose: Movers::of(moves.iter().filter(|(by, _)| *by > Decimal::ZERO), history),
            fell: Movers::of(moves.iter().filter(|(by, _)| *by < Decimal::ZERO), history),
            same: moves.iter().filter(|(by, _)| by.is_zero()).count(),
            new_units: named(here.difference(&known)),
            gone_units: named(known.difference(&here)),
            new: Findings::in_one_alone(&is, &was),
            gone: Findings::in_one_alone(&was, &is),
            stayed: is.keys().filter(|number| was.contains_key(*number)).count(),
        })
    }
}

fn faults_of(record: &Record) -> impl Iterator<Item = &Finding> {
    record.units.iter().flat_map(|unit| &unit.findings)
}

fn numbered<'a>(findings: impl Iterator<Item = &'a Finding>) -> BTreeMap<&'a str, &'a Finding> {
    findings.map(|finding| (finding.number.as_str(), finding)).collect()
}

impl Movers {
    fn of<'a>(moves: impl Iterator<Item = &'a (Decimal, Ranked<'a>)>, history: &History<'_>) -> Self {
        let mut moves: Vec<&(Decimal, Ranked<'_>)> = moves.collect();
        moves.sort_by_key(|(by, _)| std::cmp::Reverse(by.abs()));
        let mover = |(by, unit): &(Decimal, Ranked<'_>)| Mover {
            id: unit.id,
            name: unit.result.unit.name.clone(),
            before: history.before(&unit.result.unit.name).map(|total| format!("{total:.2}")).unwrap_or_default(),
            now: unit.result.sheet.total.map(|total| format!("{total:.2}")).unwrap_or_default(),
            change: signed(*by),
        };
        Self { count: moves.len(), units: moves.into_iter().take(UNITS).map(mover).collect() }
    }
}

impl Findings {
    fn in_one_alone(one: &BTreeMap<&str, &Finding>, other: &BTreeMap<&str, &Finding>) -> Self {
        let alone = || one.iter().filter(|(number, _)| !other.contains_key(*number)).map(|(_, finding)| finding);
        let shown = alone().take(FINDINGS).map(|finding| Shown {
            number: finding.number.clone(),
            unit: finding.unit.clone(),
            kind: finding.kind.zh(),
            description: finding.description.clone(),
        });
        Self { count: alone().count(), shown: shown.collect() }
    }
}
