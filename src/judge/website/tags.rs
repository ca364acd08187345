//! 网页标签 (国办发〔2017〕47号): which pages lack which of the obligatory tags.

use super::estate::Estate;
use super::ruling::{Ruling, SiteFault};
use crate::judge::{CheckState, FindingKind};
use crate::site::{ARTICLE_TAGS, COLUMN_TAGS, Page, PageKind, Purpose, SITE_TAGS, Site, identity};

/// Pages that lack one tag.
struct Lack<'a> {
    tag: &'static str,
    pages: Vec<&'a str>,
}

/// Every page of the site that was read carries the tags of its kind.
pub(super) fn complete(estate: &Estate<'_>) -> Ruling {
    let site = Site::new(&estate.case.snapshot.site);
    let pages: Vec<(Purpose, &Page)> =
        estate.pages().filter(|(purpose, page)| is_page_of(&site, *purpose, page)).collect();
    let lacks: Vec<Lack> = SITE_TAGS
        .into_iter()
        .chain(COLUMN_TAGS)
        .chain(ARTICLE_TAGS)
        .map(|tag| Lack { tag, pages: lacking(tag, &pages) })
        .filter(|lack| !lack.pages.is_empty())
        .collect();
    let looked_at = estate.of_site(format!("看了{}个网页的标签", pages.len()));
    let ruling = if pages.is_empty() {
        Ruling::unseen("没有读出网页".to_owned())
    } else if lacks.is_empty() {
        Ruling::new(CheckState::Kept, "看到的网页标签齐全".to_owned())
    } else {
        broken(estate, &lacks)
    };
    ruling.by("网页标签应符合《网页标签规范》的必选项".to_owned()).seen([looked_at])
}

fn broken(estate: &Estate<'_>, lacks: &[Lack<'_>]) -> Ruling {
    let words: Vec<String> = lacks
        .iter()
        .map(|Lack { tag, pages }| {
            format!("{tag}（{}个网页，如 {}）", pages.len(), pages.first().copied().unwrap_or_default())
        })
        .collect();
    let why = format!("缺少网页标签：{}", words.join("、"));
    let fault = SiteFault {
        kind: FindingKind::TagsMissing,
        name: "网站".to_owned(),
        url: estate.case.snapshot.site.clone(),
        description: why.clone(),
        newest: None,
    };
    Ruling::new(CheckState::Broken, why).counted(lacks.len(), 1).faulty([fault])
}

/// What a script fills or a wall sends is not the page that the rule speaks of, nor is the bare data of a list.
fn is_page_of(site: &Site, purpose: Purpose, page: &Page) -> bool {
    let part = purpose == Purpose::Call || (purpose == Purpose::Pager && page.title.is_empty());
    let real = !matches!(page.kind, PageKind::Shell | PageKind::Challenge | PageKind::Soft404) && page.hop.is_none();
    let own = !matches!(purpose, Purpose::External | Purpose::Declared) && site.same_host(&identity(&page.url));
    real && own && !part
}

/// Addresses of the pages that have to carry `tag` and do not. A column whose page is a text carries the tags of either.
fn lacking<'a>(tag: &'static str, pages: &[(Purpose, &'a Page)]) -> Vec<&'a str> {
    let owes = |(purpose, page): &&(Purpose, &Page)| {
        if COLUMN_TAGS.contains(&tag) {
            matches!(purpose, Purpose::Column | Purpose::Pager)
                && matches!(page.kind, PageKind::Column | PageKind::Empty)
        } else if ARTICLE_TAGS.contains(&tag) {
            *purpose == Purpose::Item && matches!(page.kind, PageKind::Article | PageKind::Note)
        } else {
            true
        }
    };
    pages.iter().filter(owes).filter(|(_, page)| !page.tags.contains(&tag)).map(|(_, page)| page.url.as_str()).collect()
}
