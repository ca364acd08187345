//! What a page gives reason to ask for next.

use std::borrow::Cow;
use std::cmp::Reverse;

use url::Url;

use super::address;
use super::frontier::{Frontier, Wish};
use super::scope::{Place, Scope};
use super::sign::Sign;
use super::visitor::Errand;
use crate::mapping::{Decision, Mapping};
use crate::site::{Call, ColumnTags, Item, Link, LinkRole, Page, Purpose, Via};

/// Deepest column, in links from the home page.
pub(super) const MAX_DEPTH: u8 = 8;
/// Pages that are read of one list.
pub(super) const MAX_LIST_PAGES: u32 = 3;
/// Requests that one page's list is fetched with.
const MAX_CALLS: usize = 4;
/// Calls inside the answer of a call (a frame in a frame).
const MAX_NESTED_CALLS: u8 = 2;
/// Largest form that is posted, in bytes: it waits in line with its address, at most five for every page that came.
const MAX_FORM: usize = 64 * 1024;
/// Guides that are opened of one list.
const MAX_GUIDES: usize = 3;
/// Titles that a column is judged by.
const TITLES: usize = 10;
/// A link that stands in no menu is followed only where it is this relevant.
pub(super) const RELEVANT: f64 = 0.6;

/// Reasons for asking early, in points. A wanted name outweighs all the rest; entries and further pages come after the
/// columns that are likely to be wanted and before those that are not.
pub(super) mod points {
    pub(in crate::crawl) const RELEVANCE: f64 = 100.0;
    pub(super) const SECTION: f64 = 60.0;
    pub(super) const MAP: f64 = 50.0;
    pub(super) const PAGER: f64 = 51.0;
    pub(super) const ITEM: f64 = 50.0;
    pub(super) const EXTERNAL: f64 = 49.0;
    pub(super) const OWN: f64 = 15.0;
    pub(super) const IN_SECTION: f64 = 10.0;
    pub(super) const COLUMN: f64 = 8.0;
    pub(super) const NAV: f64 = 5.0;
    pub(super) const PER_LINK: f64 = 2.0;
    pub(super) const CALL: f64 = 0.5;
    pub(super) const FIRST_ITEM: f64 = -500.0;
    pub(super) const FOREIGN: f64 = 1000.0;
}

/// The page whose links are looked at.
pub(super) struct Spot<'a> {
    pub(super) page: &'a Page,
    pub(super) place: Place,
    pub(super) depth: u8,
    /// It stands in the disclosure section.
    pub(super) in_section: bool,
    /// It belongs to another organ.
    pub(super) foreign: bool,
}

/// The columns among the `links` of a page, as far as they belong to the unit's site and are not in line or taken already.
pub(super) fn columns(errand: &Errand<'_>, frontier: &Frontier, spot: &Spot<'_>, links: &[(&Link, Sign)]) -> Vec<Wish> {
    if spot.depth >= MAX_DEPTH {
        return Vec::new();
    }
    let above = own_path(spot.page);
    let wish = |(link, sign): &(&Link, Sign)| {
        let own = match (sign.place, spot.place, link.role) {
            (Place::Own, _, _) => true,
            // The columns of a department may stand outside its folder; the menu of the portal is not its own.
            (Place::Portal, Place::Own, LinkRole::Column) => false,
            _ => return None,
        };
        let relevance = sign.relevance(errand, link, &link.path);
        // Without a menu above it the page on which it stands says what it is.
        let bare = link.role == LinkRole::Column && link.path.is_empty();
        let below = if bare && !above.is_empty() { sign.relevance(errand, link, &above) } else { relevance };
        let wanted = if sign.papers { 1.0 } else { relevance.max(below) };
        let role = match link.role {
            LinkRole::Column => points::COLUMN,
            LinkRole::Nav => points::NAV,
            LinkRole::Other if sign.section || sign.map || relevance >= RELEVANT => 0.0,
            _ => return None,
        };
        let in_section = spot.in_section || link.path.iter().any(|name| names_section(errand, name));
        let foreign = sign.organ || (spot.foreign && stays_below(link, spot.page));
        let priority = wanted * points::RELEVANCE
            + if sign.section { points::SECTION } else { 0.0 }
            + if sign.map { points::MAP } else { 0.0 }
            + if own { points::OWN } else { 0.0 }
            + if in_section { points::IN_SECTION } else { 0.0 }
            + role
            - if foreign { points::FOREIGN } else { 0.0 }
            - f64::from(spot.depth) * points::PER_LINK;
        if !frontier.has_use_for(sign.mark, priority) {
            return None;
        }
        let url = Url::parse(&link.url).ok()?;
        let wish = Wish::new(url, Purpose::Column, Some(via(spot.page, link)), spot.depth + 1, priority);
        Some(Wish { foreign, ..wish })
    };
    links.iter().filter_map(wish).collect()
}

