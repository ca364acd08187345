//! The second look at pages that are doubted.

use super::server::{Asked, Server, html, list, menu, status};
use super::{CATALOGUE, came, find, manners, unit, visit_declared};
use crate::crawl::{Archive, Errand, Manners, Memory, Visitor};
use crate::site::{CrawlEnd, Outcome, PageKind, Snapshot};

const SITE: &str = "http://www.qingshui.example/";
const SECTION: &str = "http://www.qingshui.example/xxgk/";
const NEW: &str = "http://www.qingshui.example/xxgk/czxx/";

/// A site whose section is answered by `second` when it is asked for again.
async fn site(second: impl Fn() -> axum::response::Response + Send + Sync + 'static) -> Server {
    Server::start(move |asked: &Asked| match (asked.path.as_str(), asked.before) {
        ("/", _) => html(menu(&[("/xxgk/", "政府信息公开")])),
        ("/xxgk/", 0) => html(menu(&[("/xxgk/xzzf/", "行政执法信息")])),
        ("/xxgk/", _) => second(),
        ("/xxgk/czxx/" | "/xxgk/xzzf/", _) => html(list("财政信息", &[], None)),
        _ => status(404),
    })
    .await
}

/// Both looks, the section being doubted; and how many doubted pages came again.
async fn looked(visitor: &Visitor, archive: &Memory) -> (Snapshot, usize) {
    let (mapper, wanted) = &*CATALOGUE;
    let unit = unit(SITE);
    let errand = Errand {
        unit: &unit,
        mapper,
        wanted,
        sections: &[],
        remembered: &[],
        former: None,
        declarations: &[],
        whole_site: false,
    };
    let mut walk = visitor.walk(&errand, archive, &|_| ());
    let first = walk.first().await.unwrap();
    assert!(!walk.may_bring_more(&first) && !came(&first, NEW));
    let second = walk.second(first, &[SECTION.to_owned()]).await.unwrap();
    (second, walk.seen_again())
}

async fn asked(server: &Server) -> (Snapshot, usize, Memory) {
    let archive = Memory::default();
    let (second, again) = looked(&Visitor::new(manners(server)).unwrap(), &archive).await;
    (second, again, archive)
}

#[tokio::test]
async fn what_is_new_on_a_doubted_page_is_followed_and_kept_apart() {
    let server = site(|| html(menu(&[("/xxgk/xzzf/", "行政执法信息"), ("/xxgk/czxx/", "财政信息")]))).await;
    let (second, again, archive) = asked(&server).await;
    assert!(came(&second, NEW));
    assert_eq!((again, second.end), (1, CrawlEnd::Complete));
    assert_eq!(server.paths(), ["/", "/xxgk/", "/xxgk/xzzf/", "/xxgk/", "/xxgk/czxx/"], "nothing else is asked again");
    let kept = |address: &str, look: u8| archive.recall(address, None, look).unwrap().map(|response| response.look);
    assert_eq!((kept(SECTION, 1), kept(SECTION, 2)), (Some(1), Some(2)), "the first look stays");
    assert_eq!((kept(NEW, 1), kept(NEW, 2)), (None, Some(2)));

    let total = server.total();
    for visitor in [Visitor::new(manners(&server)).unwrap(), Visitor::offline(manners(&server))] {
        assert_eq!(looked(&visitor, &archive).await, (second.clone(), 1));
    }
    assert_eq!(server.total(), total, "what is stored is not asked for");
}

#[tokio::test]
async fn a_page_that_does_not_come_again_stays_as_it_was() {
    for second in [|| status(500), || status(404), || html("<html><body>404 您访问的页面不存在</body></html>")]
    {
        let server = site(second).await;
        let (seen, again, _) = asked(&server).await;
        let Outcome::Page { page, .. } = &find(&seen, SECTION).unwrap().outcome else { panic!("it came") };
        assert!(page.kind != PageKind::Soft404 && page.links.iter().any(|link| link.text == "行政执法信息"));
        assert_eq!((again, seen.end), (0, CrawlEnd::Complete));
    }
}

#[tokio::test]
async fn without_a_stored_second_look_offline_nothing_changes() {
    let server = site(|| status(500)).await;
    let archive = Memory::default();
    let first = visit_declared(&Visitor::new(manners(&server)).unwrap(), SITE, &[], &archive).await.unwrap();
    let (second, again) = looked(&Visitor::offline(manners(&server)), &archive).await;
    assert_eq!((second, again), (first, 0));
}

#[tokio::test]
async fn the_budget_holds_for_both_looks() {
    let server = site(|| html(menu(&[("/xxgk/czxx/", "财政信息")]))).await;
    // robots.txt and the three pages of the first look.
    let small = Visitor::new(Manners { budget: 4, ..manners(&server) }).unwrap();
    let (second, again) = looked(&small, &Memory::default()).await;
    assert_eq!((server.total(), again, second.end), (4, 0, CrawlEnd::Complete));
    // One more for the section, none for what is new on it.
    let server = site(|| html(menu(&[("/xxgk/czxx/", "财政信息")]))).await;
    let small = Visitor::new(Manners { budget: 5, ..manners(&server) }).unwrap();
    let (second, again) = looked(&small, &Memory::default()).await;
    assert_eq!((server.total(), again, second.end), (5, 1, CrawlEnd::BudgetEnded));
}

#[tokio::test]
async fn a_declared_page_that_failed_comes_wherever_it_was_looked_at() {
    let server = Server::start(|asked: &Asked| match (asked.path.as_str(), asked.before) {
        ("/", _) => html(menu(&[("/xxgk/czxx/", "财政信息")])),
        ("/xxgk/czxx/", 0) => status(500),
        ("/xxgk/czxx/", _) => html(list("财政信息", &[], None)),
        _ => status(404),
    })
    .await;
    let visitor = Visitor::new(manners(&server)).unwrap();
    let seen = visit_declared(&visitor, SITE, &[NEW], &Memory::default()).await.unwrap();
    let visits: Vec<_> = seen.visits.iter().filter(|visit| visit.asked == NEW).collect();
    assert_eq!(visits.len(), 2, "as a column, and as what was declared");
    assert!(visits.iter().all(|visit| matches!(visit.outcome, Outcome::Page { .. })));
    assert_eq!(server.count("/xxgk/czxx/"), 2);
}
