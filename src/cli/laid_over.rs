//! What people decided on verdicts and findings, laid over what the machine says.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::fault::Fault;
use crate::judge::{Finding, Override, Period, Rectification, RectificationState, Verdict};
use crate::mapping::{Review, Validity};
use crate::store::Reviews;
use crate::unit::Unit;

/// Which decisions a result takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'a> {
    /// Id of the catalogue.
    pub(super) catalogue: &'a str,
    /// The period; `None` where there is none.
    pub(super) period: Option<&'a Period>,
    /// The as-of day.
    pub(super) as_of: Date,
    /// The policy asks for a second person.
    pub(super) sign_off: bool,
}

impl Scope<'_> {
    /// Name of the period; empty where there is none.
    pub(super) fn period(&self) -> &str {
        self.period.map_or("", |period| &period.name)
    }

    /// Whether a decision on a column is laid over the result.
    pub(super) fn takes(&self, review: &Review) -> bool {
        review.state(self.as_of, self.sign_off) == Validity::Holds
    }

    /// The first day of the period, or the as-of day.
    fn begins(&self) -> Date {
        self.period.map_or(self.as_of, |period| period.from)
    }

    /// When a period of another name ended, if that was before this one.
    fn earlier(&self, period: &str) -> Option<Date> {
        let ended = Period::parse(period).ok()?.to;
        (period != self.period() && ended < self.begins()).then_some(ended)
    }
}

/// The override of an earlier period, the newest, on each row that has none in this one.
pub(super) fn offered<'o>(overrides: &'o [Override], scope: &Scope<'_>) -> Vec<&'o Override> {
    let row = |one: &'o Override| (one.unit.as_str(), one.code.as_str());
    let own: BTreeSet<_> = overrides.iter().filter(|one| one.period == scope.period()).map(row).collect();
    let mut newest: BTreeMap<_, (Date, &Override)> = BTreeMap::new();
    for one in overrides.iter().filter(|one| !own.contains(&row(one))) {
        let Some(ended) = scope.earlier(&one.period) else { continue };
        let known = newest.entry(row(one)).or_insert((ended, one));
        if ended > known.0 {
            *known = (ended, one);
        }
    }
    newest.into_values().map(|(_, one)| one).collect()
}

/// What people decided for one catalogue and period.
#[derive(Debug, Default)]
pub(super) struct LaidOver {
    /// The overrides that hold, by unit and code.
    overrides: BTreeMap<(String, String), Override>,
    /// What became of findings in this period, by number.
    rectifications: BTreeMap<String, Rectification>,
    /// What became of findings in the newest earlier period that knows of them, by number.
    earlier: BTreeMap<String, Rectification>,
    /// How many overrides and conclusions of this period nobody has signed, though the policy asks for it.
    unsigned: usize,
}

/// What people decided on the findings of one unit.
#[derive(Debug, Default)]
pub(super) struct Decided {
    /// Those that they withdrew.
    withdrawn: Vec<Finding>,
    /// Numbers of those that an earlier period knows.
    found_again: Vec<String>,
}

/// The decisions that a closed period was judged by.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    overrides: Vec<Override>,
    rectifications: BTreeMap<String, Rectification>,
    earlier: BTreeMap<String, Rectification>,
}

impl LaidOver {
    /// Reads what is about one of `units`.
    pub(super) fn read(reviews: &Reviews, scope: &Scope<'_>, units: &[Unit]) -> Result<Self, Fault> {
        let names: BTreeSet<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        let own = |one: &Override| one.period == scope.period() && names.contains(one.unit.as_str());
        let state = |one: &Override| own(one).then(|| one.state(scope.as_of, scope.sign_off));
        let overrides = reviews.overrides(scope.catalogue).map_err(Fault::work)?;
        let unsigned = overrides.iter().filter(|one| state(one) == Some(Validity::Unsigned)).count();
        let overrides = overrides
            .into_iter()
            .filter(|one| state(one) == Some(Validity::Holds))
            .map(|one| ((one.unit.clone(), one.code.clone()), one));
        let mut periods = reviews.rectifications(scope.catalogue).map_err(Fault::work)?;
        let under = |(number, one): (String, Rectification)| (number, one.under(scope.sign_off));
        let rectifications = periods.remove(scope.period()).unwrap_or_default();
        let rectifications: BTreeMap<_, _> = rectifications.into_iter().map(under).collect();
        let waits = |one: &&Rectification| one.conclusion.as_ref().is_some_and(|by| by.waits);
        let unsigned = unsigned + rectifications.values().filter(waits).count();
        let mut before: Vec<_> =
            periods.into_iter().filter_map(|(period, all)| Some((scope.earlier(&period)?, all))).collect();
        before.sort_by_key(|(ended, _)| *ended);
        Ok(Self {
            overrides: overrides.collect(),
            rectifications,
            earlier: before.into_iter().flat_map(|(_, all)| all).map(under).collect(),
            unsigned,
        })
    }

