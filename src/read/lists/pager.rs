//! How a list goes on, by its links and texts.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use html5ever::local_name;
use regex::Regex;
use scraper::{ElementRef, Selector};
use url::Url;

use super::anchor::{Anchor, ByElement, identity, parent};
use super::region::{Region, names, parts, region};
use crate::pattern::pattern;
use crate::read::dom::{Dom, attribute, fold, short_words};
use crate::read::fixed::selector;
use crate::site::Pager;

/// Most pages that a list is believed to have.
const MOST_PAGES: u32 = 100_000;
/// Most links of a row of numbers, and the longest text of one, in bytes.
const MOST_IN_ROW: usize = 40;
const LONGEST_LINK: usize = 24;
/// Longest text of a pager, in bytes.
const LONGEST_PAGER: usize = 600;

static NEXT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^[\[<]?\s*(?:下一页|下页|后一页|下一頁|后页|next(?: ?page)?)\s*[\]>»›]*$|^[>›»]$"));
static LAST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[\[<]?\s*(?:尾页|末页|最后一页|最末页|最后页|尾頁)\s*[\]>»›|]*$"));
static BACK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[\[<«‹|]*\s*(?:首页|第一页|上一页|上页|前一页|前页)\s*\]?$|^[<‹«]$"));
static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:共|总计|合计)\s*(?:有|计)?\s*([0-9]{1,6})\s*页|总页数\s*[:：]?\s*([0-9]{1,6})|/\s*共?\s*([0-9]{1,6})\s*页",
    )
});
/// `2/13`, but not a part of a date or an index number.
static OF: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^0-9./-])([0-9]{1,5})\s*页?\s*/\s*([0-9]{1,5})(?:[^0-9./-]|$)"));
/// The number of a page in the last part of its address: `index_3.html`, `Node-12_3.html`.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*?)(?:_([0-9]{1,5}))?(\.[A-Za-z]{2,5})?$"));
/// The same behind a hyphen, `list-3.shtml`; in `Node-12.html` the number is that of the column.
static HYPHENED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(.*(?i:list|index|page))-([0-9]{1,5})(\.[A-Za-z]{2,5})$"));
/// The same without a sign between: `index9.html`.
static INDEXED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(index|list|default)([0-9]{1,3})(\.[A-Za-z]{2,5})$"));
static PAGE_KEY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:page|p|pageno|pagenum|pageindex|curpage|currentpage|pn|pi|page_no|currpage)$"));
static OPTIONS: LazyLock<Selector> = LazyLock::new(|| selector("select option[value]"));

/// The pager as the page shows it, and the places of its links.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) pager: Option<Pager>,
    pub(super) anchors: HashSet<usize>,
}

/// Reads the pager from the page's links and texts.
pub(super) fn pager(dom: &Dom<'_>, anchors: &[Anchor<'_>]) -> Shown {
    let mut rows = ByElement::default();
    let members: HashSet<usize> =
        (0..anchors.len()).filter(|at| is_pager_link(dom, &anchors[*at], &mut rows)).collect();
    let mut places: Vec<usize> = members.iter().copied().collect();
    places.sort_unstable();
    let links: Vec<&Anchor<'_>> = places.iter().map(|at| &anchors[*at]).collect();
    let told = told(&links).or_else(|| options(dom));
    if links.is_empty() && told.is_none() {
        return Shown::default();
    }
    let here = number(dom.url.as_str());
    let next = next_of(dom, &links);
    let goes_on = links.iter().any(|link| is_next(link) && link.url.as_deref() != Some(dom.url.as_str()));
    let pages = told.or_else(|| counted(&links, here, goes_on));
    let pager = (pages.is_some() || next.is_some()).then_some(Pager { pages, next, ..Pager::default() });
    Shown { pager, anchors: members }
}

/// A link to another page of this list: by its words in a pager, or because only the page number differs. `rows` keeps what is
/// known of [`in_row`].
fn is_pager_link(dom: &Dom<'_>, anchor: &Anchor<'_>, rows: &mut ByElement<bool>) -> bool {
    let text = anchor.text.as_str();
    if is_next(anchor) && in_pager(anchor.element) {
        return true;
    }
    if text.chars().nth(8).is_some() || matches!(region(dom, anchor.element), Region::Header | Region::Footer) {
        return false;
    }
    let digits = !text.is_empty() && text.chars().all(|digit| digit.is_ascii_digit());
    if says_next(text) || says_last(text) {
        return in_pager(anchor.element)
            || in_row(anchor.element, rows)
            || anchor.url.as_deref().is_none_or(|url| same_list(dom.url.as_str(), url));
    }
    let same = |url: &str| same_list(dom.url.as_str(), url) || in_row(anchor.element, rows);
    (digits && anchor.url.as_deref().map_or(in_pager(anchor.element), same))
        || (says_back(text) && in_pager(anchor.element))
}

