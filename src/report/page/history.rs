//! The totals of the units from period to period.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::report::notice::is_settled;
use crate::report::{Evaluation, Identity};

/// So many periods are shown, the newest.
const SHOWN: usize = 12;

/// The totals of one period.
struct Totals<'a> {
    period: String,
    by_unit: BTreeMap<&'a str, Decimal>,
    /// Of the units with a grade that is not provisional.
    average: Option<Decimal>,
}

impl<'a> Totals<'a> {
    /// From the name, the total and the grade of each unit.
    fn of(run: &Identity, units: impl Iterator<Item = (&'a str, Option<Decimal>, &'a str)> + Clone) -> Self {
        let settled = units.clone().filter(|(_, _, grade)| is_settled(grade)).filter_map(|(_, total, _)| total);
        Self {
            period: period(run),
            average: average(settled),
            by_unit: units.filter_map(|(name, total, _)| Some((name, total?))).collect(),
        }
    }
}

/// The totals of the earlier periods and of this one, the oldest first.
pub(super) struct History<'a>(Vec<Totals<'a>>);

/// A total and the period that it is of.
pub(super) type Point<'a> = (&'a str, Decimal);

impl<'a> History<'a> {
    pub(super) fn of(evaluation: &'a Evaluation) -> Self {
        let earlier = evaluation.history.iter().map(|record| {
            let units = record.units.iter();
            Totals::of(&record.run, units.map(|unit| (unit.name.as_str(), unit.total, unit.grade.as_str())))
        });
        let units = evaluation.units.iter();
        let now = units.map(|result| (result.unit.name.as_str(), result.sheet.total, result.sheet.grade.as_str()));
        let now = Totals::of(&evaluation.run, now);
        let mut all: Vec<Totals<'a>> = earlier.chain([now]).collect();
        all.drain(..all.len().saturating_sub(SHOWN));
        Self(all)
    }

    /// Is there an earlier period?
    pub(super) fn has_past(&self) -> bool {
        self.0.len() > 1
    }

    /// The totals of one unit, in the periods that have one.
    pub(super) fn of_unit(&self, name: &str) -> Vec<Point<'_>> {
        self.0.iter().filter_map(|totals| Some((totals.period.as_str(), *totals.by_unit.get(name)?))).collect()
    }

    /// The total of one unit in the period before this one.
    pub(super) fn before(&self, name: &str) -> Option<Decimal> {
        self.0.iter().rev().nth(1)?.by_unit.get(name).copied()
    }

    /// The average of each period, in the periods that have totals.
    pub(super) fn averages(&self) -> Vec<Point<'_>> {
        self.0.iter().filter_map(|totals| Some((totals.period.as_str(), totals.average?))).collect()
    }
}

/// The period of a run in words: `2020Q3`, or its as-of day where it had none.
pub(super) fn period(run: &Identity) -> String {
    run.period.as_ref().map_or_else(|| run.as_of.to_string(), |period| period.name.clone())
}

/// `None` of nothing.
pub(super) fn average(totals: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let (sum, count) = totals.fold((Decimal::ZERO, 0_u32), |(sum, count), total| (sum + total, count + 1));
    sum.checked_div(Decimal::from(count))
}
