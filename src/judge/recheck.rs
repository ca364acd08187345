//! 复查: a finding looked at again, by the verdicts of then and of now.

use std::collections::BTreeSet;

use super::{Answer, Finding, RectificationState, Verdict};

/// What looking again showed of `finding`, one of those of `before`: its state, `None` where it could not be seen, and a
/// sentence on it. `before` and `after` are the unit's verdicts of then and of now; `after` holds all rows of the finding's
/// column.
///
/// A finding that is gone is put right, unless the column has a fault now that it did not have. One of the same kind at
/// another place is the same fault.
#[must_use]
pub fn look_again(finding: &Finding, before: &[Verdict], after: &[Verdict]) -> (Option<RectificationState>, String) {
    let row = |verdicts: &'_ [Verdict]| verdicts.iter().position(|verdict| verdict.code == finding.code);
    let (Some(old), Some(new)) = (row(before).and_then(|at| before.get(at)), row(after).and_then(|at| after.get(at)))
    else {
        return (None, "复查中没有该项指标的判定".to_owned());
    };
    let reason = new.reasons.first().map(|reason| format!("：{reason}")).unwrap_or_default();
    match new.answer {
        Answer::Unverified => return (None, format!("无法核实{reason}")),
        Answer::NotApplicable => return (None, format!("该项指标目前不适用{reason}")),
        Answer::Met | Answer::Partial | Answer::Unmet => {}
    }
    let column = &new.column_code;
    let known: BTreeSet<&str> = before.iter().flat_map(|verdict| &verdict.findings).map(number).collect();
    let mut now = after.iter().flat_map(|verdict| &verdict.findings);
    let mut fresh = (after.iter().filter(|verdict| verdict.column_code == *column))
        .flat_map(|verdict| &verdict.findings)
        .filter(|one| !known.contains(number(one)));
    let moved = fresh.clone().find(|one| one.kind == finding.kind);
    let still = now.find(|one| one.number == finding.number).or(moved);
    let changed = change(old.answer, new.answer);
    match (still, fresh.next()) {
        (Some(one), _) if rank(new.answer) > rank(old.answer) => {
            (Some(RectificationState::Partly), format!("{changed}，问题仍存在：{}", one.description))
        }
        (Some(one), _) => (Some(RectificationState::NotDone), format!("问题仍存在：{}", one.description)),
        (None, Some(other)) if new.answer != Answer::Met => (
            Some(RectificationState::Partly),
            format!("原问题已不存在，另有“{}”：{}", other.kind.zh(), other.description),
        ),
        (None, _) => (Some(RectificationState::Done), format!("问题已不存在，{changed}")),
    }
}

fn number(finding: &Finding) -> &str {
    &finding.number
}

/// How good an answer is.
fn rank(answer: Answer) -> u8 {
    match answer {
        Answer::Met => 2,
        Answer::Partial => 1,
        Answer::Unmet | Answer::Unverified | Answer::NotApplicable => 0,
    }
}

fn change(old: Answer, new: Answer) -> String {
    if old == new {
        format!("判定仍为“{}”", new.zh())
    } else {
        format!("判定由“{}”变为“{}”", old.zh(), new.zh())
    }
}

