//! The walk over the visits that finds the columns.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::content::entries;
use super::path::{of_link, of_page};
use super::section::Section;
use super::visits::{Read, Visits};
use crate::pattern::pattern;
use crate::site::{
    Column, Link, LinkRole, Outcome, Page, PageKind, Purpose, Seen, Site, Snapshot, Standing, Visit, identity,
};

/// Longest words of a link that may name a column, in characters.
const LONGEST_NAME: usize = 30;
/// Most columns of one site.
const MOST_COLUMNS: usize = 5_000;

/// Words of links that lead to no column.
static NO_COLUMN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:网站|返回)?(?:首\s*页|主页)$|^更多|政府网$|人民政府$|门户网站|旧版|官网|备案|公网安备|党政机关|网站找错|无障碍|长者|适老|微信|微博|客户端|移动版|手机版|繁体|简体|English|登录|注册|联系我们|关于我们|版权|隐私|网站声明|网站地图|RSS|设为首页|加入收藏|打印|关闭|^按.{1,6}排序$|^日历$",
    )
});

/// The columns of the unit whose site was visited, in the order in which links to them were seen.
///
/// `section` is what the unit says of its disclosure section, a name or an address; `sections` are the usual names of such
/// sections. A column is a page that was visited as one, or a link of a menu, a tile or a block's heading that was not
/// visited. It belongs to the unit when it lies under the prefix of the unit's site, or when a menu of the unit's own pages
/// leads to it on the same host. Menu links to other hosts become [`Standing::External`].
#[must_use]
pub fn survey(snapshot: &Snapshot, section: Option<&str>, sections: &[String]) -> Vec<Column> {
    let visits = Visits::new(snapshot);
    let site = site_of(snapshot);
    let mut survey = Survey { site: &site, visits: &visits, columns: Vec::new(), places: HashMap::new() };
    // Columns that were known beforehand come last: the links to them say where they stand, as if they had been found.
    let (known, found): (Vec<&Visit>, Vec<&Visit>) =
        snapshot.visits.iter().partition(|visit| visit.purpose == Purpose::Remembered);
    for visit in found.into_iter().chain(known) {
        survey.take(visit);
    }
    let section = Section::new(section, sections, visits.pages.values().map(|read| read.page));
    let mut columns = survey.columns;
    for column in &mut columns {
        column.in_section = section.holds(&column.path, &identity(&column.url));
    }
    link_children(&mut columns);
    columns
}

/// The unit's site; where its start page now stands on another host, the site there.
fn site_of(snapshot: &Snapshot) -> Site {
    let site = Site::new(&snapshot.site);
    let moved = snapshot.visits.iter().find_map(|visit| match &visit.outcome {
        Outcome::Page { page, .. } if visit.purpose == Purpose::Home => Some(&page.url),
        _ => None,
    });
    match moved {
        Some(home) if !site.same_host(&identity(home)) => site.moved_to(home),
        _ => site,
    }
}

struct Survey<'s, 'v> {
    site: &'v Site,
    visits: &'v Visits<'s>,
    columns: Vec<Column>,
    places: HashMap<String, usize>,
}

impl Survey<'_, '_> {
    fn take(&mut self, visit: &Visit) {
        if visit.purpose == Purpose::Call {
            if let (Outcome::Page { page, .. }, Some(via)) = (&visit.outcome, &visit.via) {
                self.links(page, &self.visits.page_of(&via.from));
            }
            return;
        }
        let came = self.visits.page_of(&visit.asked);
        let Some(read) = self.visits.pages.get(&*came).filter(|read| std::ptr::eq(read.visit, visit)) else {
            if let (Purpose::Column, Outcome::Failed(_), Some(via)) = (visit.purpose, &visit.outcome, &visit.via)
                && self.site.holds(&came)
            {
                let from = self.path_of(&self.visits.page_of(&via.from));
                self.add(&visit.asked, &came, &via.text, || of_link(&from, &via.path, &via.text));
            }
            return;
        };
        let remembered = visit.purpose == Purpose::Remembered && self.site.same_host(&came);
        if (remembered || (visit.purpose == Purpose::Column && self.site.holds(&came)))
            && !self.site.is_home(&came)
            && !self.places.contains_key(&*came)
        {
            let (text, labels) =
                visit.via.as_ref().map_or(("", &[][..]), |via| (via.text.as_str(), via.path.as_slice()));
            let from = visit.via.as_ref().map(|via| self.path_of(&self.visits.page_of(&via.from))).unwrap_or_default();
            let stands = self.visits.page_of(&read.page.url);
            self.add(&read.page.url, &stands, text, || of_link(&from, labels, text));
        }
        self.links(read.page, &came);
    }

