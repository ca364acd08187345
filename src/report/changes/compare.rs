//! From two records to the differences.

use std::collections::{BTreeMap, BTreeSet};

use super::fate::{Fate, Faults};
use super::words::{Cause, Changes, Pair, Presence, RowChange, Side, UnitChange};
use crate::judge::Finding;
use crate::report::{Identity, Record, RowRecord, UnitRecord};

/// What differs between an older result and a newer one. Units go by their names, rows by their codes, findings by their
/// numbers. A reason that is told in other words is no difference by itself.
#[must_use]
pub fn changes(before: &Record, after: &Record) -> Changes {
    let causes = shared_causes(before, after);
    let old: BTreeMap<&str, &UnitRecord> = before.units.iter().map(|unit| (unit.name.as_str(), unit)).collect();
    let new: BTreeSet<&str> = after.units.iter().map(|unit| unit.name.as_str()).collect();
    let there = after.units.iter().map(|unit| match old.get(unit.name.as_str()) {
        Some(old) => of_unit(&causes, old, unit),
        None => alone(unit, Presence::Joined),
    });
    let gone = before.units.iter().filter(|unit| !new.contains(unit.name.as_str()));
    let units = there.chain(gone.map(|unit| alone(unit, Presence::Left))).collect();
    Changes { before: Side::of(before), after: Side::of(after), causes, units }
}

fn shared_causes(before: &Record, after: &Record) -> Vec<Cause> {
    let (old, new): (&Identity, &Identity) = (&before.run, &after.run);
    let (had, has) = (&old.sha256, &new.sha256);
    let differs = [
        (Cause::Day, (old.as_of, &old.period) != (new.as_of, &new.period)),
        (Cause::Catalogue, had.catalogue != has.catalogue),
        (Cause::Policy, had.policy != has.policy),
        (Cause::Units, had.units != has.units),
        (Cause::Declarations, had.declarations != has.declarations),
        (Cause::Reviews, had.reviews != has.reviews),
        (Cause::Calendar, had.calendar != has.calendar),
        (Cause::Tool, old.tool_version != new.tool_version),
    ];
    differs.into_iter().filter_map(|(cause, differs)| differs.then_some(cause)).collect()
}

fn alone(unit: &UnitRecord, presence: Presence) -> UnitChange {
    let joined = presence == Presence::Joined;
    let total = unit.total.filter(|_| joined);
    UnitChange {
        name: unit.name.clone(),
        presence,
        causes: Vec::new(),
        total: Pair { before: unit.total.filter(|_| !joined), after: total },
        grade: Pair {
            before: if joined { String::new() } else { unit.grade.clone() },
            after: if joined { unit.grade.clone() } else { String::new() },
        },
        rank: Pair { before: unit.rank.filter(|_| !joined), after: unit.rank.filter(|_| joined) },
        rows: Vec::new(),
        still: 0,
    }
}

fn of_unit(shared: &[Cause], before: &UnitRecord, after: &UnitRecord) -> UnitChange {
    let site = site_changed(before, after).then_some(Cause::Site);
    let causes: Vec<Cause> = site.into_iter().chain(shared.iter().copied()).collect();
    let now = Faults::of(after);
    UnitChange {
        name: after.name.clone(),
        presence: Presence::Both,
        total: Pair { before: before.total, after: after.total },
        grade: Pair { before: before.grade.clone(), after: after.grade.clone() },
        rank: Pair { before: before.rank, after: after.rank },
        rows: rows(&causes, before, after),
        still: before.findings.iter().filter(|finding| now.fate(finding) == Fate::Stays).count(),
        causes,
    }
}

/// A page that was seen both times is not the same. A visit leaves out what was of no use to an earlier one, so that a page
/// seen only once says nothing of the site.
fn site_changed(before: &UnitRecord, after: &UnitRecord) -> bool {
    let both = || before.pages.iter().filter_map(|(page, had)| Some((had, after.pages.get(page)?)));
    if both().next().is_none() {
        return before.snapshot != after.snapshot;
    }
    both().any(|(had, has)| had != has)
}

/// The rows that changed: those of the newer result, then those that only the older one has.
fn rows(causes: &[Cause], before: &UnitRecord, after: &UnitRecord) -> Vec<RowChange> {
    let old: BTreeMap<&str, &RowRecord> = before.rows.iter().map(|row| (row.code.as_str(), row)).collect();
    let new: BTreeSet<&str> = after.rows.iter().map(|row| row.code.as_str()).collect();
    let (was, is) = (Faults::of(before), Faults::of(after));
    let pairs = after.rows.iter().map(|row| (old.get(row.code.as_str()).copied(), Some(row)));
    let gone = before.rows.iter().filter(|row| !new.contains(row.code.as_str())).map(|row| (Some(row), None));
    let changed = pairs.chain(gone).map(|(had, has)| {
        let code = has.or(had).map(|row| row.code.as_str()).unwrap_or_default();
        let (still, new) = on(after, code).partition(|finding| was.has(finding));
        let fate = |of: Fate| on(before, code).filter(|finding| is.fate(finding) == of).collect();
        RowChange {
            code: code.to_owned(),
            causes: of_row(causes, had, has),
            before: had.cloned(),
            after: has.cloned(),
            gone: fate(Fate::Gone),
            open: fate(Fate::Open),
            new,
            still,
        }
    });
    changed.filter(is_change).collect()
}

/// Where the program says the same and something else holds, a person decided so.
fn of_row(causes: &[Cause], before: Option<&RowRecord>, after: Option<&RowRecord>) -> Vec<Cause> {
    match (before, after) {
        (Some(before), Some(after)) if before.answer == after.answer && before.settled != after.settled => {
            vec![Cause::Reviews]
        }
        _ => causes.to_vec(),
    }
}

fn is_change(change: &RowChange) -> bool {
    let said = |row: &RowRecord| (row.answer, row.settled, row.full, row.got);
    change.before.as_ref().map(said) != change.after.as_ref().map(said)
        || !change.gone.is_empty()
        || !change.open.is_empty()
        || !change.new.is_empty()
}

/// The findings of a row.
fn on(unit: &UnitRecord, code: &str) -> impl Iterator<Item = Finding> {
    unit.findings.iter().filter(move |finding| finding.code == code).cloned()
}
