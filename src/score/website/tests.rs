//! Points of the shipped policy; a department owes 11 points of deductions that are confirmed: 5 + 2 + 3 + 1.

use rust_decimal::Decimal;

use crate::catalogue::{Catalogue, Kind};
use crate::judge::{Answer, CheckState, CheckVerdict, State, Verdict};
use crate::score::tests::{judged, unit};
use crate::score::{OfKind, Policy, ScoreSheet, rank, sheet};

const POLICY: &str = include_str!("../../../indicators/national-2019/policy.toml");
const CODES: [&str; 13] = [
    "GB-01-01-01",
    "GB-01-02-01",
    "GB-01-03-01",
    "GB-01-04-01",
    "GB-01-04-02",
    "GB-01-04-03",
    "GB-01-05-01",
    "GB-02-01-01",
    "GB-02-02-01",
    "GB-02-03-01",
    "GB-02-04-01",
    "GB-02-05-01",
    "GB-02-06-01",
];

fn verdict(code: &str, check: CheckState, count: usize) -> Verdict {
    let answer = match check {
        CheckState::Kept => Answer::Met,
        CheckState::Broken => Answer::Unmet,
        CheckState::Flagged | CheckState::Unseen => Answer::Unverified,
    };
    let state = State::Check(CheckVerdict { check, count: Some(count), limit: Some(1) });
    Verdict { column_code: code.to_owned(), ..judged(code, state, answer) }
}

/// A sheet where all is kept but these; 概况信息 does not apply to a department.
fn sheet_but(others: &[(&str, CheckState, usize)]) -> ScoreSheet {
    let of_code = |code: &&str| match others.iter().find(|(other, ..)| other == code) {
        Some((_, state, count)) => verdict(code, *state, *count),
        None if *code == "GB-02-04-01" => {
            Verdict { answer: Answer::NotApplicable, ..verdict(code, CheckState::Unseen, 0) }
        }
        None => verdict(code, CheckState::Kept, 0),
    };
    let policy = Policy::parse(POLICY, "policy.toml", Kind::Website).unwrap();
    sheet(&policy, &unit("临江市民政局", &[]), &CODES.iter().map(of_code).collect::<Vec<_>>())
}

fn total(sheet: &ScoreSheet) -> String {
    sheet.total.unwrap().to_string()
}

#[test]
fn a_hundred_less_what_is_taken_off() {
    let whole = sheet_but(&[]);
    assert_eq!((total(&whole).as_str(), whole.grade.as_str()), ("100.00", "合格"));
    assert_eq!(whole.coverage.to_string(), "100.00");
    let less = sheet_but(&[("GB-02-01-01", CheckState::Broken, 1), ("GB-02-03-01", CheckState::Broken, 1)]);
    assert_eq!(total(&less), "92.00");
    let row = less.points.iter().find(|points| points.code == "GB-02-01-01").unwrap();
    assert_eq!((row.full.to_string(), row.got.unwrap().to_string()), ("5.00".to_owned(), "0.00".to_owned()));
    assert_eq!(row.reason, "看到的情况，扣5分");
}

#[test]
fn a_row_never_costs_more_than_its_points() {
    assert_eq!(total(&sheet_but(&[("GB-02-01-01", CheckState::Broken, 4)])), "95.00");
}

#[test]
fn what_is_not_confirmed_costs_nothing() {
    let sheet = sheet_but(&[("GB-02-06-01", CheckState::Broken, 9)]);
    assert_eq!((total(&sheet).as_str(), sheet.unmet), ("100.00", 1));
    assert!(sheet.points.iter().any(|points| points.reason == "看到的情况，不扣分"), "{:?}", sheet.points);
}

