//! Score sheets that were published, with the policies of docs/policy.md. Figures are those of the sheets.

use ColumnState as C;
use ContentState as N;
use FreshnessState as F;

use super::examples::example;
use super::*;

fn note(code: &str) -> Verdict {
    partial(code, C::Exact, N::Note, F::Fresh)
}

fn in_part(code: &str) -> Verdict {
    breaking_a_demand(partial(code, C::Exact, N::Items, F::Fresh))
}

/// Full points, points and reason of each row.
fn points(sheet: &ScoreSheet) -> Vec<(String, String)> {
    let got = |points: &Points| points.got.map_or("—".to_owned(), |got| got.to_string());
    sheet.points.iter().map(|points| (points.full.to_string(), got(points))).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(full, got)| ((*full).to_owned(), (*got).to_owned())).collect()
}

/// (81.22 + 0.64) / (100 + 0.64) × 100 = 81.34: 涡阳县水利局, with 情况说明 4.0 → −2.4 and 2.0 → −1.2.
#[test]
fn woyang_adds_up_basic_and_key_fields() {
    let basic =
        [met("WY-01-01-01"), missing("WY-01-02-01"), note("WY-01-03-01"), note("WY-01-04-01"), met("WY-01-05-01")];
    let key = [met("WY-02-01-01"), met("WY-02-02-01")];
    let all = [&basic[..], &key[..]].concat();
    let sheet = scored_by(&example("涡阳县2020年第三季度"), &all);
    let of_basic = [("72.00", "72.00"), ("15.18", "0.00"), ("4.00", "1.60"), ("2.00", "0.80"), ("6.82", "6.82")];
    let of_key = [("0.06", "0.06"), ("0.58", "0.58")];
    assert_eq!(points(&sheet), pairs(&[&of_basic[..], &of_key[..]].concat()));
    assert_eq!(sheet.total, Some(number("81.34")));
    // A unit without the duty: 81.22 of 100.
    let without = scored_by(&example("涡阳县2020年第三季度"), &basic);
    assert_eq!(without.total, Some(number("81.22")));
}

/// 20 → 16, 30 → 24, 24 → 19.2, 10 → 0, 8 → 4, 20 → 8, and full marks where a note suffices.
#[test]
fn shucheng_takes_a_fifth_off_a_note() {
    let policy = example("舒城县万佛湖镇2023年第二季度");
    let no_result = with_findings(met("SC-05-01-01"), &[FindingKind::InterpretationMissing]);
    let verdicts = [note("SC-01-01-01"), note("SC-02-01-01"), note("SC-03-01-01"), missing("SC-04-01-01"), no_result];
    let sheet = scored_by(&policy, &verdicts);
    let expected = [("20.00", "16.00"), ("30.00", "24.00"), ("24.00", "19.20"), ("10.00", "0.00"), ("8.00", "4.00")];
    assert_eq!(points(&sheet), pairs(&expected));
    assert_eq!(sheet.points[0].reason, "内容 100×0.8（仅情况说明）；看到的情况");
    assert_eq!(sheet.points[4].reason, "文件未解读1处，每处扣分值的50%，扣4分；看到的情况");
    // 63.2 of 92.
    assert_eq!(sheet.total, Some(number("68.70")));

    // 20 × 0.8 − 20 × 0.4.
    let only_a_note = with_findings(note("SC-01-01-01"), &[FindingKind::DocumentMissing]);
    assert_eq!(points(&scored_by(&policy, &[only_a_note])), pairs(&[("20.00", "8.00")]));
    assert_eq!(scored_by(&policy, &[note("SC-09-01-01")]).total, Some(number("100.00")));
}

