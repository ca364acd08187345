//! Which groups of rows are the page's list, and its entries.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use scraper::{ElementRef, Selector};

use super::address::{Looks, looks};
use super::anchor::{Anchor, Tally, identity};
use super::entry::{Entry, entry};
use super::group::Group;
use super::label::heading_before;
use super::region::{Region, names, parts, region};
use crate::read::dom::words;
use crate::read::fixed::{pattern, selector};
use crate::site::{DateSource, Item};

/// Shortest mean length of the titles in a list without dates, in characters: names of columns are shorter.
const LONG_TITLES: usize = 9;
/// Fewest entries of a list without dates.
const FEW: usize = 3;
/// Longest text of a container that counts as an empty list, in characters.
const EMPTY_LIST: usize = 60;

/// The list of a page.
#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) items: Vec<Item>,
    /// Places of the links that are entries.
    pub(super) anchors: HashSet<usize>,
    /// The heading before the first entries, or before the empty container.
    pub(super) heading: Option<String>,
    /// A list is there, perhaps without entries.
    pub(super) seen: bool,
}

/// Headings of lists that belong to another page.
static RELATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:相关|推荐|热点|热门|点击|阅读|浏览|排行|猜你|最新推荐)|排行|相关(?:文章|链接|信息|阅读|文件|稿件)")
});
static BESIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:上|下|前|后)一(?:篇|条|页|个)|^没有了"));
/// What fills a container without words.
static SHOWN: LazyLock<Selector> = LazyLock::new(|| selector("img, iframe, object, embed, video"));
static CONTAINERS: LazyLock<Selector> = LazyLock::new(|| selector("ul, ol, dl, table, div"));

/// The list of the page.
pub(super) fn list(groups: &[Group<'_>], anchors: &[Anchor<'_>], tally: &Tally, root: ElementRef<'_>) -> List {
    let mut list = List::default();
    let mut rows: HashSet<usize> = HashSet::new();
    let mut entries: Vec<Entry> = Vec::new();
    for group in groups {
        let inner = group
            .container
            .ancestors()
            .take(12)
            .filter_map(ElementRef::wrap)
            .any(|above| rows.contains(&identity(above)));
        if inner {
            continue;
        }
        let Some(found) = entries_of(group, anchors) else { continue };
        if entries.is_empty() {
            list.heading = heading_before(group.container);
        }
        rows.extend(group.rows.iter().map(|row| identity(row.element)));
        list.anchors.extend(found.iter().map(|entry| entry.anchor));
        entries.extend(found);
    }
    years_from_neighbours(&mut entries);
    list.items = distinct(entries);
    list.seen = !list.items.is_empty();
    if !list.seen
        && let Some(empty) = empty_list(root, tally)
    {
        list.seen = true;
        list.heading = heading_before(empty);
    }
    list
}

/// The entries of `group`, when it is a list.
fn entries_of(group: &Group<'_>, anchors: &[Anchor<'_>]) -> Option<Vec<Entry>> {
    let region = region(group.container);
    if matches!(region, Region::Header | Region::Footer) {
        return None;
    }
    let all = group.rows.iter().filter(|row| !BESIDE.is_match(words(row.element).trim_start()));
    let all: Vec<_> =
        all.map(|row| (row, entry(row, anchors))).filter(|(_, entry)| !entry.item.title.is_empty()).collect();
    let dated = all.iter().filter(|(_, entry)| entry.is_dated()).count();
    let is_list = if dated > 0 {
        dated * 2 >= all.len()
    } else {
        let structured = all.iter().all(|(row, _)| row.element.value().name() != "p");
        let bare: Vec<&Entry> = all.iter().map(|(_, entry)| entry).collect();
        structured && region == Region::Content && is_undated_list(&bare)
    };
    let related = || heading_before(group.container).is_some_and(|heading| RELATED.is_match(&heading));
    if !is_list || related() {
        return None;
    }
    let kept =
        all.into_iter().map(|(_, entry)| entry).filter(|entry| dated == 0 || entry.is_dated() || has_title(entry));
    Some(kept.collect())
}

/// A row among dated rows that is an entry whose date is missing.
fn has_title(entry: &Entry) -> bool {
    !entry.item.url.is_empty() && entry.item.title.chars().count() >= 4
}

/// Rows without any shown date that still are entries: their addresses tell dates or articles, or their titles are long.
fn is_undated_list(entries: &[&Entry]) -> bool {
    let count = entries.len();
    let of = |wanted: Looks| entries.iter().filter(|entry| looks(&entry.item.url) == wanted).count();
    if count == 0 || entries.iter().any(|entry| entry.item.url.is_empty()) || of(Looks::File) > 0 {
        return false;
    }
    let by_address = entries.iter().filter(|entry| entry.item.date_source == Some(DateSource::Url)).count();
    let letters: usize = entries.iter().map(|entry| entry.item.title.chars().count()).sum();
    let long = letters / count >= LONG_TITLES;
    if by_address * 2 > count {
        return long || count >= FEW;
    }
    count >= FEW
        && ((long && of(Looks::Column) * 2 < count) || (letters / count >= 6 && of(Looks::Article) * 2 > count))
}

/// Gives month and day a year when the nearest dated entries above and below agree on it.
fn years_from_neighbours(entries: &mut [Entry]) {
    let years: Vec<Option<i16>> = entries.iter().map(|entry| entry.item.date.map(Date::year)).collect();
    for (at, entry) in entries.iter_mut().enumerate() {
        let Some((month, day)) = entry.month_day else { continue };
        let above = years[..at].iter().rev().find_map(|year| *year);
        let below = years[at..].iter().find_map(|year| *year);
        if let (Some(above), Some(below)) = (above, below)
            && above == below
        {
            entry.item.date = Date::new(above, month, day).ok();
            entry.item.date_source = entry.item.date.map(|_| DateSource::List);
        }
    }
}

/// Each address once; entries that only a script opens are told apart by title and date.
fn distinct(entries: Vec<Entry>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut place: HashMap<String, usize> = HashMap::new();
    for Entry { item, .. } in entries {
        let key = if item.url.is_empty() { format!("{}\n{:?}", item.title, item.date) } else { item.url.clone() };
        let at = *place.entry(key).or_insert(items.len());
        match items.get_mut(at) {
            None => items.push(item),
            Some(first) => {
                if first.date.is_none()
                    || (first.date_source == Some(DateSource::Url) && item.date_source == Some(DateSource::List))
                {
                    (first.date, first.date_source) = (item.date, item.date_source);
                }
                if first.title.ends_with(['…', '.']) && item.title.chars().count() > first.title.chars().count() {
                    first.title = item.title;
                }
            }
        }
    }
    items
}

/// A container that templates use for lists, without a link in it.
fn empty_list<'a>(root: ElementRef<'a>, tally: &Tally) -> Option<ElementRef<'a>> {
    root.select(&CONTAINERS).find(|element| {
        names(*element).any(|name| is_list_name(&name))
            && tally.addresses(*element) == 0
            && words(*element).chars().count() <= EMPTY_LIST
            && element.select(&SHOWN).next().is_none()
            && region(*element) == Region::Content
    })
}

fn is_list_name(name: &str) -> bool {
    (name.contains("list") || parts(name).any(|part| matches!(part, "lb" | "liebiao" | "news")))
        && !["friend", "link", "menu", "nav", "select"].iter().any(|word| name.contains(word))
}
