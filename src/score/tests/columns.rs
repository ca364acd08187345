use super::*;

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
    let mut sheets = [
        scored(&half),
        scored(&[met("A-1-1")]),
        scored(&[unseen("A-1-1")]),
        scored(&half),
        scored(&[missing("A-1-1")]),
    ];
    rank(sheets.iter_mut().map(|sheet| &mut sheet.totals));
    assert_eq!(sheets.iter().map(|sheet| sheet.rank).collect::<Vec<_>>(), [Some(2), Some(1), None, Some(2), Some(4)]);
}

/// Two columns, one of them empty, and no report on either.
fn without_reports() -> [Verdict; 2] {
    let empty = partial("A-2-1", ColumnState::Exact, ContentState::Empty, FreshnessState::Unverifiable);
    [met("A-1-1"), empty].map(|verdict| Verdict { findings: vec![finding(FindingKind::ReportMissing)], ..verdict })
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

#[test]
fn a_part_that_weighs_nothing_is_no_reason() {
    let policy = policy_with(|own| {
        own.parts = Parts { column: number("0"), content: number("100"), freshness: number("0") };
    });
    let stale = partial("AK-01-01-01", ColumnState::Misplaced, ContentState::Items, FreshnessState::Stale);
    let sheet = scored_by(&policy, &[stale, missing("AK-01-02-01")]);
    assert_eq!(sheet.points[0].reason, "", "nothing was taken off");
    assert_eq!(sheet.points[1].reason, "内容 100×0（栏目缺失）；看到的情况");
}
