//! All that a page lists, in one look.

use std::collections::HashSet;

use super::anchor::{Tally, anchors};
use super::crumb::crumb;
use super::entry::entry;
use super::group::groups;
use super::items::list;
use super::links::{Known, links};
use super::pager::pager;
use crate::read::cms::{self, Records};
use crate::read::dom::Dom;
use crate::site::{Call, DateSource, Item, Link, Pager};

/// What a page lists.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::read) struct Lists {
    /// All links, in document order, one per address and text.
    pub(in crate::read) links: Vec<Link>,
    /// Entries of the list, in document order. The address is empty where only a script knows it.
    pub(in crate::read) items: Vec<Item>,
    /// How the list goes on.
    pub(in crate::read) pager: Option<Pager>,
    /// The breadcrumb, 首页 first, without 正文 and the article's own title.
    pub(in crate::read) path: Vec<String>,
    /// Heading of the list.
    pub(in crate::read) heading: Option<String>,
    /// A list is there, perhaps without entries.
    pub(in crate::read) list_seen: bool,
    /// Number of the blocks that the entries stand in.
    pub(in crate::read) blocks: usize,
    /// What the list is fetched with.
    pub(in crate::read) calls: Vec<Call>,
    /// Whether the list came as data.
    pub(in crate::read) data: Data,
}

/// Data of a list: where they hold no entry, there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::read) enum Data {
    /// The page shows what it lists.
    #[default]
    None,
    /// The page holds its list for a script.
    Held,
    /// The page is nothing else: it came as the answer to a call.
    Alone,
}

/// Reads what the page lists. `own` is the name of the column, where it is the page of one by its tags.
pub(in crate::read) fn lists(dom: &Dom<'_>, own: Option<&str>) -> Lists {
    if let Some(records) = cms::answer(dom) {
        dom.trace.note(|| "列表：整个文件就是列表的数据，是对一次请求的回答".to_owned());
        note_dates(dom, &records.items);
        return answer(records);
    }
    let anchors = anchors(dom);
    let tally = Tally::new(&anchors, |_| true);
    let crumb = crumb(dom);
    if crumb.is_none() {
        dom.trace.note(|| "栏目路径：页面上没有「当前位置」一类的一行".to_owned());
    }
    let shown = pager(dom, &anchors);
    let in_crumb: HashSet<usize> = match &crumb {
        None => HashSet::new(),
        Some(crumb) => {
            let inside = |at: &usize| anchors[*at].element.ancestors().any(|above| above.id() == crumb.element.id());
            (0..anchors.len()).filter(inside).collect()
        }
    };
    let groups = groups(&anchors, &tally, |at| !shown.anchors.contains(&at) && !in_crumb.contains(&at));
    let outside_pager = || Tally::new(&anchors, |at| !shown.anchors.contains(&at));
    let list = list(dom, own, &groups, &anchors, outside_pager);
    let known =
        Known { in_crumb: &in_crumb, pager: &shown.anchors, entries: &list.anchors, groups: &groups, tally: &tally };
    let mut lists = Lists {
        links: links(dom, anchors, &known),
        items: list.items,
        pager: shown.pager,
        path: crumb.map(|crumb| crumb.path).unwrap_or_default(),
        heading: list.heading,
        list_seen: list.seen,
        blocks: list.blocks,
        calls: Vec::new(),
        data: Data::None,
    };
    if lists.pager.is_some() {
        dom.trace.note(|| "翻页：页面上有页码、「下一页」或者总页数".to_owned());
    }
    with_cms(dom, &mut lists);
    note_dates(dom, &lists.items);
    lists
}

/// Notes where the days of the entries were read.
fn note_dates(dom: &Dom<'_>, items: &[Item]) {
    if items.is_empty() {
        return;
    }
    dom.trace.note(|| {
        let of = |source| items.iter().filter(|item| item.date.is_some() && item.date_source == source).count();
        let without = items.iter().filter(|item| item.date.is_none()).count();
        let counts = [
            (of(Some(DateSource::List)), "写在条目旁边"),
            (of(Some(DateSource::Url)), "取自条目的网址"),
            (of(Some(DateSource::Cms)), "取自网页脚本里的数据"),
            (without, "没有写明（或者缺年份）"),
        ];
        let parts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} 条{words}"));
        format!("条目的日期：{}", parts.collect::<Vec<_>>().join("，"))
    });
}

/// Adds what the page holds for its scripts, and what they ask for.
fn with_cms(dom: &Dom<'_>, lists: &mut Lists) {
    lists.links.extend(cms::columns(dom));
    if let Some(records) = cms::held(dom) {
        lists.data = Data::Held;
        lists.list_seen = true;
        lists.items = records.items;
        lists.pager = Some(records.pager);
        return;
    }
    lists.pager = cms::pager(dom, lists.pager.take());
    if lists.items.iter().all(|item| item.date_source != Some(DateSource::List)) {
        lists.calls = cms::calls(dom, lists.items.is_empty());
        lists.links.retain(|link| !lists.calls.iter().any(|call| call.url == link.url));
    }
}

/// A page that is nothing but the data of a list.
fn answer(records: Records) -> Lists {
    Lists { items: records.items, pager: Some(records.pager), list_seen: true, data: Data::Alone, ..Lists::default() }
}

/// The entries of a piece of a page, one per row.
pub(in crate::read) fn entries_in(dom: &Dom<'_>) -> Vec<Item> {
    let anchors = anchors(dom);
    let tally = Tally::new(&anchors, |_| true);
    let groups = groups(&anchors, &tally, |_| true);
    groups.iter().flat_map(|group| &group.rows).map(|row| entry(row, &anchors).item).collect()
}
