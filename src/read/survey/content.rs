//! The entries of a column over all pages of its list, with what the entries' own pages add.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::site::{ColumnItem, DateSource, Item, Page, PageKind, identity};

/// The pages that were read and may be an entry's own page, by the identities of their addresses.
pub(super) type Opened<'s> = HashMap<String, &'s Page>;

/// The entries on `pages`, each address once, newest first, those without a date last.
pub(super) fn entries(pages: &[&Page], opened: &Opened<'_>) -> Vec<ColumnItem> {
    let mut seen: HashSet<String> = HashSet::new();
    let mut entries = Vec::new();
    for item in pages.iter().filter(|page| lists_entries(page.kind)).flat_map(|page| &page.items) {
        let mut own = None;
        if !item.url.is_empty() {
            let place = identity(&item.url);
            own = opened.get(&place).copied();
            if !seen.insert(place) {
                continue;
            }
        }
        entries.push(entry(item, own));
    }
    // Stable: entries of one day keep the order of the page.
    entries.sort_by_key(|entry| Reverse(entry.published));
    entries
}

/// Pages that show other columns' entries, or none, list nothing of their own.
fn lists_entries(kind: PageKind) -> bool {
    !matches!(kind, PageKind::Home | PageKind::Article | PageKind::Note | PageKind::Challenge | PageKind::Soft404)
}

/// The entry `item`, of which `page` is its own page.
fn entry(item: &Item, page: Option<&Page>) -> ColumnItem {
    let article = page.and_then(|page| page.article.as_ref());
    let own = article.and_then(|article| article.published);
    let words = |source: DateSource| match source {
        DateSource::List => "列表",
        DateSource::Url => "网址",
        DateSource::Cms => "脚本数据",
    };
    let from = if own.is_some() { Some("文章页") } else { item.date.and(item.date_source).map(words) };
    ColumnItem {
        item: item.clone(),
        published: own.or(item.date),
        published_from: from.map(str::to_owned),
        formed: article.and_then(|article| article.formed),
        source: article.and_then(|article| article.source.clone()),
        opened: page.is_some(),
        note: page.is_some_and(|page| page.kind == PageKind::Note),
    }
}
