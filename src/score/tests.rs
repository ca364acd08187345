use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::catalogue::Kind;
use crate::judge::{
    Answer, ColumnState, ColumnVerdict, ContentState, Finding, FindingKind, FreshnessState, State, Verdict,
};
use crate::unit::Unit;

const POLICY: &str = include_str!("../../indicators/ankang-2020/policy.toml");

fn policy() -> Policy {
    Policy::parse(POLICY, "policy.toml", Kind::Columns).unwrap()
}

/// The shipped policy with other values of its own.
fn policy_with(change: impl FnOnce(&mut ColumnPolicy)) -> Policy {
    let mut policy = policy();
    let OfKind::Columns(own) = &mut policy.of_kind else { panic!("{policy:?}") };
    change(own);
    policy
}

pub(super) fn unit(name: &str, groups: &[&str]) -> Unit {
    Unit {
        name: name.to_owned(),
        site: "http://czj.linjiang.example/".parse().unwrap(),
        groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        aliases: Vec::new(),
        section: None,
        notes: String::new(),
    }
}

fn scored_by(policy: &Policy, verdicts: &[Verdict]) -> ScoreSheet {
    sheet(policy, &unit("临江市财政局", &[]), verdicts)
}

fn number(words: &str) -> Decimal {
    words.parse().unwrap()
}

fn verdict(
    code: &str,
    column: ColumnState,
    content: ContentState,
    freshness: FreshnessState,
    answer: Answer,
) -> Verdict {
    Verdict {
        unit: "临江市财政局".to_owned(),
        code: code.to_owned(),
        column_code: code.rsplit_once('-').unwrap().0.to_owned(),
        state: State::Column(ColumnVerdict {
            column,
            sub_column_missing: false,
            content,
            demand_broken: false,
            freshness,
            taken: None,
        }),
        answer,
        rule: String::new(),
        reasons: vec!["看到的情况".to_owned()],
        evidence: Vec::new(),
        findings: Vec::new(),
        cause: None,
        unstable: None,
        overridden: None,
    }
}

/// The same with the sub-column owed and not there.
fn without_sub_column(verdict: Verdict) -> Verdict {
    let column = ColumnVerdict { sub_column_missing: true, ..verdict.as_column().unwrap().clone() };
    Verdict { state: State::Column(column), ..verdict }
}

/// The same with content that does not keep a demand.
fn breaking_a_demand(verdict: Verdict) -> Verdict {
    let column = ColumnVerdict { demand_broken: true, ..verdict.as_column().unwrap().clone() };
    Verdict { state: State::Column(column), ..verdict }
}

fn met(code: &str) -> Verdict {
    verdict(code, ColumnState::Exact, ContentState::Items, FreshnessState::Fresh, Answer::Met)
}

fn partial(code: &str, column: ColumnState, content: ContentState, freshness: FreshnessState) -> Verdict {
    verdict(code, column, content, freshness, Answer::Partial)
}

fn missing(code: &str) -> Verdict {
    verdict(code, ColumnState::Missing, ContentState::Empty, FreshnessState::Unverifiable, Answer::Unmet)
}

fn unseen(code: &str) -> Verdict {
    verdict(code, ColumnState::Unreachable, ContentState::Unknown, FreshnessState::Unverifiable, Answer::Unverified)
}

fn scored(verdicts: &[Verdict]) -> ScoreSheet {
    scored_by(&policy(), verdicts)
}

#[test]
fn each_state_has_its_factor() {
    use ColumnState as C;
    use ContentState as N;
    use FreshnessState as F;
    let cases = [
        (met("A-1-1"), "100.00", ""),
        (partial("A-1-1", C::Alias, N::Items, F::Fresh), "100.00", ""),
        (partial("A-1-1", C::Misplaced, N::Items, F::Fresh), "80.00", "栏目 40×0.5（位置不当）；看到的情况"),
        (partial("A-1-1", C::Exact, N::Note, F::Fresh), "94.00", "内容 30×0.8（仅情况说明）；看到的情况"),
        (partial("A-1-1", C::Exact, N::Items, F::Stale), "70.00", "时效 30×0（长期未更新）；看到的情况"),
        (partial("A-1-1", C::Exact, N::Items, F::Undated), "70.00", "时效 30×0（无日期）；看到的情况"),
        (partial("A-1-1", C::Exact, N::Items, F::Late), "85.00", "时效 30×0.5（发布超期）；看到的情况"),
        (
            partial("A-1-1", C::Exact, N::Empty, F::Unverifiable),
            "40.00",
            "内容 30×0（空白）；时效 30×0（没有信息）；看到的情况",
        ),
        (missing("A-1-1"), "0.00", "栏目 40×0（缺失）；内容 30×0（栏目缺失）；时效 30×0（没有信息）；看到的情况"),
        (
            without_sub_column(partial("A-1-1", C::Exact, N::Items, F::Fresh)),
            "84.00",
            "栏目 40×0.6（子栏目缺失）；看到的情况",
        ),
        (
            breaking_a_demand(partial("A-1-1", C::Exact, N::Items, F::Fresh)),
            "88.00",
            "内容 30×0.6（内容不符合要求）；看到的情况",
        ),
        // The heavier of two faults of the column counts, not both.
        (
            without_sub_column(partial("A-1-1", C::Misplaced, N::Items, F::Fresh)),
            "80.00",
            "栏目 40×0.5（位置不当）；看到的情况",
        ),
    ];
    for (verdict, total, reason) in cases {
        let sheet = scored(std::slice::from_ref(&verdict));
        assert_eq!(sheet.total, Some(number(total)), "{verdict:?}");
        assert_eq!(sheet.points[0].reason, reason);
        assert_eq!(sheet.coverage, number("100.00"));
    }
}