    /// How many overrides and conclusions wait for a signature.
    pub(super) fn unsigned(&self) -> usize {
        self.unsigned
    }

    /// What is kept of it with a closed period.
    pub(super) fn kept(&self) -> Kept {
        let Self { overrides, rectifications, earlier, .. } = self;
        let overrides = overrides.values().cloned().collect();
        Kept { overrides, rectifications: rectifications.clone(), earlier: earlier.clone() }
    }

    /// As it was when a period was closed.
    pub(super) fn of_kept(kept: Kept) -> Self {
        let Kept { overrides, rectifications, earlier } = kept;
        let overrides = overrides.into_iter().map(|one| ((one.unit.clone(), one.code.clone()), one)).collect();
        Self { overrides, rectifications, earlier, unsigned: 0 }
    }

    /// Lays the overrides over a unit's verdicts and takes the withdrawn findings out of them.
    pub(super) fn lay_over(&self, verdicts: &mut [Verdict]) -> Decided {
        let mut decided = Decided::default();
        for verdict in verdicts {
            let row = (verdict.unit.clone(), verdict.code.clone());
            verdict.overridden = self.overrides.get(&row).cloned().map(Box::new);
            decided.withdrawn.extend(verdict.findings.extract_if(.., |finding| self.is_withdrawn(&finding.number)));
            let numbers = verdict.findings.iter().map(|finding| &finding.number);
            decided.found_again.extend(numbers.filter(|number| self.earlier.contains_key(*number)).cloned());
        }
        decided
    }

    fn is_withdrawn(&self, number: &str) -> bool {
        self.rectifications.get(number).is_some_and(Rectification::is_withdrawn)
    }

    /// What became of findings: of those of the units in this period; of those that are no more, in the newest earlier period.
    /// A finding that is found again begins anew.
    pub(super) fn rectifications(&self, units: impl Iterator<Item = Decided>) -> BTreeMap<String, Rectification> {
        let (withdrawn, found_again): (Vec<_>, Vec<_>) = units.map(|unit| (unit.withdrawn, unit.found_again)).unzip();
        let found_again: BTreeSet<String> = found_again.into_iter().flatten().collect();
        let gone = self.earlier.iter().filter(|(number, _)| !found_again.contains(*number));
        let own = self.rectifications.iter();
        let mut all: BTreeMap<String, Rectification> =
            gone.chain(own).map(|(number, one)| (number.clone(), one.clone())).collect();
        for finding in withdrawn.into_iter().flatten() {
            if let Some(one) = all.get_mut(&finding.number) {
                one.withdrawn = Some(finding);
            }
        }
        all
    }

    /// Numbers of the findings of which the unit says that they are put right, or no faults, and that nobody withdrew.
    pub(super) fn to_recheck(&self) -> impl Iterator<Item = &str> {
        let claimed =
            |one: &Rectification| one.reply.as_ref().is_some_and(|reply| reply.state != RectificationState::NotDone);
        let claimed = self.rectifications.iter().filter(move |(_, one)| claimed(one));
        claimed.map(|(number, _)| number.as_str()).filter(|number| !self.is_withdrawn(number))
    }

    /// The JSON forms of the overrides that hold and of what became of findings; empty where there are none.
    pub(super) fn material(&self) -> Vec<u8> {
        let Self { overrides, rectifications, earlier, .. } = self;
        if overrides.is_empty() && rectifications.is_empty() && earlier.is_empty() {
            return Vec::new();
        }
        let overrides: Vec<&Override> = overrides.values().collect();
        serde_json::to_vec(&(overrides, rectifications, earlier)).unwrap_or_default()
    }
}
