//! Hosts that mean harm, or are in trouble: every visit ends, and says why. What single answers do stands in the table of
//! `tests/it/hostile`.

use std::fmt::Write;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::response::Response;

use super::server::{Server, html, list, menu, redirect, status};
use super::{came, failure, manners, visit, visit_with};
use crate::crawl::{Archive, Manners, Memory, Visitor};
use crate::site::{CrawlEnd, FailureClass};

const SITE: &str = "http://www.qingshui.example/";

fn column(path: &str) -> String {
    format!("http://www.qingshui.example{path}")
}

#[tokio::test]
async fn a_page_of_100_000_links_ends_with_the_budget() {
    let mut links = String::from("<html><body><div class=\"nav\"><ul>");
    for n in 0..100_000 {
        write!(links, "<li><a href=\"/c{n}/\">财政信息{n}</a></li>").unwrap();
    }
    links.push_str("</ul></div></body></html>");
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/" => html(links.clone()),
        "/robots.txt" => status(404),
        _ => html(menu(&[])),
    })
    .await;
    let start = Instant::now();
    let snapshot = visit(Manners { budget: 10, ..manners(&server) }, SITE).await;
    assert_eq!((snapshot.end, server.total()), (CrawlEnd::BudgetEnded, 10));
    assert!(start.elapsed() < Duration::from_secs(120), "{:?}", start.elapsed());
}

/// A home page with twelve wanted columns, and what `answer` gives for these.
async fn twelve(answer: impl Fn() -> Response + Send + Sync + 'static) -> Server {
    let links: String = (0..12).fold(String::new(), |mut all, n| {
        write!(all, "<li><a href=\"/c{n}/\">财政信息{n}</a></li>").unwrap();
        all
    });
    let home = format!("<html><body><div class=\"nav\"><ul>{links}</ul></div></body></html>");
    Server::start(move |asked| match asked.path.as_str() {
        "/" => html(home.clone()),
        "/robots.txt" => status(404),
        _ => answer(),
    })
    .await
}

#[tokio::test]
async fn a_host_that_asks_for_a_long_wait_is_left_alone() {
    let server =
        twelve(|| Response::builder().status(503).header("retry-after", "86400").body(Body::empty()).unwrap()).await;
    let snapshot = visit(manners(&server), SITE).await;
    assert_eq!(server.total(), 3, "robots.txt, the home page, one column");
    assert_eq!(snapshot.visits.len(), 13, "every column has its failure");
    let blocked = snapshot.visits.iter().filter(|visit| failure_of(visit) == Some(FailureClass::Blocked)).count();
    assert!(blocked >= 11, "{blocked}");
}

#[tokio::test]
async fn a_host_that_is_out_of_order_is_given_up() {
    let server = twelve(|| status(503)).await;
    let snapshot = visit(Manners { retries: 0, ..manners(&server) }, SITE).await;
    assert_eq!(snapshot.visits.len(), 13);
    // robots.txt, the home page, eight in a row, one of them once more.
    assert_eq!(server.total(), 11);
}

fn failure_of(visit: &crate::site::Visit) -> Option<FailureClass> {
    match &visit.outcome {
        crate::site::Outcome::Failed(failure) => Some(failure.class),
        crate::site::Outcome::Page { .. } => None,
    }
}

#[tokio::test]
async fn robots_txt_counts_whatever_its_content_type() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => {
            let rules = Body::from("User-agent: *\nDisallow: /xzzf/\n");
            Response::builder().header("content-type", "application/octet-stream").body(rules).unwrap()
        }
        "/" => html(menu(&[("/xzzf/", "行政执法信息")])),
        _ => html(menu(&[])),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    assert_eq!(failure(&snapshot, &column("/xzzf/")).0, FailureClass::Robots);
    assert_eq!(server.count("/xzzf/"), 0);
}

#[tokio::test]
async fn a_robots_txt_that_failed_for_a_moment_is_read_again() {
    let server = Server::start(|asked| match (asked.path.as_str(), asked.before) {
        ("/robots.txt", 0..3) => status(503),
        ("/", _) => html(menu(&[("/czxx/", "财政信息")])),
        ("/czxx/", _) => html(menu(&[])),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    assert!(came(&snapshot, &column("/czxx/")));
    assert_eq!(server.paths(), ["/", "/czxx/"]);
}

#[tokio::test]
async fn every_end_replays_alike() {
    let answer = |asked: &super::server::Asked| match (asked.path.as_str(), asked.before) {
        ("/", _) => html(menu(&[
            ("/czxx/", "财政信息"),
            ("/xzzf/", "行政执法信息"),
            ("/ys/", "财政预算"),
            ("/js/", "财政决算"),
        ])),
        ("/robots.txt", _) => html("User-agent: *\nDisallow: /js/\n"),
        ("/czxx/", 0) => status(500),
        ("/xzzf/", _) => redirect("/czxx/"),
        ("/czxx/" | "/ys/", _) => html(list("财政信息", &[("/1.html", "2020年预算", "2020-08-01")], Some("/p2/"))),
        _ => status(502),
    };
    for budget in 1..24 {
        let server = Server::start(answer).await;
        let archive = Memory::default();
        let ways = Manners { budget, retries: 1, ..manners(&server) };
        let snapshot = visit_with(&Visitor::new(ways.clone()).unwrap(), SITE, &archive as &dyn Archive).await;
        let again = visit_with(&Visitor::offline(ways), SITE, &archive).await;
        assert_eq!(again, snapshot, "budget {budget}");
    }
}