#[test]
fn a_veto_fails_the_site_and_nothing_else_is_scored() {
    let vetoed = sheet_but(&[("GB-01-03-01", CheckState::Broken, 1), ("GB-02-01-01", CheckState::Broken, 1)]);
    assert_eq!((vetoed.total, vetoed.grade.as_str()), (None, "不合格（单项否决）"));
    let reason = |code: &str| vetoed.points.iter().find(|points| points.code == code).unwrap().reason.clone();
    assert_eq!(reason("GB-01-03-01"), "单项否决：看到的情况");
    assert_eq!(reason("GB-02-01-01"), "已被单项否决，不再评分");
    let mut sheets = [vetoed, sheet_but(&[("GB-02-05-01", CheckState::Broken, 1)])];
    rank(sheets.iter_mut().map(|sheet| &mut sheet.totals));
    assert_eq!(sheets.map(|sheet| sheet.rank), [None, Some(1)]);
}

#[test]
fn while_a_veto_is_open_the_grade_is_provisional() {
    for state in [CheckState::Unseen, CheckState::Flagged] {
        let open = sheet_but(&[("GB-01-02-01", state, 0)]);
        assert_eq!((total(&open).as_str(), open.grade.as_str()), ("100.00", "合格（暂定）"));
    }
}

#[test]
fn what_could_not_be_told_costs_nothing_and_lowers_the_coverage() {
    let open = sheet_but(&[("GB-02-01-01", CheckState::Unseen, 0)]);
    assert_eq!((total(&open).as_str(), open.coverage.to_string().as_str()), ("100.00", "54.55"));
    assert_eq!(open.grade, "合格（暂定）");
    let nothing: Vec<(&str, CheckState, usize)> = CODES.iter().map(|code| (*code, CheckState::Unseen, 0)).collect();
    let sheet = sheet_but(&nothing);
    assert_eq!((sheet.total, sheet.grade.as_str()), (None, "待核查"));
}

#[test]
fn below_sixty_fails() {
    let text = POLICY.replace("GB-02-01-01 = { each = 5, most = 5 }", "GB-02-01-01 = { each = 20.01, most = 40.01 }");
    let policy = Policy::parse(&text, "policy.toml", Kind::Website).unwrap();
    let graded = |count| {
        let verdicts = [verdict("GB-02-01-01", CheckState::Broken, count)];
        let sheet = sheet(&policy, &unit("临江市民政局", &[]), &verdicts);
        (total(&sheet), sheet.grade.clone())
    };
    assert_eq!(graded(1), ("79.99".to_owned(), "合格".to_owned()));
    assert_eq!(graded(2), ("59.99".to_owned(), "不合格".to_owned()));
}

#[test]
fn every_row_of_the_catalogue_has_its_check_and_its_place_in_the_score() {
    let catalogue = Catalogue::shipped("national-2019").unwrap();
    let policy = Policy::parse(&catalogue.policy_text, "policy.toml", Kind::Website).unwrap();
    let OfKind::Website(own) = &policy.of_kind else { unreachable!() };
    for row in &catalogue.indicators {
        let veto = policy.scoring.veto.rows.contains(&row.code);
        assert_eq!(veto, row.levels[0] == "单项否决", "{}", row.code);
        assert_ne!(veto, own.deductions.contains_key(&row.code), "{}", row.code);
        assert!(own.rules.checks.contains_key(&row.code), "{}", row.code);
    }
    let confirmed: Decimal = own.deductions.values().map(|deduction| deduction.most).sum();
    assert_eq!(confirmed, Decimal::from(12));
}

#[test]
fn what_is_out_of_range_is_told_with_its_key() {
    for (right, wrong, told) in [
        ("empty_columns = 5", "empty_columns = 0", "policy.toml：judge.empty_columns：应为大于 0 的整数"),
        ("home = { count = 2, span = \"weeks\" }", "home = { count = 2, span = \"hours\" }", "judge.windows.home"),
        ("failing_percent = 5", "failing_percent = 101", "judge.availability.failing_percent"),
        ("{ each = 2, most = 2 }", "{ each = 3, most = 2 }", "score.deductions.GB-02-02-01"),
        (
            "GB-02-09-01 = { each",
            "GB-01-07-01 = { each",
            "score.deductions.GB-01-07-01：单项否决（score.veto 的 rows）的行不能同时扣分",
        ),
    ] {
        let text = POLICY.replace(right, wrong);
        assert_ne!(text, POLICY, "{right}");
        let error = Policy::parse(&text, "policy.toml", Kind::Website).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
    }
}