/// 3.0 → −1.2, 2.0 → −0.4; elsewhere 5.0 → −2.0.
#[test]
fn xuanzhou_takes_two_fifths_off_a_note_and_a_fifth_off_what_is_in_part() {
    let sheet = scored_by(&example("宣州区2021年第二季度"), &[note("XZ-01-01-01"), in_part("XZ-02-01-01")]);
    assert_eq!(points(&sheet), pairs(&[("3.00", "1.80"), ("2.00", "1.60")]));
    assert_eq!(sheet.total, Some(number("68.00")));
    let elsewhere = scored_by(&example("部分缺失扣四成"), &[in_part("XZ-03-01-01")]);
    assert_eq!(points(&elsewhere), pairs(&[("5.00", "3.00")]));
}

/// 有栏目 2, 有内容 0.5.
#[test]
fn a_column_without_content_gets_two_of_two_and_a_half() {
    let empty = partial("QU-01-01-01", C::Exact, N::Empty, F::Unverifiable);
    let sheet = scored_by(&example("某区有栏目有内容"), &[empty]);
    assert_eq!(points(&sheet), pairs(&[("2.50", "2.00")]));
}

/// 鲤城: −5 for what is late, −1 for each fault of form, of 10.
#[test]
fn deductions_by_fault_end_at_their_cap_and_at_the_points_of_the_row() {
    use FindingKind::{Late, Undated};
    let policy = example("鲤城区2020年");
    let got = |kinds: &[FindingKind]| {
        let sheet = scored_by(&policy, &[with_findings(met("LC-01-01-01"), kinds)]);
        (sheet.points[0].got.unwrap().to_string(), sheet.points[0].reason.clone())
    };
    assert_eq!(got(&[]), ("10.00".to_owned(), String::new()));
    let (left, reason) = got(&[Late, Undated, Undated]);
    assert_eq!(left, "3.00");
    assert_eq!(reason, "发布超期1处，每处扣5分，扣5分；信息无日期2处，每处扣1分，扣2分；看到的情况");
    let (left, reason) = got(&[Late, Late]);
    assert_eq!((left.as_str(), reason.as_str()), ("5.00", "发布超期2处，每处扣5分，扣5分，以此为限；看到的情况"));
    assert_eq!(got(&[Undated; 12]).0, "0.00");
    assert_eq!(got(&[[Late; 2].as_slice(), &[Undated; 9]].concat()).0, "0.00");
}

/// The parts of 绵阳: 15 + 35 + 20 + 30, and a bonus of 30.
fn mianyang(open: bool, site: &[Verdict], media: &[Verdict]) -> ScoreSheet {
    let rest = [met("MY-01-01-01"), if open { met("MY-03-01-01") } else { missing("MY-03-01-01") }];
    let bonus = [met("MY-04-01-01"), missing("MY-04-02-01")];
    scored_by(&example("绵阳市2022年"), &[&rest[..], site, media, &bonus].concat())
}

#[test]
fn mianyang_adds_its_bonus_from_44_points_on() {
    let all = |code: &str| [met(&format!("{code}-01-01")), met(&format!("{code}-02-01"))];
    let half = |code: &str| [met(&format!("{code}-01-01")), missing(&format!("{code}-02-01"))];
    let none = |code: &str| [missing(&format!("{code}-01-01")), missing(&format!("{code}-02-01"))];
    // 35 + 20: 100, and one of two rows of the bonus.
    let best = mianyang(true, &all("MY-02-01"), &all("MY-02-02"));
    assert_eq!((best.total, best.grade.as_str()), (Some(number("115.00")), "优秀"));
    // 35 + 10 = 45.
    let enough = mianyang(false, &all("MY-02-01"), &half("MY-02-02"));
    assert_eq!(enough.total, Some(number("75.00")), "15 + 35 + 10 + 15, of which the media part is below 12");
    assert_eq!(enough.grade, "不合格");
    // 17.5 + 20 = 37.5: no bonus, and the site part is below 21.
    let few = mianyang(true, &half("MY-02-01"), &all("MY-02-02"));
    assert_eq!((few.total, few.grade.as_str()), (Some(number("82.50")), "不合格"));
    assert_eq!(few.points[6].reason, "加分项，不在分值合计之内；MY-02 为 37.5 分，不到 44 分，不加分");
    assert_eq!(few.steps[2], "加分：MY-02 为 37.5 分，不到 44 分，不加分");
    assert_eq!(mianyang(true, &all("MY-02-01"), &none("MY-02-02")).total, Some(number("80.00")));
}