/// Wanted columns among the `links` of a page that lead to another platform.
pub(super) fn externals(errand: &Errand<'_>, spot: &Spot<'_>, links: &[(&Link, Sign)]) -> Vec<Wish> {
    let wish = |(link, sign): &(&Link, Sign)| {
        if sign.place != Place::Elsewhere || sign.relevance(errand, link, &link.path) < RELEVANT {
            return None;
        }
        let codes = wanted(errand, &errand.mapper.decide(&link.text, &link.path, &[]));
        if codes.is_empty() {
            return None;
        }
        let (url, via, depth) = (Url::parse(&link.url).ok()?, via(spot.page, link), spot.depth.saturating_add(1));
        let wish = Wish::new(url, Purpose::External, Some(via), depth, points::EXTERNAL);
        Some(Wish { codes, ..wish })
    };
    links.iter().filter_map(wish).collect()
}

/// What a column page means in the catalogue.
pub(super) fn meaning(errand: &Errand<'_>, page: &Page, wish: &Wish) -> Mapping {
    let mut path = page.column.path.clone();
    if path.is_empty() || wish.purpose == Purpose::Call {
        let via = wish.via.iter();
        path = via.flat_map(|via| via.path.iter().chain([&via.text])).cloned().collect();
    }
    let titles: Vec<&str> = page.items.iter().take(TITLES).map(|item| item.title.as_str()).collect();
    errand.mapper.decide(name(page, wish), &path, &titles)
}

/// What a column page is called; what a page calls for is named after that page.
pub(super) fn name<'p>(page: &'p Page, wish: &'p Wish) -> &'p str {
    let linked = wish.via.as_ref().map(|via| via.text.as_str());
    let shown = page.column.name.as_deref();
    let (first, second) = if wish.purpose == Purpose::Call { (linked, shown) } else { (shown, linked) };
    first.filter(|name| !name.is_empty()).or(second).unwrap_or_default()
}

/// What the page of an own column fetches its list with, as far as it stays on the site.
pub(super) fn calls(scope: &Scope, spot: &Spot<'_>, wish: &Wish) -> Vec<Wish> {
    let calls = [Purpose::Home, Purpose::Column, Purpose::Remembered, Purpose::Call];
    let column = calls.contains(&wish.purpose) && !wish.foreign;
    if !column || wish.calls >= MAX_NESTED_CALLS {
        return Vec::new();
    }
    let via = if wish.purpose == Purpose::Call { wish.via.clone() } else { Some(of_column(spot.page, wish)) };
    let call = |call: &Call| {
        let url = on_site(scope, &call.url, &call.form)?;
        let priority = wish.priority + points::CALL;
        let ask = Wish::new(url, Purpose::Call, via.clone(), spot.depth, priority);
        Some(Wish { form: call.form.clone(), codes: wish.codes.clone(), calls: wish.calls + 1, ..ask })
    };
    spot.page.calls.iter().take(MAX_CALLS).filter_map(call).collect()
}

