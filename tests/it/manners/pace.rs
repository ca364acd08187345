//! Rate and connections, under fifty units at once.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::{column, home, manners, visit_all};
use crate::support::recorder::{Recorder, Reply, Seen};

const UNITS: usize = 50;
const PAUSE: Duration = Duration::from_millis(40);

/// No machine was asked for its k-th page before k pauses had passed, nor by more than two requests at a time.
fn are_spared(server: &Recorder, start: Instant, pause: Duration) {
    for (machine, seen) in server.by_machine() {
        for (k, request) in seen.iter().enumerate() {
            let earliest = start + pause * u32::try_from(k).unwrap();
            assert!(request.begin >= earliest, "{machine}: request {k} came {:?} too early", earliest - request.begin);
            assert!(request.side_by_side <= 2, "{machine}: {} at a time", request.side_by_side);
        }
    }
}

/// Sites of as many units as there are, each at the root of its host or below a path.
fn answer(seen: &Seen, takes: Duration) -> Reply {
    let is_home = |rest: &str| rest.is_empty() || rest == "/";
    match seen.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(home("/")).after(takes),
        path => match path.strip_prefix("/bm").and_then(|rest| rest.find('/').map(|slash| path.split_at(slash + 4))) {
            Some((below, rest)) if is_home(rest) => Reply::html(home(below)).after(takes),
            _ => Reply::html(column()).after(takes),
        },
    }
}

#[test]
fn fifty_units_on_machines_of_their_own() {
    let server = Recorder::start(|seen| answer(seen, Duration::from_millis(20)));
    let sites: Vec<String> = (1..=UNITS).map(|n| format!("http://127.0.1.{n}:{}/", server.port)).collect();
    let start = Instant::now();
    visit_all(manners(PAUSE), &sites);
    are_spared(&server, start, PAUSE);
    let machines = server.by_machine();
    assert_eq!(machines.len(), UNITS);
    for seen in machines.values() {
        let paths: Vec<&str> = seen.iter().map(|seen| seen.path.as_str()).collect();
        assert_eq!(paths[..2], ["/robots.txt", "/"], "robots.txt comes first");
        assert!(paths.len() >= 5 && paths.iter().filter(|path| **path == "/robots.txt").count() == 1, "{paths:?}");
    }
}

#[test]
fn fifty_units_on_one_host() {
    let server = Recorder::start(|seen| answer(seen, Duration::from_millis(60)));
    let sites: Vec<String> = (1..=UNITS).map(|n| format!("http://127.0.2.1:{}/bm{n}/", server.port)).collect();
    let start = Instant::now();
    visit_all(manners(PAUSE), &sites);
    are_spared(&server, start, PAUSE);
    let paths: BTreeSet<String> = server.seen().into_iter().map(|seen| seen.path).collect();
    assert!((1..=UNITS).all(|n| paths.contains(&format!("/bm{n}/")) && paths.contains(&format!("/bm{n}/czxx/"))));
    assert_eq!(server.of_path("/robots.txt").len(), 1, "the units share one robots.txt");
}

#[test]
fn fifty_hosts_on_one_machine() {
    let server = Recorder::start(|seen| answer(seen, Duration::from_millis(60)));
    let sites: Vec<String> = (1..=UNITS).map(|n| format!("http://www{n}.qinghe.example/")).collect();
    let mut manners = manners(PAUSE);
    manners.connect_to = vec![format!("::127.0.3.1:{}", server.port).parse().unwrap()];
    let start = Instant::now();
    visit_all(manners, &sites);
    are_spared(&server, start, PAUSE);
    let hosts: BTreeSet<String> = server.seen().into_iter().map(|seen| seen.host).collect();
    assert_eq!(hosts.len(), UNITS);
}

#[test]
fn without_a_pause_the_connections_are_still_counted() {
    for (connections, machine) in [(1, 1), (2, 2), (4, 3)] {
        let server = Recorder::start(|seen| answer(seen, Duration::from_millis(15)));
        let site = |n| format!("http://127.0.4.{machine}:{}/bm{n}/", server.port);
        let sites: Vec<String> = (1..=20).map(site).collect();
        let mut manners = manners(Duration::ZERO);
        manners.connections = connections;
        visit_all(manners, &sites);
        let seen = server.seen();
        assert!(seen.len() > 60 && seen.iter().all(|seen| seen.side_by_side <= connections), "{connections}");
        // Twice as many leave room for one that the machine of the test was too slow to use again.
        let opened = server.connections();
        assert!(opened <= 2 * connections, "{opened} connections were opened, and {connections} were enough");
        assert!(connections == 1 || seen.iter().any(|seen| seen.side_by_side > 1), "they were asked for side by side");
    }
}

#[test]
fn the_delay_of_a_robots_txt_is_kept() {
    let server = Recorder::start(|seen| match seen.path.as_str() {
        "/robots.txt" => Reply::of(200, "text/plain", "User-agent: *\nCrawl-delay: 0.2\n"),
        _ => answer(seen, Duration::ZERO),
    });
    visit_all(manners(PAUSE), &[format!("http://127.0.5.1:{}/", server.port)]);
    let seen = server.seen();
    assert!(seen.len() >= 5);
    let (robots, pages) = seen.split_first().unwrap();
    for (page, k) in pages.iter().zip(1..) {
        assert!(page.begin - robots.end >= Duration::from_millis(200) * k, "{} came too early", page.path);
    }
}
