//! The year, reckoned by hand.

use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};
use rust_decimal::Decimal;

use super::{Gap, Standing, UnitYear, YearSheet, annual};
use crate::score::year_policy::problems;
use crate::score::{Grade, YearPolicy};

const UNIT: &str = "青禾市财政局";

fn number(words: &str) -> Decimal {
    words.parse().unwrap()
}

fn policy(text: &str) -> YearPolicy {
    toml::from_str(text).unwrap()
}

fn grades() -> Vec<Grade> {
    let grade = |(name, least): (&str, &str)| Grade { name: name.to_owned(), at_least: number(least) };
    [("优秀", "90"), ("良好", "70"), ("合格", "60"), ("不合格", "0")].map(grade).to_vec()
}

/// A quarter: a number, `-` for one in which the unit was not, `?` for one without a total, `!` before a vetoed one.
fn standing(words: &str) -> Standing {
    match words {
        "-" => Standing::Absent,
        "?" => Standing::Unscored,
        "!" => Standing::Vetoed(None),
        _ => match words.strip_prefix('!') {
            Some(total) => Standing::Vetoed(Some(number(total))),
            None => Standing::Scored(number(words)),
        },
    }
}

fn unit(quarters: [&str; 4]) -> UnitYear {
    UnitYear { unit: UNIT.to_owned(), quarters: quarters.map(standing), unresolved: 0, ledgers: Vec::new() }
}

fn year(text: &str, unit: UnitYear) -> YearSheet {
    annual(&policy(text), &grades(), &[unit]).unwrap().remove(0)
}

fn total(text: &str, quarters: [&str; 4]) -> String {
    year(text, unit(quarters)).total.unwrap().to_string()
}

#[test]
fn quarters_weigh_the_same_unless_the_policy_says_otherwise() {
    // (80 + 90 + 85.5 + 88.25) ÷ 4 = 85.9375.
    let sheet = year("", unit(["80.00", "90.00", "85.50", "88.25"]));
    assert_eq!((sheet.total, sheet.weighted), (Some(number("85.94")), Some(number("85.94"))));
    assert_eq!((sheet.grade.as_str(), sheet.rank), ("良好", Some(1)));
    assert_eq!(sheet.steps, ["季度加权：（80.00×25＋90.00×25＋85.50×25＋88.25×25）÷100＝85.94", "全年得分：85.94"]);
    // 14.03 + 16.268 + 18.41 + 26.668 = 75.376.
    let weights = "weights = { Q1 = 20, Q2 = 20, Q3 = 20, Q4 = 40 }";
    assert_eq!(total(weights, ["70.15", "81.34", "92.05", "66.67"]), "75.38");
    // Half a hundredth goes up: (80.01 + 80 + 80 + 80.01) ÷ 4 = 80.005.
    assert_eq!(total("", ["80.01", "80.00", "80.00", "80.01"]), "80.01");
}

#[test]
fn a_missing_quarter_is_an_error_unless_the_policy_says_what_it_means() {
    let units = [unit(["-", "80.00", "90.00", "?"]), unit(["80.00", "80.00", "80.00", "80.00"])];
    let gaps = annual(&policy(""), &grades(), &units).unwrap_err();
    let gap = |what: &str| Gap { unit: UNIT.to_owned(), what: what.to_owned() };
    assert_eq!(gaps, [gap("第一季度没有参加评估"), gap("第四季度没有可计分的指标（待核查）")]);

    // (0 + 80 + 90 + 70) ÷ 4, and (80 + 90 + 70) ÷ 3.
    let zero = year("missing = \"zero\"", unit(["-", "80.00", "90.00", "70.00"]));
    assert_eq!(zero.total, Some(number("60.00")));
    assert_eq!(zero.steps[0], "第一季度没有参加评估，按 0 分计");
    assert_eq!(zero.steps[1], "季度加权：（0.00×25＋80.00×25＋90.00×25＋70.00×25）÷100＝60.00");
    let left = year("missing = \"leave_out\"", unit(["-", "80.00", "90.00", "70.00"]));
    assert_eq!((left.total, left.steps[0].as_str()), (Some(number("80.00")), "第一季度没有参加评估，不计入"));

    // 700 + 1600 + 2700 = 5000, over 100 and over 60.
    let weights = "weights = { Q1 = 10, Q2 = 20, Q3 = 30, Q4 = 40 }\nmissing = ";
    assert_eq!(total(&format!("{weights}\"zero\""), ["70.00", "80.00", "90.00", "?"]), "50.00");
    assert_eq!(total(&format!("{weights}\"leave_out\""), ["70.00", "80.00", "90.00", "?"]), "83.33");

    // A quarter that weighs nothing is not missed.
    let weights = "weights = { Q1 = 0, Q2 = 0, Q3 = 50, Q4 = 50 }";
    assert_eq!(total(weights, ["-", "?", "90.00", "70.00"]), "80.00");

    let nothing = year("missing = \"leave_out\"", unit(["-", "-", "?", "-"]));
    assert_eq!((nothing.total, nothing.rank, nothing.grade.as_str()), (None, None, "待核查"));
}

