//! 重复信息: the same items in many columns that serve different rows.

use std::collections::{BTreeMap, BTreeSet};

use super::{Signal, SignalCase, SignalKind, names, serves};
use crate::mapping::Mapping;
use crate::site::{Column, ColumnItem, identity};

/// From so many columns on: one document may well answer two rows (部门预算 holds 三公经费).
const COLUMNS: usize = 3;
/// So many items of a column are the same: one or two may well belong in each.
const ITEMS: usize = 3;
/// Characters of a title that tells an item from others with its date; 通知公告 does not.
const LONG_TITLE: usize = 8;

pub(super) fn signs(case: &SignalCase<'_>) -> Vec<Signal> {
    let serving: Vec<&(Column, Mapping)> = case
        .columns
        .iter()
        .filter(|(column, mapping)| serves(mapping).is_some() && column.children.is_empty())
        .collect();
    let keys: Vec<Vec<Keys>> = serving.iter().map(|(column, _)| column.items.iter().map(keys).collect()).collect();
    let mut holders: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for ((column, mapping), keys) in serving.iter().zip(&keys) {
        for key in keys.iter().flatten().flatten() {
            let code = serves(mapping).unwrap_or_default();
            holders.entry(key).or_default().entry(code).or_insert(column.url.as_str());
        }
    }
    // The same column under two codes is one column.
    holders.retain(|_, held| held.values().collect::<BTreeSet<_>>().len() >= COLUMNS);
    let repeated = |keys: &Keys| keys.iter().flatten().any(|key| holders.contains_key(key.as_str()));
    let filled: Vec<(&(Column, Mapping), &[Keys], usize)> = (serving.into_iter().zip(&keys))
        .map(|(of, keys)| (of, &keys[..], keys.iter().filter(|keys| repeated(keys)).count()))
        .filter(|(_, keys, count)| *count >= ITEMS && count * 2 >= keys.len())
        .collect();
    let codes: BTreeSet<&str> = filled.iter().filter_map(|((_, mapping), ..)| serves(mapping)).collect();
    let Some((first, keys, _)) = filled.first().filter(|_| codes.len() >= COLUMNS) else { return Vec::new() };
    let columns = filled.iter().map(|((column, _), ..)| column.name.as_str());
    let counts: Vec<usize> = filled.iter().map(|(.., count)| *count).collect();
    let words = format!(
        "对应不同指标的{}个栏目半数以上是同样的信息（{}至{}条）：{}",
        filled.len(),
        counts.iter().min().unwrap_or(&0),
        counts.iter().max().unwrap_or(&0),
        names(columns)
    );
    let items = first.0.items.iter().zip(*keys).filter(|(_, keys)| repeated(keys));
    let titles = items.map(|(item, _)| item.item.title.clone());
    vec![case.of_column(SignalKind::Repeated, first, words).with_samples(titles)]
}

/// What tells an item from others: two columns show the same by its address, or by title and date.
type Keys = [Option<String>; 2];

fn keys(entry: &ColumnItem) -> Keys {
    let item = &entry.item;
    let address = (!item.url.is_empty()).then(|| identity(&item.url));
    let long = item.title.chars().count() >= LONG_TITLE;
    let words = entry.published.filter(|_| long).map(|day| format!("{day} {}", item.title));
    [address, words]
}
