//! What the looks at a home page come to.

use std::collections::BTreeMap;

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, Table};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::calendar::day_in_china;
use crate::crawl::Look;
use crate::site::WatchVisit;
use crate::unit::Unit;

/// Days that a site is watched (国办秘函〔2019〕19号, 站点无法访问: 监测1周).
pub(super) const DAYS: u16 = 7;
/// Visits that make a day count (每天间隔性访问20次以上).
pub(super) const VISITS: u16 = 20;
/// A page that is not open after so many milliseconds has failed (15秒（含）).
pub(super) const LONGEST: u32 = 15_000;
/// Share of failures from which on a site does not open, in percent (5%（含）).
const FAILING_PERCENT: usize = 5;

/// What the looks at one home page come to: those of the last seven days, the day of the newest visit included.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Tally {
    unit: String,
    site: String,
    /// Days among the seven that have enough visits.
    full_days: usize,
    pub(super) visits: usize,
    pub(super) failed: usize,
    /// Share of failures in percent; none where there is no visit.
    pub(super) failed_percent: Option<f64>,
    pub(super) conclusion: Conclusion,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Conclusion {
    Opens,
    DoesNotOpen,
    /// A wall that keeps this machine out looks the same as a site that is down.
    NeverOpened,
    TooShort,
}

impl Conclusion {
    fn zh(self) -> &'static str {
        match self {
            Self::Opens => "达标",
            Self::DoesNotOpen => "不达标（打不开的占 5% 以上）",
            Self::NeverOpened => "每次都打不开，请换一个网络复核",
            Self::TooShort => "不足一周，暂不能下结论",
        }
    }
}

impl Tally {
    /// Counts the looks at a unit's home page.
    pub(super) fn of(unit: &Unit, looks: &[Look]) -> Self {
        let visits: Vec<WatchVisit> = looks.iter().filter_map(Look::visit).collect();
        let newest = visits.iter().map(|visit| day_in_china(visit.at)).max();
        let first = newest.and_then(|day| day.checked_sub((i64::from(DAYS) - 1).days()).ok()).unwrap_or(Date::MIN);
        let week: Vec<&WatchVisit> = visits.iter().filter(|visit| day_in_china(visit.at) >= first).collect();
        let mut days: BTreeMap<Date, usize> = BTreeMap::new();
        for visit in &week {
            *days.entry(day_in_china(visit.at)).or_default() += 1;
        }
        let full_days = days.values().filter(|count| **count >= usize::from(VISITS)).count();
        let failed = week.iter().filter(|visit| has_failed(visit)).count();
        let conclusion = match (full_days >= usize::from(DAYS), failed) {
            (false, _) => Conclusion::TooShort,
            (true, failed) if failed == week.len() => Conclusion::NeverOpened,
            (true, failed) if failed * 100 >= week.len() * FAILING_PERCENT => Conclusion::DoesNotOpen,
            (true, _) => Conclusion::Opens,
        };
        Self {
            unit: unit.name.clone(),
            site: unit.site.to_string(),
            full_days,
            visits: week.len(),
            failed,
            failed_percent: (!week.is_empty()).then(|| percent(failed, week.len())),
            conclusion,
        }
    }
}

/// Whether a visit counts as one at which the page did not open.
pub(super) fn has_failed(visit: &WatchVisit) -> bool {
    !visit.opened || visit.millis.is_some_and(|millis| millis >= LONGEST)
}

#[expect(clippy::cast_precision_loss, reason = "a watch has at most some hundred thousand visits")]
fn percent(part: usize, whole: usize) -> f64 {
    part as f64 * 100.0 / whole as f64
}

/// The table for a person.
pub(super) fn table(tallies: &[Tally]) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).force_no_tty().set_header(["单位", "访问次数", "打不开", "比例", "结论"]);
    for tally in tallies {
        let share = tally.failed_percent.map_or_else(|| "-".to_owned(), |percent| format!("{percent:.2}%"));
        table.add_row([
            tally.unit.clone(),
            tally.visits.to_string(),
            tally.failed.to_string(),
            share,
            tally.conclusion.zh().to_owned(),
        ]);
    }
    for number in 1..=3 {
        if let Some(column) = table.column_mut(number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