#[test]
fn a_part_that_cannot_be_told_leaves_its_row() {
    let unverifiable =
        verdict("A-1-1", ColumnState::External, ContentState::Items, FreshnessState::Unverifiable, Answer::Met);
    let sheet = scored(&[unverifiable]);
    assert_eq!((sheet.total, sheet.coverage), (Some(number("100.00")), number("70.00")));
    assert_eq!(sheet.points[0].reason, "时效 30不计（无法核实）");

    // 40 × 0.6 of the 40 that can be told.
    let owed =
        without_sub_column(partial("A-1-1", ColumnState::Exact, ContentState::Unknown, FreshnessState::Unverifiable));
    let sheet = scored(&[owed]);
    assert_eq!((sheet.total, sheet.coverage), (Some(number("60.00")), number("40.00")));
}

#[test]
fn columns_weigh_the_same_and_their_rows_share() {
    // Three columns of 33.33…; the first one's four rows share it.
    let verdicts = [met("A-1-1"), met("A-1-2"), missing("A-1-3"), met("A-1-4"), met("A-2-1"), missing("A-3-1")];
    let sheet = scored(&verdicts);
    let full: Vec<String> = sheet.points.iter().map(|points| points.full.to_string()).collect();
    assert_eq!(full, ["8.33", "8.33", "8.33", "8.33", "33.33", "33.33"]);
    assert_eq!(sheet.total, Some(number("58.33")));
    assert_eq!((sheet.applicable, sheet.met, sheet.unmet), (6, 4, 2));
}

#[test]
fn what_could_not_be_verified_leaves_the_sheet() {
    let not_due = Verdict { answer: Answer::NotApplicable, ..missing("A-4-1") };
    let sheet = scored(&[met("A-1-1"), missing("A-2-1"), unseen("A-3-1"), not_due]);
    assert_eq!((sheet.total, sheet.coverage), (Some(number("50.00")), number("50.00")));
    assert_eq!((sheet.applicable, sheet.unverified), (3, 1));
    assert_eq!(sheet.points[2].got, None);
    assert_eq!(sheet.points[2].reason, "待核查，不计分：看到的情况");
    assert_eq!(sheet.grade, "不合格（暂定）");

    let nothing = scored(&[unseen("A-1-1")]);
    assert_eq!((nothing.total, nothing.coverage, nothing.grade.as_str()), (None, number("0.00"), "待核查"));
    assert_eq!(scored(&[]).total, None);
}

#[test]
fn two_places_half_up() {
    // Eight columns of 12.5, one of which loses 12.5 × 0.4 × 0.003 = 0.015: 99.985 in truth, and 12.485 of its own.
    let with = |factor: &str| policy_with(|own| own.factors.misplaced = number(factor));
    let mut verdicts: Vec<Verdict> = (1..8).map(|n| met(&format!("A-{n}-1"))).collect();
    verdicts.push(partial("A-8-1", ColumnState::Misplaced, ContentState::Items, FreshnessState::Fresh));
    let eight = scored_by(&with("0.997"), &verdicts);
    assert_eq!(eight.total.unwrap().to_string(), "99.99");
    assert_eq!(eight.points[7].got.unwrap().to_string(), "12.49");

    // Two columns of three rows each, one column losing 50 × 0.4 × 0.00175 = 0.035, though thirds have no end: 99.965.
    let misplaced = |row| partial(row, ColumnState::Misplaced, ContentState::Items, FreshnessState::Fresh);
    let verdicts =
        [met("A-1-1"), met("A-1-2"), met("A-1-3"), misplaced("A-2-1"), misplaced("A-2-2"), misplaced("A-2-3")];
    assert_eq!(scored_by(&with("0.99825"), &verdicts).total.unwrap().to_string(), "99.97");
}