#[test]
fn what_was_not_put_right_costs_points_up_to_a_limit() {
    let off = |text: &str, unresolved: usize| {
        let sheet = year(text, UnitYear { unresolved, ..unit(["80.00", "80.00", "80.00", "80.00"]) });
        (sheet.off.to_string(), sheet.total.unwrap().to_string())
    };
    let pair = |off: &str, total: &str| (off.to_owned(), total.to_owned());
    assert_eq!(off("", 7), pair("0.00", "80.00"));
    assert_eq!(off("unresolved = 0.5", 3), pair("1.50", "78.50"));
    assert_eq!(off("unresolved = 0.5\nunresolved_most = 2", 3), pair("1.50", "78.50"));
    assert_eq!(off("unresolved = 0.5\nunresolved_most = 2", 5), pair("2.00", "78.00"));
    assert_eq!(off("unresolved = 30", 3), pair("90.00", "0.00"));
    let sheet = year("unresolved = 30", UnitYear { unresolved: 3, ..unit(["80.00", "80.00", "80.00", "80.00"]) });
    assert_eq!(sheet.steps[1], "复查后仍未整改的问题3个，每个扣30分，扣90.00分");
    assert_eq!(sheet.steps[2], "全年得分：80.00－90.00＝0.00（不低于 0）");
}

#[test]
fn a_ledger_has_its_share() {
    let with = |text: &str, ledgers: &[Option<&str>], unresolved: usize| {
        let ledgers = ledgers.iter().map(|total| total.map(number)).collect();
        year(text, UnitYear { ledgers, unresolved, ..unit(["80.00", "90.00", "85.50", "88.25"]) })
    };
    // 85.94 × 80% = 68.752, 92.30 × 20% = 18.46: 87.212, less 1.50: 85.712.
    let share = "unresolved = 0.5\nledgers = { xinyang-2016 = 20 }";
    let sheet = with(share, &[Some("92.30")], 3);
    assert_eq!((sheet.ledger, sheet.total), (Some(number("92.30")), Some(number("85.71"))));
    assert_eq!(sheet.steps[1], "台账得分：（92.30×20）÷20＝92.30");
    assert_eq!(sheet.steps[3], "全年得分：85.94×80%＋92.30×20%－1.50＝85.71");
    // Two: (90 × 20 + 60 × 10) ÷ 30 = 80; 85.94 × 70% = 60.158, 80 × 30% = 24: 84.158.
    let two = "ledgers = { xinyang-2016 = 20, work-points-2014 = 10 }";
    // In the order of their ids: work-points-2014 first.
    let sheet = with(two, &[Some("60.00"), Some("90.00")], 0);
    assert_eq!((sheet.ledger, sheet.total), (Some(number("80.00")), Some(number("84.16"))));

    let missing = |mode: &str| with(&format!("missing = \"{mode}\"\nledgers = {{ xinyang-2016 = 20 }}"), &[None], 0);
    assert_eq!(missing("leave_out").total, Some(number("85.94")));
    // 68.752 + 0.
    assert_eq!(missing("zero").total, Some(number("68.75")));
    let without = UnitYear { ledgers: vec![None], ..unit(["80.00"; 4]) };
    let gaps = annual(&policy(share), &grades(), &[without]).unwrap_err();
    assert_eq!(gaps[0].what, "台账 xinyang-2016 没有得分");
}

