//! One unit to judge by a ledger.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use super::sighting::Shown;
use super::{LedgerWindows, row, sighting};
use crate::calendar::{Calendar, CalendarError};
use crate::catalogue::{Catalogue, Indicator};
use crate::judge::sight::{self, Blind, Pages, Scene};
use crate::judge::{Verdict, finding};
use crate::mapping::{Mapping, Title};
use crate::site::{Column, Snapshot};
use crate::unit::{Declaration, Unit, UnitIdentity};

/// All that a unit's verdicts on its tasks depend on.
#[derive(Debug, Clone, Copy)]
pub struct LedgerCase<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// What it is.
    pub identity: &'a UnitIdentity,
    /// The ledger.
    pub catalogue: &'a Catalogue,
    /// The rows that apply to the unit, in the order of the ledger.
    pub indicators: &'a [&'a Indicator],
    /// What was asked for and what came back, the declared addresses with it.
    pub snapshot: &'a Snapshot,
    /// The columns of the site with what each means in the ledger.
    pub columns: &'a [(Column, Mapping)],
    /// What units declare; those of other units do not count.
    pub declarations: &'a [Declaration],
    /// Hosts of the sites in the units file: government sites besides those under `.gov.cn`.
    pub hosts: &'a BTreeSet<String>,
    /// Thresholds and windows.
    pub windows: &'a LedgerWindows,
    /// Working days.
    pub calendar: &'a Calendar,
    /// The day on which the unit is judged: what was published later does not exist.
    pub as_of: Date,
}

impl LedgerCase<'_> {
    /// The year that the tasks are of.
    pub(super) fn year(&self) -> i16 {
        let issued = self.catalogue.issued.map(Date::year);
        self.catalogue.year.or(issued).unwrap_or_else(|| self.as_of.year())
    }

    /// The first day from which evidence counts.
    pub(super) fn from(&self) -> Date {
        self.windows.from.unwrap_or_else(|| date(self.year(), 1, 1))
    }

    /// The words of a title to hold against matters: without the unit's own names, which tell of none (环境保护局).
    pub(super) fn title(&self, words: &str) -> Title {
        let names = std::iter::once(&self.unit.name).chain(&self.unit.aliases);
        Title::new(&names.fold(words.to_owned(), |words, name| words.replace(name.as_str(), "")))
    }

    /// A day on which evidence counts.
    pub(super) fn counts(&self, day: Date) -> bool {
        (self.from()..=self.as_of).contains(&day)
    }
}

/// What was seen of the unit's site, made ready once for all its rows.
pub(super) struct Site<'a> {
    pub(super) case: &'a LedgerCase<'a>,
    /// Why nothing may be called missing; `None` after a complete look.
    pub(super) blind: Option<Blind>,
    /// The entries of its columns that count.
    pub(super) shown: Vec<Shown<'a>>,
    pub(super) pages: Pages<'a>,
}

/// One verdict per row, in the order of `case.indicators`.
///
/// # Errors
/// When the as-of day, or a day that an item shows, lies outside the calendar.
pub fn unit(case: &LedgerCase<'_>) -> Result<Vec<Verdict>, CalendarError> {
    case.calendar.is_workday(case.as_of)?;
    let scene = Scene {
        unit: case.unit,
        identity: case.identity,
        snapshot: case.snapshot,
        columns: case.columns,
        as_of: case.as_of,
    };
    let own = sighting::own_pages(case);
    let site = Site { case, blind: sight::blind(scene), shown: Shown::all(case, &own), pages: Pages::of(scene) };
    let mut verdicts: Vec<Verdict> =
        case.indicators.iter().map(|row| row::verdict(&site, row)).collect::<Result<_, _>>()?;
    finding::say_once(&mut verdicts);
    finding::tell_insecure(case.snapshot, case.as_of, case.indicators, &mut verdicts);
    Ok(verdicts)
}