#[test]
fn grades_go_by_the_total_that_is_shown() {
    // 60 + 40 × factor; 0.7499 makes 89.996, which is shown as 90.00.
    for (factor, grade) in
        [("0.75", "优秀"), ("0.7499", "优秀"), ("0.749", "良好"), ("0.25", "良好"), ("0.249", "合格"), ("0", "合格")]
    {
        let policy = policy_with(|own| own.factors.misplaced = number(factor));
        let misplaced = partial("A-1-1", ColumnState::Misplaced, ContentState::Items, FreshnessState::Fresh);
        let sheet = scored_by(&policy, &[misplaced]);
        assert_eq!(sheet.grade, grade, "{factor}: {:?}", sheet.total);
    }
    assert_eq!(scored(&[missing("A-1-1")]).grade, "不合格");
}

#[test]
fn units_with_the_same_total_share_a_rank() {
    let half = [met("A-1-1"), missing("A-2-1")];
    let mut sheets = vec![
        scored(&half),
        scored(&[met("A-1-1")]),
        scored(&[unseen("A-1-1")]),
        scored(&half),
        scored(&[missing("A-1-1")]),
    ];
    rank(&mut sheets);
    assert_eq!(sheets.iter().map(|sheet| sheet.rank).collect::<Vec<_>>(), [Some(2), Some(1), None, Some(2), Some(4)]);
}

#[test]
fn a_wrong_policy_is_told_in_chinese_with_its_place() {
    let replaced = |from: &str, to: &str| {
        assert!(POLICY.contains(from), "{from}");
        Policy::parse(&POLICY.replacen(from, to, 1), "安康/policy.toml", Kind::Columns).unwrap_err().to_string()
    };
    for (from, to, words) in [
        ("late_workdays = 20", "late_workdays = 0", "judge.late_workdays：应为 1 至 365 的整数"),
        ("column = 40", "column = 50", "score.parts：column、content、freshness 之和应为 100"),
        ("higher_share = 0.5", "higher_share = 0", "judge.demands.higher_share：应大于 0，不超过 1"),
        ("note = 0.8", "note = 1.5", "score.factors.note：应在 0 至 1 之间"),
        ("at_least = 90", "at_least = 60", "score.grades：应按 at_least 从高到低排列"),
        ("month = 3, day = 31", "month = 2, day = 30", "judge.annual_report.government：应为存在的月和日"),
        ("late_workdays = 20", "late_workday = 20", "没有“late_workday”这个键，可用的键：sub_column_items"),
        ("late_workdays = 20", "", "缺少键“late_workdays”"),
        ("late_workdays = 20", "late_workdays = \"二十\"", "值的类型不对"),
        ("late_workdays = 20", "late_workdays = ", "不是合法的 TOML"),
    ] {
        let error = replaced(from, to);
        assert!(error.starts_with("安康/policy.toml：") && error.contains(words), "{error}");
    }
    let line = replaced("late_workdays = 20", "late_workday = 20");
    assert!(line.contains("行“late_workday = 20”"), "{line}");
    let both = Policy::parse(
        &POLICY.replace("note = 0.8", "note = -1").replace("stale = 0", "stale = 2"),
        "p.toml",
        Kind::Columns,
    );
    assert_eq!(both.unwrap_err().to_string().lines().count(), 2);
}

fn any_verdict(code: String) -> impl Strategy<Value = Verdict> {
    use ColumnState as C;
    use ContentState as N;
    use FreshnessState as F;
    let column = prop::sample::select(vec![C::Exact, C::Alias, C::Misplaced, C::External]);
    let content = prop::sample::select(vec![N::Items, N::Note, N::Empty]);
    let freshness = prop::sample::select(vec![F::Fresh, F::Stale, F::Late, F::NotDue, F::Undated, F::Unverifiable]);
    (column, content, freshness, any::<bool>(), 0..4).prop_map(move |(column, content, freshness, owed, kind)| {
        match kind {
            0 => missing(&code),
            1 => unseen(&code),
            _ if owed => without_sub_column(partial(&code, column, content, freshness)),
            _ => partial(&code, column, content, freshness),
        }
    })
}

fn any_verdicts() -> impl Strategy<Value = Vec<Verdict>> {
    prop::collection::vec((1..20_u8, 1..4_u8), 1..40).prop_flat_map(|codes| {
        codes.into_iter().map(|(column, row)| any_verdict(format!("A-{column}-{row}"))).collect::<Vec<_>>()
    })
}