    /// Adds the columns that the page links to.
    fn links(&mut self, page: &Page, own: &str) {
        let path = self.path_of(own);
        let own_page = self.site.holds(own);
        let leads_on = |link: &&Link| matches!(link.role, LinkRole::Column | LinkRole::Nav | LinkRole::External);
        let links: Vec<(&Link, Cow<'_, str>)> =
            page.links.iter().filter(leads_on).map(|link| (link, self.visits.page_of(&link.url))).collect();
        let beside = menus_with(&links, own);
        for (link, target) in &links {
            if self.columns.len() >= MOST_COLUMNS {
                return;
            }
            if self.is_column(link, target, own_page) {
                let base = base(link, &path, beside.contains(&link.path));
                self.add(&link.url, target, &link.text, || of_link(base, &link.path, &link.text));
            }
        }
    }

    /// Whether the link leads to a column, `target`; `own_page`: it stands on a page of the unit's own.
    fn is_column(&self, link: &Link, target: &str, own_page: bool) -> bool {
        if link.text.chars().count() > LONGEST_NAME || self.site.is_home(target) || NO_COLUMN.is_match(&link.text) {
            return false;
        }
        match link.role {
            LinkRole::Column => self.site.holds(target) || (own_page && self.site.same_host(target)),
            LinkRole::Nav => self.site.holds(target),
            LinkRole::External => {
                own_page && !link.text.is_empty() && (!link.path.is_empty() || target.contains(['/', '?']))
            }
            LinkRole::Item | LinkRole::Pager | LinkRole::Attachment | LinkRole::Other => false,
        }
    }

    /// Path of a page that was read; of the start page 首页.
    fn path_of(&self, page: &str) -> Vec<String> {
        if let Some(column) = self.places.get(page).and_then(|at| self.columns.get(*at)) {
            return column.path.clone();
        }
        let shown = self.visits.pages.get(page).map(|read| read.page.column.path.clone()).unwrap_or_default();
        if shown.is_empty() { vec!["首页".to_owned()] } else { shown }
    }

    /// Adds the column at `address`, of which `came` is the identity of the page that came, or gives one that has no name yet
    /// this name.
    fn add(&mut self, address: &str, came: &str, text: &str, path: impl FnOnce() -> Vec<String>) {
        if let Some(column) = self.places.get(came).and_then(|at| self.columns.get_mut(*at)) {
            if column.name.is_empty() && !text.is_empty() {
                text.clone_into(&mut column.name);
                column.path = path();
            }
            return;
        }
        self.places.insert(came.to_owned(), self.columns.len());
        let column = self.column(address, came, text, path());
        self.columns.push(column);
    }

    fn column(&self, address: &str, came: &str, text: &str, path: Vec<String>) -> Column {
        let mut column = Column::linked(text, path, address);
        if !self.site.same_host(came) {
            column.standing = Standing::External;
        } else if let Some(read) = self.visits.pages.get(came) {
            self.read_into(&mut column, read, came);
        } else if let Some(failure) = self.visits.failed.get(came) {
            column.standing = Standing::Failed((*failure).clone());
        }
        column
    }

    /// The last name of the page's breadcrumb is a link to another page: the breadcrumb ends above this one.
    fn ends_above(&self, page: &Page, came: &str) -> bool {
        let last = page.column.path.last();
        let named = page.links.iter().filter(|link| link.role == LinkRole::Nav && Some(&link.text) == last);
        let mut targets = named.map(|link| self.visits.page_of(&link.url)).peekable();
        targets.peek().is_some() && targets.all(|target| target != came)
    }

    fn read_into(&self, column: &mut Column, read: &Read<'_>, came: &str) {
        let page = read.page;
        // The breadcrumb of an article is that of the column it lies in; what comes in place of a page that is not there
        // says nothing of it.
        let other = matches!(page.kind, PageKind::Article | PageKind::Note | PageKind::Soft404);
        if !other || column.name.is_empty() {
            let name = if self.ends_above(page, came) { Some(column.name.clone()) } else { page.column.name.clone() };
            let shown = of_page(&page.column.path, name.as_deref().filter(|name| !name.is_empty()));
            if shown.len() > 1 || (shown.len() == 1 && column.name.is_empty()) {
                column.path = shown;
            } else if let Some(name) = shown.into_iter().next() {
                column.path.pop();
                column.path.push(name);
            }
            if let Some(name) = column.path.last() {
                name.clone_into(&mut column.name);
            }
        }
        let list = self.visits.list(page, came);
        column.url.clone_from(&page.url);
        column.items = entries(&list.pages, &self.visits.opened);
        column.standing = Standing::Opened(list.kind(page.kind, &column.items));
        column.pages_read = u32::try_from(list.pages_read()).unwrap_or(u32::MAX);
        column.pages = list.pages.iter().filter_map(|page| page.pager.as_ref()?.pages).max();
        column.seen = Some(Seen { called: list.called, unread: list.unread, ..read.seen.clone() });
    }
}

/// The menus (told apart by what stands above them) that lead to the page itself as well, `own`: they show the columns beside
/// the page, not those below.
fn menus_with<'p>(links: &[(&'p Link, Cow<'_, str>)], own: &str) -> HashSet<&'p Vec<String>> {
    let menus = links.iter().filter(|(link, target)| link.role == LinkRole::Column && target == own);
    menus.map(|(link, _)| &link.path).collect()
}

/// The names above a link: those of its page; 首页 for the main navigation, unless the page stands below the same name.
fn base<'p>(link: &Link, page: &'p [String], beside: bool) -> &'p [String] {
    let first = link.path.first().unwrap_or(&link.text);
    let length = match link.role {
        LinkRole::Nav if !page.contains(first) => 1,
        LinkRole::Column if beside => page.len().saturating_sub(1),
        _ => page.len(),
    };
    &page[..length.min(page.len())]
}

/// Gives every column the addresses of the columns directly below it: its path is the longest one that theirs starts with.
fn link_children(columns: &mut Vec<Column>) {
    columns.retain(|column| !column.name.is_empty());
    let mut at_path: HashMap<&[String], usize> = HashMap::new();
    // Two columns may show the same path; the one that was read is the one that others stand below.
    let (read, unread): (Vec<usize>, Vec<usize>) = (0..columns.len()).partition(|at| columns[*at].seen.is_some());
    for at in read.into_iter().chain(unread) {
        at_path.entry(&columns[at].path).or_insert(at);
    }
    let parents: Vec<Option<usize>> = columns
        .iter()
        .map(|Column { path, .. }| (1..path.len()).rev().find_map(|length| at_path.get(&path[..length]).copied()))
        .collect();
    for (at, parent) in parents.into_iter().enumerate() {
        if let Some(parent) = parent.filter(|parent| *parent != at) {
            let url = columns[at].url.clone();
            columns[parent].children.push(url);
        }
    }
}
