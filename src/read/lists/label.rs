//! The names that stand above links: entries of a nested menu, headings of blocks, tabs.

use std::borrow::Cow;
use std::sync::LazyLock;

use html5ever::{LocalName, local_name};
use regex::Regex;
use scraper::{ElementRef, Node};

use super::anchor::{ByElement, Tally, identity, parent};
use super::region::{Region, names, parts, region};
use crate::pattern::pattern;
use crate::read::dom::{Dom, attribute, fold, short_words};

/// Most ancestors whose label is asked for.
const HIGHEST_LABEL: usize = 14;
/// Elements of a block among which its first row is looked for.
const MOST_BEFORE_ROW: usize = 500;
/// Rows of a drawn tree that are looked at from one link; the largest seen has some 300.
const MOST_TREE_ROWS: usize = 1_000;
/// Longest name of a column, in characters.
pub(super) const LONGEST_NAME: usize = 24;
/// Longest text that may hold a name, in bytes.
const LONGEST_BYTES: usize = 160;

/// Headings that name no column.
static NO_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:网站|站点|栏目|频道|本站|快速|便民)?(?:导航|菜单|通道|入口|地图)$|^主题分类$|^目录$|位置|^首\s*页$|^(?:网站|返回)首页$|^当前|欢迎|^[\d\s|/»-]*$|[>|｜»：:]|今天|搜索|检索|关键字|关键词|热搜|官方网站|^(?:网站)?[简繁]体|无障碍|^English$|^(?:标题|名称|序号|索引号|日期|发布日期|发布时间)$",
    )
});
/// 更多 behind a name in one text.
static AND_MORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)[\s\[(（【<《+]*(?:更多|more)[\])）】>》»›.…+\s]*$"));
/// A link that says 更多 and nothing else.
pub(super) static MORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^[\[(（【<《+\s]*(?:查看|点击)?(?:更多|more)(?:信息|内容|栏目)?[\])）】>》»›.…+\s]*$|^(?:>>|»|\+)$")
});

/// The depth of a row in a tree that is drawn as a table.
static LEVEL: LazyLock<LocalName> = LazyLock::new(|| LocalName::from("treeitemlevel"));

/// The labels of containers that links of one page stand in, each looked for once.
#[derive(Debug)]
pub(super) struct Labels<'k> {
    tally: &'k Tally,
    known: ByElement<Option<String>>,
}

impl<'k> Labels<'k> {
    /// Nothing is known yet.
    pub(super) fn new(tally: &'k Tally) -> Self {
        Self { tally, known: ByElement::default() }
    }

    /// The names of the menu entries and headings above `element`, outermost first.
    pub(super) fn above(&mut self, element: ElementRef<'_>) -> Vec<String> {
        if let Some(path) = tree_path(element) {
            return path;
        }
        let above = element.ancestors().take(HIGHEST_LABEL).map_while(ElementRef::wrap);
        let parts = above.take_while(|part| part.value().name() != "body");
        let mut path: Vec<String> = parts.filter_map(|part| self.of(part).clone()).collect();
        path.reverse();
        path.dedup();
        path
    }

    fn of(&mut self, part: ElementRef<'_>) -> &Option<String> {
        self.known.entry(identity(part)).or_insert_with(|| {
            let container = is_container(part, self.tally);
            if container { label_before(part, self.tally).or_else(|| tab_of(part)) } else { None }
        })
    }
}

fn is_container(element: ElementRef<'_>, tally: &Tally) -> bool {
    match element.value().name() {
        "ul" | "ol" | "dl" | "dd" | "table" | "tbody" => true,
        "div" | "td" | "nav" | "section" | "p" => {
            tally.addresses(element) >= 2
                || element.descendent_elements().take(MOST_BEFORE_ROW).any(|inner| inner.value().name() == "li")
        }
        _ => false,
    }
}

/// The short text right before `element`, among its siblings.
fn label_before(element: ElementRef<'_>, tally: &Tally) -> Option<String> {
    for sibling in element.prev_siblings() {
        match sibling.value() {
            Node::Text(text) if !fold(text).is_empty() => return name_in(&fold(text)),
            Node::Element(tag) => {
                let before = ElementRef::wrap(sibling)?;
                let text = short_words(before, LONGEST_BYTES)?;
                if text.is_empty() || (element.value().name() == "dd" && tag.name() == "dd") {
                    continue;
                }
                let twin = tag.name() == element.value().name()
                    && attribute(before, &local_name!("class")) == attribute(element, &local_name!("class"));
                let single = tally.addresses(before) <= 1 && !(twin && tag.name() != "td");
                return if single && !is_list(before) { name_in(&text) } else { None };
            }
            _ => {}
        }
    }
    None
}

fn is_list(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "ul" | "ol" | "form" | "script" | "style" | "iframe")
        || element.descendent_elements().take(60).filter(|inner| inner.value().name() == "li").nth(1).is_some()
}

/// `text` as the name of a column, when it can be one.
pub(super) fn name_in(text: &str) -> Option<String> {
    let may_end = text.contains(['更', 'm', 'M']);
    let name = if may_end { AND_MORE.replace(text, "") } else { Cow::Borrowed(text) };
    let name = name.trim_matches(|letter: char| "•·:：>»".contains(letter)).trim();
    let length = name.chars().count();
    ((2..=LONGEST_NAME).contains(&length) && !NO_LABEL.is_match(name) && !MORE.is_match(name)).then(|| name.to_owned())
}

