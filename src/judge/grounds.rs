//! The pages on which faults rest.

use std::collections::BTreeSet;

use super::{Answer, Verdict};
use crate::site::{Outcome, Purpose, Snapshot, Visit, identity};

/// The addresses, as they were asked for, of the pages that came and on which the faults of these verdicts rest: those that
/// their evidence names, and what belongs to the lists on them.
#[must_use]
pub fn grounds(snapshot: &Snapshot, verdicts: &[Verdict]) -> BTreeSet<String> {
    let faulty = verdicts.iter().filter(|one| one.answer == Answer::Unmet || !one.findings.is_empty());
    let named: BTreeSet<String> = faulty.flat_map(|one| &one.evidence).map(|piece| identity(&piece.url)).collect();
    let bears = |visit: &&Visit| {
        let Outcome::Page { page, .. } = &visit.outcome else { return false };
        let part = matches!(visit.purpose, Purpose::Pager | Purpose::Call | Purpose::Item);
        let list = visit.via.as_ref().filter(|_| part).map(|via| &via.from);
        [&visit.asked, &page.url].into_iter().chain(list).any(|address| named.contains(&identity(address)))
    };
    snapshot.visits.iter().filter(bears).map(|visit| visit.asked.clone()).collect()
}
