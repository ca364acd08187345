//! What rows weigh, and for which units.

use super::examples::example;
use super::*;

const GRADES: &str = "[[score.grades]]\nname = \"优秀\"";

fn with(tables: &str) -> Policy {
    let text = POLICY.replacen(GRADES, &format!("{tables}\n{GRADES}"), 1);
    Policy::parse(&text, "policy.toml", Kind::Columns).unwrap()
}

fn full(policy: &Policy, groups: &[&str], codes: &[&str]) -> Vec<String> {
    let verdicts: Vec<Verdict> = codes.iter().map(|code| met(code)).collect();
    let sheet = sheet(policy, &unit("临江市财政局", groups), &verdicts);
    sheet.points.iter().map(|points| points.full.to_string()).collect()
}

#[test]
fn a_level_shares_what_its_own_rows_leave_and_the_sheet_what_the_levels_leave() {
    let policy = with("[score.weights]\n\"A-01\" = 12.5\n\"A-01-02\" = 4.0625\n\"A-02-01-02\" = 0.06\n");
    let codes = ["A-01-01-01", "A-01-01-02", "A-01-02-01", "A-01-03-01", "A-02-01-01", "A-02-01-02", "A-03-01-01"];
    // A-01 leaves 12.5 − 4.0625 = 8.4375 to its two other columns, 4.21875 each; the sheet leaves 100 − 12.5 − 0.06 = 87.44 to
    // the two columns that no name covers.
    let expected = ["2.1094", "2.1094", "4.0625", "4.2188", "43.72", "0.06", "43.72"];
    assert_eq!(full(&policy, &[], &codes), expected);
}

#[test]
fn a_weight_of_zero_leaves_the_total_alone() {
    let policy = with("[score.weights]\n\"A-01\" = 0\n");
    let sheet = scored_by(&policy, &[missing("A-01-01-01"), met("A-02-01-01")]);
    assert_eq!((sheet.total, sheet.coverage), (Some(number("100.00")), number("100.00")));
    let nothing = scored_by(&policy, &[met("A-01-01-01")]);
    assert_eq!((nothing.total, nothing.grade.as_str()), (None, "待核查"));
}

#[test]
fn the_first_group_that_a_unit_is_in_counts() {
    let policy = example("县区和部门");
    let codes = ["QX-01-01-01", "QX-02-01-01"];
    assert_eq!(full(&policy, &["县区"], &codes), ["60.00", "40.00"]);
    assert_eq!(full(&policy, &["直属", "部门"], &codes), ["12.50", "0.00"]);
    let two = with(
        "[[score.groups]]\ngroups = [\"县区\", \"园区\"]\nleave_out = [\"A-02\"]\n\
         [[score.groups]]\ngroups = [\"部门\"]\nleave_out = [\"A-01\"]\n",
    );
    let verdicts = [met("A-01-01-01"), missing("A-02-01-01"), missing("A-02-02-01")];
    let sheet = sheet(&two, &unit("临江市财政局", &["部门", "园区"]), &verdicts);
    assert_eq!((sheet.total, sheet.coverage), (Some(number("100.00")), number("100.00")));
    assert_eq!(sheet.points[1].reason, "本组单位不评此项，不计分");
    assert_eq!((sheet.applicable, sheet.unmet), (1, 0), "what a group is not asked for does not apply to its units");
    let account = account(&two, &unit("临江市财政局", &["部门"]), &verdicts);
    assert_eq!((account.groups, account.sheet.total), (vec!["部门".to_owned()], Some(number("0.00"))));
}

