//! What is told of a wrong policy.

use super::*;

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

/// The shipped policy with these tables, with what is wrong with it, also beside its catalogue.
fn wrong(tables: &str) -> Vec<String> {
    let catalogue = crate::catalogue::Catalogue::shipped("ankang-2020").unwrap();
    let text = format!("{POLICY}\n{tables}\n");
    let read = Policy::parse(&text, "policy.toml", Kind::Columns);
    let error = read.and_then(|policy| policy.check(&catalogue, "policy.toml")).unwrap_err();
    assert_eq!(error.to_string().lines().count(), error.located(&text).len());
    error.to_string().lines().map(|line| line.trim_start_matches("policy.toml：").to_owned()).collect()
}

#[test]
fn all_problems_are_told_at_once_whatever_their_kind() {
    let text = POLICY
        .replace("late_workdays = 20", "late_workdays = \"二十\"")
        .replace("minimum_coverage = 60", "minimum_coverage = 160")
        .replace("report_missing = 0", "report_mising = 0")
        .replace("column = 40", "column = 50");
    let error = Policy::parse(&text, "policy.toml", Kind::Columns).unwrap_err();
    let told = error.to_string();
    for words in [
        "行“late_workdays = \"二十\"”：值的类型不对",
        "score.minimum_coverage：应在 0 至 100 之间",
        "score.parts：column、content、freshness 之和应为 100",
        "行“report_mising = 0”：没有“report_mising”这个键，可用的键：",
    ] {
        assert!(told.contains(words), "{told}");
    }
    assert_eq!(told.lines().count(), 4, "{told}");
    assert!(error.located(&text).iter().all(|problem| problem.line.is_some()));
    let broken = Policy::parse("[judge\n[score]\na = \n", "policy.toml", Kind::Columns).unwrap_err().to_string();
    assert!(broken.lines().count() >= 2 && broken.lines().all(|line| line.contains("不是合法的 TOML")), "{broken}");
}

#[test]
fn codes_that_the_catalogue_does_not_have_are_named() {
    let told = wrong(
        "[score.weights]\n\"AK-99\" = 1\n[score.veto]\nrows = [\"AK-1\"]\ngrade = \"不合格\"\n[score.bonus]\nrows = { \"AK-01-99\" = 1 }",
    );
    assert_eq!(
        told,
        [
            "score.weights.AK-99：指标体系 ankang-2020 中没有编码为“AK-99”的指标、栏目或级别",
            "score.veto.rows：指标体系 ankang-2020 中没有编码为“AK-1”的指标、栏目或级别",
            "score.bonus.rows.AK-01-99：指标体系 ankang-2020 中没有编码为“AK-01-99”的指标、栏目或级别",
        ]
    );
}

#[test]
fn weights_that_do_not_come_out_are_told() {
    assert_eq!(
        wrong("[score.weights]\n\"AK-01\" = 5\n\"AK-01-01\" = 6"),
        ["score.weights.AK-01：其下各项权重之和 6 超过 5"]
    );
    assert_eq!(
        wrong("[score.weights]\n\"AK-01\" = 1.00001"),
        ["score.weights.AK-01：应在 0 至 10000 之间，最多四位小数"]
    );
    let told = wrong("[score.weights]\n\"AK-01\" = 100");
    assert!(told[0].starts_with("score.weights：全表的 100 分已分完，AK-02-"), "{told:?}");
    let rest = wrong("[score.weights]\n\"AK-01\" = 20\n\"AK-01-01\" = 20");
    assert!(rest[0].starts_with("score.weights.AK-01：AK-01 的 20 分已分完，AK-01-02"), "{rest:?}");
}

#[test]
fn a_table_that_contradicts_itself_or_another_is_told() {
    for (tables, told) in [
        (
            "[score.deductions]\nstale = { each = 2 }",
            "score.factors.stale：“长期未更新”已按 score.deductions 逐处扣分，stale 应为 1",
        ),
        ("[score.deductions]\ndead_link = { each = 2, share = 0.1 }", "score.deductions.dead_link：each（分）和 share"),
        ("[score.deductions]\ndead_link = { each = 2, most = 1 }", "score.deductions.dead_link：each（分）和 share"),
        (
            "[score.deductions]\ncolumn_missing = { each = 2 }",
            "score.deductions.column_missing：栏目缺失、空白栏目本来不得分",
        ),
        ("[score.deductions]\nstal = { each = 2 }", "没有“stal”这个值，可用的值"),
        ("[score.veto]\nrows = [\"AK-01\"]", "score.veto：应写明被否决单位的等级 grade 或总分上限 at_most"),
        (
            "[score.veto]\nrows = [\"AK-01\"]\nat_most = 59\nstop = true",
            "score.veto.stop：不再评分的，应写明等级 grade",
        ),
        ("[score.bonus]\nat_least = 80\nabove = 80", "score.bonus.above：at_least 和 above 只写一个"),
        ("[[score.groups]]\ngroups = []", "score.groups.第1组.groups：应写明单位名单 groups 列中的分组"),
        ("[[score.groups]]\ngroups = [\"部门\"]\nout_of = 75", "score.groups.第1组.out_of：只用于网站检查"),
        ("[review]\nsign_of = true", "没有“sign_of”这个键"),
        ("[reviews]\nsign_off = true", "没有“reviews”这个键，可用的键：score、judge、review"),
    ] {
        let all = wrong(tables);
        assert!(all.len() == 1 && all[0].contains(told), "{all:?}");
    }
}

#[test]
fn a_policy_says_whether_overrides_need_a_signature() {
    assert!(!policy().review().sign_off);
    assert!(super::examples::example("改判须会签").review().sign_off);
}