proptest! {
    #[test]
    fn a_total_lies_between_0_and_100_and_is_the_sum_of_its_points(verdicts in any_verdicts()) {
        let sheet = scored(&verdicts);
        let hundred = Decimal::ONE_HUNDRED;
        prop_assert!(sheet.coverage >= Decimal::ZERO && sheet.coverage <= hundred);
        let full: Decimal = sheet.points.iter().map(|points| points.full).sum();
        let slack = Decimal::new(5, 3) * Decimal::from(verdicts.len());
        prop_assert!((full - hundred).abs() <= slack, "{full}");
        if let Some(total) = sheet.total {
            prop_assert!(total >= Decimal::ZERO && total <= hundred, "{total}");
            let of = |pick: fn(&Points) -> Decimal| -> Decimal {
                sheet.points.iter().filter(|points| points.got.is_some()).map(pick).sum()
            };
            let (got, scored) = (of(|points| points.got.unwrap()), of(|points| points.full));
            // Σ got = total × Σ full, each of them off by half a hundredth per row at most.
            prop_assert!((got - total * scored / hundred).abs() <= slack * Decimal::TWO + Decimal::new(1, 2));
        }
    }

    #[test]
    fn what_is_unverified_neither_helps_nor_harms(verdicts in any_verdicts()) {
        let with_unverified_as = |stand_in: fn(&str) -> Verdict| {
            let known = verdicts.iter().map(|verdict| match verdict.answer {
                Answer::Unverified => stand_in(&verdict.code),
                _ => verdict.clone(),
            });
            scored(&known.collect::<Vec<_>>()).total
        };
        if let Some(total) = scored(&verdicts).total {
            prop_assert!(with_unverified_as(missing).unwrap() <= total);
            prop_assert!(with_unverified_as(met).unwrap() >= total);
        }
    }
}

/// Two columns, one of them empty, and no report on either.
fn without_reports() -> [Verdict; 2] {
    let finding = |code: &str| Finding {
        number: String::new(),
        unit: "临江市财政局".to_owned(),
        code: code.to_owned(),
        kind: FindingKind::ReportMissing,
        description: String::new(),
        url: String::new(),
        found: "2020-09-30".parse().unwrap(),
        last_update: None,
        stale_days: None,
        advice: String::new(),
    };
    let empty = partial("A-2-1", ColumnState::Exact, ContentState::Empty, FreshnessState::Unverifiable);
    [met("A-1-1"), empty].map(|verdict| Verdict { findings: vec![finding(&verdict.code)], ..verdict })
}

fn with_reports_at(each: &str, verdicts: &[Verdict]) -> ScoreSheet {
    scored_by(&policy_with(|own| own.report_missing = number(each)), verdicts)
}

#[test]
fn a_missing_report_costs_nothing_by_the_shipped_policy() {
    let sheet = scored(&without_reports());
    assert_eq!((sheet.total, sheet.grade.as_str()), (Some(number("70.00")), "良好"));
    assert_eq!(sheet.points[0].reason, "");
    assert!(!sheet.points[1].reason.contains("报送"));
}

#[test]
fn each_missing_report_takes_its_points_off_the_total() {
    let sheet = with_reports_at("2", &without_reports());
    // 100 × (50 + 50 × 0.4) / 100 − 2 × 2.
    assert_eq!((sheet.total, sheet.grade.as_str()), (Some(number("66.00")), "合格"));
    assert_eq!(sheet.points[0].reason, "未报送信息，总分扣2分");
    assert!(sheet.points[1].reason.ends_with("；看到的情况；未报送信息，总分扣2分"), "{}", sheet.points[1].reason);
    assert_eq!(sheet.points[0].got, Some(number("50.00")), "the row keeps its points");

    let nothing = with_reports_at("40", &without_reports());
    assert_eq!(nothing.total.unwrap().to_string(), "0.00");
    assert_eq!(nothing.grade, "不合格");

    let unverified = without_reports().map(|verdict| Verdict { findings: verdict.findings, ..unseen(&verdict.code) });
    assert_eq!(with_reports_at("2", &unverified).total, None);
}

#[test]
fn a_policy_may_say_nothing_of_reports_but_no_nonsense() {
    let without = POLICY.replace("report_missing = 0\n", "");
    assert_eq!(Policy::parse(&without, "policy.toml", Kind::Columns).unwrap(), policy());
    for wrong in ["-1", "101"] {
        let text = POLICY.replace("report_missing = 0", &format!("report_missing = {wrong}"));
        let error = Policy::parse(&text, "policy.toml", Kind::Columns).unwrap_err().to_string();
        assert_eq!(error, "policy.toml：score.report_missing：应在 0 至 100 之间");
    }
}
