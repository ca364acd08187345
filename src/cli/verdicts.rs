//! Judging one unit by the kind of its catalogue: columns, tasks, or the whole site.

use super::assess::Rules;
use super::fault::Fault;
use crate::catalogue::Indicator;
use crate::judge::ledger::{self, LedgerCase};
use crate::judge::{self, Case, Signal, SignalCase, USUAL_SUSPICION, Verdict, WebsiteCase};
use crate::mapping::{Lapsed, Mapping};
use crate::score::{ColumnPolicy, LedgerPolicy, OfKind, WebsitePolicy};
use crate::site::{Column, Snapshot, Watch};
use crate::unit::{Unit, UnitIdentity};

/// What was seen of one unit's site.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) unit: &'a Unit,
    pub(super) identity: &'a UnitIdentity,
    pub(super) snapshot: &'a Snapshot,
    pub(super) columns: &'a [(Column, Mapping)],
    /// Columns that were known beforehand and are none now.
    pub(super) lapsed: &'a [Lapsed],
}

impl Rules {
    /// The verdicts on the rows that the unit owes.
    pub(super) fn verdicts(&self, look: &Look<'_>) -> Result<Vec<Verdict>, Fault> {
        let indicators = self.indicators(look.unit);
        match &self.policy.of_kind {
            OfKind::Columns(policy) => self.of_columns(policy, look, &indicators),
            OfKind::Ledger(policy) => self.of_tasks(policy, look, &indicators),
            OfKind::Website(policy) => Ok(self.of_site(policy, look, &indicators)),
        }
    }

    /// What a person should look at.
    pub(super) fn signals(&self, unit: &Unit, snapshot: &Snapshot, columns: &[(Column, Mapping)]) -> Vec<Signal> {
        let suspicion = match &self.policy.of_kind {
            OfKind::Website(policy) => &policy.rules.suspicion,
            OfKind::Columns(_) | OfKind::Ledger(_) => &USUAL_SUSPICION,
        };
        judge::signals(&SignalCase { unit, snapshot, columns, suspicion, as_of: self.as_of })
    }

    fn of_columns(
        &self,
        policy: &ColumnPolicy,
        look: &Look<'_>,
        indicators: &[&Indicator],
    ) -> Result<Vec<Verdict>, Fault> {
        // A document asks for no reports before it is issued.
        let issued = self.catalogue.due_on(self.as_of) == self.catalogue.due;
        judge::unit(&Case {
            unit: look.unit,
            identity: look.identity,
            catalogue: &self.catalogue,
            indicators,
            snapshot: look.snapshot,
            columns: look.columns,
            mapper: &self.mapper,
            windows: &policy.windows,
            calendar: &self.calendar,
            as_of: self.as_of,
            period: self.period.as_ref(),
            declarations: self.declared.of(look.unit).filter(|_| issued),
            lapsed: look.lapsed,
        })
        .map_err(Fault::input)
    }

    fn of_tasks(
        &self,
        policy: &LedgerPolicy,
        look: &Look<'_>,
        indicators: &[&Indicator],
    ) -> Result<Vec<Verdict>, Fault> {
        ledger::unit(&LedgerCase {
            unit: look.unit,
            identity: look.identity,
            catalogue: &self.catalogue,
            indicators,
            snapshot: look.snapshot,
            columns: look.columns,
            declarations: self.declared.of(look.unit).unwrap_or_default(),
            hosts: &self.hosts,
            windows: &policy.windows,
            calendar: &self.calendar,
            as_of: self.as_of,
        })
        .map_err(Fault::input)
    }

    fn of_site(&self, policy: &WebsitePolicy, look: &Look<'_>, indicators: &[&Indicator]) -> Vec<Verdict> {
        judge::website(&WebsiteCase {
            unit: look.unit,
            identity: look.identity,
            indicators,
            snapshot: look.snapshot,
            columns: look.columns,
            watch: self.watched.get(&look.unit.name).unwrap_or(&Watch::default()),
            kinds: &self.kinds,
            rules: &policy.rules,
            as_of: self.as_of,
        })
    }
}
