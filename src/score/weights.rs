//! What each row weighs.
//!
//! A weight that is named for a row, a column or a level is its own. What is left of it when the weights that are named
//! below it are taken out is shared equally by the rest below it; what no name covers shares in the same way what is left of
//! the whole sheet.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::codes::nearest;
use super::figure::figure;
use super::keys::Wrong;
use super::total::ratio;
use crate::judge::Verdict;

/// Weights by the code of a row, a column or a level.
pub type Weights = BTreeMap<String, Decimal>;

/// Most decimals of a weight.
const PLACES: u32 = 4;

/// Something that is weighed.
#[derive(Clone, Copy)]
pub(super) struct Weighed<'a> {
    /// Code of the row.
    pub(super) code: &'a str,
    /// What shares equally with others: the column of the row, or the row itself.
    pub(super) sharer: &'a str,
}

impl<'a> Weighed<'a> {
    /// Columns weigh the same, and the rows of one share its weight.
    pub(super) fn by_column(verdict: &'a Verdict) -> Self {
        Self { code: &verdict.code, sharer: &verdict.column_code }
    }

    /// Rows weigh the same.
    pub(super) fn by_row(verdict: &'a Verdict) -> Self {
        Self { code: &verdict.code, sharer: &verdict.code }
    }
}

/// What a row weighs.
pub(super) struct Weight {
    pub(super) points: Decimal,
    /// The policy names it, so that it is shown with four places.
    pub(super) named: bool,
    /// Where it comes from.
    pub(super) words: String,
}

/// What a key has to give away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rest {
    pub(super) whole: Decimal,
    /// What the keys below it take; it may be more than there is.
    pub(super) taken: Decimal,
}

impl Rest {
    pub(super) fn left(self) -> Decimal {
        (self.whole - self.taken).max(Decimal::ZERO)
    }
}

/// What each key has to give away, and the whole sheet (`None`), which has `sheet` points.
pub(super) fn rests(sheet: Decimal, named: &Weights) -> BTreeMap<Option<&str>, Rest> {
    let rest = |whole: Decimal| Rest { whole, taken: Decimal::ZERO };
    let keys = named.iter().map(|(key, weight)| (Some(key.as_str()), rest(*weight)));
    let mut rests: BTreeMap<Option<&str>, Rest> = keys.chain([(None, rest(sheet))]).collect();
    for (key, weight) in named {
        let others = named.keys().map(String::as_str).filter(|other| *other != key.as_str());
        if let Some(above) = rests.get_mut(&nearest(others, key)) {
            above.taken += weight;
        }
    }
    rests
}

/// The weights of `rows`, when the whole sheet has `sheet` points.
pub(super) fn share(sheet: Decimal, named: &Weights, rows: &[Weighed<'_>]) -> Vec<Weight> {
    let owner = |row: &Weighed<'_>| nearest(named.keys().map(String::as_str), row.code);
    let mut sharers: BTreeMap<Option<&str>, BTreeMap<&str, u32>> = BTreeMap::new();
    for row in rows {
        *sharers.entry(owner(row)).or_default().entry(row.sharer).or_default() += 1;
    }
    let rests = rests(sheet, named);
    let weight = |row: &Weighed<'_>| {
        let owner = owner(row);
        let beside = sharers.get(&owner).and_then(|sharers| sharers.get(row.sharer)).copied().unwrap_or(1);
        let count = sharers.get(&owner).map_or(1, BTreeMap::len);
        let rest = rests.get(&owner).copied().unwrap_or(Rest { whole: sheet, taken: Decimal::ZERO });
        let points = ratio(rest.left(), Decimal::from(count) * Decimal::from(beside)).unwrap_or_default();
        let words = in_words(owner, row, rest, (count, beside));
        Weight { points, named: !named.is_empty(), words }
    };
    rows.iter().map(weight).collect()
}

fn in_words(owner: Option<&str>, row: &Weighed<'_>, rest: Rest, (count, beside): (usize, u32)) -> String {
    if owner == Some(row.code) {
        return format!("评分办法写明 {} 为 {} 分", row.code, figure(rest.whole));
    }
    let whole = match owner {
        Some(owner) => format!("评分办法写明 {owner} 为 {} 分", figure(rest.whole)),
        None => format!("评分办法没有写明权重，全表 {} 分", figure(rest.whole)),
    };
    let taken = if rest.taken.is_zero() {
        String::new()
    } else {
        format!("，除去另行写明的 {} 分，余 {} 分", figure(rest.taken), figure(rest.left()))
    };
    let what = if row.sharer == row.code { "项" } else { "个栏目" };
    let shared = if count > 1 { format!("由 {count} {what}平分") } else { format!("归所余的这一{what}") };
    let rows = if beside > 1 { format!("，栏目 {} 的 {beside} 行再平分", row.sharer) } else { String::new() };
    format!("{whole}{taken}，{shared}{rows}")
}

/// What is wrong with weights by themselves.
pub(super) fn problems(weights: &Weights) -> Wrong<String> {
    let good = |weight: &Decimal| {
        (Decimal::ZERO..=Decimal::from(10_000)).contains(weight) && weight.normalize().scale() <= PLACES
    };
    let wrong = weights.iter().filter(|(_, weight)| !good(weight));
    let range = wrong.map(|(code, _)| (code.clone(), "应在 0 至 10000 之间，最多四位小数".to_owned()));
    let wrong: Wrong<String> = range.collect();
    if wrong.is_empty() { overspent(weights) } else { wrong }
}

/// The keys whose weight is less than that of what stands below them.
pub(super) fn overspent(weights: &Weights) -> Wrong<String> {
    let rests = rests(Decimal::ZERO, weights).into_iter();
    let over = rests.filter_map(|(key, rest)| Some((key?, rest))).filter(|(_, rest)| rest.taken > rest.whole);
    over.map(|(key, Rest { whole, taken })| {
        (key.to_owned(), format!("其下各项权重之和 {} 超过 {}", figure(taken), figure(whole)))
    })
    .collect()
}
