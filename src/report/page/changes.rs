//! What is different from the period before.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use rust_decimal::Decimal;
use serde::Serialize;

use super::history::period;
use super::order::Ranked;
use super::ranking::signed;
use crate::judge::Finding;
use crate::report::{self, Cause, Evaluation, Presence, Record, UnitChange};

/// So many units that rose, and so many that fell, are named.
const UNITS: usize = 10;
/// So many findings that came, and so many that went, are named.
const FINDINGS: usize = 50;

/// The comparison with the newest earlier period.
#[derive(Debug, Serialize)]
pub(super) struct Changes {
    /// The period before.
    period: String,
    /// The inputs that differ; empty where none of those that all units share does.
    causes: String,
    rose: Movers,
    fell: Movers,
    same: usize,
    /// Units that were not evaluated before, and units that are not evaluated any more.
    new_units: Vec<String>,
    gone_units: Vec<String>,
    new: Findings,
    gone: Findings,
    open: Findings,
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
    id: Option<usize>,
    name: String,
    before: String,
    now: String,
    change: String,
    causes: String,
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
    pub(super) fn of(evaluation: &Evaluation, ranked: &[Ranked<'_>]) -> io::Result<Option<Self>> {
        let Some(before) = evaluation.history.last() else { return Ok(None) };
        let changes = report::changes(before, &Record::of(evaluation)?);
        let ids = ranked.iter().map(|unit| (unit.result.unit.name.as_str(), unit.id)).collect();
        let gained: Vec<(Decimal, &UnitChange)> =
            changes.units.iter().filter_map(|unit| Some((unit.gained()?, unit))).collect();
        let named = |presence| {
            changes.units.iter().filter(|unit| unit.presence == presence).map(|unit| unit.name.clone()).collect()
        };
        let rows = || changes.units.iter().flat_map(|unit| &unit.rows);
        Ok(Some(Self {
            period: period(&before.run),
            causes: changes.causes.iter().map(|cause| cause.zh()).collect::<Vec<_>>().join("、"),
            rose: Movers::of(gained.iter().filter(|(by, _)| *by > Decimal::ZERO), &ids),
            fell: Movers::of(gained.iter().filter(|(by, _)| *by < Decimal::ZERO), &ids),
            same: gained.iter().filter(|(by, _)| by.is_zero()).count(),
            new_units: named(Presence::Joined),
            gone_units: named(Presence::Left),
            new: Findings::of(&rows().flat_map(|row| &row.new).collect::<Vec<_>>()),
            gone: Findings::of(&rows().flat_map(|row| &row.gone).collect::<Vec<_>>()),
            open: Findings::of(&rows().flat_map(|row| &row.open).collect::<Vec<_>>()),
            stayed: changes.units.iter().map(|unit| unit.still).sum(),
        }))
    }
}

impl Movers {
    fn of<'a>(moves: impl Iterator<Item = &'a (Decimal, &'a UnitChange)>, ids: &BTreeMap<&str, usize>) -> Self {
        let mut moves: Vec<_> = moves.collect();
        moves.sort_by_key(|(by, _)| Reverse(by.abs()));
        let total = |total: Option<Decimal>| total.map(|total| format!("{total:.2}")).unwrap_or_default();
        let mover = |(by, unit): &(Decimal, &UnitChange)| Mover {
            id: ids.get(unit.name.as_str()).copied(),
            name: unit.name.clone(),
            before: total(unit.total.before),
            now: total(unit.total.after),
            change: signed(*by),
            causes: Cause::in_words(&unit.causes),
        };
        Self { count: moves.len(), units: moves.into_iter().take(UNITS).map(mover).collect() }
    }
}

impl Findings {
    fn of(findings: &[&Finding]) -> Self {
        let shown = |finding: &&Finding| Shown {
            number: finding.number.clone(),
            unit: finding.unit.clone(),
            kind: finding.kind.zh(),
            description: finding.description.clone(),
        };
        Self { count: findings.len(), shown: findings.iter().take(FINDINGS).map(shown).collect() }
    }
}
