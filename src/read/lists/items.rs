//! Which groups of rows are the page's list, and its entries.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use html5ever::local_name;
use jiff::civil::Date;
use regex::Regex;
use scraper::{ElementRef, Selector};

use super::address::{Looks, looks};
use super::anchor::{Anchor, ByElement, Tally, identity};
use super::block::is_block;
use super::entry::{Entry, entry};
use super::group::Group;
use super::label::heading_before;
use super::region::{Region, names, parts, region};
use crate::pattern::pattern;
use crate::read::dom::{Dom, short_words};
use crate::read::fixed::selector;
use crate::read::trace::quoted;
use crate::site::{DateSource, Item};

/// Shortest mean length of the titles in a list without dates, in characters: names of columns are shorter.
const LONG_TITLES: usize = 9;
/// Fewest entries of a list without dates.
const FEW: usize = 3;
/// Characters by which two titles of one day are told apart where the page shows no address.
const SAME_TITLE: usize = 20;
/// Longest text of a container that counts as an empty list, in bytes.
const EMPTY_LIST: usize = 180;

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
    /// Number of the blocks that the entries stand in.
    pub(super) blocks: usize,
}

/// Headings of lists that belong to another page.
static RELATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:相关|推荐|热点|热门|点击|阅读|浏览|排行|猜你|最新推荐)|排行|相关(?:文章|链接|信息|阅读|文件|稿件)")
});
static BESIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:上|下|前|后)一(?:篇|条|页|个)|^没有了"));
/// What fills a container without words.
static SHOWN: LazyLock<Selector> = LazyLock::new(|| selector("img, iframe, object, embed, video"));

/// A group that is a list.
struct Found<'a> {
    container: ElementRef<'a>,
    entries: Vec<Entry>,
    side: bool,
    dated: bool,
}

/// The list of the page. Lists that show dates win over those that show none, but for blocks of columns below the page;
/// lists in the content win over those beside it. `own` is the name of the column whose page it is by its
/// tags, `tally` counts the links outside the pager.
pub(super) fn list(
    dom: &Dom<'_>,
    own: Option<&str>,
    groups: &[Group<'_>],
    anchors: &[Anchor<'_>],
    tally: impl FnOnce() -> Tally,
) -> List {
    let mut found = candidates(dom, own, groups, anchors);
    let dated = found.iter().any(|list| list.dated);
    let keep = |found: &mut Vec<Found<'_>>, why: &str, good: &dyn Fn(&Found<'_>) -> bool| {
        found.retain(|list| {
            let good = good(list);
            if !good {
                passed_over(dom, list.entries.len(), || list.first_title(), why);
            }
            good
        });
    };
    keep(&mut found, "没有日期，而别处有带日期的列表", &|list| {
        list.dated == dated || is_block(dom, list.container)
    });
    let content = found.iter().any(|list| !list.side);
    keep(&mut found, "在侧边，而正文处有列表", &|list| list.side != content);
    let empty = if dated {
        None
    } else {
        empty_lists(dom, &tally()).take(20).find(|empty| is_the_list(*empty, &found, dom.html.root_element()))
    };
    if empty.is_some() {
        keep(&mut found, "在页面的列表之外，而页面的列表是空的", &|_| false);
        dom.trace.note(|| "列表：有一处模板命名为列表（list 等）的地方，里面没有条目".to_owned());
    }
    for list in &found {
        let (title, count) = (quoted(list.first_title()), list.entries.len());
        dom.trace.note(|| {
            format!(
                "列表：采用以{title}开头的 {count} 条{}",
                if list.dated { "，旁边写有日期" } else { "，没有写日期，但标题或网址像文章" }
            )
        });
    }
    let heading = found.first().and_then(|first| heading_before(dom, first.container));
    let mut list = List { heading, blocks: found.len(), ..List::default() };
    list.anchors = found.iter().flat_map(|list| list.entries.iter().map(|entry| entry.anchor)).collect();
    for part in &mut found {
        years_from_neighbours(&mut part.entries);
    }
    list.items = distinct(found.into_iter().map(|list| list.entries));
    list.seen = !list.items.is_empty() || empty.is_some();
    if let Some(empty) = empty {
        list.heading = heading_before(dom, empty);
    }
    list
}

/// All groups that are lists.
fn candidates<'a>(dom: &Dom<'_>, own: Option<&str>, groups: &[Group<'a>], anchors: &[Anchor<'_>]) -> Vec<Found<'a>> {
    let mut rows: ByElement<()> = ByElement::default();
    let mut found: Vec<Found<'a>> = Vec::new();
    for group in groups {
        let inner = group
            .container
            .ancestors()
            .take(12)
            .filter_map(ElementRef::wrap)
            .any(|above| rows.contains_key(&identity(above)));
        if inner {
            continue;
        }
        match found_in(dom, own, group, anchors) {
            Ok(list) => {
                rows.extend(group.rows.iter().map(|row| (identity(row.element), ())));
                found.push(list);
            }
            Err(why) => passed_over(dom, group.rows.len(), || anchors[group.rows[0].anchor].text.as_str(), why),
        }
    }
    found
}

impl Found<'_> {
    fn first_title(&self) -> &str {
        self.entries.first().map_or("", |entry| entry.item.title.as_str())
    }
}

