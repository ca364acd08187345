//! One unit to judge.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::holding::{self, Holding};
use super::sight::Sight;
use super::{Period, Verdict, Windows, finding, report_owed, row};
use crate::calendar::{Calendar, CalendarError};
use crate::catalogue::{Catalogue, Indicator};
use crate::mapping::{Lapsed, Mapper, Mapping};
use crate::site::{Column, Snapshot};
use crate::unit::{Declaration, Unit, UnitIdentity};

/// All that a unit's verdicts depend on.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// What it is: governments and departments have different days for the annual report.
    pub identity: &'a UnitIdentity,
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// Its rows that apply to the unit, in the order of the catalogue.
    pub indicators: &'a [&'a Indicator],
    /// What was asked for and what came back.
    pub snapshot: &'a Snapshot,
    /// The columns of the site with what each means in the catalogue.
    pub columns: &'a [(Column, Mapping)],
    /// Answers what an item's title looks like and which columns came nearest.
    pub mapper: &'a Mapper,
    /// Thresholds and windows.
    pub windows: &'a Windows,
    /// Working days.
    pub calendar: &'a Calendar,
    /// The day on which the unit is judged: nothing published later counts.
    pub as_of: Date,
    /// The quarter or year that is evaluated, where one is.
    pub period: Option<&'a Period>,
    /// What the unit declared, in the order of the list; `None` where the office keeps no list.
    pub declarations: Option<&'a [Declaration]>,
    /// Columns that people confirmed or the unit declared, and that are none now.
    pub lapsed: &'a [Lapsed],
}

impl Case<'_> {
    /// The day by which the columns have to stand, as long as it has not come.
    pub(super) fn due(&self) -> Option<Date> {
        self.catalogue.due_on(self.as_of).filter(|due| self.as_of < *due)
    }
}

/// One verdict per row, in the order of `case.indicators`.
///
/// # Errors
/// When the as-of day lies outside the calendar.
pub fn unit(case: &Case<'_>) -> Result<Vec<Verdict>, CalendarError> {
    case.calendar.is_workday(case.as_of)?;
    let sight = Sight::new(case);
    let mut rows_of: BTreeMap<&str, Vec<&Indicator>> = BTreeMap::new();
    for indicator in case.indicators {
        rows_of.entry(&indicator.column).or_default().push(indicator);
    }
    let holdings: BTreeMap<&str, Holding> =
        rows_of.iter().map(|(code, rows)| (*code, holding::of(&sight, code, rows))).collect();
    let mut verdicts = Vec::with_capacity(case.indicators.len());
    for indicator in case.indicators {
        if let Some(holding) = holdings.get(indicator.column.as_str()) {
            verdicts.push(row::verdict(&sight, indicator, holding)?);
        }
    }
    report_owed::judge(case, &mut verdicts);
    finding::say_once(&mut verdicts);
    finding::tell_insecure(case.snapshot, case.as_of, case.indicators, &mut verdicts);
    Ok(verdicts)
}
