//! What was seen of the site, and whether enough of it was seen to call a column missing.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::finding::{Fault, Scope};
use super::{Case, Cause, FindingKind};
use crate::mapping::{ColumnNames, Decision, Mapping};
use crate::site::{
    Article, Column, CrawlEnd, Failure, LinkRole, Outcome, PageKind, Purpose, Rendering, Snapshot, Standing, Visit,
    identity,
};
use crate::unit::{Unit, UnitIdentity};

/// Names under which a site's disclosure columns hang: when such a page did not come, columns may be hidden below it.
const ROOT_WORDS: [&str; 7] = ["信息公开", "政务公开", "公开目录", "主动公开", "公开专栏", "公开平台", "重点领域"];

/// Closed branches that a sentence names; the rest is 等.
const BRANCHES_NAMED: usize = 3;

/// What was seen of a unit's site.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) unit: &'a Unit,
    pub(super) identity: &'a UnitIdentity,
    pub(super) snapshot: &'a Snapshot,
    pub(super) columns: &'a [(Column, Mapping)],
    /// What was published later does not exist.
    pub(super) as_of: Date,
}

/// The columns and visits of one site, by address.
pub(super) struct Pages<'a> {
    pub(super) scene: Scene<'a>,
    columns: BTreeMap<&'a str, &'a Column>,
    visits: BTreeMap<&'a str, &'a Visit>,
}

impl<'a> Pages<'a> {
    pub(super) fn of(scene: Scene<'a>) -> Self {
        let columns = scene.columns.iter().map(|(column, _)| (column.url.as_str(), column)).collect();
        let seen = |visit: &&Visit| visit.purpose != Purpose::Declared && visit.posted.is_none();
        let visits = scene.snapshot.visits.iter().filter(seen);
        Self { scene, columns, visits: visits.map(|visit| (visit.asked.as_str(), visit)).collect() }
    }

    /// The column at an address.
    pub(super) fn column(&self, url: &str) -> Option<&'a Column> {
        self.columns.get(url).copied()
    }

    /// The visit to an address.
    pub(super) fn visit(&self, url: &str) -> Option<&'a Visit> {
        self.visits.get(url).copied()
    }
}

/// One site as a catalogue of columns looks at it.
pub(super) struct Sight<'a> {
    /// The case.
    pub(super) case: &'a Case<'a>,
    /// Why a column that was not seen must not be called missing; `None` after a complete look.
    pub(super) blind: Option<Blind>,
    /// What a search for near names needs: made for the first column that is missing.
    names: OnceCell<ColumnNames<'a>>,
    pub(super) pages: Pages<'a>,
    articles: BTreeMap<String, &'a Article>,
}

/// Why a column that was not seen must not be called missing.
pub(super) struct Blind {
    /// In a sentence.
    pub(super) reason: String,
    /// In a word.
    pub(super) cause: Cause,
    /// What the unit can put right.
    pub(super) fault: Option<Fault>,
}

impl<'a> Sight<'a> {
    pub(super) fn new(case: &'a Case<'a>) -> Self {
        let scene = Scene {
            unit: case.unit,
            identity: case.identity,
            snapshot: case.snapshot,
            columns: case.columns,
            as_of: case.as_of,
        };
        Self { case, blind: blind(scene), names: OnceCell::new(), pages: Pages::of(scene), articles: articles(case) }
    }

    /// The article at an address, where its page was read.
    pub(super) fn article(&self, url: &str) -> Option<&'a Article> {
        self.articles.get(&identity(url)).copied()
    }

    /// The names of all columns.
    pub(super) fn names(&self) -> &ColumnNames<'a> {
        let names = || self.case.columns.iter().map(|(column, _)| column.name.as_str());
        self.names.get_or_init(|| self.case.mapper.names(names()))
    }

    /// The first visit to the site.
    pub(super) fn home(&self) -> Option<&'a Visit> {
        let visits = &self.case.snapshot.visits;
        visits.iter().find(|visit| visit.purpose == Purpose::Home).or_else(|| visits.first())
    }
}