/// It stands in a row of numbers with 下一页: a pager whatever its addresses are. Each of the `rows` is looked at once.
fn in_row(element: ElementRef<'_>, rows: &mut ByElement<bool>) -> bool {
    parent(element).is_some_and(|row| *rows.entry(identity(row)).or_insert_with(|| is_row(row)))
}

fn is_row(row: ElementRef<'_>) -> bool {
    let links = || row.child_elements().filter(|child| child.value().name() == "a").take(MOST_IN_ROW);
    let words: Vec<Cow<'_, str>> = links().filter_map(|link| short_words(link, LONGEST_LINK)).collect();
    let numbers = words.iter().filter(|text| text.parse::<u32>().is_ok()).count();
    numbers >= 2 && words.iter().any(|text| says_next(text))
}

/// It leads to the following page, by its words or its `title`.
fn is_next(anchor: &Anchor<'_>) -> bool {
    says_next(&anchor.text)
        || attribute(anchor.element, &local_name!("title")).is_some_and(|title| says_next(title.trim()))
}

fn says_next(text: &str) -> bool {
    let bare = text.trim_start_matches(|letter: char| letter == '[' || letter == '<' || letter.is_whitespace());
    bare.starts_with(['下', '后', 'n', 'N', '>', '›', '»']) && NEXT.is_match(text)
}

fn says_last(text: &str) -> bool {
    text.contains(['页', '頁']) && LAST.is_match(text)
}

fn says_back(text: &str) -> bool {
    (text.contains('页') || text.starts_with(['<', '‹', '«'])) && BACK.is_match(text)
}

fn in_pager(element: ElementRef<'_>) -> bool {
    element.ancestors().take(4).filter_map(ElementRef::wrap).any(|above| {
        names(above).any(|name| {
            name.contains("pag")
                || name.contains("fenye")
                || name.contains("fanye")
                || parts(&name).any(|part| matches!(part, "pg" | "fy" | "digg"))
        })
    })
}

/// The number of pages that the text around the pager's links tells.
fn told(links: &[&Anchor<'_>]) -> Option<u32> {
    let first = links.first()?;
    let above = first.element.ancestors().take(4).filter_map(ElementRef::wrap);
    above.map_while(|above| short_words(above, LONGEST_PAGER)).find_map(|text| total_in(&text))
}

fn total_in(text: &str) -> Option<u32> {
    let total = || TOTAL.captures(text)?.iter().skip(1).flatten().next()?.as_str().parse().ok();
    let of = || {
        let found = OF.captures(text)?;
        let number = |group: usize| found.get(group)?.as_str().parse::<u32>().ok();
        number(2).filter(|total| number(1).is_some_and(|current| current <= *total))
    };
    total().or_else(of).filter(|pages| (1..=MOST_PAGES).contains(pages))
}

/// Pages to jump to in a `<select>`, whose values are their addresses.
fn options(dom: &Dom<'_>) -> Option<u32> {
    let here = dom.url.as_str();
    dom.named(&["option"]).next()?;
    let values = dom.html.select(&OPTIONS).take(2_000).filter_map(|option| dom.resolve(option.attr("value")?));
    let pages: HashSet<String> = values.filter(|url| same_list(here, url)).collect();
    u32::try_from(pages.len()).ok().filter(|count| *count >= 2)
}

fn next_of(dom: &Dom<'_>, links: &[&Anchor<'_>]) -> Option<String> {
    let here = dom.url.as_str();
    let other = |url: &&str| *url != here && !(number(url) == number(here) && same_list(here, url));
    let named = links.iter().find(|link| is_next(link)).and_then(|link| link.url.as_deref()).filter(other);
    // No word for it: the link with the number after the one that is not a link, or after this page's own.
    let following = || {
        let shown = |link: &&&Anchor<'_>| link.text.parse::<u32>().ok();
        let current = links
            .iter()
            .filter(|link| link.url.as_deref() == Some(here))
            .find_map(|link| shown(&link))
            .or_else(|| unlinked(links))?;
        links.iter().find(|link| shown(link) == Some(current + 1)).and_then(|link| link.url.as_deref()).filter(other)
    };
    let image = || {
        let pictured = |link: &&&Anchor<'_>| {
            link.text.is_empty() && link.element.attr("class").is_some_and(|class| class.contains("next"))
        };
        links.iter().find(pictured).and_then(|link| link.url.as_deref()).filter(other)
    };
    named.or_else(following).or_else(image).map(str::to_owned)
}

