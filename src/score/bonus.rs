//! 加分: rows whose points stand beside the sum: `[score.bonus]`.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::codes::under;
use super::figure::{figure, two_places};
use super::keys::Wrong;
use super::reach::Reach;
use super::row::Row;
use super::weights::{self, Weights};

/// What is added to the total, and from when on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bonus {
    /// Points by the code of a row, a column or a level. These rows are not part of the sum.
    pub rows: Weights,
    /// Added only from this total on, 0 to 100.
    pub at_least: Option<Decimal>,
    /// Added only above this total, 0 to 100.
    pub above: Option<Decimal>,
    /// Codes of levels whose points are meant by `at_least` and `above`, in place of the total.
    pub of: BTreeSet<String>,
    /// Points at most; `None`: all.
    pub most: Option<Decimal>,
}

impl Bonus {
    /// Whether the row is one of the bonus.
    pub(super) fn names(&self, code: &str) -> bool {
        self.rows.keys().any(|key| under(code, key))
    }

    /// The total with the bonus, and how that came about; rows that add nothing say so.
    pub(super) fn add(&self, total: Decimal, rows: &mut [Row]) -> (Decimal, Option<String>) {
        let sum: Decimal = rows.iter().filter(|row| row.bonus).filter_map(|row| row.got).sum();
        if self.rows.is_empty() {
            return (total, None);
        }
        if let Some(missed) = self.missed(total, rows) {
            for row in rows.iter_mut().filter(|row| row.bonus && row.got.is_some_and(|got| !got.is_zero())) {
                row.got = Some(Decimal::ZERO);
                row.add(&format!("{missed}，不加分"));
            }
            return (total, Some(format!("加分：{missed}，不加分")));
        }
        let added = self.most.map_or(sum, |most| sum.min(most));
        let capped = if added < sum { format!("，最多加 {} 分", figure(added)) } else { String::new() };
        let with = two_places(total + added);
        (with, Some(format!("加分：{} 分{capped}；{total} + {} = {with}", figure(sum), figure(added))))
    }

    /// Why there is no bonus.
    fn missed(&self, total: Decimal, rows: &[Row]) -> Option<String> {
        let codes: Vec<&String> = self.of.iter().collect();
        let reach = (!codes.is_empty()).then(|| Reach::of(rows, &codes));
        let what = if codes.is_empty() {
            "总分".to_owned()
        } else {
            format!("{} ", self.of.iter().cloned().collect::<Vec<_>>().join("、"))
        };
        let got = reach.map_or(total, |reach| reach.got);
        let asked = |bound: Decimal| reach.map_or(bound, |reach| reach.asked(bound));
        if let Some(least) = self.at_least.map(asked).filter(|least| got < *least) {
            return Some(format!("{what}为 {} 分，不到 {} 分", figure(got), figure(least)));
        }
        let above = self.above.map(asked).filter(|above| got <= *above)?;
        Some(format!("{what}为 {} 分，没有超过 {} 分", figure(got), figure(above)))
    }
}

/// What is wrong with a bonus by itself.
pub(super) fn problems(bonus: &Bonus) -> Wrong<String> {
    let points = |number: &Option<Decimal>| {
        number.is_none_or(|number| (Decimal::ZERO..=Decimal::from(10_000)).contains(&number))
    };
    let demands = [
        (points(&bonus.at_least), "at_least", "应在 0 至 10000 之间"),
        (points(&bonus.above), "above", "应在 0 至 10000 之间"),
        (points(&bonus.most), "most", "应在 0 至 10000 之间"),
        (bonus.at_least.is_none() || bonus.above.is_none(), "above", "at_least 和 above 只写一个"),
        (bonus.of.is_empty() || bonus.at_least.or(bonus.above).is_some(), "of", "应同时写 at_least 或 above"),
    ];
    let broken = demands.into_iter().filter(|(holds, ..)| !holds);
    let rows = weights::problems(&bonus.rows).into_iter().map(|(code, right)| (format!("rows.{code}"), right));
    broken.map(|(_, key, right)| (key.to_owned(), right.to_owned())).chain(rows).collect()
}