/// The articles that were read, by the identities of the addresses that were asked for and that came.
fn articles<'a>(case: &Case<'a>) -> BTreeMap<String, &'a Article> {
    let pages = case.snapshot.visits.iter().filter_map(|visit| match &visit.outcome {
        Outcome::Page { page, .. } => Some((visit, page.url.as_str(), page.article.as_ref()?)),
        Outcome::Failed(_) => None,
    });
    pages.flat_map(|(visit, came, article)| [(identity(&visit.asked), article), (identity(came), article)]).collect()
}

/// Whether the link to a column leads nowhere: the site itself says that nothing is there.
pub(super) fn is_dead(column: &Column) -> bool {
    match &column.standing {
        Standing::Opened(kind) => matches!(kind, PageKind::Soft404 | PageKind::Home),
        Standing::Failed(failure) => is_gone(failure),
        Standing::Linked | Standing::External => false,
    }
}

/// Whether the column's own page was read.
pub(super) fn is_open(column: &Column) -> bool {
    matches!(&column.standing, Standing::Opened(_)) && !is_dead(column)
}

/// Why the column's own page tells nothing, in a phrase; `None` when it was read.
pub(super) fn why_closed(column: &Column) -> Option<String> {
    match &column.standing {
        Standing::Opened(PageKind::Soft404 | PageKind::Home) => {
            Some("链接失效，打开后提示页面不存在或转到首页".to_owned())
        }
        Standing::Opened(PageKind::Shell) => {
            let unread = column.seen.as_ref().and_then(|seen| seen.unread.clone());
            let rendering = column.seen.as_ref().and_then(|seen| seen.rendering.as_ref());
            Some(
                unread.unwrap_or_else(|| {
                    format!("页面内容由脚本生成，网页源码中没有内容{}", Rendering::why_not(rendering))
                }),
            )
        }
        Standing::Opened(PageKind::Challenge) => Some("页面要求验证浏览器，看不到内容".to_owned()),
        Standing::Opened(_) => None,
        Standing::Linked => Some("只看到链接，未打开".to_owned()),
        Standing::Failed(failure) => Some(failure.to_string()),
        Standing::External => Some("链接到其他平台".to_owned()),
    }
}

fn is_gone(failure: &Failure) -> bool {
    matches!(failure.status, Some(404 | 410))
}

/// Why a column that was not seen must not be called missing; `None` after a complete look.
pub(super) fn blind(scene: Scene<'_>) -> Option<Blind> {
    match scene.snapshot.end {
        CrawlEnd::Failed => Some(closed_site(scene)),
        CrawlEnd::BudgetEnded => Some(Blind {
            reason: "访问次数预算用尽，栏目没有看完，不能认定缺失".to_owned(),
            cause: Cause::Budget,
            fault: None,
        }),
        CrawlEnd::Complete => unreadable_home(scene).or_else(|| closed_root(scene)),
    }
}

fn closed_site(scene: Scene<'_>) -> Blind {
    let failure = scene.snapshot.visits.iter().find_map(|visit| match &visit.outcome {
        Outcome::Failed(failure) => Some(failure.to_string()),
        Outcome::Page { .. } => None,
    });
    let detail = failure.map_or_else(String::new, |failure| format!("：{failure}"));
    let reason = format!("网站无法访问{detail}");
    let fault =
        Fault::new(FindingKind::Unreachable, &scene.snapshot.site, format!("{reason}，全部指标待核查")).of(Scope::Site);
    let cause = Cause::of_closed_site(scene.snapshot).unwrap_or(Cause::ByHand);
    Blind { reason, cause, fault: Some(fault) }
}

