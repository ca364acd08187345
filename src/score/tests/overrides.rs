//! What a person puts in the place of the machine's answer.

use jiff::Timestamp;

use super::*;
use crate::judge::{CheckState, CheckVerdict, Override, TaskState, TaskVerdict};

fn overridden(verdict: Verdict, answer: Answer, share: Option<&str>) -> Verdict {
    let by = Override {
        unit: verdict.unit.clone(),
        catalogue: "ankang-2020".to_owned(),
        code: verdict.code.clone(),
        period: "2020Q3".to_owned(),
        answer,
        share: share.map(number),
        who: "甲".to_owned(),
        // 2020-10-12 in China.
        at: "2020-10-11T18:00:00Z".parse::<Timestamp>().unwrap(),
        why: "已补发".to_owned(),
        evidence: String::new(),
        until: "2020-12-31".parse().unwrap(),
        came_of: Vec::new(),
        run: "r1".to_owned(),
        signed: None,
    };
    Verdict { overridden: Some(by.into()), ..verdict }
}

/// A verdict that the machine calls good or bad.
type Make = fn(&str, bool) -> Verdict;

fn of_all_kinds() -> [(Policy, Make); 3] {
    let ledger = include_str!("../../../indicators/xinyang-2016/policy.toml");
    let task: Make = |code, good| {
        let task = if good { TaskState::InTime } else { TaskState::NoEvidence };
        let answer = if good { Answer::Met } else { Answer::Unmet };
        Verdict { state: State::Task(TaskVerdict { task, limit: None, done: None }), answer, ..met(code) }
    };
    let website = include_str!("../../../indicators/national-2019/policy.toml")
        .replace("GB-02-01-01 = { each = 5, most = 5 }", "A-1-1 = { each = 50, most = 50 }")
        .replace("GB-02-02-01 = { each = 2, most = 2 }", "A-2-1 = { each = 50, most = 50 }");
    let check: Make = |code, good| {
        let check = if good { CheckState::Kept } else { CheckState::Broken };
        let answer = if good { Answer::Met } else { Answer::Unmet };
        Verdict { state: State::Check(CheckVerdict { check, count: None, limit: None }), answer, ..met(code) }
    };
    let column: Make = |code, good| if good { met(code) } else { missing(code) };
    [
        (policy(), column),
        (Policy::parse(ledger, "policy.toml", Kind::Ledger).unwrap(), task),
        (Policy::parse(&website, "policy.toml", Kind::Website).unwrap(), check),
    ]
}

/// Two rows of 50 points each, of which the machine calls the first good and the second bad.
#[test]
fn the_settled_answer_is_scored_in_every_kind_of_catalogue() {
    for (policy, make) in of_all_kinds() {
        let total = |answer: Answer, share: Option<&str>| {
            let sheet = scored_by(&policy, &[make("A-1-1", true), overridden(make("A-2-1", false), answer, share)]);
            (
                sheet.total.unwrap().to_string(),
                sheet.points[1].got.map(|got| got.to_string()),
                sheet.coverage.to_string(),
            )
        };
        let is = |total: &str, got: Option<&str>, coverage: &str| {
            (total.to_owned(), got.map(str::to_owned), coverage.to_owned())
        };
        let website = matches!(policy.of_kind, OfKind::Website(_));
        assert_eq!(total(Answer::Met, None), is("100.00", Some("50.00"), "100.00"));
        assert_eq!(total(Answer::Partial, Some("0.6")), is("80.00", Some("30.00"), "100.00"));
        assert_eq!(total(Answer::Unmet, None), is("50.00", Some("0.00"), "100.00"));
        assert_eq!(total(Answer::NotApplicable, None), is("100.00", None, "100.00"), "website: {website}");
        assert_eq!(total(Answer::Unverified, None), is("100.00", None, "50.00"));
    }
}

#[test]
fn the_reason_begins_with_the_words_of_the_override() {
    let reason = |answer: Answer, share: Option<&str>| {
        scored(&[met("A-1-1"), overridden(missing("A-2-1"), answer, share)]).points[1].reason.clone()
    };
    assert_eq!(reason(Answer::Met, None), "人工改判：未达标 → 达标（已补发，甲，2020-10-12）");
    let partial = "人工改判：未达标 → 部分达标，得分值的33.3%（已补发，甲，2020-10-12）";
    assert_eq!(reason(Answer::Partial, Some("0.333")), partial);
    assert_eq!(reason(Answer::NotApplicable, None), "人工改判：未达标 → 不适用，不计分（已补发，甲，2020-10-12）");
}

#[test]
fn counts_go_by_the_settled_answer() {
    let sheet = scored(&[
        overridden(missing("A-1-1"), Answer::Met, None),
        overridden(met("A-2-1"), Answer::NotApplicable, None),
        overridden(unseen("A-3-1"), Answer::Unmet, None),
    ]);
    assert_eq!((sheet.applicable, sheet.met, sheet.unmet, sheet.unverified), (2, 1, 1, 0));
}

#[test]
fn the_faults_of_a_row_that_a_person_settled_cost_nothing_more() {
    let policy = super::examples::example("鲤城区2020年");
    let late = with_findings(met("LC-01-01-01"), &[FindingKind::Late]);
    assert_eq!(scored_by(&policy, std::slice::from_ref(&late)).total, Some(number("50.00")));
    assert_eq!(scored_by(&policy, &[overridden(late, Answer::Met, None)]).total, Some(number("100.00")));
}

#[test]
fn a_person_lifts_a_veto_and_sets_one() {
    let policy = super::examples::example("肇庆市2019年");
    let total = |verdict: Verdict| scored_by(&policy, &[met("ZQ-01-01-01"), verdict]).total;
    let found = with_findings(missing("ZQ-05-01-01"), &[FindingKind::ColumnMissing]);
    assert_eq!(total(found.clone()), Some(number("50.00")), "below 59 anyway");
    assert_eq!(total(overridden(found, Answer::Met, None)), Some(number("100.00")));
    let lifted = with_findings(met("ZQ-02-01-01"), &[FindingKind::ColumnMissing]);
    assert_eq!(total(lifted.clone()), Some(number("59.00")));
    assert_eq!(total(overridden(lifted, Answer::Met, None)), Some(number("100.00")));
}
