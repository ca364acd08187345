//! ASP.NET pages whose pager posts the page back to itself: `javascript:__doPostBack('AspNetPager1','2')`.

use std::sync::LazyLock;

use regex::Regex;
use scraper::Selector;

use crate::pattern::pattern;
use crate::read::dom::{Dom, short_words};
use crate::read::fixed::selector;
use crate::site::Pager;

/// Most links that are looked at.
const MOST_LINKS: usize = 5_000;
/// Longest text of a pager's link, in bytes.
const LONGEST_TEXT: usize = 30;

static LINKS: LazyLock<Selector> = LazyLock::new(|| selector("a[href*='__doPostBack']"));
static POST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"__doPostBack\(\s*["']([^"'()]{1,200})["']\s*,\s*["']([^"'()]{0,60})["']\s*\)"#));
static NEXT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\[<]?\s*(?:下一页|下页|后页)\s*[\]>»]*$|^[>›»]$"));
static LAST: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\[<]?\s*(?:尾页|末页|最后一页)\s*[\]>»|]*$|^>>$"));
static STATE: LazyLock<Selector> = LazyLock::new(|| selector("form input[type='hidden'][name^='__']"));
static FORM: LazyLock<Selector> = LazyLock::new(|| selector("form"));

/// A link that posts back.
struct Back {
    text: String,
    target: String,
    argument: String,
}

/// The pager, with the page's state as what has to be posted.
pub(super) fn pager(dom: &Dom<'_>, shown: Option<&Pager>) -> Option<Pager> {
    if !dom.text.contains("__doPostBack") {
        return None;
    }
    let links: Vec<Back> = dom
        .html
        .select(&LINKS)
        .take(MOST_LINKS)
        .filter_map(|link| {
            let found = POST.captures(link.attr("href")?)?;
            let part = |group: usize| Some(found.get(group)?.as_str().to_owned());
            Some(Back { text: short_words(link, LONGEST_TEXT)?.into_owned(), target: part(1)?, argument: part(2)? })
        })
        .collect();
    let next = links.iter().find(|link| NEXT.is_match(&link.text)).or_else(|| numbered(&links));
    let last = links.iter().find(|link| LAST.is_match(&link.text)).and_then(|link| link.argument.parse::<u32>().ok());
    let pages = shown.and_then(|shown| shown.pages).or(last);
    let Some(next) = next else {
        return pages.map(|pages| Pager { pages: Some(pages), ..Pager::default() }).filter(|_| !links.is_empty());
    };
    let mut form: Vec<(String, String)> =
        vec![("__EVENTTARGET".to_owned(), next.target.clone()), ("__EVENTARGUMENT".to_owned(), next.argument.clone())];
    let state = dom
        .html
        .select(&STATE)
        .filter_map(|input| Some((input.attr("name")?, input.attr("value").unwrap_or_default())));
    form.extend(
        state
            .filter(|(name, _)| !name.starts_with("__EVENTT") && !name.starts_with("__EVENTA"))
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    let action = dom.html.select(&FORM).find_map(|form| dom.resolve(form.attr("action")?));
    Some(Pager { pages, next: Some(action.unwrap_or_else(|| dom.url.to_string())), form })
}

/// The number after the one that is no link: on the first page 2, later the one after the gap.
fn numbered(links: &[Back]) -> Option<&Back> {
    let mut numbers: Vec<(u32, &Back)> =
        links.iter().filter_map(|link| Some((link.text.parse().ok()?, link))).collect();
    numbers.sort_by_key(|(number, _)| *number);
    let lowest = numbers.first()?.0;
    let after_gap = numbers.iter().find(|(number, _)| {
        let before = number.saturating_sub(1);
        let linked = numbers.iter().any(|(other, _)| *other == before);
        !linked && (*number == 2 || before > lowest)
    });
    after_gap.map(|(_, link)| *link).filter(|link| numbers.iter().all(|(_, other)| other.target == link.target))
}
