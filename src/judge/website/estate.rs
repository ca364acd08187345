//! The columns of a site as the checks need them: class, level, and what each holds on the as-of day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{ColumnKind, Sort, WebsiteCase};
use crate::judge::Evidence;
use crate::judge::sight::{is_dead, why_closed};
use crate::site::{Column, CrawlEnd, Outcome, Page, PageKind, Purpose, Standing, identity};

/// So many columns stand in the evidence of one verdict; the findings name them all.
const COLUMNS_SHOWN: usize = 5;
/// So many names stand in a sentence.
const NAMES_SHOWN: usize = 5;

/// What was seen of a site.
pub(super) struct Estate<'a> {
    pub(super) case: &'a WebsiteCase<'a>,
    /// The unit's own columns, in the order in which links to them were seen.
    pub(super) stands: Vec<Stand<'a>>,
    /// Nothing was seen of the site, and why.
    pub(super) closed: Option<String>,
    /// Not all columns of the site are known, and why.
    pub(super) partial: Option<String>,
    at: BTreeMap<&'a str, usize>,
}

/// One column.
pub(super) struct Stand<'a> {
    pub(super) column: &'a Column,
    pub(super) sort: Option<Sort>,
    /// 1 for a first-level column.
    pub(super) level: usize,
    pub(super) content: Content,
}

/// What a column holds on the as-of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// Items or a text; the newest date of publication, `None` where none is shown.
    Filled(Option<Date>),
    /// Nothing, and nothing below it.
    Empty,
    /// It only leads on to the columns below it.
    Leads,
    /// The address is that of no page.
    Gone,
    /// Another platform.
    Elsewhere,
    /// Could not be seen, and why.
    Unseen(String),
}

impl Stand<'_> {
    pub(super) fn is(&self, kind: ColumnKind) -> bool {
        self.sort.is_some_and(|sort| sort.kind == kind)
    }

    pub(super) fn newest(&self) -> Option<Date> {
        if let Content::Filled(newest) = self.content { newest } else { None }
    }
}

impl<'a> Estate<'a> {
    pub(super) fn new(case: &'a WebsiteCase<'a>) -> Self {
        let pages = pages(case);
        let homes = homes(case);
        let own = case.columns.iter().map(|(column, _)| column).filter(|column| {
            !is_of_other_organ(case, &column.name, &column.path) && !homes.contains(&identity(&column.url))
        });
        let stands: Vec<Stand> = own.map(|column| stand(case, &pages, column)).collect();
        let at = stands.iter().enumerate().map(|(index, stand)| (stand.column.url.as_str(), index)).collect();
        let mut estate = Self { case, stands, closed: closed(case), partial: partial(case), at };
        let leading: Vec<usize> = (0..estate.stands.len()).filter(|index| estate.only_repeats(*index)).collect();
        for index in leading {
            estate.stands[index].content = Content::Leads;
        }
        estate
    }

    /// The column shows nothing but entries of the columns directly below it.
    fn only_repeats(&self, index: usize) -> bool {
        let column = self.stands[index].column;
        let below = column.children.iter().filter_map(|url| self.at.get(url.as_str()));
        let entries = below.flat_map(|index| &self.stands[*index].column.items);
        let known: BTreeSet<String> = entries.map(|entry| identity(&entry.item.url)).collect();
        !known.is_empty() && column.items.iter().all(|entry| known.contains(&identity(&entry.item.url)))
    }

