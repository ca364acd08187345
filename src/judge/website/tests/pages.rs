//! 网页标签 and links.

use super::build::{SITE, World, column, days_ago, kinds, standing, state};
use crate::judge::{CheckState, FindingKind};
use crate::site::{ARTICLE_TAGS, COLUMN_TAGS, Page, PageKind, Purpose, SITE_TAGS, Standing};

const TAGS: &str = "GB-02-06-01";
const LINKS: &str = "GB-02-07-01";

fn page(path: &str, kind: PageKind, tags: &[&[&'static str]]) -> Page {
    Page { url: format!("{SITE}{path}"), kind, tags: tags.concat(), ..Page::default() }
}

fn world(pages: Vec<(Purpose, Page)>) -> World {
    World { pages, ..World::with([column("通知公告", &[Some(days_ago(1))])]) }
}

#[test]
fn each_kind_of_page_has_its_tags() {
    let whole = vec![
        (Purpose::Column, page("tzgg/", PageKind::Column, &[&SITE_TAGS, &COLUMN_TAGS])),
        (Purpose::Item, page("tzgg/1.html", PageKind::Article, &[&SITE_TAGS, &ARTICLE_TAGS])),
        (Purpose::Column, page("yy/", PageKind::Shell, &[])),
    ];
    assert_eq!(world(whole).state(TAGS), CheckState::Kept);
}

#[test]
fn tags_that_lack_are_listed_with_a_page() {
    let pages = vec![
        (Purpose::Column, page("tzgg/", PageKind::Column, &[&SITE_TAGS, &["ColumnName", "ColumnType"]])),
        (Purpose::Column, page("gzdt/", PageKind::Column, &[&SITE_TAGS, &["ColumnName", "ColumnType"]])),
        (Purpose::Item, page("tzgg/1.html", PageKind::Article, &[&["SiteName", "SiteDomain"], &ARTICLE_TAGS])),
    ];
    let verdict = world(pages).verdict(TAGS);
    assert_eq!((state(&verdict), kinds(&verdict)), (CheckState::Broken, vec![FindingKind::TagsMissing]));
    let words = &verdict.findings[0].description;
    for part in [
        "SiteIDCode（1个网页，如 http://mzj.linjiang.example/tzgg/1.html）",
        "ColumnDescription（2个网页，如 http://mzj.linjiang.example/tzgg/）",
        "ColumnKeywords（2个网页",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    assert!(!words.contains("PubDate"), "{words}");
}

#[test]
fn a_dead_link_is_named() {
    let world = World::with([standing("网上预约", Standing::Opened(PageKind::Soft404))]);
    let verdict = world.verdict(LINKS);
    assert_eq!((state(&verdict), kinds(&verdict)), (CheckState::Broken, vec![FindingKind::DeadLink]));
    assert_eq!(World::with([column("通知公告", &[])]).state(LINKS), CheckState::Kept);
}
