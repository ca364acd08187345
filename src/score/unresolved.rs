//! What was not put right in a year, from the re-checks of its quarters.

use std::collections::{BTreeMap, BTreeSet};

use crate::judge::{Finding, Rectification, RectificationState};

/// What one quarter knows of a unit's findings.
#[derive(Debug, Clone, Copy)]
pub struct Followed<'a> {
    /// Its findings in that quarter.
    pub findings: &'a [Finding],
    /// What became of findings, by their number.
    pub rectifications: &'a BTreeMap<String, Rectification>,
    /// Its site could be entered, so that a finding that is not told was not there.
    pub seen: bool,
}

/// How many findings of a unit were not put right, or only in part, when they were last looked at; `quarters` are those in
/// which it was evaluated, the oldest first. A finding that a later quarter no longer has is put right, and one that the
/// reviewer withdrew is none. One that could not be seen at its re-check stays as it was known before.
pub fn unresolved<'a>(quarters: impl Iterator<Item = Followed<'a>>) -> usize {
    let mut open: BTreeSet<&str> = BTreeSet::new();
    for Followed { findings, rectifications, seen } in quarters {
        let told: BTreeSet<&str> = findings.iter().map(|finding| finding.number.as_str()).collect();
        if seen {
            open.retain(|number| told.contains(number));
        }
        for number in told {
            match rectifications.get(number).and_then(stands) {
                Some(true) => open.insert(number),
                Some(false) => open.remove(number),
                None => false,
            };
        }
    }
    open.len()
}

/// Whether the fault is still there; `None` where nobody could tell.
fn stands(known: &Rectification) -> Option<bool> {
    if known.is_withdrawn() {
        return Some(false);
    }
    match known.recheck.as_ref()?.state? {
        RectificationState::Done => Some(false),
        RectificationState::Partly | RectificationState::NotDone => Some(true),
        RectificationState::Appeal => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::judge::{Conclusion, FindingKind, FindingRuling, Recheck};

    fn findings(numbers: &[&str]) -> Vec<Finding> {
        let finding = |number: &&str| Finding {
            number: (*number).to_owned(),
            unit: "青禾市财政局".to_owned(),
            code: "QH-01".to_owned(),
            kind: FindingKind::Stale,
            description: String::new(),
            url: "http://czj.qinghe.example/".to_owned(),
            found: date(2020, 9, 30),
            last_update: None,
            stale_days: None,
            advice: "".into(),
        };
        numbers.iter().map(finding).collect()
    }

    fn rechecked(states: &[(&str, Option<RectificationState>)]) -> BTreeMap<String, Rectification> {
        let recheck = |state| Recheck {
            run: "r2".to_owned(),
            on: date(2020, 10, 20),
            state,
            words: String::new(),
            before: None,
            after: None,
        };
        let known = |state| Rectification { recheck: Some(recheck(state)), ..Rectification::default() };
        states.iter().map(|(number, state)| ((*number).to_owned(), known(*state))).collect()
    }

    type Told<'t> = (&'t [&'t str], &'t [(&'t str, Option<RectificationState>)], bool);

    fn count(quarters: &[Told<'_>]) -> usize {
        let read: Vec<_> =
            quarters.iter().map(|(numbers, states, seen)| (findings(numbers), rechecked(states), *seen)).collect();
        unresolved(read.iter().map(|(findings, rectifications, seen)| Followed {
            findings,
            rectifications,
            seen: *seen,
        }))
    }

    #[test]
    fn what_is_not_put_right_counts_once_whatever_the_quarters() {
        use RectificationState::{Done, NotDone, Partly};
        let all = ["F-1", "F-2", "F-3", "F-4"];
        let states = [("F-1", Some(NotDone)), ("F-2", Some(Partly)), ("F-3", Some(Done)), ("F-4", None)];
        assert_eq!(count(&[(&all, &states, true)]), 2);
        // Still there in the next quarter, and looked at again.
        assert_eq!(count(&[(&all, &states, true), (&all, &states, true)]), 2);
        assert_eq!(count(&[(&all, &states, true), (&all, &[("F-1", Some(Done))], true)]), 1);
        // A finding without a re-check costs nothing.
        assert_eq!(count(&[(&all, &[], true)]), 0);
    }

    #[test]
    fn what_is_gone_later_is_put_right_unless_the_site_could_not_be_entered() {
        let not_done = [("F-1", Some(RectificationState::NotDone))];
        assert_eq!(count(&[(&["F-1"], &not_done, true), (&["F-2"], &[], true)]), 0);
        assert_eq!(count(&[(&["F-1"], &not_done, true), (&["F-9"], &[], false)]), 1);
        assert_eq!(count(&[(&["F-1"], &not_done, true), (&["F-1"], &[("F-1", None)], true)]), 1);
    }

    #[test]
    fn what_the_reviewer_withdrew_is_no_fault() {
        let findings = findings(&["F-1"]);
        let mut rectifications = rechecked(&[("F-1", Some(RectificationState::NotDone))]);
        let decided = |ruling, waits| Conclusion {
            ruling,
            who: "王五".to_owned(),
            at: "2020-10-21T02:00:00Z".parse().unwrap(),
            why: "不属该单位职责".to_owned(),
            signed: None,
            waits,
        };
        let withdrawn = FindingRuling::Withdrawn;
        for (ruling, waits, count) in [(FindingRuling::Upheld, false, 1), (withdrawn, false, 0), (withdrawn, true, 1)] {
            rectifications.get_mut("F-1").unwrap().conclusion = Some(decided(ruling, waits));
            let followed = Followed { findings: &findings, rectifications: &rectifications, seen: true };
            assert_eq!(unresolved([followed].into_iter()), count);
        }
    }
}