    /// The columns of a class.
    pub(super) fn of(&self, kind: ColumnKind) -> impl Iterator<Item = &Stand<'a>> {
        self.stands.iter().filter(move |stand| stand.is(kind))
    }

    /// What a column and all columns below it hold together.
    pub(super) fn with_below(&self, stand: &Stand<'a>) -> Content {
        let mut waiting = vec![stand];
        let mut known: BTreeSet<&str> = BTreeSet::new();
        let mut newest: Option<Date> = None;
        let (mut filled, mut unseen) = (false, None);
        while let Some(stand) = waiting.pop() {
            if !known.insert(&stand.column.url) {
                continue;
            }
            match &stand.content {
                Content::Filled(day) => {
                    filled = true;
                    newest = newest.max(*day);
                }
                Content::Unseen(why) => unseen = unseen.or_else(|| Some(format!("“{}”{why}", stand.column.name))),
                Content::Empty | Content::Leads | Content::Gone | Content::Elsewhere => {}
            }
            let below = stand.column.children.iter().filter_map(|url| self.at.get(url.as_str()));
            waiting.extend(below.filter_map(|index| self.stands.get(*index)));
        }
        match unseen {
            Some(why) if newest.is_none() => Content::Unseen(why),
            _ if filled => Content::Filled(newest),
            _ => stand.content.clone(),
        }
    }

    /// The unit's own pages that a visit to the site brought, with what each was asked for as; each page once.
    pub(super) fn pages(&self) -> impl Iterator<Item = (Purpose, &'a Page)> {
        let case = self.case;
        let mut known = BTreeSet::new();
        case.snapshot.visits.iter().filter_map(move |visit| match &visit.outcome {
            Outcome::Page { page, .. } if known.insert(identity(&page.url)) => {
                let (via, above) =
                    visit.via.as_ref().map_or(("", &[][..]), |via| (via.text.as_str(), via.path.as_slice()));
                let foreign = is_of_other_organ(case, via, above) || is_of_other_organ(case, "", &page.column.path);
                (!foreign).then_some((visit.purpose, page.as_ref()))
            }
            _ => None,
        })
    }

    /// The start page, after all that it sends its visitor on to.
    pub(super) fn home(&self) -> Option<&'a Page> {
        let homes = self.pages().filter(|(purpose, _)| *purpose == Purpose::Home);
        homes.last().map(|(_, page)| page)
    }

    /// The site as evidence, with what was looked at.
    pub(super) fn of_site(&self, looked_at: String) -> Evidence {
        let snapshot = self.case.snapshot;
        let home = snapshot.visits.iter().find(|visit| visit.purpose == Purpose::Home);
        let (at, status, hash) = match home.map(|visit| &visit.outcome) {
            Some(Outcome::Page { at, status, hash, .. }) => (Some(*at), Some(*status), Some(hash.clone())),
            Some(Outcome::Failed(failure)) => (Some(failure.at), failure.status, None),
            None => (None, None, None),
        };
        Evidence {
            url: snapshot.site.clone(),
            at,
            status,
            path: Vec::new(),
            matched: looked_at,
            items: None,
            newest: None,
            newest_from: None,
            hash,
            warc: None,
        }
    }
}

/// Columns as evidence; of many the first.
pub(super) fn evidence<'s>(stands: impl IntoIterator<Item = &'s Stand<'s>>) -> Vec<Evidence> {
    let of_stand = |stand: &Stand<'_>| Evidence {
        url: stand.column.url.clone(),
        at: stand.column.seen.as_ref().map(|seen| seen.at),
        status: stand.column.seen.as_ref().map(|seen| seen.status),
        path: stand.column.path.clone(),
        matched: stand
            .sort
            .map_or_else(|| "未归入任何类别".to_owned(), |sort| format!("按{}类栏目检查", sort.kind.zh())),
        items: stand.column.seen.is_some().then_some(stand.column.items.len()),
        newest: stand.newest(),
        newest_from: None,
        hash: stand.column.seen.as_ref().map(|seen| seen.hash.clone()),
        warc: None,
    };
    stands.into_iter().take(COLUMNS_SHOWN).map(of_stand).collect()
}

/// “甲”“乙”等3个.
pub(super) fn names<'s>(stands: impl IntoIterator<Item = &'s Stand<'s>>) -> String {
    let names: Vec<&str> = stands.into_iter().map(|stand| stand.column.name.as_str()).collect();
    let shown: String = names.iter().take(NAMES_SHOWN).map(|name| format!("“{name}”")).collect();
    if names.len() > NAMES_SHOWN { format!("{shown}等{}个", names.len()) } else { shown }
}

/// A government's portal shows the columns of its departments and townships as well: they answer for them.
fn is_of_other_organ(case: &WebsiteCase<'_>, name: &str, path: &[String]) -> bool {
    !case.identity.department && (case.unit.is_other_organ(name) || case.unit.organ_above(path).is_some())
}

