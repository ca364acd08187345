//! 空转栏目: a column that leads nowhere but back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::{Homes, Signal, SignalCase, SignalKind};
use crate::mapping::Mapping;
use crate::pattern::pattern;
use crate::site::{Column, Outcome, Purpose, Standing, Visit, identity};

/// Words of a link that rightly leads to a start page.
static OF_START: LazyLock<Regex> = LazyLock::new(|| pattern("首\\s*页|主\\s*页|返回|网站|门户|政府网|(?i)home|logo"));

pub(super) fn signs(case: &SignalCase<'_>) -> Vec<Signal> {
    let homes = case.homes();
    let parents = parents(case);
    let hollow = case.columns.iter().filter_map(|of| hollow(case, of, &homes, &parents));
    let mut told = BTreeSet::new();
    let back = case.snapshot.visits.iter().filter_map(|visit| back(case, visit, &homes));
    hollow.chain(back.filter(|signal| told.insert(signal.url.clone()))).collect()
}

/// The columns that a column stands directly below, by the identity of its address.
fn parents<'c>(case: &SignalCase<'c>) -> BTreeMap<String, &'c str> {
    let below = case.columns.iter().flat_map(|(column, _)| column.children.iter().map(|url| (url, &column.url)));
    below.map(|(child, parent)| (identity(child), parent.as_str())).collect()
}

/// All entries of the column lead to the start page, to the column itself or to the one above.
fn hollow(
    case: &SignalCase<'_>,
    of: &(Column, Mapping),
    homes: &Homes,
    parents: &BTreeMap<String, &str>,
) -> Option<Signal> {
    let column = &of.0;
    let own = identity(&column.url);
    let above = parents.get(&own).map(|parent| identity(parent));
    let leads_back = |address: &str| {
        let target = identity(address);
        target == own || Some(&target) == above.as_ref() || homes.hold(&target)
    };
    let opened = matches!(column.standing, Standing::Opened(_)) && !column.items.is_empty();
    let all = opened && column.items.iter().all(|entry| leads_back(&entry.item.url));
    let titles = column.items.iter().map(|entry| entry.item.title.clone());
    let words = format!("“{}”栏目的{}条信息都只链接到首页、栏目自身或上级栏目", column.name, column.items.len());
    all.then(|| case.of_column(SignalKind::Hollow, of, words).with_samples(titles))
}

/// The link of a column that ends at the start page.
fn back(case: &SignalCase<'_>, visit: &Visit, homes: &Homes) -> Option<Signal> {
    let Outcome::Page { page, .. } = &visit.outcome else { return None };
    let via = visit.via.as_ref().filter(|_| matches!(visit.purpose, Purpose::Column | Purpose::Remembered))?;
    let name = via.text.trim();
    let of_start = name.is_empty() || OF_START.is_match(name) || case.unit.name.contains(name);
    let target = page.hop.as_deref().unwrap_or(&page.url);
    let back = !of_start && !homes.hold(&identity(&visit.asked)) && homes.hold(&identity(target));
    let words = format!("“{name}”的链接打开后是网站首页");
    back.then(|| case.signal(SignalKind::Hollow, None, &visit.asked, words))
}
