//! What was seen, for the sheets.

use jiff::Timestamp;

use super::Evidence;
use super::sight::{Pages, Sight};
use crate::mapping::Mapping;
use crate::site::{Column, Outcome, Standing, Visit};

/// So many names of seen columns stand in the evidence of a missing one; `columns.csv` has all.
const NAMES_SHOWN: usize = 40;
/// So many columns stand in the evidence of one verdict.
pub(super) const COLUMNS_SHOWN: usize = 5;
/// So many nearest names.
const NEAREST_SHOWN: usize = 3;

/// A column that was taken for a code, or may be one.
pub(super) fn of_match(sight: &Sight<'_>, column: &Column, mapping: &Mapping, code: &str) -> Evidence {
    let called = column.seen.as_ref().map(|seen| seen.called.join("、")).filter(|called| !called.is_empty());
    let source = called.map(|called| format!("；列表数据来自 {called}")).unwrap_or_default();
    of_column(sight, column, format!("{}{source}", mapping.why_on(code)))
}

/// A column with the words that matched, or why it lost.
fn of_column(sight: &Sight<'_>, column: &Column, matched: String) -> Evidence {
    let newest = (column.items.iter())
        .filter(|entry| entry.published.is_some_and(|day| day <= sight.case.as_of))
        .max_by_key(|entry| entry.published);
    let look = match (&column.seen, &column.standing) {
        (Some(seen), _) => Look { at: Some(seen.at), status: Some(seen.status), hash: Some(seen.hash.clone()) },
        (None, Standing::Failed(failure)) => Look { at: Some(failure.at), status: failure.status, hash: None },
        (None, _) => Look::at(sight.pages.visit(&column.url)),
    };
    let breadcrumb = column.seen.as_ref().map(|seen| &seen.breadcrumb).filter(|path| !path.is_empty());
    Evidence {
        url: column.url.clone(),
        at: look.at,
        status: look.status,
        path: breadcrumb.unwrap_or(&column.path).clone(),
        matched,
        items: column.seen.is_some().then_some(column.items.len()),
        newest: newest.and_then(|entry| entry.published),
        newest_from: newest.and_then(|entry| entry.published_from.clone()),
        hash: look.hash,
        warc: None,
    }
}

/// The page of one piece of information.
pub(super) fn of_page(pages: &Pages<'_>, url: &str, matched: String) -> Evidence {
    let Look { at, status, hash } = Look::at(pages.visit(url));
    Evidence {
        url: url.to_owned(),
        at,
        status,
        path: Vec::new(),
        matched,
        items: None,
        newest: None,
        newest_from: None,
        hash,
        warc: None,
    }
}

/// A look at the site that did not show the column: how much was seen, and the names that came nearest.
pub(super) fn of_absence(sight: &Sight<'_>, code: &str) -> Vec<Evidence> {
    let case = sight.case;
    let mut evidence = vec![of_site(sight)];
    for (index, _, why) in case.mapper.nearest(code, sight.names()).into_iter().take(NEAREST_SHOWN) {
        if let Some((column, _)) = case.columns.get(index) {
            evidence.push(of_column(sight, column, why));
        }
    }
    evidence
}

fn of_site(sight: &Sight<'_>) -> Evidence {
    let Look { at, status, hash } = Look::at(sight.home());
    Evidence {
        url: sight.case.snapshot.site.clone(),
        at,
        status,
        path: Vec::new(),
        matched: seen_names(sight.case.columns),
        items: None,
        newest: None,
        newest_from: None,
        hash,
        warc: None,
    }
}

/// When and how a page came.
pub(super) struct Look {
    pub(super) at: Option<Timestamp>,
    pub(super) status: Option<u16>,
    pub(super) hash: Option<String>,
}

impl Look {
    pub(super) fn at(visit: Option<&Visit>) -> Self {
        match visit.map(|visit| &visit.outcome) {
            Some(Outcome::Page { at, status, hash, .. }) => {
                Self { at: Some(*at), status: Some(*status), hash: Some(hash.clone()) }
            }
            Some(Outcome::Failed(failure)) => Self { at: Some(failure.at), status: failure.status, hash: None },
            None => Self { at: None, status: None, hash: None },
        }
    }
}

/// How many columns were seen, and the names of the first.
pub(super) fn seen_names(columns: &[(Column, Mapping)]) -> String {
    let count = columns.len();
    if count == 0 {
        return "没有看到任何栏目".to_owned();
    }
    let names: Vec<&str> = columns.iter().take(NAMES_SHOWN).map(|(column, _)| column.name.as_str()).collect();
    let more = if count > NAMES_SHOWN { "等" } else { "" };
    format!("共看到{count}个栏目：{}{more}", names.join("、"))
}
