//! What a unit declared as evidence: looked at once, after the column tree, by the same manners.

use super::server::{Server, html, list, menu, redirect, status};
use super::{Breaking, came, failure, find, manners, visit_declared};
use crate::crawl::{Manners, Memory, Visitor};
use crate::site::{CrawlEnd, FailureClass, Outcome, Purpose, Snapshot};

const SITE: &str = "http://www.qingshui.example/";
const OWN: &str = "http://www.qingshui.example/tz/t1.html";
const ELSEWHERE: &str = "http://www.baishi.example/zw/";
const GONE: &str = "http://www.qingshui.example/tz/gone.html";
const MOVED: &str = "http://www.qingshui.example/tz/moved.html";
const FORBIDDEN: &str = "http://shut.example/1.html";
const PRIVATE: &str = "http://10.0.0.8/1.html";
/// A column of the site.
const COLUMN: &str = "http://www.qingshui.example/czxx/";
/// The section to which the breadcrumb of the column leads.
const SECTION: &str = "http://www.qingshui.example/xxgk/";
const ALL: [&str; 8] = [OWN, ELSEWHERE, GONE, OWN, MOVED, FORBIDDEN, PRIVATE, COLUMN];

/// The unit's own site with one column, a second government site, and one whose robots.txt shuts it.
async fn sites() -> Server {
    Server::start(|asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("shut.example", "/robots.txt") => html("User-agent: *\nDisallow: /\n"),
        (_, "/robots.txt") => status(404),
        ("www.qingshui.example", "/" | "/xxgk/") => html(menu(&[("/czxx/", "财政信息")])),
        ("www.qingshui.example", "/czxx/") => html(list("财政信息", &[], None)),
        ("www.qingshui.example", "/tz/moved.html") => redirect("http://www.baishi.example/zw/new.html"),
        ("www.qingshui.example", "/tz/t1.html") | ("www.baishi.example", _) => {
            html(menu(&[("/xzzf/", "行政执法信息"), ("/tz/more.html", "更多通知")]))
        }
        _ => status(404),
    })
    .await
}

async fn declared(manners: Manners, addresses: &[&str], archive: &Memory) -> Snapshot {
    visit_declared(&Visitor::new(manners).unwrap(), SITE, addresses, archive).await.unwrap()
}

fn of(snapshot: &Snapshot, purpose: Purpose) -> Vec<&str> {
    snapshot.visits.iter().filter(|visit| visit.purpose == purpose).map(|visit| visit.asked.as_str()).collect()
}

#[tokio::test]
async fn each_address_has_one_look_after_the_column_tree() {
    let server = sites().await;
    let snapshot = declared(manners(&server), &ALL, &Memory::default()).await;
    let asked: Vec<&str> = snapshot.visits.iter().map(|visit| visit.asked.as_str()).collect();
    assert_eq!(asked, [SITE, COLUMN, SECTION, OWN, ELSEWHERE, GONE, MOVED, FORBIDDEN, PRIVATE, COLUMN]);
    assert_eq!(of(&snapshot, Purpose::Column), asked[1..3]);
    assert_eq!(of(&snapshot, Purpose::Declared), asked[3..]);
    assert_eq!(snapshot.end, CrawlEnd::Complete, "a declared page that fails hides no column");

    assert!(came(&snapshot, OWN) && came(&snapshot, ELSEWHERE));
    assert!(snapshot.visits.iter().filter(|visit| visit.asked == COLUMN).all(|visit| {
        matches!(&visit.outcome, Outcome::Page { page, .. } if page.column.name.as_deref() == Some("财政信息"))
    }));
    assert_eq!(failure(&snapshot, GONE).0, FailureClass::HttpStatus);
    match &find(&snapshot, MOVED).unwrap().outcome {
        Outcome::Page { page, .. } => assert_eq!(page.url, "http://www.baishi.example/zw/new.html"),
        Outcome::Failed(failure) => panic!("{failure}"),
    }
    assert_eq!(failure(&snapshot, FORBIDDEN).0, FailureClass::Robots);
    assert_eq!(failure(&snapshot, PRIVATE).0, FailureClass::Guard);

    assert_eq!(server.count("/tz/t1.html"), 1);
    assert_eq!(server.count("/czxx/"), 1, "a page of the column tree is not asked for again");
    assert_eq!(server.count("/xzzf/") + server.count("/tz/more.html"), 0, "no link is followed");
    assert_eq!(server.count("/1.html"), 0, "neither what is forbidden nor what is private");
}