fn unreadable_home(scene: Scene<'_>) -> Option<Blind> {
    let home = scene.snapshot.visits.iter().rev().find_map(|visit| match (&visit.purpose, &visit.outcome) {
        (Purpose::Home, Outcome::Page { page, .. }) => Some(page),
        _ => None,
    });
    let limit = home.filter(|page| page.links.is_empty()).and_then(|page| page.limit.as_ref());
    let reason = match home.map(|page| (page.kind, page.rendering.as_ref())) {
        _ if let Some(limit) = limit => format!("首页没有读出：{limit}"),
        Some((PageKind::Shell, rendering)) => {
            format!("首页内容由脚本生成，看不到栏目{}", Rendering::why_not(rendering))
        }
        Some((PageKind::Challenge, _)) => "首页要求验证浏览器，看不到栏目".to_owned(),
        _ if scene.columns.is_empty() => "网站上没有读出任何栏目".to_owned(),
        _ => return None,
    };
    let fault = Fault::new(FindingKind::ContentUnknown, &scene.snapshot.site, format!("{reason}，相关指标待核查"))
        .of(Scope::Site);
    let cause = home.map_or(Cause::Content, |page| Cause::of_kind(page.kind));
    Some(Blind { reason, cause, fault: Some(fault) })
}

/// Branches of the column tree that could not be looked into: entries of the main menu, or pages such as 政务公开. What
/// hangs below them was not seen.
fn closed_root(scene: Scene<'_>) -> Option<Blind> {
    let menu = main_menu(scene);
    let closed: Vec<(&Column, String)> = scene
        .columns
        .iter()
        .filter(|(column, mapping)| is_closed_branch(column, mapping, &menu))
        .filter(|(column, _)| !has_open_twin(scene, column) && !is_start_page(scene, column))
        .filter_map(|(column, _)| why_closed(column).map(|why| (column, why)))
        .collect();
    let (first, why) = closed.first()?;
    let mut names: Vec<&str> = closed.iter().map(|(column, _)| column.name.as_str()).collect();
    names.dedup();
    let named: String = names.iter().take(BRANCHES_NAMED).map(|name| format!("“{name}”")).collect();
    let more = if names.len() > BRANCHES_NAMED { "等" } else { "" };
    let seen = format!("{named}{more}页面未能查看：{why}");
    let fault = Fault::new(FindingKind::Unreachable, &first.url, seen.clone()).of(Scope::Site);
    let cause = Cause::of_closed_column(first, scene.snapshot.end);
    Some(Blind { reason: format!("{seen}，其下栏目不能认定缺失"), cause, fault: Some(fault) })
}

fn is_closed_branch(column: &Column, mapping: &Mapping, menu: &BTreeSet<&str>) -> bool {
    let entry = menu.contains(column.url.as_str());
    let root = mapping.decision != Decision::Accept && ROOT_WORDS.iter().any(|word| column.name.contains(word));
    match &column.standing {
        Standing::Failed(failure) => entry || (root && !is_gone(failure)),
        Standing::Opened(PageKind::Soft404 | PageKind::Home) => entry,
        Standing::Opened(PageKind::Shell | PageKind::Challenge) => (entry || root) && column.children.is_empty(),
        Standing::Opened(_) | Standing::Linked | Standing::External => false,
    }
}

/// Addresses in the main menu of the unit's start page: its head, and, for a unit under a path of somebody else's portal,
/// its side menu, since the head is the portal's.
fn main_menu<'a>(scene: Scene<'a>) -> BTreeSet<&'a str> {
    let pages = scene.snapshot.visits.iter().filter_map(|visit| match (&visit.purpose, &visit.outcome) {
        (Purpose::Home, Outcome::Page { page, .. }) => Some(page),
        _ => None,
    });
    let own_head = scene.unit.site.path() == "/";
    pages
        .flat_map(|page| &page.links)
        .filter(|link| link.role == if own_head { LinkRole::Nav } else { LinkRole::Column })
        .filter(|link| link.url.starts_with(scene.unit.site.as_str()))
        .map(|link| link.url.as_str())
        .collect()
}

/// The link leads to the start page by its own address, not to a branch that is gone.
fn is_start_page(scene: Scene<'_>, column: &Column) -> bool {
    let home = |visit: &&Visit| visit.purpose == Purpose::Home && matches!(visit.outcome, Outcome::Page { .. });
    scene.snapshot.visits.iter().filter(home).any(|visit| identity(&visit.asked) == identity(&column.url))
}

/// The same branch was looked into at another address.
fn has_open_twin(scene: Scene<'_>, column: &Column) -> bool {
    scene.columns.iter().any(|(other, _)| other.name == column.name && why_closed(other).is_none())
}