/// 75 × 4/3: 75 less 5 and 3, then × 4/3, is 89.33; the services, a veto for others, are not asked for.
#[test]
fn a_site_without_services_is_scored_out_of_75() {
    use crate::judge::{CheckState, CheckVerdict};
    let check = |code: &str, check: CheckState| {
        let answer = if check == CheckState::Kept { Answer::Met } else { Answer::Unmet };
        Verdict { state: State::Check(CheckVerdict { check, count: Some(1), limit: None }), answer, ..met(code) }
    };
    let verdicts = [
        check("GB-01-06-01", CheckState::Broken),
        check("GB-02-01-01", CheckState::Broken),
        check("GB-02-02-01", CheckState::Broken),
        check("GB-02-03-01", CheckState::Broken),
        check("GB-02-05-01", CheckState::Kept),
    ];
    let policy = example("国办秘函〔2019〕19号");
    let scored = |groups: &[&str]| sheet(&policy, &unit("临江市民政局", groups), &verdicts);
    let without = scored(&["部门", "无对外服务"]);
    assert_eq!((without.total, without.grade.as_str()), (Some(number("89.33")), "合格"));
    let with = scored(&["部门"]);
    assert_eq!((with.total, with.grade.as_str()), (None, "不合格（单项否决）"));
}

#[test]
fn every_step_is_told_in_words() {
    let policy = example("绵阳市2022年");
    let verdicts = [
        met("MY-01-01-01"),
        partial("MY-02-01-01-01", ColumnState::Exact, ContentState::Note, FreshnessState::Fresh),
        met("MY-02-02-01-01"),
        unseen("MY-03-01-01"),
        met("MY-04-01-01"),
    ];
    let account = account(&policy, &unit("临江市财政局", &[]), &verdicts);
    assert_eq!(
        account.rows[1],
        [
            "分值 35：评分办法写明 MY-02-01 为 35 分，归所余的这一个栏目",
            "栏目 40 × 1 = 40（同名）",
            "内容 30 × 0.8 = 24（仅情况说明）",
            "时效 30 × 1 = 30（及时）",
            "三部分得 94 ÷ 100，即分值的94%",
            "得 32.9 分（分值 35）",
        ]
    );
    assert_eq!(
        account.rows[3],
        [
            "分值 30：评分办法写明 MY-03 为 30 分，归所余的这一个栏目",
            "待核查，不计分：看到的情况；分子和分母都不计此行"
        ]
    );
    assert_eq!(
        account.sheet.steps,
        [
            "共 5 行，计分 3 行，加分 1 行；不计分 1 行：MY-03-01-01",
            "得分合计 67.9 ÷ 分值合计 70 × 100 = 97.00",
            "加分：30 分；97.00 + 30 = 127.00",
            "能够计分的权重占 70.00%（低于 60% 的，等级为暂定）",
            "等级：优秀",
        ]
    );
}

#[test]
fn what_is_shared_and_what_a_veto_does_is_told() {
    let policy =
        with("[score.weights]\n\"A-01\" = 12.5\n\"A-01-02\" = 4.0625\n[score.veto]\nrows = [\"A-02\"]\nat_most = 59\n");
    let verdicts = [
        met("A-01-01-01"),
        met("A-01-01-02"),
        met("A-01-02-01"),
        met("A-01-03-01"),
        missing("A-02-01-01"),
        met("A-03-01-01"),
    ];
    let account = account(&policy, &unit("临江市财政局", &[]), &verdicts);
    assert_eq!(
        account.rows[0][0],
        "分值 2.1094：评分办法写明 A-01 为 12.5 分，除去另行写明的 4.0625 分，余 8.4375 分，由 2 个栏目平分，栏目 A-01-01 的 2 行再平分"
    );
    assert_eq!(
        account.rows[4][0],
        "分值 43.75：评分办法没有写明权重，全表 100 分，除去另行写明的 12.5 分，余 87.5 分，由 2 个栏目平分"
    );
    assert_eq!(account.sheet.steps[1], "得分合计 56.25 ÷ 分值合计 100 × 100 = 56.25");
    assert_eq!(account.sheet.steps[2], "单项否决：A-02-01-01，总分最高 59.00");
}

#[test]
fn groups_that_no_unit_is_in_are_named() {
    let policy = with("[[score.groups]]\ngroups = [\"县区\", \"部们\"]\nleave_out = [\"A-02\"]\n");
    let units = [unit("临江市财政局", &["部门"]), unit("临溪县人民政府", &["县区"])];
    assert_eq!(idle_groups(&policy, &units), ["部们"]);
    assert_eq!(idle_groups(&policy, &[]), ["县区", "部们"]);
}
