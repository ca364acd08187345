//! One address: redirects, repeats, limits, refusals.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::Write;
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::stream;

use super::server::{Server, html, menu, redirect, status};
use super::{came, failure, manners, visit, visit_with};
use crate::crawl::{Archive, Manners, Memory, Received, Visitor};
use crate::site::{CrawlEnd, FailureClass, Outcome};

const SITE: &str = "http://www.qingshui.example/";

/// The plain home page at `/`, and what `answer` gives for the rest that is not robots.txt.
async fn home_and(answer: impl Fn(&super::server::Asked) -> Response + Send + Sync + 'static) -> Server {
    Server::start(move |asked| match asked.path.as_str() {
        "/" => html(menu(&[("/czxx/", "财政信息")])),
        "/robots.txt" => status(404),
        _ => answer(asked),
    })
    .await
}

#[tokio::test]
async fn it_says_who_it_is() {
    let server = home_and(|_| status(404)).await;
    let user_agent = Manners::user_agent(Some("https://www.qingshui.example/lanmu"));
    visit(Manners { user_agent: user_agent.clone(), ..manners(&server) }, SITE).await;
    assert!(server.total() > 2 && user_agent.ends_with(" (+https://www.qingshui.example/lanmu)"));
    server.read(|log| {
        assert!(log.iter().all(|asked| asked.agent == user_agent && asked.agent.starts_with("lanmu/")));
        assert!(log.iter().all(|asked| asked.host == "www.qingshui.example"));
    });
}

#[tokio::test]
async fn the_port_of_a_redirected_connection_changes_but_not_its_address() {
    let server = home_and(|_| status(404)).await;
    let only = Manners {
        connect_to: vec![format!("www.qingshui.example:8088:127.0.0.1:{}", server.port()).parse().unwrap()],
        ..manners(&server)
    };
    let snapshot = visit(only, "http://www.qingshui.example:8088/").await;
    assert!(came(&snapshot, "http://www.qingshui.example:8088/"));
    server.read(|log| assert!(log.iter().all(|asked| asked.host == "www.qingshui.example:8088")));
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_refused() {
    let server = home_and(|_| redirect("http://127.0.0.1:1/secret")).await;
    let snapshot = visit(manners(&server), SITE).await;
    let (class, detail) = failure(&snapshot, "http://www.qingshui.example/czxx/");
    assert_eq!(class, FailureClass::Guard);
    assert!(detail.contains("127.0.0.1"), "{detail}");
}

#[tokio::test]
async fn a_private_site_is_visited_only_where_that_is_allowed() {
    let server = home_and(|_| status(404)).await;
    let site = format!("http://127.0.0.1:{}/", server.port());
    let strict = Manners { connect_to: Vec::new(), ..manners(&server) };
    let open = Manners { allow_private: true, ..strict.clone() };
    let refused = visit(strict, &site).await;
    assert_eq!((refused.end, failure(&refused, &site).0), (CrawlEnd::Failed, FailureClass::Guard));
    assert_eq!(server.total(), 0);
    assert!(came(&visit(open, &site).await, &site));
}

#[tokio::test]
async fn a_name_for_a_private_address_is_refused() {
    let server = home_and(|_| status(404)).await;
    let strict = Manners { connect_to: Vec::new(), ..manners(&server) };
    let site = format!("http://localhost:{}/", server.port());
    assert_eq!(failure(&visit(strict, &site).await, &site).0, FailureClass::Guard);
    assert_eq!(server.total(), 0);
}

#[tokio::test]
async fn redirects_are_followed_and_kept_but_not_in_circles() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/" => html(menu(&[("/czxx/", "财政信息"), ("/xzzf/", "行政执法信息"), ("/far/", "财政预算")])),
        "/czxx/" => redirect("list.html"),
        "/czxx/list.html" => html(menu(&[])),
        "/xzzf/" => redirect("/xzzf/a"),
        "/xzzf/a" => redirect("/xzzf/"),
        path if path.starts_with("/far/") => redirect(&format!("{path}x/")),
        _ => status(404),
    })
    .await;
    let archive = Memory::default();
    let snapshot = visit_with(&Visitor::new(manners(&server)).unwrap(), SITE, &archive).await;
    let hopped = archive.recall("http://www.qingshui.example/czxx/", None, 1).unwrap().unwrap();
    assert_eq!((hopped.requests, hopped.hops.len(), hopped.hops[0].status), (2, 1, 302));
    assert_eq!(hopped.hops[0].to, "http://www.qingshui.example/czxx/list.html");
    assert_eq!(failure(&snapshot, "http://www.qingshui.example/xzzf/").0, FailureClass::Loop);
    assert_eq!(failure(&snapshot, "http://www.qingshui.example/far/").0, FailureClass::Loop);
    assert!(server.total() < 20);
}