/// `element` is the k-th of n boxes, and n names stand in a row right before the boxes.
fn tab_of(element: ElementRef<'_>) -> Option<String> {
    let same = |other: &ElementRef<'_>| other.value().name() == element.value().name();
    let holder = parent(element)?;
    let boxes: Vec<_> = holder.child_elements().filter(same).take(20).collect();
    if boxes.len() < 2 {
        return None;
    }
    let at = boxes.iter().position(|other| *other == element)?;
    let before = holder.prev_siblings().find_map(ElementRef::wrap)?;
    for tag in ["li", "a", "span"] {
        let tabs: Vec<_> =
            before.descendent_elements().take(200).filter(|inner| inner.value().name() == tag).take(21).collect();
        if tabs.len() == boxes.len() {
            return name_in(&short_words(tabs[at], LONGEST_BYTES)?);
        }
    }
    None
}

/// Path in a tree that is drawn as a table, each row with its depth (SiteServer: `<tr treeitemlevel="3">`).
fn tree_path(element: ElementRef<'_>) -> Option<Vec<String>> {
    let level = |row: ElementRef<'_>| attribute(row, &LEVEL).and_then(|level| level.parse::<u8>().ok());
    let row = element.ancestors().take(4).filter_map(ElementRef::wrap).find(|row| level(*row).is_some())?;
    let mut wanted = level(row)?;
    let mut path = Vec::new();
    for before in row.prev_siblings().filter_map(ElementRef::wrap).take(MOST_TREE_ROWS) {
        if let Some(depth) = level(before)
            && depth < wanted
        {
            path.push(short_words(before, LONGEST_BYTES)?.into_owned());
            wanted = depth;
        }
        if wanted <= 1 {
            break;
        }
    }
    path.reverse();
    Some(path)
}

/// The heading that a 更多 belongs to.
pub(super) fn heading_of_more(more: ElementRef<'_>) -> Option<String> {
    let above = more.ancestors().take(6).map_while(ElementRef::wrap);
    for block in above.take_while(|block| block.value().name() != "body") {
        let before = before_in(block, more);
        let headings: Vec<_> = before.iter().filter(|part| is_heading(**part)).copied().collect();
        let pool = if headings.is_empty() { before } else { headings };
        let pieces: Vec<_> = pool.iter().filter(|part| has_own_text(**part)).copied().collect();
        if !pieces.is_empty() {
            return pick(&pieces, more);
        }
    }
    None
}

/// The elements of `block` that end before `last` starts, at most 120.
fn before_in<'a>(block: ElementRef<'a>, last: ElementRef<'a>) -> Vec<ElementRef<'a>> {
    let before = block.descendent_elements().skip(1).take_while(|part| *part != last).take(120);
    before.filter(|part| !last.ancestors().take(8).any(|above| above.id() == part.id())).collect()
}

fn has_own_text(element: ElementRef<'_>) -> bool {
    is_heading(element)
        || element.children().any(|child| child.value().as_text().is_some_and(|text| !fold(text).is_empty()))
}

/// An element that heads a block, by its tag or by the names that templates give to it.
pub(super) fn is_heading(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "dt" | "caption")
        || names(element).any(|name| {
            name.contains("title")
                || parts(&name).any(|part| matches!(part, "tit" | "tt" | "bt" | "hd" | "biaoti" | "caption" | "name"))
        })
}

/// The one of several names that leads to the same address, is marked as open, or stands first.
fn pick(pieces: &[ElementRef<'_>], more: ElementRef<'_>) -> Option<String> {
    let name = |element: ElementRef<'_>| short_words(element, LONGEST_BYTES).and_then(|text| name_in(&text));
    let links = || {
        let inside = pieces.iter().flat_map(|piece| piece.descendent_elements().take(60));
        let around = pieces.iter().filter_map(|piece| parent(*piece));
        inside.chain(around).filter(|element| element.value().name() == "a")
    };
    let same = links().filter(|link| link.attr("href").is_some() && link.attr("href") == more.attr("href"));
    let open = |element: &ElementRef<'_>| {
        let marked =
            |part: &str| matches!(part, "on" | "cur" | "current" | "active" | "hover" | "hov" | "sel" | "selected");
        names(*element).any(|name| parts(&name).any(marked))
    };
    let marked = pieces.iter().flat_map(|piece| piece.descendent_elements().take(60)).filter(open);
    let first_of_several = || links().nth(1).and_then(|_| links().find_map(name));
    let leaves = pieces.iter().flat_map(|piece| piece.descendent_elements().take(60));
    let chosen = same.filter_map(name).next().or_else(|| marked.filter_map(name).next());
    chosen.or_else(first_of_several).or_else(|| leaves.filter_map(name).next())
}

/// The heading that stands before a list.
pub(super) fn heading_before(dom: &Dom<'_>, list: ElementRef<'_>) -> Option<String> {
    let mut part = list;
    for _ in 0..4 {
        for sibling in part.prev_siblings().filter_map(ElementRef::wrap).take(4) {
            let inner = std::iter::once(sibling).chain(sibling.descendent_elements().skip(1).take(12));
            let single = |inner: &ElementRef<'_>| {
                inner.descendent_elements().take(60).filter(|part| part.value().name() == "a").nth(1).is_none()
            };
            let mut headings = inner.filter(|inner| is_heading(*inner) && single(inner));
            let name = headings.find_map(|inner| name_in(&short_words(inner, LONGEST_BYTES)?));
            if name.is_some() && matches!(region(dom, sibling), Region::Content | Region::Side) {
                return name;
            }
        }
        part = parent(part).filter(|part| part.value().name() != "body")?;
    }
    None
}