#[test]
fn a_part_that_could_not_be_seen_is_no_veto_but_leaves_the_grade_open() {
    let site = [met("MY-02-01-01-01"), unseen("MY-02-01-02-01")];
    let media = [met("MY-02-02-01-01"), met("MY-02-02-02-01")];
    let sheet = mianyang(true, &site, &media);
    // 82.5 of 82.5; 17.5 + 20 = 37.5 of the 55 are sure, so there is no bonus yet.
    assert_eq!((sheet.total, sheet.grade.as_str()), (Some(number("100.00")), "优秀（暂定）"));
}

#[test]
fn xuancheng_adds_at_most_20_above_80() {
    let policy = example("宣城市2019年");
    let total = |verdicts: &[Verdict]| scored_by(&policy, &[verdicts, &[met("XC-09-01-01")]].concat()).total;
    let others: Vec<Verdict> = (1..=5).map(|number| met(&format!("XC-0{number}-01-01"))).collect();
    assert_eq!(total(&others), Some(number("120.00")));
    let four = [&others[..4], &[missing("XC-05-01-01")]].concat();
    assert_eq!(total(&four), Some(number("80.00")), "80 is not above 80");
    assert_eq!(total(&[note("XC-01-01-01")]), Some(number("114.00")), "94 + 20");
}

#[test]
fn zhaoqing_gives_a_vetoed_unit_59_at_most() {
    let policy = example("肇庆市2019年");
    let three = [met("ZQ-01-01-01"), met("ZQ-02-01-01")];
    let with = |verdict: Verdict| scored_by(&policy, &[&three[..], &[verdict]].concat());
    let vetoed = with(partial("ZQ-05-01-01", C::Exact, N::Empty, F::Unverifiable));
    assert_eq!(vetoed.total, Some(number("80.00")), "only 未达标 is a veto");
    let vetoed = with(missing("ZQ-05-01-01"));
    assert_eq!((vetoed.total, vetoed.grade.as_str()), (Some(number("59.00")), "不合格"));
    assert!(vetoed.points[2].reason.starts_with("单项否决：栏目 40×0（缺失）"), "{}", vetoed.points[2].reason);
    let by_finding = with(with_findings(met("ZQ-03-01-01"), &[FindingKind::ColumnMissing]));
    assert_eq!(by_finding.total, Some(number("59.00")));
    let open = with(unseen("ZQ-05-01-01"));
    assert_eq!((open.total, open.grade.as_str()), (Some(number("100.00")), "优秀（暂定）"));
    // A veto never raises a total.
    let low = scored_by(&policy, &[missing("ZQ-01-01-01"), missing("ZQ-05-01-01"), met("ZQ-02-01-01")]);
    assert_eq!(low.total, Some(number("33.33")));
}

#[test]
fn a_ledger_takes_two_points_off_for_each_task_that_was_late() {
    use crate::judge::{TaskState, TaskVerdict};
    let task = |code: &str, task: TaskState, kinds: &[FindingKind]| {
        let state = State::Task(TaskVerdict { task, limit: None, done: None });
        with_findings(Verdict { state, ..met(code) }, kinds)
    };
    let verdicts = [
        task("XY-01-01", TaskState::InTime, &[]),
        task("XY-01-02", TaskState::Late, &[FindingKind::DoneLate]),
        task("XY-02-01", TaskState::InTime, &[]),
        task("XY-02-02", TaskState::InTime, &[]),
    ];
    let sheet = scored_by(&example("逾期每项扣2分"), &verdicts);
    assert_eq!(sheet.total, Some(number("98.00")));
    assert_eq!(sheet.points[1].reason, "分值×1（逾期完成）；逾期完成1处，每处扣2分，扣2分；看到的情况");
}
