//! What a row asks for, and how much of it was seen.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::LedgerCase;
use super::sighting::Sighting;
use crate::catalogue::Indicator;
use crate::mapping::Matter;

/// Letters of a matter that a sentence names.
const NAMED: usize = 24;

/// What a row asks for.
pub(super) struct Asked<'r> {
    pub(super) row: &'r Indicator,
    /// The task by its name.
    pub(super) name: Matter,
    /// Its matters: those that the public can see, or all where it can see none.
    pub(super) matters: Vec<Matter>,
    /// The row asks for something that the public can see.
    pub(super) visible: bool,
    /// It is the only row of its task.
    pub(super) alone: bool,
}

impl<'r> Asked<'r> {
    pub(super) fn of(case: &LedgerCase<'_>, row: &'r Indicator) -> Self {
        let rows = &case.catalogue.indicators;
        let name = Matter::of_name(row);
        let mut matters = Matter::of_row(row, rows);
        let some_published = matters.iter().any(|matter| matter.published);
        if some_published {
            matters.retain(|matter| matter.published);
        }
        if matters.is_empty() {
            matters.push(name.clone());
        }
        let alone = rows.iter().filter(|other| other.column == row.column).count() < 2;
        Self { row, visible: some_published || (alone && name.published), name, matters, alone }
    }

    /// A matter that the task's name answers: the only one, or one whose sentence is about the task as a whole.
    pub(super) fn is_general(&self, at: usize) -> bool {
        self.matters.len() == 1 || self.matters.get(at).is_some_and(|matter| matter.general)
    }

    /// Its words tell what to look for, so that seeing none of it means something.
    pub(super) fn is_telling(&self) -> bool {
        let named_like_a_column = self.alone && self.row.name().ends_with("公开");
        self.name.published && (named_like_a_column || self.matters.iter().any(Matter::is_telling))
    }

    /// How many of its matters must be seen.
    pub(super) fn needed(&self, case: &LedgerCase<'_>) -> usize {
        let share = |count: usize| {
            let part = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
            part(count) / part(self.matters.len())
        };
        (1..=self.matters.len()).find(|count| share(*count) >= case.windows.seen_share).unwrap_or(1)
    }

    /// The day on which enough was there, and the matters that were seen by the as-of day.
    pub(super) fn reached(&self, case: &LedgerCase<'_>, sightings: &[Sighting<'_>]) -> (Option<Date>, BTreeSet<usize>) {
        let mut dated: Vec<(Date, &Sighting<'_>)> =
            sightings.iter().filter_map(|sighting| Some((sighting.day?, sighting))).collect();
        dated.sort_by_key(|(day, _)| *day);
        let (mut seen, mut reached) = (BTreeSet::new(), None);
        for (day, sighting) in dated {
            seen.extend(sighting.matters.iter().copied());
            if reached.is_none() && seen.len() >= self.needed(case) {
                reached = Some(day);
            }
        }
        (reached, seen)
    }

    /// Which matters were seen and which were not; empty where there is only one.
    pub(super) fn tally(&self, seen: &BTreeSet<usize>) -> Option<String> {
        let count = self.matters.len();
        if count < 2 {
            return None;
        }
        let listed = |wanted: bool| -> String {
            let named = self.matters.iter().enumerate().filter(|(at, _)| seen.contains(at) == wanted);
            named.map(|(_, matter)| format!("“{}”", short(&matter.words))).collect()
        };
        let part =
            |words: &str, list: String| if list.is_empty() { String::new() } else { format!("；{words}：{list}") };
        let (there, not) = (part("已见", listed(true)), part("未见", listed(false)));
        Some(format!("要点内容共{count}项，已见{}项{there}{not}", seen.len()))
    }
}

/// The words at the start of a text.
pub(super) fn short(words: &str) -> String {
    let start: String = words.chars().take(NAMED).collect();
    if start.len() < words.len() { format!("{start}…") } else { start }
}