/// The verdicts of `before` with those of `after` in the place of the same rows, where these could be seen. What a person
/// put in the place of an answer stays.
#[must_use]
pub fn with_rows_of(before: &[Verdict], after: &[Verdict]) -> Vec<Verdict> {
    let newer = |old: &Verdict| {
        let new = after.iter().find(|new| new.code == old.code && new.answer != Answer::Unverified);
        new.map_or_else(|| old.clone(), |new| Verdict { overridden: old.overridden.clone(), ..new.clone() })
    };
    before.iter().map(newer).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::judge::{ColumnState, ColumnVerdict, ContentState, FindingKind, FreshnessState, State};

    const DONE: Option<RectificationState> = Some(RectificationState::Done);
    const PARTLY: Option<RectificationState> = Some(RectificationState::Partly);
    const NOT_DONE: Option<RectificationState> = Some(RectificationState::NotDone);

    fn finding(number: &str, kind: FindingKind) -> Finding {
        Finding {
            number: number.to_owned(),
            unit: "临溪县教育局".to_owned(),
            code: "LX-01-01".to_owned(),
            kind,
            description: format!("{}的情况", kind.zh()),
            url: "http://jyj.linxi.example/zs/".to_owned(),
            found: date(2020, 9, 30),
            last_update: None,
            stale_days: None,
            advice: "".into(),
        }
    }

    fn verdict(code: &str, answer: Answer, findings: &[&Finding]) -> Verdict {
        Verdict {
            unit: "临溪县教育局".to_owned(),
            code: code.to_owned(),
            column_code: "LX-01".to_owned(),
            state: State::Column(ColumnVerdict {
                column: ColumnState::Exact,
                sub_column_missing: false,
                content: ContentState::Items,
                demand_broken: false,
                freshness: FreshnessState::Fresh,
                taken: None,
            }),
            answer,
            rule: "".into(),
            reasons: vec!["打不开".to_owned()],
            evidence: Vec::new(),
            findings: findings.iter().map(|finding| (*finding).clone()).collect(),
            cause: None,
            unstable: None,
            overridden: None,
        }
    }

    /// The state of `F-1`, which was found on a row with `old` beside `known`, now that the row has `new`.
    fn state(old: Answer, known: &[&Finding], new: Answer, now: &[&Finding]) -> Option<RectificationState> {
        let own = finding("F-1", FindingKind::Stale);
        let before = [verdict("LX-01-01", old, &[&[&own][..], known].concat())];
        look_again(&own, &before, &[verdict("LX-01-01", new, now)]).0
    }

    #[test]
    fn a_finding_is_put_right_when_it_is_gone_and_no_other_came() {
        use Answer::{Met, Partial, Unmet};
        let own = finding("F-1", FindingKind::Stale);
        let undated = finding("F-2", FindingKind::Undated);
        let moved = finding("F-3", FindingKind::Stale);
        assert_eq!(state(Unmet, &[], Met, &[]), DONE);
        assert_eq!(state(Unmet, &[], Met, &[&undated]), DONE, "the row is met");
        assert_eq!(state(Partial, &[&undated], Partial, &[&undated]), DONE, "the other was there");
        assert_eq!(state(Unmet, &[], Partial, &[&undated]), PARTLY, "another fault came");
        assert_eq!(state(Unmet, &[], Unmet, &[&undated]), PARTLY);
        assert_eq!(state(Unmet, &[], Partial, &[&own]), PARTLY, "it is still there, and the row is better");
        assert_eq!(state(Partial, &[], Partial, &[&own]), NOT_DONE);
        assert_eq!(state(Partial, &[], Partial, &[&moved]), NOT_DONE, "the same fault at another place");
    }

    #[test]
    fn what_could_not_be_seen_is_neither() {
        let own = finding("F-1", FindingKind::Stale);
        let before = [verdict("LX-01-01", Answer::Unmet, &[&own])];
        let unseen = look_again(&own, &before, &[verdict("LX-01-01", Answer::Unverified, &[])]);
        assert_eq!(unseen, (None, "无法核实：打不开".to_owned()));
        assert_eq!(look_again(&own, &before, &[]).0, None);
        assert_eq!(look_again(&own, &before, &[verdict("LX-01-01", Answer::NotApplicable, &[])]).0, None);
    }

    #[test]
    fn a_row_that_was_seen_again_takes_the_place_of_the_old_one() {
        let before = [Answer::Unmet, Answer::Unmet, Answer::Met]
            .into_iter()
            .zip(["LX-01-01", "LX-01-02", "LX-02-01"])
            .map(|(answer, code)| verdict(code, answer, &[]))
            .collect::<Vec<_>>();
        let after = [verdict("LX-01-01", Answer::Met, &[]), verdict("LX-01-02", Answer::Unverified, &[])];
        let answers: Vec<Answer> = with_rows_of(&before, &after).iter().map(|verdict| verdict.answer).collect();
        assert_eq!(answers, [Answer::Met, Answer::Unmet, Answer::Met]);
    }
}