/// Notes why rows are not the page's list. One or two links are no list to anybody.
fn passed_over<'t>(dom: &Dom<'_>, rows: usize, first: impl FnOnce() -> &'t str, why: &str) {
    if rows >= FEW {
        dom.trace.note(|| format!("列表：不采用以{}开头的 {rows} 个链接：{why}", quoted(first())));
    }
}

/// The empty container is the page's list: it stands before all lists that were found, and they stand elsewhere.
fn is_the_list(empty: ElementRef<'_>, found: &[Found<'_>], root: ElementRef<'_>) -> bool {
    let Some(first) = found.first() else { return true };
    let before =
        root.descendent_elements().take_while(|element| *element != first.container).any(|element| element == empty);
    let holder = empty.parent().map(|holder| holder.id());
    before && !found.iter().any(|list| list.container.ancestors().any(|above| Some(above.id()) == holder))
}

/// The entries of `group`, when it is a list; else why it is none, in words.
fn found_in<'a>(
    dom: &Dom<'_>,
    own: Option<&str>,
    group: &Group<'a>,
    anchors: &[Anchor<'_>],
) -> Result<Found<'a>, &'static str> {
    let region = region(dom, group.container);
    if matches!(region, Region::Header | Region::Footer) {
        return Err("在页头的导航或者页脚中");
    }
    let all = group.rows.iter().filter(|row| !BESIDE.is_match(first_text(row.element)));
    let all: Vec<_> =
        all.map(|row| (row, entry(row, anchors))).filter(|(_, entry)| !entry.item.title.is_empty()).collect();
    let dated = all.iter().filter(|(_, entry)| entry.is_dated()).count();
    if dated > 0 && dated * 2 < all.len() {
        return Err("只有少数几行旁边有日期");
    }
    if dated == 0 {
        let structured = all.iter().all(|(row, _)| row.element.value().name() != "p");
        let bare: Vec<&Entry> = all.iter().map(|(_, entry)| entry).collect();
        if region == Region::Side {
            return Err("在侧边，没有日期，是菜单");
        }
        if !structured || !is_undated_list(&bare) {
            return Err("没有日期，文字和网址也不像文章的标题和网址，是菜单或者栏目入口");
        }
        if names(group.container).any(|name| parts(&name).any(is_ranking)) {
            return Err("是点击排行");
        }
    }
    // A column may be called so itself (热点问答).
    let of_others = |heading: String| RELATED.is_match(&heading) && own != Some(heading.as_str());
    if heading_before(dom, group.container).is_some_and(of_others) {
        return Err("上面的标题表明是相关链接或者排行");
    }
    let kept =
        all.into_iter().map(|(_, entry)| entry).filter(|entry| dated == 0 || entry.is_dated() || has_title(entry));
    Ok(Found { container: group.container, entries: kept.collect(), side: region == Region::Side, dated: dated > 0 })
}

/// Part of a name that templates give to the list of what is read most.
fn is_ranking(part: &str) -> bool {
    matches!(part, "hot" | "rank" | "ranking" | "paihang" | "phb")
}

fn first_text(element: ElementRef<'_>) -> &str {
    element.text().map(str::trim).find(|text| !text.is_empty()).unwrap_or_default()
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

/// Each address once. Entries that only a script opens are told apart by title and date, so that a list that is printed
/// twice, for wide and for narrow screens, counts once.
fn distinct(lists: impl Iterator<Item = Vec<Entry>>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut place: HashMap<(String, usize), usize> = HashMap::new();
    for list in lists {
        let mut same: HashMap<String, usize> = HashMap::new();
        for Entry { item, .. } in list {
            let key = if item.url.is_empty() {
                // One of the two may be cut.
                let start: String = item.title.chars().take(SAME_TITLE).collect();
                let key = format!("{start}\n{:?}", item.date);
                let times = same.entry(key.clone()).or_default();
                *times += 1;
                (key, *times)
            } else {
                (item.url.clone(), 0)
            };
            let at = *place.entry(key).or_insert(items.len());
            match items.get_mut(at) {
                None => items.push(item),
                Some(first) => complete(first, item),
            }
        }
    }
    items
}

/// The same entry once more: what the first one lacks.
fn complete(first: &mut Item, again: Item) {
    let better = first.date_source == Some(DateSource::Url) && again.date_source == Some(DateSource::List);
    if first.date.is_none() || better {
        (first.date, first.date_source) = (again.date, again.date_source);
    }
    if first.title.ends_with(['…', '.']) && again.title.chars().count() > first.title.chars().count() {
        first.title = again.title;
    }
}

/// Containers that templates use for lists, without a link in them but those of a pager, which `tally` leaves out.
fn empty_lists<'a>(dom: &Dom<'a>, tally: &Tally) -> impl Iterator<Item = ElementRef<'a>> {
    let containers = dom.made(|name| {
        matches!(
            *name,
            local_name!("ul") | local_name!("ol") | local_name!("dl") | local_name!("table") | local_name!("div")
        )
    });
    containers.filter(|element| {
        names(*element).any(|name| is_list_name(&name))
            && tally.addresses(*element) == 0
            && short_words(*element, EMPTY_LIST).is_some()
            && element.select(&SHOWN).next().is_none()
            && region(dom, *element) == Region::Content
    })
}

fn is_list_name(name: &str) -> bool {
    (name.contains("list") || parts(name).any(|part| matches!(part, "liebiao" | "news")))
        && !["friend", "link", "menu", "nav", "select"].iter().any(|word| name.contains(word))
}