#[test]
fn a_veto_in_a_quarter_bounds_the_year() {
    let quarters = ["95.00", "!", "95.00", "95.00"];
    // 285 ÷ 4 = 71.25: the quarter itself counts as 0.
    let plain = year("", unit(quarters));
    assert_eq!((plain.total, plain.grade.as_str()), (Some(number("71.25")), "良好"));
    assert_eq!(plain.steps.last().unwrap(), "第二季度被单项否决");
    let bound = year("veto = { at_most = 59 }", unit(quarters));
    assert_eq!((bound.total, bound.grade.as_str()), (Some(number("59.00")), "不合格"));
    assert_eq!(bound.steps.last().unwrap(), "第二季度被单项否决，全年得分最高59.00分");
    let graded = year("veto = { grade = \"单项否决\" }", unit(["95.00", "!80.00", "95.00", "95.00"]));
    assert_eq!((graded.total, graded.grade.as_str()), (Some(number("91.25")), "单项否决"));
    let low = year("veto = { at_most = 59 }", unit(["20.00", "!", "20.00", "20.00"]));
    assert_eq!(low.total, Some(number("15.00")));
    let spared = year("veto = { at_most = 59 }", unit(["95.00", "0.00", "95.00", "95.00"]));
    assert_eq!(spared.total, Some(number("71.25")));
}

#[test]
fn units_with_the_same_total_share_their_place() {
    let units = ["70.00", "90.00", "90.00", "80.00"].map(|total| unit([total; 4]));
    let sheets = annual(&policy(""), &grades(), &units).unwrap();
    let ranks: Vec<_> = sheets.iter().map(|sheet| sheet.rank.unwrap()).collect();
    assert_eq!(ranks, [4, 1, 1, 3]);
}

#[test]
fn what_is_out_of_range_is_told_with_its_key() {
    for (text, key, right) in [
        ("weights = { Q1 = 25, Q2 = 25, Q3 = 25, Q4 = 20 }", "weights", "之和应为 100"),
        ("weights = { Q1 = -25, Q2 = 75, Q3 = 25, Q4 = 25 }", "weights", "每个数应在 0 至 100 之间"),
        ("unresolved = 101", "unresolved", "0 至 100"),
        ("unresolved_most = -1", "unresolved_most", "0 至 100"),
        ("ledgers = { a = 0 }", "ledgers", "大于 0"),
        ("ledgers = { a = 50, b = 50 }", "ledgers", "之和应小于 100"),
        ("veto = {}", "veto", "at_most 或 grade"),
        ("veto = { at_most = 100.5 }", "veto.at_most", "0 至 100"),
        ("veto = { grade = \" \" }", "veto.grade", "不能为空"),
    ] {
        let found = problems(&policy(text));
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].0 == key && found[0].1.contains(right), "{text}: {found:?}");
    }
    assert!(problems(&YearPolicy::default()).is_empty());
    for unknown in ["mising = \"zero\"", "weights = { Q1 = 100 }", "missing = \"none\"", "veto = { most = 1 }"] {
        assert!(toml::from_str::<YearPolicy>(unknown).is_err(), "{unknown}");
    }
}

fn totals() -> impl Strategy<Value = Decimal> {
    (0_i64..=10_000).prop_map(|hundredths| Decimal::new(hundredths, 2))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn quarters_that_are_equal_give_their_own_total(total in totals(), first in 0_i64..=100) {
        let weights = format!("weights = {{ Q1 = {first}, Q2 = {}, Q3 = 0, Q4 = 0 }}", 100 - first);
        let unit = UnitYear { quarters: [Standing::Scored(total); 4], ..unit(["-"; 4]) };
        for text in ["", weights.as_str()] {
            assert_eq!(year(text, unit.clone()).total, Some(total));
        }
    }

    #[test]
    fn the_order_of_quarters_and_units_does_not_matter(
        quarters in prop::array::uniform4(totals()), turns in 0_usize..4, other in totals(), behind in any::<bool>()
    ) {
        let mut turned = quarters;
        turned.rotate_left(turns);
        let of = |quarters: [Decimal; 4]| UnitYear { quarters: quarters.map(Standing::Scored), ..unit(["-"; 4]) };
        let (one, another) = (year("", of(quarters)), year("", of(turned)));
        assert_eq!(one.total, another.total);
        let mut units = [of(quarters), of([other; 4])];
        if behind {
            units.reverse();
        }
        let sheets = annual(&policy(""), &grades(), &units).unwrap();
        let sheet = &sheets[usize::from(behind)];
        assert_eq!((sheet.total, &sheet.steps), (one.total, &one.steps));
        assert_eq!(sheet.rank, Some(if Some(other) > one.total { 2 } else { 1 }));
    }
}