/// The number in the pager that is no link: the page that is open.
fn unlinked(links: &[&Anchor<'_>]) -> Option<u32> {
    let holder = parent(links.first()?.element)?;
    let holder = if holder.value().name() == "li" { parent(holder)? } else { holder };
    let linked: HashSet<usize> = links.iter().map(|link| identity(link.element)).collect();
    let texts = holder.descendants().filter_map(|node| {
        let text = fold(node.value().as_text()?);
        let shown = if (1..=4).contains(&text.len()) { text.parse::<u32>().ok()? } else { return None };
        let mut above = node.ancestors().take(3).filter_map(ElementRef::wrap);
        (!above.any(|above| linked.contains(&identity(above)))).then_some(shown)
    });
    texts.last()
}

/// The number of pages that the links tell: by the last page's address, else by the highest number when it is the end.
fn counted(links: &[&Anchor<'_>], here: Option<u32>, goes_on: bool) -> Option<u32> {
    let numbered =
        || links.iter().filter_map(|link| Some((link.text.parse::<u32>().ok()?, number(link.url.as_deref()?)?)));
    let last = links.iter().find(|link| LAST.is_match(&link.text)).and_then(|link| number(link.url.as_deref()?));
    // What is printed as 2 may be index_1 or index_2.
    let shift = numbered().next().map(|(shown, address)| i64::from(shown) - i64::from(address));
    let next = links.iter().find(|link| is_next(link)).and_then(|link| number(link.url.as_deref()?));
    let shift = shift.or_else(|| (here.is_none() && next == Some(1)).then_some(1)).unwrap_or(0);
    if let Some(last) = last {
        return u32::try_from(i64::from(last) + shift).ok().filter(|pages| *pages <= MOST_PAGES);
    }
    let highest = links.iter().filter_map(|link| link.text.parse::<u32>().ok()).max();
    let open = unlinked(links);
    if goes_on && !reaches_end(links) {
        None
    } else {
        highest.max(open).filter(|pages| (1..=MOST_PAGES).contains(pages))
    }
}

/// The numbers are too few to be a window on more pages. Beside a link to the last page there is none of less than five.
fn reaches_end(links: &[&Anchor<'_>]) -> bool {
    let count = links.iter().filter(|link| link.text.parse::<u32>().is_ok()).count();
    let mut last = links.iter().filter(|link| LAST.is_match(&link.text)).peekable();
    let few = if last.peek().is_some() { 1..=4 } else { 1..=5 };
    few.contains(&count) && last.all(|link| tells_nothing(link.element))
}

/// No number stands in what it does.
fn tells_nothing(link: ElementRef<'_>) -> bool {
    let does = |name: &str| link.attr(name).unwrap_or_default().contains(|letter: char| letter.is_ascii_digit());
    !does("href") && !does("onclick")
}

/// The number of a page of a list in its address.
fn number(url: &str) -> Option<u32> {
    let url = Url::parse(url).ok()?;
    let keyed = url.query_pairs().find(|(key, _)| PAGE_KEY.is_match(key)).and_then(|(_, value)| value.parse().ok());
    let found = keyed.or_else(|| {
        let file = url.path_segments()?.next_back()?.to_owned();
        in_file(&file)?.get(2)?.as_str().parse().ok()
    });
    // The page is handed on: `/index.html?link=zwgk/index_2.htm`.
    let handed = || {
        let (folder, file) = url.query()?.rsplit_once('/')?;
        if folder.is_empty() { None } else { NUMBERED.captures(file)?.get(2)?.as_str().parse().ok() }
    };
    found.or_else(handed)
}

fn in_file(file: &str) -> Option<regex::Captures<'_>> {
    [&*INDEXED, &*HYPHENED, &*NUMBERED].into_iter().find_map(|form| form.captures(file))
}

/// Whether the two addresses are pages of one list: nothing but the page number differs.
pub(super) fn same_list(one: &str, other: &str) -> bool {
    let bare = |url: &str| {
        let url = Url::parse(url).ok()?;
        let (folder, file) = url.path().rsplit_once('/')?;
        let stem = in_file(file)?;
        let part = |group: usize| stem.get(group).map_or("", |part| part.as_str());
        let name = if part(1).is_empty() { "index" } else { part(1) };
        let mut query: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(key, _)| !PAGE_KEY.is_match(key))
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        query.sort_unstable();
        let host = url.host_str().unwrap_or_default().trim_start_matches("www.").to_owned();
        Some((host, folder.to_owned(), name.to_owned(), query))
    };
    bare(one).is_some_and(|found| bare(other).is_some_and(|other| other == found))
}
