//! What became of the findings of an earlier result.

use std::collections::BTreeSet;

use crate::judge::{Answer, Finding, FindingKind};
use crate::report::UnitRecord;

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Fate {
    /// It was not seen any more.
    Gone,
    /// It was seen again.
    Stays,
    /// Its row could not be verified, or was not judged: what was not seen is not put right.
    Open,
}

/// The faults of a unit in one result.
pub(in crate::report) struct Faults<'a> {
    numbers: BTreeSet<&'a str>,
    /// Code and kind of each finding: a fault whose place has moved has another number, but is the same fault.
    kinds: BTreeSet<(&'a str, FindingKind)>,
    verified: BTreeSet<&'a str>,
}

impl<'a> Faults<'a> {
    pub(in crate::report) fn of(unit: &'a UnitRecord) -> Self {
        let verified = unit.rows.iter().filter(|row| row.settled != Answer::Unverified);
        Self {
            numbers: unit.findings.iter().map(|finding| finding.number.as_str()).collect(),
            kinds: unit.findings.iter().map(|finding| (finding.code.as_str(), finding.kind)).collect(),
            verified: verified.map(|row| row.code.as_str()).collect(),
        }
    }

    /// Whether a finding of another result is among them.
    pub(super) fn has(&self, finding: &Finding) -> bool {
        self.numbers.contains(finding.number.as_str()) || self.kinds.contains(&(finding.code.as_str(), finding.kind))
    }

    /// What became of a finding of an earlier result.
    pub(in crate::report) fn fate(&self, finding: &Finding) -> Fate {
        if self.has(finding) {
            Fate::Stays
        } else if self.verified.contains(finding.code.as_str()) {
            Fate::Gone
        } else {
            Fate::Open
        }
    }
}
