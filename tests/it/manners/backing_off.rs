//! 429 and 503: the host is left alone for as long as it says, and asked less often.

use std::time::{Duration, SystemTime};

use super::{column, home, manners, visit_all};
use crate::support::recorder::{Recorder, Reply, Seen};

const PAUSE: Duration = Duration::from_millis(20);

/// A site on a machine of its own whose first column answers what `trouble` gives, and its visit.
fn visited(machine: &str, trouble: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Recorder {
    let server = Recorder::start(move |seen| match seen.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(home("/")),
        "/czxx/" => trouble(seen),
        _ => Reply::html(column()),
    });
    visit_all(manners(PAUSE), &[format!("http://{machine}:{}/", server.port)]);
    server
}

/// Requests that came after the first answer of the column with trouble.
fn after_the_trouble(server: &Recorder) -> Vec<Seen> {
    let end = server.of_path("/czxx/")[0].end;
    server.seen().into_iter().filter(|seen| seen.begin > end).collect()
}

#[test]
fn seconds() {
    for (status, machine) in [(429, "127.0.6.1"), (503, "127.0.6.2")] {
        let server = visited(machine, move |seen| match seen.before {
            0 => Reply::status(status).header("Retry-After", "1"),
            _ => Reply::html(column()),
        });
        let end = server.of_path("/czxx/")[0].end;
        let after = after_the_trouble(&server);
        assert!(after.iter().any(|seen| seen.path == "/czxx/"), "it is asked again");
        assert!(after.iter().all(|seen| seen.begin - end >= Duration::from_secs(1)), "no page of the host before that");
    }
}

#[test]
fn a_date() {
    let date = SystemTime::now() + Duration::from_secs(8);
    let server = visited("127.0.6.3", move |seen| match seen.before {
        0 => Reply::status(503).header("Retry-After", httpdate::fmt_http_date(date)),
        _ => Reply::html(column()),
    });
    // The header has whole seconds.
    let named = httpdate::parse_http_date(&httpdate::fmt_http_date(date)).unwrap();
    let (first, after) = (server.of_path("/czxx/")[0].clone(), after_the_trouble(&server));
    let since = SystemTime::now().duration_since(named).unwrap();
    assert!(after.iter().any(|seen| seen.path == "/czxx/"));
    // The date, told by the clock that the requests are told by.
    let named = std::time::Instant::now() - since;
    assert!(first.end < named, "the test machine was too slow to say it in time");
    let early = Duration::from_millis(5);
    assert!(after.iter().all(|seen| seen.begin + early >= named), "two clocks were read one after the other");
}

#[test]
fn the_past() {
    for (value, machine) in [("Wed, 21 Oct 2015 07:28:00 GMT", "127.0.6.4"), ("0", "127.0.6.5"), ("-5", "127.0.6.6")] {
        let server = visited(machine, move |seen| match seen.before {
            0 => Reply::status(429).header("Retry-After", value),
            _ => Reply::html(column()),
        });
        let asked = server.of_path("/czxx/");
        assert_eq!(asked.len(), 2, "{value}");
        assert!(asked[1].begin - asked[0].end >= PAUSE * 2, "{value}: the pause is doubled all the same");
    }
}

#[test]
fn longer_than_a_run_can_wait() {
    let values = ["31536000", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"];
    for (value, machine) in values.into_iter().zip(["127.0.6.7", "127.0.6.8", "127.0.6.11"]) {
        let server = visited(machine, move |_| Reply::status(429).header("Retry-After", value));
        let paths: Vec<String> = server.seen().into_iter().map(|seen| seen.path).collect();
        assert_eq!(paths, ["/robots.txt", "/", "/czxx/"], "{value}: nothing more is asked of the host");
    }
}

#[test]
fn fifty_units_wait_in_vain_at_a_host_that_closes() {
    let server = Recorder::start(|seen| match seen.path.as_str() {
        "/robots.txt" => Reply::status(404),
        _ => Reply::status(503).header("Retry-After", "86400"),
    });
    let sites: Vec<String> = (1..=50).map(|n| format!("http://127.0.6.9:{}/bm{n}/", server.port)).collect();
    visit_all(manners(PAUSE), &sites);
    // The file, the page that was refused, and at most one that was under way beside it.
    assert!(server.seen().len() <= 3, "{}", server.seen().len());
}

#[test]
fn the_pause_grows_with_every_refusal() {
    let server = visited("127.0.6.10", |_| Reply::status(503));
    let asked = server.of_path("/czxx/");
    assert_eq!(asked.len(), 4, "two repeats and a second look");
    for (two, doubled) in asked.windows(2).zip([2, 4, 8]) {
        // Other pages come in between and may ease it by a tenth each, three at most.
        let eased = if doubled == 8 { 0.9_f64.powi(3) } else { 1.0 };
        let least = (PAUSE * doubled).mul_f64(eased);
        assert!(two[1].begin - two[0].end >= least, "{:?}", two[1].begin - two[0].end);
    }
}