#[tokio::test]
async fn a_run_taken_up_again_and_an_offline_one_go_the_same_way() {
    let undisturbed = declared(manners(&sites().await), &ALL, &Memory::default()).await;
    let ways = |snapshot: &Snapshot| snapshot.visits.iter().map(|visit| visit.asked.clone()).collect::<Vec<_>>();
    for left in 0..=undisturbed.visits.len() {
        let (server, archive) = (sites().await, Memory::default());
        let visitor = Visitor::new(manners(&server)).unwrap();
        let killed = visit_declared(&visitor, SITE, &ALL, &Breaking::after(left, &archive)).await;
        assert!(killed.is_err(), "{left}");
        let snapshot = declared(manners(&server), &ALL, &archive).await;
        assert_eq!((ways(&snapshot), snapshot.end), (ways(&undisturbed), undisturbed.end), "{left}");
        let total = server.total();
        let offline = Visitor::offline(manners(&server));
        assert_eq!(visit_declared(&offline, SITE, &ALL, &archive).await.unwrap(), snapshot, "{left}");
        assert_eq!(server.total(), total, "what is stored is not asked for");
    }
}

#[tokio::test]
async fn what_was_declared_later_is_left_out_offline() {
    let (server, archive) = (sites().await, Memory::default());
    let first = declared(manners(&server), &[OWN], &archive).await;
    let offline = Visitor::offline(manners(&server));
    let again = visit_declared(&offline, SITE, &[OWN, ELSEWHERE], &archive).await.unwrap();
    assert_eq!(again, first, "the other address is not stored, and no column is missing for it");
}

#[tokio::test]
async fn evidence_elsewhere_does_not_open_a_site_that_is_down() {
    let server = Server::start(|asked| match asked.host.as_str() {
        "www.baishi.example" => html(menu(&[("/xzzf/", "行政执法信息")])),
        _ => status(404),
    })
    .await;
    let snapshot = declared(manners(&server), &[ELSEWHERE], &Memory::default()).await;
    assert!(came(&snapshot, ELSEWHERE));
    assert_eq!(snapshot.end, CrawlEnd::Failed);
}

#[tokio::test]
async fn a_declared_page_has_a_second_look_and_ends_with_the_budget() {
    let server = Server::start(|asked| match (asked.path.as_str(), asked.before) {
        ("/", _) => html(menu(&[("/czxx/", "财政信息")])),
        ("/czxx/", _) => html(list("财政信息", &[], None)),
        ("/tz/t1.html", 0) => status(500),
        ("/tz/t1.html", _) => html(menu(&[])),
        _ => status(404),
    })
    .await;
    let snapshot = declared(manners(&server), &[OWN], &Memory::default()).await;
    assert!(came(&snapshot, OWN));
    assert_eq!(server.count("/tz/t1.html"), 2);

    let server = sites().await;
    let small = Manners { budget: 6, ..manners(&server) };
    let many: Vec<String> = (0..9).map(|n| format!("http://www.baishi.example/{n}.html")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let snapshot = declared(small, &many, &Memory::default()).await;
    assert_eq!(of(&snapshot, Purpose::Declared), many[..1], "robots.txt of both hosts counts");
    assert_eq!((server.total(), snapshot.end), (6, CrawlEnd::Complete));
}

#[tokio::test]
async fn no_unit_has_more_than_a_hundred_looks() {
    let server = sites().await;
    let many: Vec<String> = (0..130).map(|n| format!("http://www.baishi.example/{n}.html")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let snapshot = declared(Manners { budget: 400, ..manners(&server) }, &many, &Memory::default()).await;
    assert_eq!(of(&snapshot, Purpose::Declared), many[..100]);
}