#[tokio::test]
async fn compressed_pages_are_read() {
    // "<p>政府信息公开</p>" as one stored brotli block.
    let text = "<p>政府信息公开</p>".as_bytes();
    let mut brotli = vec![0x0b, u8::try_from((text.len() - 1) / 2).unwrap(), 0x80];
    brotli.extend_from_slice(text);
    brotli.push(0x03);
    assert_eq!(text.len() % 2, 1);
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(text).unwrap();
    let gzip = gzip.finish().unwrap();
    let server = Server::start(move |asked| {
        let (kind, body) = match asked.path.as_str() {
            "/" => return html(menu(&[("/czxx/", "财政信息"), ("/xzzf/", "行政执法信息")])),
            "/czxx/" => ("gzip", gzip.clone()),
            "/xzzf/" => ("br", brotli.clone()),
            _ => return status(404),
        };
        let builder = Response::builder().header("content-type", "text/html").header("content-encoding", kind);
        builder.body(Body::from(body)).unwrap()
    })
    .await;
    let archive = Memory::default();
    visit_with(&Visitor::new(manners(&server)).unwrap(), SITE, &archive).await;
    for path in ["czxx/", "xzzf/"] {
        let response = archive.recall(&format!("{SITE}{path}"), None, 1).unwrap().unwrap();
        let Received::Answer(answer) = response.received else { panic!("{path}: {:?}", response.received) };
        assert_eq!(answer.body, text, "{path}");
    }
}

#[tokio::test]
async fn a_body_is_cut_off_at_the_limit_also_after_decompression() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&vec![b' '; 4 << 20]).unwrap();
    let bomb = gzip.finish().unwrap();
    assert!(bomb.len() < 10_000);
    let server = home_and(move |_| {
        let builder = Response::builder().header("content-type", "text/html").header("content-encoding", "gzip");
        builder.body(Body::from(bomb.clone())).unwrap()
    })
    .await;
    let snapshot = visit(Manners { max_body: 1 << 20, ..manners(&server) }, SITE).await;
    assert_eq!(failure(&snapshot, "http://www.qingshui.example/czxx/").0, FailureClass::TooLarge);
}

#[tokio::test]
async fn what_is_no_page_is_not_read() {
    let server = home_and(|_| {
        let endless = stream::repeat_with(|| Ok::<_, Infallible>("PK".repeat(1000)));
        Response::builder().header("content-type", "application/zip").body(Body::from_stream(endless)).unwrap()
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    assert_eq!(failure(&snapshot, "http://www.qingshui.example/czxx/").0, FailureClass::NotPage);
}

#[tokio::test]
async fn a_body_that_drips_ends_in_a_timeout() {
    let server = home_and(|_| {
        let drip = stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_millis(40)).await;
            Some((Ok::<_, Infallible>(" "), ()))
        });
        Response::builder().header("content-type", "text/html").body(Body::from_stream(drip)).unwrap()
    })
    .await;
    let hasty = Manners { timeout: Duration::from_millis(400), retries: 1, ..manners(&server) };
    let snapshot = visit(hasty, SITE).await;
    let (class, detail) = failure(&snapshot, "http://www.qingshui.example/czxx/");
    assert_eq!((class, detail.as_str()), (FailureClass::Timeout, "连接超时（0.8 秒内未返回完整响应）"));
    // Two tries, and a second look with twice the time.
    assert_eq!(server.count("/czxx/"), 3);
}

