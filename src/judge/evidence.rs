//! What was seen, for the sheets.

use super::sight::Sight;
use super::{Case, Evidence};
use crate::mapping::Mapping;
use crate::site::{Column, Outcome, Standing};

/// So many names of seen columns stand in the evidence of a missing one; `columns.csv` has all.
const NAMES_SHOWN: usize = 40;
/// So many columns stand in the evidence of one verdict.
pub(super) const COLUMNS_SHOWN: usize = 5;
/// So many nearest names.
const NEAREST_SHOWN: usize = 3;

/// A column with the words that matched.
pub(super) fn of_column(case: &Case<'_>, column: &Column, matched: String) -> Evidence {
    let newest = (column.items.iter())
        .filter(|entry| entry.published.is_some_and(|day| day <= case.as_of))
        .max_by_key(|entry| entry.published);
    let (at, status) = match &column.standing {
        Standing::Failed(failure) => (Some(failure.at), failure.status),
        _ => (column.seen.as_ref().map(|seen| seen.at), column.seen.as_ref().map(|seen| seen.status)),
    };
    let breadcrumb = column.seen.as_ref().map(|seen| &seen.breadcrumb).filter(|path| !path.is_empty());
    Evidence {
        url: column.url.clone(),
        at,
        status,
        path: breadcrumb.unwrap_or(&column.path).clone(),
        matched,
        items: column.seen.is_some().then_some(column.items.len()),
        newest: newest.and_then(|entry| entry.published),
        newest_from: newest.and_then(|entry| entry.published_from.clone()),
        hash: column.seen.as_ref().map(|seen| seen.hash.clone()),
    }
}

/// A column that was taken, or may be one.
pub(super) fn of_match(case: &Case<'_>, column: &Column, mapping: &Mapping) -> Evidence {
    of_column(case, column, mapping.why.clone())
}

/// A look at the site that did not show the column: how much was seen, and the names that came nearest.
pub(super) fn of_absence(sight: &Sight<'_>, code: &str) -> Vec<Evidence> {
    let case = sight.case;
    let bare: Vec<Column> = case.columns.iter().map(|(column, _)| without_items(column)).collect();
    let mut evidence = vec![of_site(sight)];
    for (index, _, why) in case.mapper.nearest(code, &bare).into_iter().take(NEAREST_SHOWN) {
        if let Some((column, _)) = case.columns.get(index) {
            evidence.push(of_column(case, column, why));
        }
    }
    evidence
}

fn of_site(sight: &Sight<'_>) -> Evidence {
    let case = sight.case;
    let (at, status, hash) = match sight.home().map(|visit| &visit.outcome) {
        Some(Outcome::Page { at, status, hash, .. }) => (Some(*at), Some(*status), Some(hash.clone())),
        Some(Outcome::Failed(failure)) => (Some(failure.at), failure.status, None),
        None => (None, None, None),
    };
    Evidence {
        url: case.snapshot.site.clone(),
        at,
        status,
        path: Vec::new(),
        matched: seen_names(case),
        items: None,
        newest: None,
        newest_from: None,
        hash,
    }
}

fn seen_names(case: &Case<'_>) -> String {
    let count = case.columns.len();
    if count == 0 {
        return "没有看到任何栏目".to_owned();
    }
    let names: Vec<&str> = case.columns.iter().take(NAMES_SHOWN).map(|(column, _)| column.name.as_str()).collect();
    let more = if count > NAMES_SHOWN { "等" } else { "" };
    format!("共看到{count}个栏目：{}{more}", names.join("、"))
}

fn without_items(column: &Column) -> Column {
    Column { items: Vec::new(), children: Vec::new(), seen: None, ..column.clone() }
}