/// Identities of the start pages: a start page that another one sends on to looks like a column.
fn homes(case: &WebsiteCase<'_>) -> BTreeSet<String> {
    let visits = case.snapshot.visits.iter().filter(|visit| visit.purpose == Purpose::Home);
    let came = visits.filter_map(|visit| match &visit.outcome {
        Outcome::Page { page, .. } => Some(identity(&page.url)),
        Outcome::Failed(_) => None,
    });
    came.collect()
}

fn pages<'a>(case: &WebsiteCase<'a>) -> BTreeMap<String, &'a Page> {
    let mut pages = BTreeMap::new();
    for visit in &case.snapshot.visits {
        if let Outcome::Page { page, .. } = &visit.outcome {
            pages.entry(identity(&page.url)).or_insert(page.as_ref());
        }
    }
    pages
}

fn closed(case: &WebsiteCase<'_>) -> Option<String> {
    let failure = case.snapshot.visits.iter().find_map(|visit| match &visit.outcome {
        Outcome::Failed(failure) => Some(failure.to_string()),
        Outcome::Page { .. } => None,
    });
    match case.snapshot.end {
        CrawlEnd::Failed => {
            Some(failure.map_or_else(
                || "本次访问没有打开网站".to_owned(),
                |failure| format!("本次访问没有打开网站：{failure}"),
            ))
        }
        CrawlEnd::Complete | CrawlEnd::BudgetEnded if case.columns.is_empty() => {
            Some("网站上没有读出任何栏目".to_owned())
        }
        CrawlEnd::Complete | CrawlEnd::BudgetEnded => None,
    }
}

fn partial(case: &WebsiteCase<'_>) -> Option<String> {
    (case.snapshot.end == CrawlEnd::BudgetEnded).then(|| "访问次数预算用尽，栏目没有看完".to_owned())
}

fn stand<'a>(case: &WebsiteCase<'_>, pages: &BTreeMap<String, &'a Page>, column: &'a Column) -> Stand<'a> {
    let page = pages.get(&identity(&column.url)).copied();
    let tag = page.and_then(|page| page.column.kind.as_deref());
    let level = column.path.iter().filter(|name| name.as_str() != "首页").count();
    let sort = case.kinds.sort(column, tag);
    Stand { column, sort, level, content: content(column, sort.map(|sort| sort.kind), page, case.as_of) }
}

fn content(column: &Column, kind: Option<ColumnKind>, page: Option<&Page>, as_of: Date) -> Content {
    if matches!(column.standing, Standing::External) {
        return Content::Elsewhere;
    }
    if is_dead(column) {
        return Content::Gone;
    }
    // A shell with entries lacks the rest of its list, which may be newer.
    if let Some(held) = held(column, as_of).filter(|_| column.standing != Standing::Opened(PageKind::Shell)) {
        return held;
    }
    if matches!(column.standing, Standing::Opened(_)) && !column.children.is_empty() {
        return Content::Leads;
    }
    if let Some(why) = why_closed(column) {
        return Content::Unseen(why);
    }
    let article = page.and_then(|page| page.article.as_ref());
    let published = article.and_then(|article| article.published).filter(|day| *day <= as_of);
    match column.standing {
        Standing::Opened(PageKind::Empty) => Content::Empty,
        Standing::Opened(PageKind::Article | PageKind::Note)
            if published.is_none() && kind.is_some_and(ColumnKind::is_list) =>
        {
            Content::Unseen("栏目页是一篇没有日期的正文，没有读出信息列表".to_owned())
        }
        Standing::Opened(PageKind::Article | PageKind::Note) => Content::Filled(published),
        _ if kind.is_some_and(ColumnKind::is_text) => Content::Filled(None),
        _ => Content::Unseen("页面没有读出信息列表".to_owned()),
    }
}

/// What the list of a column holds on the as-of day; `None` where it shows no entry.
fn held(column: &Column, as_of: Date) -> Option<Content> {
    let dated = column.items.iter().filter_map(|entry| entry.published);
    let newest = dated.filter(|day| *day <= as_of).max();
    let undated = column.items.iter().any(|entry| entry.published.is_none());
    if column.items.is_empty() {
        None
    } else if newest.is_some() || undated {
        Some(Content::Filled(newest))
    } else {
        Some(Content::Unseen("看到的信息都在评估日期之后发布".to_owned()))
    }
}