#[tokio::test]
async fn passing_faults_are_asked_again_and_lasting_ones_are_not() {
    let server = Server::start(|asked| match (asked.path.as_str(), asked.before) {
        ("/", _) => html(menu(&[("/czxx/", "财政信息"), ("/xzzf/", "行政执法信息"), ("/gone/", "财政预算")])),
        ("/czxx/", 0) => status(503),
        ("/czxx/", _) => html(menu(&[])),
        ("/xzzf/", _) => status(403),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    assert!(came(&snapshot, "http://www.qingshui.example/czxx/"));
    assert_eq!(server.count("/czxx/"), 2);
    assert_eq!(failure(&snapshot, "http://www.qingshui.example/xzzf/").0, FailureClass::Blocked);
    assert_eq!(failure(&snapshot, "http://www.qingshui.example/gone/").0, FailureClass::HttpStatus);
    assert_eq!((server.count("/xzzf/"), server.count("/gone/")), (1, 1));
}

#[tokio::test]
async fn a_page_that_fails_has_a_second_look_at_the_end() {
    let server = Server::start(|asked| match (asked.path.as_str(), asked.before) {
        ("/", _) => html(menu(&[("/czxx/", "财政信息"), ("/xzzf/", "行政执法信息")])),
        ("/czxx/", 0) => status(500),
        ("/czxx/", _) => html(menu(&[("/czxx/ys/", "财政预算")])),
        ("/xzzf/" | "/czxx/ys/", _) => html(menu(&[])),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    assert!(came(&snapshot, "http://www.qingshui.example/czxx/"));
    assert!(came(&snapshot, "http://www.qingshui.example/czxx/ys/"), "the crawl goes on from there");
    assert_eq!(server.paths(), ["/", "/czxx/", "/xzzf/", "/czxx/", "/czxx/ys/"]);
    assert_eq!(snapshot.visits.len(), 4, "one visit per page");
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let server = home_and(|asked| match asked.before {
        0 => Response::builder().status(429).header("retry-after", "1").body(Body::empty()).unwrap(),
        _ => html(menu(&[])),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    assert!(came(&snapshot, "http://www.qingshui.example/czxx/"));
    let times: Vec<_> = server.read(|log| log.iter().filter(|a| a.path == "/czxx/").map(|a| a.at).collect());
    assert!(times[1] - times[0] >= Duration::from_millis(990), "{:?}", times[1] - times[0]);
}

#[tokio::test]
async fn robots_txt_is_kept() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => html("User-agent: *\nDisallow: /xzzf/\n"),
        "/" => html(menu(&[("/czxx/", "财政信息"), ("/xzzf/", "行政执法信息")])),
        _ => html(menu(&[])),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    assert_eq!(failure(&snapshot, "http://www.qingshui.example/xzzf/").0, FailureClass::Robots);
    assert!(came(&snapshot, "http://www.qingshui.example/czxx/"));
    assert_eq!((server.count("/xzzf/"), server.count("/robots.txt")), (0, 1));
}

#[tokio::test]
async fn requests_to_one_host_keep_their_distance() {
    let server = home_and(|_| html(menu(&[("/a/", "财政预算"), ("/b/", "财政决算"), ("/c/", "行政处罚")]))).await;
    visit(Manners { pause: Duration::from_millis(150), ..manners(&server) }, SITE).await;
    let times: Vec<_> = server.read(|log| log.iter().map(|asked| asked.at).collect());
    assert!(times.len() >= 5, "{}", times.len());
    for pair in times.windows(2) {
        assert!(pair[1] - pair[0] >= Duration::from_millis(100), "{:?}", pair[1] - pair[0]);
    }
}

#[tokio::test]
async fn hosts_on_one_machine_keep_their_distance_together() {
    let server = home_and(|_| html(menu(&[]))).await;
    let visitor = Visitor::new(Manners { pause: Duration::from_millis(100), ..manners(&server) }).unwrap();
    let (one, two) = (Memory::default(), Memory::default());
    tokio::join!(visit_with(&visitor, SITE, &one), visit_with(&visitor, "http://www.baishi.example/", &two));
    let times: Vec<_> = server.read(|log| log.iter().map(|asked| asked.at).collect());
    assert_eq!(times.len(), 6);
    for pair in times.windows(2) {
        assert!(pair[1] - pair[0] >= Duration::from_millis(70), "{:?}", pair[1] - pair[0]);
    }
}

#[tokio::test]
async fn a_redirect_to_a_stored_page_asks_for_it_no_second_time() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/" => html(menu(&[("/ys/", "财政预算"), ("/old/", "公告栏")])),
        "/ys/" => html(menu(&[])),
        "/old/" => redirect("/ys/"),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    assert!(came(&snapshot, "http://www.qingshui.example/old/"));
    assert_eq!(server.paths(), ["/", "/ys/", "/old/"]);
}

#[tokio::test]
async fn classes_of_failures_of_the_home_page() {
    let blocked = Server::start(|_| status(412)).await;
    let snapshot = visit(manners(&blocked), SITE).await;
    assert_eq!(snapshot.end, CrawlEnd::Failed);
    assert_eq!(failure(&snapshot, SITE).0, FailureClass::Blocked);

    let down = Manners { connect_to: vec!["::127.0.0.1:1".parse().unwrap()], ..manners(&blocked) };
    let snapshot = visit(down, SITE).await;
    let classes: BTreeMap<&str, FailureClass> = snapshot
        .visits
        .iter()
        .map(|visit| match &visit.outcome {
            Outcome::Failed(failure) => (visit.asked.as_str(), failure.class),
            Outcome::Page { .. } => panic!("nothing listens there"),
        })
        .collect();
    assert_eq!(snapshot.end, CrawlEnd::Failed);
    assert_eq!(classes[SITE], FailureClass::Refused);
    assert_eq!(classes.len(), 2, "the other scheme was tried: {classes:?}");

    let plain = visit(manners(&blocked), "https://www.qingshui.example/").await;
    assert_eq!(failure(&plain, "https://www.qingshui.example/").0, FailureClass::Tls);

    let unknown = Manners { connect_to: Vec::new(), ..manners(&blocked) };
    let snapshot = visit(unknown, "http://no-such-name.invalid/").await;
    assert_eq!(failure(&snapshot, "http://no-such-name.invalid/").0, FailureClass::Dns);
    assert_eq!(snapshot.visits.len(), 1);
}

#[tokio::test]
async fn a_site_that_was_down_for_a_moment_comes_at_the_second_look() {
    let server = Server::start(|asked| match (asked.path.as_str(), asked.before) {
        ("/robots.txt", 0) => Response::new(Body::from_stream(stream::pending::<Result<&'static str, Infallible>>())),
        ("/", _) => html(menu(&[("/czxx/", "财政信息")])),
        ("/czxx/", _) => html(menu(&[])),
        _ => status(404),
    })
    .await;
    let hasty = Manners { timeout: Duration::from_millis(400), retries: 0, ..manners(&server) };
    let snapshot = visit(hasty, SITE).await;
    assert!(came(&snapshot, SITE) && came(&snapshot, "http://www.qingshui.example/czxx/"));
    assert_eq!(server.paths(), ["/", "/czxx/"], "nothing is asked for before robots.txt is known");
}
