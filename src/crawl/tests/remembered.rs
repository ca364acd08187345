//! Columns that are known beforehand: tried after the start page and before all else, by the same manners.

use super::server::{Server, html, list, menu, status};
use super::{came, find, manners, visit_remembered};
use crate::crawl::{Memory, Visitor};
use crate::site::{CrawlEnd, Outcome, Purpose, Snapshot};

const SITE: &str = "http://www.qingshui.example/";
/// No name of the catalogue, and no menu leads to it.
const HIDDEN: &str = "http://www.qingshui.example/zlm/";
const ELSEWHERE: &str = "http://www.baishi.example/zw/";

async fn sites(home: u16) -> Server {
    Server::start(move |asked| match (asked.host.as_str(), asked.path.as_str()) {
        (_, "/robots.txt") => status(404),
        ("www.qingshui.example", "/" | "/index.html") if home != 200 => status(home),
        ("www.qingshui.example", "/" | "/index.html") => html(menu(&[("/czxx/", "财政信息")])),
        ("www.qingshui.example", "/czxx/") => html(list("财政信息", &[], None)),
        ("www.qingshui.example", "/zlm/") => html(list("资料", &[("/zlm/1.html", "决算说明", "2020-08-01")], None)),
        ("www.baishi.example", _) => html(menu(&[("/xzzf/", "行政执法信息")])),
        _ => status(404),
    })
    .await
}

fn order(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.visits.iter().map(|visit| visit.asked.as_str()).collect()
}

#[tokio::test]
async fn what_is_known_is_tried_before_what_is_found() {
    let (server, archive) = (sites(200).await, Memory::default());
    let known = [("AK-01-02", HIDDEN), ("AK-01-03", HIDDEN), ("AK-07-01", ELSEWHERE)];
    let visitor = Visitor::new(manners(&server)).unwrap();
    let snapshot = visit_remembered(&visitor, SITE, &known, &archive).await;
    assert_eq!(order(&snapshot)[..3], [SITE, HIDDEN, ELSEWHERE]);
    assert_eq!(find(&snapshot, HIDDEN).unwrap().purpose, Purpose::Remembered);
    assert_eq!(find(&snapshot, ELSEWHERE).unwrap().purpose, Purpose::External, "one look, no link is followed");
    assert_eq!(server.count("/xzzf/"), 0);
    assert_eq!(server.count("/zlm/1.html"), 1, "the entries of a known column are wanted, whatever it is called");
    assert_eq!((server.count("/zlm/"), snapshot.end), (1, CrawlEnd::Complete));
    let offline = Visitor::offline(manners(&server));
    assert_eq!(visit_remembered(&offline, SITE, &known, &archive).await, snapshot);
}

#[tokio::test]
async fn a_known_column_opens_no_site_that_is_down() {
    let server = sites(404).await;
    let visitor = Visitor::new(manners(&server)).unwrap();
    let snapshot = visit_remembered(&visitor, SITE, &[("AK-01-02", HIDDEN)], &Memory::default()).await;
    assert!(came(&snapshot, HIDDEN));
    assert_eq!(snapshot.end, CrawlEnd::Failed);
}

#[tokio::test]
async fn a_known_column_that_is_gone_hides_nothing() {
    let server = sites(200).await;
    let visitor = Visitor::new(manners(&server)).unwrap();
    let gone = "http://www.qingshui.example/old/";
    let snapshot = visit_remembered(&visitor, SITE, &[("AK-01-02", gone)], &Memory::default()).await;
    assert!(matches!(find(&snapshot, gone).unwrap().outcome, Outcome::Failed(_)));
    assert_eq!(snapshot.end, CrawlEnd::Complete);
}