/// The column whose page calls for something, as a link to it would name it.
fn of_column(page: &Page, wish: &Wish) -> Via {
    let text = name(page, wish).to_owned();
    let above = wish.via.as_ref().map(|via| via.path.clone()).unwrap_or_default();
    let mut path = if page.column.path.is_empty() { above } else { page.column.path.clone() };
    if path.last() == Some(&text) {
        path.pop();
    }
    Via { from: page.url.clone(), text, path }
}

/// The address, where it is one of the site and the form is not too large to keep.
fn on_site(scope: &Scope, address: &str, form: &[(String, String)]) -> Option<Url> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let size: usize = form.iter().map(|(name, value)| name.len() + value.len()).sum();
    (size <= MAX_FORM && scope.place(&url) != Place::Elsewhere).then_some(url)
}

/// Codes of wanted columns, and of headings over them, that a mapping holds for sure or for likely. A unit with little to
/// show keeps it under the heading (《指标》: 二级指标 are owed only where there is much).
pub(super) fn wanted(errand: &Errand<'_>, mapping: &Mapping) -> Vec<String> {
    if mapping.decision == Decision::None {
        return Vec::new();
    }
    mapping.codes.iter().filter(|code| errand.wanted.holds(code)).cloned().collect()
}

/// The following page of the list on the page that `wish` asked for, where it is still to be read.
/// At most so many pages are read of one list.
pub(super) fn pager(scope: &Scope, spot: &Spot<'_>, wish: &Wish, most: u32) -> Option<Wish> {
    let pager = spot.page.pager.as_ref()?;
    let url = on_site(scope, pager.next.as_deref()?, &pager.form)?;
    if wish.page >= most {
        return None;
    }
    let (purpose, via) = match wish.purpose {
        Purpose::Call | Purpose::Pager => (wish.purpose, wish.via.clone()),
        _ => {
            let path = spot.page.column.path.clone();
            (Purpose::Pager, Some(Via { from: spot.page.url.clone(), text: "下一页".to_owned(), path }))
        }
    };
    let next = Wish::new(url, purpose, via, spot.depth, points::PAGER);
    Some(Wish { form: pager.form.clone(), page: wish.page + 1, calls: wish.calls, ..next })
}

/// The entries of a wanted list whose own pages a verdict needs: `count` of the newest, for their 成文日期, one
/// without a date among them.
pub(super) fn items(scope: &Scope, spot: &Spot<'_>, count: usize) -> Vec<Wish> {
    let (mut dated, undated): (Vec<&Item>, Vec<&Item>) = spot.page.items.iter().partition(|item| item.date.is_some());
    dated.sort_by_key(|item| Reverse(item.date));
    let mut dated = dated.into_iter();
    let newest: Vec<&Item> = dated.by_ref().take(count.saturating_sub(1)).collect();
    let order = newest.into_iter().chain(undated).chain(dated);
    order.filter_map(|item| entry(scope, spot, item)).take(count).collect()
}

/// The entries that are guides (信息公开指南): whether one is in order only its text tells.
pub(super) fn guides(scope: &Scope, spot: &Spot<'_>) -> Vec<Wish> {
    let guides = spot.page.items.iter().filter(|item| item.title.contains("指南"));
    guides.filter_map(|item| entry(scope, spot, item)).take(MAX_GUIDES).collect()
}

fn entry(scope: &Scope, spot: &Spot<'_>, item: &Item) -> Option<Wish> {
    let url = Url::parse(&item.url).ok()?;
    if address::is_trap(&url, "") || scope.place(&url) == Place::Elsewhere {
        return None;
    }
    let via = Via { from: spot.page.url.clone(), text: item.title.clone(), path: spot.page.column.path.clone() };
    Some(Wish::new(url, Purpose::Item, Some(via), spot.depth.saturating_add(1), points::ITEM))
}

/// The first entry of a list that shows no dates: when it was published only its own page tells. After all columns.
pub(super) fn first_item(scope: &Scope, spot: &Spot<'_>) -> Option<Wish> {
    if spot.page.items.iter().any(|item| item.date.is_some()) {
        return None;
    }
    let first = items(scope, spot, 1).into_iter().next()?;
    Some(Wish { priority: points::FIRST_ITEM, ..first })
}

