//! A second visit asks whether pages still stand, and believes no more than it may.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::Response;
use jiff::civil::date;

use super::focus::windows;
use super::server::{Asked, Server, html, list, menu, redirect, status};
use super::{CATALOGUE, came, failure, find, manners, unit};
use crate::catalogue::{Catalogue, Indicator};
use crate::crawl::{Archive, Errand, Former, Manners, Memory, Rendered, Response as Kept, Visitor, Wanted, Witness};
use crate::site::{CrawlEnd, FailureClass, Outcome, Page, Snapshot};

const SITE: &str = "http://www.qingshui.example/";
const COLUMN: &str = "http://www.qingshui.example/czxx/";
const TAG: &str = "\"v1\"";
const LONG_AGO: &str = "Tue, 01 Sep 2020 00:00:00 GMT";

/// The archive of a visit that follows another one.
#[derive(Default)]
struct After {
    kept: Memory,
    before: Memory,
}

impl Archive for After {
    fn recall(&self, asked: &str, posted: Option<&str>, look: u8) -> anyhow::Result<Option<Kept>> {
        self.kept.recall(asked, posted, look)
    }

    fn keep(&self, response: &Kept) -> anyhow::Result<()> {
        self.kept.keep(response)
    }

    fn recall_rendered(&self, asked: &str, look: u8) -> anyhow::Result<Option<Rendered>> {
        self.kept.recall_rendered(asked, look)
    }

    fn keep_rendered(&self, rendered: &Rendered) -> anyhow::Result<()> {
        self.kept.keep_rendered(rendered)
    }

    fn earlier(&self, asked: &str) -> anyhow::Result<Option<Kept>> {
        self.before.recall(asked, None, 1)
    }
}

/// Both looks of a visit after one that showed `former`, faults resting on the pages at `doubted`; and what it shows the next.
async fn looks(visitor: &Visitor, archive: &dyn Archive, former: &Former, doubted: &[&str]) -> (Snapshot, Former) {
    let catalogue = Catalogue::shipped("ankang-2020").unwrap();
    let rows: Vec<&Indicator> = catalogue.indicators.iter().collect();
    let unit = unit(SITE);
    let errand = Errand {
        unit: &unit,
        mapper: &CATALOGUE.0,
        wanted: &Wanted::of(&catalogue, &rows).judged(date(2020, 9, 30), &windows(&catalogue)),
        sections: &[],
        remembered: &[],
        former: Some(former),
        declarations: &[],
        whole_site: false,
    };
    let mut walk = visitor.walk(&errand, archive, &|_| ());
    let first = walk.first().await.unwrap();
    let doubted: Vec<String> = doubted.iter().map(|address| (*address).to_owned()).collect();
    let snapshot = walk.second(first, &doubted).await.unwrap();
    let former = Former::of(&errand, &snapshot, &BTreeSet::from_iter(doubted));
    (snapshot, former)
}

