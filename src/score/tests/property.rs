use proptest::prelude::*;

use super::*;

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

/// Points with up to four decimals.
fn any_points() -> impl Strategy<Value = String> {
    (0..400_000_u32).prop_map(|points| Decimal::new(points.into(), 4).to_string())
}

/// Tables that use all that the format has, over the columns `A-1` to `A-19`.
fn any_tables() -> impl Strategy<Value = String> {
    let weights = prop::collection::btree_map((1..20_u8, 1..4_u8), any_points(), 0..6);
    let deductions =
        prop::sample::select(vec!["dead_link = { each = 0.7, most = 2 }", "dead_link = { share = 0.3 }", ""]);
    let bonus = prop::sample::select(vec!["above = 50", "at_least = 80", "of = [\"A-1\"]\nat_least = 3", ""]);
    let veto = prop::sample::select(vec!["at_most = 59", "grade = \"否决\"", "grade = \"否决\"\nstop = true"]);
    (weights, deductions, bonus, veto, 1..20_u8).prop_map(|(weights, deductions, bonus, veto, column)| {
        let weights: String = weights.iter().map(|((a, b), points)| format!("\"A-{a}-{b}\" = {points}\n")).collect();
        format!(
            "[score.weights]\n{weights}[score.deductions]\n{deductions}\n[score.bonus]\nrows = {{ \"A-20\" = 7 }}\nmost = 5\n\
             {bonus}\n[score.veto]\nrows = [\"A-{column}\"]\nfindings = [\"tags_missing\"]\nleast = {{ \"A-2\" = 1 }}\n{veto}\n\
             [[score.groups]]\ngroups = [\"部门\"]\nleave_out = [\"A-{column}\"]\nweights = {{ \"A-3\" = 0 }}\n"
        )
    })
}

fn any_policy() -> impl Strategy<Value = Policy> {
    any_tables().prop_map(|tables| {
        let text = POLICY.replacen("[[score.grades]]", &format!("{tables}\n[[score.grades]]"), 1);
        let read = Policy::parse(&text, "policy.toml", Kind::Columns);
        // The columns that the weights name may lie under `A-3`, which has 0 for a group.
        read.unwrap_or_else(|_| policy())
    })
}

fn with_dead_links(verdicts: Vec<Verdict>, each: &[usize]) -> Vec<Verdict> {
    let counts = each.iter().copied().cycle();
    let found = |(verdict, count): (Verdict, usize)| with_findings(verdict, &vec![FindingKind::DeadLink; count]);
    verdicts.into_iter().zip(counts).map(found).collect()
}

proptest! {
    #[test]
    fn by_any_policy_a_total_lies_between_0_and_100_and_the_bonus(
        policy in any_policy(),
        verdicts in any_verdicts(),
        links in prop::collection::vec(0..4_usize, 1..5),
        department in any::<bool>(),
    ) {
        let groups: &[&str] = if department { &["部门"] } else { &[] };
        let verdicts = with_dead_links([verdicts, vec![met("A-20-1")]].concat(), &links);
        let account = account(&policy, &unit("临江市财政局", groups), &verdicts);
        let most = Decimal::from(105);
        prop_assert!(account.sheet.total.is_none_or(|total| (Decimal::ZERO..=most).contains(&total)));
        prop_assert!((Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&account.sheet.coverage));
        for points in &account.sheet.points {
            prop_assert!(points.got.is_none_or(|got| got >= Decimal::ZERO && got <= points.full), "{points:?}");
        }
        prop_assert_eq!(account.rows.len(), verdicts.len());
        prop_assert_eq!(sheet(&policy, &unit("临江市财政局", groups), &verdicts), account.sheet);
    }

    #[test]
    fn by_any_policy_a_unit_that_meets_all_gets_100(policy in any_policy(), columns in 4..20_u8) {
        let verdicts: Vec<Verdict> = (1..=columns).map(|column| met(&format!("A-{column}-1"))).collect();
        let sheet = scored_by(&policy, &verdicts);
        // Where all weights are 0, or fall below the least of a part, nothing is left to be met.
        let weighs = sheet.points.iter().any(|points| points.full > Decimal::ZERO);
        prop_assert!(!weighs || sheet.total.is_none_or(|total| total == Decimal::ONE_HUNDRED || policy.scoring.veto.at_most == Some(total)));
    }
}