/// Whether words name the disclosure section.
pub(super) fn names_section(errand: &Errand<'_>, words: &str) -> bool {
    let words = if words.contains(char::is_whitespace) {
        Cow::from(words.chars().filter(|c| !c.is_whitespace()).collect::<String>())
    } else {
        words.into()
    };
    let given = errand.unit.section.as_deref().filter(|name| !name.contains("://"));
    !words.is_empty()
        && errand.sections.iter().map(String::as_str).chain(given).any(|name| !name.is_empty() && words.contains(name))
}

/// Whether a link on the page of an organ leads to another one of it.
fn stays_below(link: &Link, page: &Page) -> bool {
    let Ok(url) = Url::parse(&link.url) else { return false };
    (link.role == LinkRole::Column && !leaves_branch(&url, &page.url)) || is_below(&url, &page.url)
}

/// Whether an address lies in the folder of a page.
fn is_below(url: &Url, page: &str) -> bool {
    let folder = page.rsplit_once('/').map_or(page, |(folder, _)| folder);
    url.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The names above what stands among the content of a page, by its own tags: the breadcrumb or else ColumnType, then
/// ColumnName.
fn own_path(page: &Page) -> Vec<String> {
    let ColumnTags { name, kind, path } = &page.column;
    let kind = kind.iter().filter(|_| path.is_empty());
    let name = name.iter().filter(|name| path.last() != Some(*name));
    kind.chain(path).chain(name).cloned().collect()
}

/// Whether an address lies in another main branch of the site than a page deep in its own (`/hd/zj/` seen from
/// `/jg/bm/czj/`): what an organ's page links to there is the site's, not the organ's.
fn leaves_branch(url: &Url, page: &str) -> bool {
    let Ok(page) = Url::parse(page) else { return false };
    let branch = |url: &Url| {
        let mut folders: Vec<String> = url.path().split('/').skip(1).map(str::to_owned).collect();
        folders.pop();
        folders
    };
    let (from, to) = (branch(&page), branch(url));
    from.len() > 1 && !to.is_empty() && to.first() != from.first()
}

fn via(page: &Page, link: &Link) -> Via {
    Via { from: page.url.clone(), text: link.text.clone(), path: link.path.clone() }
}

#[cfg(test)]
mod tests {
    use super::{MAX_FORM, leaves_branch, on_site};
    use crate::crawl::scope::Scope;

    #[test]
    fn calls_stay_on_the_site_and_carry_no_more_than_fits() {
        let scope = Scope::new(&"http://www.a.example/jyj/".parse().unwrap(), None);
        let form = |size: usize| vec![("__VIEWSTATE".to_owned(), "x".repeat(size))];
        let allowed = |address: &str, size| on_site(&scope, address, &form(size)).is_some();
        assert!(allowed("http://www.a.example/module/list.jsp", 1_000));
        assert!(!allowed("http://www.a.example/module/list.jsp", MAX_FORM));
        for address in ["http://api.a.example/list", "file:///etc/passwd", "javascript:void(0)", ""] {
            assert!(!allowed(address, 1), "{address}");
        }
    }

    #[test]
    fn an_organs_page_leads_back_to_the_sites_own_columns() {
        let leaves = |to: &str, from: &str| leaves_branch(&format!("http://a.example{to}").parse().unwrap(), from);
        assert!(leaves("/hd/zj/index.html", "http://a.example/jg/bm/czj/index.html"));
        assert!(!leaves("/jg/bm/czj/wj/", "http://a.example/jg/bm/czj/index.html"));
        assert!(!leaves("/jg/bm/mzj/", "http://a.example/jg/bm/czj/index.html"));
        // Where all columns stand side by side, the address says nothing.
        assert!(!leaves("/Category_12/index.html", "http://a.example/Category_7/index.html"));
        assert!(!leaves("/Node-12.html", "http://a.example/jg/bm/czj.html"));
    }
}
