//! What is kept of each request for the evidence, and which requests a visit rests on.

use std::collections::BTreeMap;
use std::io::Write;

use axum::body::Body;
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::server::{Asked, Server, html, menu, redirect, status};
use super::{failure, manners, visit_with};
use crate::crawl::{Archive, Exchange, Memory, Response as Kept, Visitor, Witness};

const SITE: &str = "http://www.qingshui.example/";
const COLUMN: &str = "http://www.qingshui.example/czxx/";

/// A site whose home page has one column; `answer` gives the rest.
async fn site(answer: impl Fn(&Asked) -> Response + Send + Sync + 'static) -> Server {
    Server::start(move |asked| match asked.path.as_str() {
        "/" => html(menu(&[("/czxx/", "财政信息")])),
        "/robots.txt" => status(404),
        _ => answer(asked),
    })
    .await
}

/// What is kept of the column after a visit.
async fn column(server: &Server) -> Kept {
    let archive = Memory::default();
    visit_with(&Visitor::new(manners(server)).unwrap(), SITE, &archive).await;
    archive.recall(COLUMN, None, 1).unwrap().expect("it was asked for")
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn each_hop_is_kept_with_its_headers_and_no_cookie() {
    let server = site(|asked| match asked.path.as_str() {
        "/czxx/" => {
            let mut away = redirect("/czxx/list.html");
            away.headers_mut().insert("set-cookie", "session=secret".parse().unwrap());
            away
        }
        _ => Response::builder()
            .header("content-type", "text/html; charset=utf-8")
            .header("content-encoding", "gzip")
            .header("x-served-by", "清水".as_bytes())
            .body(Body::from(gzipped("<html><body>财政信息</body></html>")))
            .unwrap(),
    })
    .await;
    let kept = column(&server).await;
    let [away, came] = kept.exchanges.as_slice() else { panic!("{:?}", kept.exchanges) };
    assert_eq!((away.status, came.status, kept.hops.len()), (302, 200, 1));
    assert_eq!(header(away, "location").as_deref(), Some("/czxx/list.html"));
    assert_eq!(header(away, "set-cookie"), None);
    assert_eq!(came.ip, Some("127.0.0.1".parse().unwrap()));
    assert_eq!((came.protocol.as_str(), came.cut, away.at <= came.at), ("HTTP/1.1", false, true));
    // One character per byte: the UTF-8 of 清水.
    assert_eq!(header(came, "x-served-by").as_deref(), Some("\u{e6}\u{b8}\u{85}\u{e6}\u{b0}\u{b4}"));
    for exchange in [away, came] {
        let sent: BTreeMap<String, String> = exchange.sent.iter().cloned().collect();
        server.read(|log| {
            let mut asked = log.iter().find(|asked| asked.path.starts_with("/czxx/")).unwrap().headers.clone();
            assert_eq!(asked.remove("host").as_deref(), Some("www.qingshui.example"));
            assert_eq!(sent, asked);
        });
    }
}

fn header(exchange: &Exchange, name: &str) -> Option<String> {
    exchange.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
}

#[tokio::test]
async fn the_head_of_what_is_no_page_is_kept() {
    let server =
        site(|_| Response::builder().header("content-type", "application/pdf").body(Body::from("%PDF")).unwrap());
    let kept = column(&server.await).await;
    let [came] = kept.exchanges.as_slice() else { panic!("{:?}", kept.exchanges) };
    assert_eq!(header(came, "content-type").as_deref(), Some("application/pdf"));
    assert!(came.cut && matches!(kept.received, crate::crawl::Received::Failed(_)));
}

#[tokio::test]
async fn an_error_page_that_is_read_in_part_is_called_cut() {
    let server = site(|_| Response::builder().status(404).body(Body::from("无".repeat(100_000))).unwrap()).await;
    assert!(column(&server).await.exchanges[0].cut);
    let server = site(|_| Response::builder().status(404).body(Body::from("无".repeat(10))).unwrap()).await;
    assert!(!column(&server).await.exchanges[0].cut);
}

#[tokio::test]
async fn what_was_posted_is_kept() {
    const SEARCH: &str = "<html><body><div class='location'>首页 &gt; 财政信息</div><ul id='rows'></ul><script>$.ajax({type: 'post', \
        url: '/module/xxgk/search.jsp', data: {divid: 'div1', infotypeId: 'A0203', currpage: '1'}, \
        success: function (rows) { $('#rows').html(rows); }});</script></body></html>";
    let server = site(|asked| if asked.path == "/czxx/" { html(SEARCH) } else { status(404) }).await;
    let archive = Memory::default();
    let witness = Witness::new(&archive);
    visit_with(&Visitor::new(manners(&server)).unwrap(), SITE, &witness).await;
    let search = witness.bases().into_iter().find(|basis| basis.posted.is_some()).expect("something was posted");
    let kept = archive.recall(&search.asked, search.posted.as_deref(), search.look).unwrap().unwrap();
    let posted = server.read(|log| log.iter().find_map(|asked| asked.posted.clone()));
    assert_eq!((&kept.exchanges[0].form, kept.exchanges[0].form_cut), (&posted, false));
    assert!(posted.unwrap().contains("infotypeId=A0203"));
}

#[tokio::test]
async fn a_visit_that_is_gone_through_again_rests_on_the_same() {
    let server =
        site(|asked| if asked.path == "/czxx/" && asked.before == 0 { status(500) } else { html("财政") }).await;
    let archive = Memory::default();
    let first = Witness::new(&archive);
    let snapshot = visit_with(&Visitor::new(manners(&server)).unwrap(), SITE, &first).await;
    let again = Witness::new(&archive);
    assert_eq!(visit_with(&Visitor::offline(manners(&server)), SITE, &again).await, snapshot);
    assert_eq!(first.bases(), again.bases());
    let looks = |address: &str| -> Vec<(u8, bool)> {
        let bases = first.bases();
        bases.iter().filter(|basis| basis.asked == address).map(|basis| (basis.look, basis.hash.is_some())).collect()
    };
    assert_eq!(looks(SITE), [(1, true)]);
    assert_eq!(looks(COLUMN), [(1, true), (2, true)], "the error page and the page");
}

#[tokio::test]
async fn what_was_not_asked_of_a_silent_host_is_told() {
    let columns: Vec<(String, String)> = (0..10).map(|at| (format!("/czxx/{at}/"), format!("财政信息{at}"))).collect();
    let links: Vec<(&str, &str)> = columns.iter().map(|(address, name)| (address.as_str(), name.as_str())).collect();
    let home = menu(&links);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/" => html(home.clone()),
        "/robots.txt" => status(404),
        _ => status(503),
    })
    .await;
    let (archive, visitor) = (Memory::default(), Visitor::new(manners(&server)).unwrap());
    let witness = Witness::new(&archive);
    let snapshot = visit_with(&visitor, SITE, &witness).await;
    let unasked: Vec<_> = witness.bases().into_iter().filter(|basis| basis.unasked.is_some()).collect();
    assert_eq!(unasked.len(), 2, "eight were asked for");
    for basis in &unasked {
        let (class, detail) = failure(&snapshot, &basis.asked);
        assert_eq!(
            basis.unasked.as_ref().map(|failure| (failure.class, failure.detail.clone())),
            Some((class, detail))
        );
        assert_eq!(archive.recall(&basis.asked, None, 1).unwrap(), None, "another unit may ask");
    }
}

#[tokio::test]
async fn a_visit_rests_on_a_page_that_another_one_asked_for() {
    let server = site(|_| html("财政")).await;
    let (archive, visitor) = (Memory::default(), Visitor::new(manners(&server)).unwrap());
    let [one, other] = [Witness::new(&archive), Witness::new(&archive)];
    visit_with(&visitor, SITE, &one).await;
    let asked = server.total();
    visit_with(&visitor, SITE, &other).await;
    assert_eq!((server.total(), one.bases()), (asked, other.bases()));
}