fn with(mut response: Response, headers: &[(&'static str, &str)]) -> Response {
    for (name, value) in headers {
        response.headers_mut().insert(*name, value.parse().unwrap());
    }
    response
}

/// A site with one column; `answer` gives the column, knowing whether it is the second visit.
async fn site(answer: impl Fn(&Asked) -> Response + Send + Sync + 'static) -> Server {
    Server::start(move |asked| match asked.path.as_str() {
        "/" => html(menu(&[("/czxx/", "财政信息")])),
        "/czxx/" => answer(asked),
        _ => status(404),
    })
    .await
}

fn column() -> Response {
    html(list("财政信息", &[("/czxx/1.html", "2020年部门预算", "2020-09-20")], None))
}

fn is_conditional(asked: &Asked) -> bool {
    asked.headers.keys().any(|name| name.starts_with("if-"))
}

/// Answers as servers should.
fn honest(asked: &Asked) -> Response {
    let headers = [("etag", TAG), ("last-modified", LONG_AGO)];
    let known = asked.headers.get("if-none-match").is_some_and(|tag| tag == TAG);
    with(if known { status(304) } else { column() }, &headers)
}

/// What two visits saw, with the archive of the second.
async fn two_visits(server: &Server, second: Manners, doubted: &[&str]) -> (Snapshot, Snapshot, After) {
    let archive = After::default();
    let visitor = Visitor::new(manners(server)).unwrap();
    let (first, former) = looks(&visitor, &archive.before, &Former::default(), &[]).await;
    let (second, _) = looks(&Visitor::new(second).unwrap(), &archive, &former, doubted).await;
    (first, second, archive)
}

fn page(snapshot: &Snapshot) -> (jiff::Timestamp, String, Page) {
    match &find(snapshot, COLUMN).unwrap().outcome {
        Outcome::Page { at, status, hash, page } => {
            assert_eq!(*status, 200);
            (*at, hash.clone(), (**page).clone())
        }
        Outcome::Failed(failure) => panic!("{failure}"),
    }
}

/// The headers that the column was asked with, each time.
fn conditions(server: &Server) -> Vec<BTreeMap<String, String>> {
    let asked = |log: &[Asked]| {
        let columns = log.iter().filter(|asked| asked.path == "/czxx/");
        let of =
            |asked: &Asked| asked.headers.clone().into_iter().filter(|(name, _)| name.starts_with("if-")).collect();
        columns.map(of).collect()
    };
    server.read(asked)
}

#[tokio::test]
async fn what_the_site_calls_unchanged_is_what_came_before() {
    let server = site(honest).await;
    let (first, second, archive) = two_visits(&server, manners(&server), &[]).await;
    let ((then, hash, before), (now, same, after)) = (page(&first), page(&second));
    assert_eq!((same, &after.items), (hash, &before.items));
    assert_eq!((before.unchanged_since, after.unchanged_since), (None, Some(then)));
    assert!(now > then);
    let [first, second] = <[_; 2]>::try_from(conditions(&server)).unwrap();
    assert!(first.is_empty());
    let sent =
        [("if-modified-since", LONG_AGO), ("if-none-match", TAG)].map(|(name, value)| (name.into(), value.into()));
    assert_eq!(second, BTreeMap::from(sent));
    let kept = archive.recall(COLUMN, None, 1).unwrap().unwrap();
    assert_eq!((kept.size(), kept.requests, kept.exchanges[0].status), (0, 1, 304));

    let total = server.total();
    let offline = Visitor::offline(manners(&server));
    assert_eq!(looks(&offline, &archive.kept, &Former::default(), &[]).await, {
        let online = Visitor::new(manners(&server)).unwrap();
        looks(&online, &archive, &Former::default(), &[]).await
    });
    assert_eq!(server.total(), total, "what is stored is not asked for");
}

#[tokio::test]
async fn a_third_visit_knows_when_the_page_came() {
    let server = site(honest).await;
    let (first, second, archive) = two_visits(&server, manners(&server), &[]).await;
    let later = After { before: archive.kept, kept: Memory::default() };
    let visitor = Visitor::new(manners(&server)).unwrap();
    let (third, _) = looks(&visitor, &later, &Former::default(), &[]).await;
    assert_eq!(page(&third).2.unchanged_since, Some(page(&first).0));
    assert!(page(&third).0 > page(&second).0);
    let kept = later.recall(COLUMN, None, 1).unwrap().unwrap();
    let crate::crawl::Received::Answer(answer) = kept.received else { panic!("it came") };
    assert_eq!(answer.unchanged.unwrap().exchange.unwrap().status, 200, "how the page itself came");
}

#[tokio::test]
async fn a_page_that_changed_comes_as_it_is_now() {
    let server = site(|asked| match asked.before {
        0 => honest(asked),
        _ => with(
            html(list("财政信息", &[("/czxx/2.html", "2020年部门决算", "2020-09-29")], None)),
            &[("etag", "\"v2\"")],
        ),
    })
    .await;
    let (first, second, _) = two_visits(&server, manners(&server), &[]).await;
    assert_ne!(page(&first).1, page(&second).1);
    assert_eq!(page(&second).2.unchanged_since, None);
}

#[tokio::test]
async fn the_sites_word_is_not_taken_twice_nor_where_a_fault_rested() {
    let server = site(honest).await;
    let (_, second, archive) = two_visits(&server, manners(&server), &[COLUMN]).await;
    assert_eq!(page(&second).2.unchanged_since, None, "it came whole at the second look");
    assert_eq!(conditions(&server).iter().map(BTreeMap::len).collect::<Vec<_>>(), [0, 2, 0]);
    let kept = |look| archive.recall(COLUMN, None, look).unwrap().map(|kept| kept.unchanged_since().is_some());
    assert_eq!((kept(1), kept(2)), (Some(true), Some(false)));

    let exhaustive = site(honest).await;
    two_visits(&exhaustive, Manners { exhaustive: true, ..manners(&exhaustive) }, &[]).await;
    assert_eq!(conditions(&exhaustive).iter().map(BTreeMap::len).collect::<Vec<_>>(), [0, 0]);

    let (_, faulty) = looks(&Visitor::offline(manners(&server)), &archive.kept, &Former::default(), &[COLUMN]).await;
    let later = After { before: archive.kept, kept: Memory::default() };
    looks(&Visitor::new(manners(&server)).unwrap(), &later, &faulty, &[]).await;
    assert_eq!(conditions(&server).last().map(BTreeMap::len), Some(0));
}

#[tokio::test]
async fn validators_that_prove_nothing_are_not_sent() {
    let now = || jiff::Timestamp::now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let long = format!("\"{}\"", "x".repeat(2_000));
    for headers in [
        vec![("etag", "*")],
        vec![("etag", "\"a\", \"b\"")],
        vec![("etag", "v1")],
        vec![("etag", long.as_str())],
        vec![("last-modified", "gestern")],
        vec![("last-modified", now().as_str())],
        vec![("last-modified", "Fri, 01 Jan 2100 00:00:00 GMT")],
        vec![],
    ] {
        let owned: Vec<(&'static str, String)> =
            headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let server = site(move |asked| {
            assert!(!is_conditional(asked), "{:?}", asked.headers);
            let headers: Vec<(&'static str, &str)> =
                owned.iter().map(|(name, value)| (*name, value.as_str())).collect();
            with(column(), &headers)
        })
        .await;
        let (_, second, _) = two_visits(&server, manners(&server), &[]).await;
        assert_eq!(page(&second).2.unchanged_since, None, "{headers:?}");
    }
}

#[tokio::test]
async fn a_304_that_answers_no_question_is_a_failure() {
    // Unasked, at the first visit; it never comes otherwise.
    let server = site(|_| status(304)).await;
    let (first, second, _) = two_visits(&server, manners(&server), &[]).await;
    for snapshot in [&first, &second] {
        let (class, detail) = failure(snapshot, COLUMN);
        assert_eq!(class, FailureClass::HttpStatus);
        assert!(detail.contains("304") && detail.contains("没有可以比对"), "{detail}");
        assert_eq!(snapshot.end, CrawlEnd::Complete);
    }
    assert!(conditions(&server).iter().all(BTreeMap::is_empty));

    // It says so of another version, or of a page that it had sent elsewhere; the second look brings the page.
    for other in [[("etag", "\"v2\"")], [("etag", "W/\"v2\"")]] {
        let server =
            site(
                move |asked| {
                    if is_conditional(asked) { with(status(304), &other) } else { with(column(), &[("etag", TAG)]) }
                },
            )
            .await;
        let (_, second, archive) = two_visits(&server, manners(&server), &[]).await;
        assert_eq!(page(&second).2.unchanged_since, None);
        let first_look = archive.recall(COLUMN, None, 1).unwrap().unwrap();
        assert!(matches!(first_look.received, crate::crawl::Received::Answer(answer) if answer.status == 304));
    }
}

#[tokio::test]
async fn a_weak_tag_fits_its_strong_one_and_a_redirect_carries_no_condition() {
    let server = site(|asked| {
        let said = if is_conditional(asked) { status(304) } else { column() };
        with(said, &[("etag", if asked.before == 0 { "W/\"v1\"" } else { TAG })])
    })
    .await;
    let (_, second, _) = two_visits(&server, manners(&server), &[]).await;
    assert!(page(&second).2.unchanged_since.is_some());

    let moved = Server::start(|asked| match (asked.path.as_str(), asked.before) {
        ("/", _) => html(menu(&[("/czxx/", "财政信息")])),
        ("/czxx/", 0) => honest(asked),
        ("/czxx/", _) => redirect("/moved/"),
        ("/moved/", _) => {
            assert!(!is_conditional(asked));
            column()
        }
        _ => status(404),
    })
    .await;
    let (_, second, _) = two_visits(&moved, manners(&moved), &[]).await;
    assert!(came(&second, COLUMN) && page(&second).2.unchanged_since.is_none());
}

#[tokio::test]
async fn what_a_visit_rests_on_tells_what_was_called_unchanged() {
    let server = site(honest).await;
    let (first, _, archive) = two_visits(&server, manners(&server), &[]).await;
    let witness = Witness::new(&archive.kept);
    looks(&Visitor::offline(manners(&server)), &witness, &Former::default(), &[]).await;
    let bases = witness.bases();
    let column = bases.iter().find(|basis| basis.asked == COLUMN).unwrap();
    assert_eq!(column.unchanged_since, Some(page(&first).0));
}
