//! Looks at home pages: what counts as open, what as not, and what says nothing of the site.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use futures_util::{StreamExt, stream};

use super::manners;
use super::server::{Server, html, menu, redirect, status};
use crate::crawl::{Look, Lookout, Manners};
use crate::site::FailureClass;

/// So long a look may take.
const LIMIT: Duration = Duration::from_millis(800);

fn lookout(server: &Server) -> Lookout {
    Lookout::new(Manners { timeout: LIMIT, ..manners(server) })
}

async fn look(server: &Server, site: &str) -> Look {
    lookout(server).round().unwrap().look(&site.parse().unwrap()).await.unwrap()
}

/// Half a page, and then what `rest` gives.
fn half_and(rest: impl futures_util::Stream<Item = io::Result<&'static str>> + Send + 'static) -> Response {
    let half = stream::iter([Ok("<html><body>清水县人民政府")]);
    Response::builder().header("content-type", "text/html").body(Body::from_stream(half.chain(rest))).unwrap()
}

/// A site per host; none has an index file of its own.
fn answer(host: &str, path: &str) -> Response {
    let home = || html(menu(&[("/czxx/", "财政信息")]));
    match (host, path) {
        ("closed.example", "/robots.txt") => Response::new(Body::from("User-agent: *\nDisallow: /\n")),
        (_, "/robots.txt") => status(404),
        ("open.example", "/") => home(),
        ("late.example", "/") => half_and(stream::once(async {
            tokio::time::sleep(LIMIT / 4).await;
            Ok("</body></html>")
        })),
        ("slow.example", "/") => half_and(stream::pending()),
        ("broken.example", _) => half_and(stream::iter([Err(io::Error::other("broken"))])),
        ("error.example", _) => status(500),
        ("walled.example", _) => status(403),
        ("moved.example", "/") => redirect("http://open.example/"),
        ("circle.example", path) => redirect(if path == "/a" { "/" } else { "/a" }),
        ("index.example", "/index.html") => home(),
        ("picture.example", "/") => {
            Response::builder().header("content-type", "image/png").body(Body::empty()).unwrap()
        }
        _ => status(404),
    }
}

#[tokio::test]
async fn a_home_page_opens_or_says_why_not() {
    let server = Server::start(|asked| answer(&asked.host, &asked.path)).await;
    for (host, failed) in [
        ("open.example", None),
        ("moved.example", None),
        ("index.example", None),
        ("late.example", None),
        ("slow.example", Some(FailureClass::Timeout)),
        ("broken.example", Some(FailureClass::Reset)),
        ("error.example", Some(FailureClass::HttpStatus)),
        ("gone.example", Some(FailureClass::HttpStatus)),
        ("circle.example", Some(FailureClass::Loop)),
    ] {
        let look = look(&server, &format!("http://{host}/")).await;
        assert_eq!(look.failed, failed, "{host}");
        let visit = look.visit().expect("it says something of the site");
        assert_eq!((visit.opened, visit.at), (failed.is_none(), look.at), "{host}");
        let limit = u32::try_from(LIMIT.as_millis()).unwrap();
        let millis = visit.millis.expect("it was measured");
        match host {
            "slow.example" => assert!(millis >= limit && millis < limit + 400, "{millis}"),
            "late.example" => assert!(millis >= limit / 4 && millis < limit, "{millis}"),
            _ => assert!(millis < limit, "{host}: {millis}"),
        }
    }
    server.read(|log| {
        let slow = log.iter().filter(|asked| asked.host == "slow.example" && asked.path != "/robots.txt");
        assert_eq!(slow.count(), 1, "no repeats, and no other way in when the time is up");
    });
}

#[tokio::test]
async fn a_visitor_who_is_kept_out_says_nothing_of_the_site() {
    let server = Server::start(|asked| answer(&asked.host, &asked.path)).await;
    for (host, failed) in [
        ("closed.example", FailureClass::Robots),
        ("walled.example", FailureClass::Blocked),
        ("picture.example", FailureClass::NotPage),
    ] {
        let look = look(&server, &format!("http://{host}/")).await;
        assert_eq!((look.failed, look.visit()), (Some(failed), None), "{host}");
    }
    server.read(|log| assert!(log.iter().all(|asked| asked.host != "closed.example" || asked.path == "/robots.txt")));
    let strict = Lookout::new(Manners { connect_to: Vec::new(), ..manners(&server) });
    let private = strict.round().unwrap().look(&format!("http://127.0.0.1:{}/", server.port()).parse().unwrap()).await;
    assert_eq!(private.unwrap().visit(), None, "an address that is not public is not asked");
}

#[tokio::test]
async fn a_host_that_refuses_is_down_though_its_robots_txt_cannot_be_read() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let manners = Manners {
        pause: Duration::ZERO,
        connect_to: vec![format!("::127.0.0.1:{port}").parse().unwrap()],
        ..Manners::default()
    };
    let look = Lookout::new(manners).round().unwrap().look(&"http://www.qingshui.example/".parse().unwrap()).await;
    let visit = look.unwrap();
    assert_eq!((visit.failed, visit.is_silence()), (Some(FailureClass::Refused), true));
    let visit = visit.visit().unwrap();
    assert_eq!((visit.opened, visit.millis), (false, None), "the page was not asked for");
}

/// RFC 9309, 2.4: a copy may be used while the file cannot be reached.
#[tokio::test]
async fn what_robots_txt_said_holds_while_the_site_is_down() {
    let down = Arc::new(AtomicBool::new(false));
    let is_down = Arc::clone(&down);
    let server = Server::start(move |asked| match asked.path.as_str() {
        _ if is_down.load(Ordering::Relaxed) => status(502),
        "/robots.txt" => status(404),
        _ => html(menu(&[("/czxx/", "财政信息")])),
    })
    .await;
    let site = "http://www.qingshui.example/".parse().unwrap();
    let lookout = lookout(&server);
    assert_eq!(lookout.round().unwrap().look(&site).await.unwrap().failed, None);
    down.store(true, Ordering::Relaxed);
    let look = lookout.round().unwrap().look(&site).await.unwrap();
    assert_eq!(look.failed, Some(FailureClass::HttpStatus));
    assert_eq!(look.visit().map(|visit| visit.opened), Some(false));
    assert_eq!(server.count("/robots.txt"), 1, "once in a day");
    let fresh = self::lookout(&server).round().unwrap().look(&site).await.unwrap();
    assert_eq!(fresh.visit(), None, "whoever never could read it may not ask for the page");
}

#[tokio::test]
async fn an_endless_page_does_not_hold_the_watch() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => status(404),
        _ => {
            let drip = stream::unfold((), |()| async {
                tokio::time::sleep(Duration::from_millis(20)).await;
                Some((Ok::<_, Infallible>("<p>"), ()))
            });
            Response::builder().header("content-type", "text/html").body(Body::from_stream(drip)).unwrap()
        }
    })
    .await;
    assert_eq!(look(&server, "http://www.qingshui.example/").await.failed, Some(FailureClass::Timeout));
}
