//! 线索: signs that something was done for the check only, and personal data left in the open. A person looks at them; they
//! change no answer and no points. docs/signals.md says what each means, and when it is a false alarm.

mod date_conflict;
mod hollow;
mod page_dates;
mod personal_data;
mod repeated;
mod same_day;
mod signal;
#[cfg(test)]
mod tests;

pub use signal::{Signal, SignalKind};

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Suspicion;
use crate::mapping::{Decision, Mapping};
use crate::site::{Column, Outcome, Purpose, Site, Snapshot, identity};
use crate::unit::Unit;

/// What dates are looked at where the policy does not say: as the website check has it (`indicators/national-2019`).
/// Five items of one day is what units rushed in after a notice (四川 2017); a column that is alive has something every two
/// months; a day in an address lies a month off where an item was moved or corrected.
pub const USUAL_SUSPICION: Suspicion = Suspicion { days: 30, items: 5, columns: 5, silent_days: 60, gap_days: 30 };

/// Signs of one kind on one site, at most: nobody reads more, and the first say what is wrong.
const MOST: usize = 50;
/// Samples of one sign.
const SAMPLES: usize = 3;
/// Names in one sentence.
const NAMES: usize = 5;

/// All that the signs on a site depend on.
#[derive(Debug, Clone, Copy)]
pub struct SignalCase<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// What was asked for and what came back.
    pub snapshot: &'a Snapshot,
    /// The columns of the site and what they mean in the catalogue.
    pub columns: &'a [(Column, Mapping)],
    /// Which dates are looked at.
    pub suspicion: &'a Suspicion,
    /// The day of the check: nothing published later is looked at.
    pub as_of: Date,
}

/// The signs on a site, by kind and in the order of its columns; of each kind fifty at most.
#[must_use]
pub fn signals(case: &SignalCase<'_>) -> Vec<Signal> {
    let kinds = [
        same_day::signs(case),
        repeated::signs(case),
        date_conflict::signs(case),
        hollow::signs(case),
        personal_data::signs(case),
    ];
    kinds.into_iter().flat_map(|signs| signs.into_iter().take(MOST)).collect()
}

impl SignalCase<'_> {
    fn of_column(&self, kind: SignalKind, (column, mapping): &(Column, Mapping), description: String) -> Signal {
        self.signal(kind, serves(mapping), &column.url, description)
    }

    fn of_site(&self, kind: SignalKind, description: String) -> Signal {
        self.signal(kind, None, &self.snapshot.site, description)
    }

    fn signal(&self, kind: SignalKind, code: Option<&str>, url: &str, description: String) -> Signal {
        Signal {
            kind,
            unit: self.unit.name.clone(),
            code: code.unwrap_or_default().to_owned(),
            url: url.to_owned(),
            description,
            samples: Vec::new(),
        }
    }

    /// The start page: as it is named, and as it came.
    fn homes(&self) -> Homes {
        let visits = self.snapshot.visits.iter().filter(|visit| visit.purpose == Purpose::Home);
        let came = visits.filter_map(|visit| match &visit.outcome {
            Outcome::Page { page, .. } => Some(identity(&page.url)),
            Outcome::Failed(_) => None,
        });
        let identities = came.chain([identity(&self.snapshot.site)]).collect();
        Homes { identities, site: Site::new(&self.snapshot.site) }
    }
}

/// The start page of a site.
struct Homes {
    /// Of its addresses.
    identities: BTreeSet<String>,
    site: Site,
}

impl Homes {
    /// Whether the page with this identity is the start page.
    fn hold(&self, identity: &str) -> bool {
        self.identities.contains(identity) || self.site.is_home(identity)
    }
}

impl Signal {
    fn with_samples(mut self, samples: impl Iterator<Item = String>) -> Self {
        self.samples = samples.take(SAMPLES).map(|sample| crate::read::masked(&sample).into_owned()).collect();
        self
    }
}

/// The row that a column serves, the first where it serves several.
fn serves(mapping: &Mapping) -> Option<&str> {
    if mapping.decision == Decision::Accept { mapping.codes.first().map(String::as_str) } else { None }
}

/// “甲”“乙”等3个.
fn names<'n>(names: impl Iterator<Item = &'n str> + Clone) -> String {
    let count = names.clone().count();
    let shown: String = names.take(NAMES).map(|name| format!("“{name}”")).collect();
    if count > NAMES { format!("{shown}等{count}个") } else { shown }
}
