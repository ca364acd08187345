//! Epoint: the pager is drawn by MiniUI. A script holds the number of entries and of a page's entries, and the address of
//! the other pages with the place of the number: `"/tzgg/003001/" + (data.pageIndex + 1) + ".html"`.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;
use crate::read::dom::Dom;
use crate::site::Pager;

/// Most entries that a list is believed to have.
const MOST_ENTRIES: u32 = 10_000_000;
/// Most addresses in one pager: for the first pages, and for those that are no files.
const MOST_FORMS: usize = 8;

static SIZE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\bpageSize\s*:\s*([0-9]{1,4})\s*,\s*total\s*:\s*([0-9]{1,8})\b"));
static FORM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"["']([^"'<>\s]{1,500})["']\s*\+\s*\(\s*data\.pageIndex\s*\+\s*1\s*\)(?:\s*\+\s*["']([^"'<>\s]{1,40})["'])?"#,
    )
});
/// Pages from this one on are no files.
static FILES: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bdata\.pageIndex\s*<\s*([0-9]{1,4})\b"));
static FILE: LazyLock<Regex> = LazyLock::new(|| pattern(r"/([0-9]{1,5})\.[0-9A-Za-z_]{2,5}$"));

/// The pager that the page's script draws.
pub(super) fn pager(dom: &Dom<'_>) -> Option<Pager> {
    let sizes = SIZE.captures(dom.text)?;
    let number = |group: usize| sizes.get(group)?.as_str().parse::<u32>().ok();
    let (size, total) = (number(1).filter(|size| *size > 0)?, number(2).filter(|total| *total <= MOST_ENTRIES)?);
    let forms: Vec<(&str, &str)> = FORM
        .captures_iter(dom.text)
        .take(MOST_FORMS)
        .filter_map(|form| Some((form.get(1)?.as_str(), form.get(2).map_or("", |end| end.as_str()))))
        .collect();
    forms.first()?;
    let pages = total.div_ceil(size).max(1);
    let here = here(dom);
    let next = (here < pages).then(|| address(dom, &forms, here + 1)).flatten();
    Some(Pager { pages: Some(pages), next, ..Pager::default() })
}

/// The number of the page that is open, counted from 1.
fn here(dom: &Dom<'_>) -> u32 {
    let asked = dom.url.query_pairs().find(|(key, _)| key == "pageIndex").and_then(|(_, page)| page.parse().ok());
    let file = || FILE.captures(dom.url.path())?.get(1)?.as_str().parse().ok();
    asked.or_else(file).unwrap_or(1)
}

/// Where page `page` is.
fn address(dom: &Dom<'_>, forms: &[(&str, &str)], page: u32) -> Option<String> {
    let files = FILES.captures(dom.text).and_then(|bound| bound.get(1)?.as_str().parse().ok());
    let is_file = files.is_none_or(|files: u32| page <= files);
    let (start, end) = forms.iter().find(|(_, end)| end.is_empty() != is_file).or_else(|| forms.first())?;
    dom.resolve(&format!("{start}{page}{end}"))
}
