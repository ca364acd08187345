//! robots.txt as a site serves it; its rules are tested where they are read (`crawl::robots`).

use std::time::Duration;

use super::{column, home, manners, visit_all};
use crate::support::recorder::{Recorder, Reply};

/// Paths that were asked for, in order, where robots.txt gives `robots` (by how many hops came before).
fn asked(machine: &str, robots: impl Fn(&str) -> Option<Reply> + Send + Sync + 'static) -> Vec<String> {
    let server = Recorder::start(move |seen| match robots(&seen.path) {
        Some(reply) => reply,
        None if seen.path == "/" => Reply::html(home("/")),
        None => Reply::html(column()),
    });
    visit_all(manners(Duration::ZERO), &[format!("http://{machine}:{}/", server.port)]);
    server.seen().into_iter().map(|seen| seen.path).collect()
}

fn text(rules: impl Into<Vec<u8>>) -> Reply {
    Reply::of(200, "text/plain", rules)
}

fn pages(asked: &[String]) -> Vec<&str> {
    asked.iter().map(String::as_str).filter(|path| !path.starts_with("/robots")).collect()
}

#[test]
fn what_it_refuses_is_not_asked_for() {
    let paths =
        asked("127.0.7.1", |path| (path == "/robots.txt").then(|| text("User-agent: lanmu\nDisallow: /czxx/\n")));
    assert_eq!(paths[..2], ["/robots.txt", "/"]);
    assert!(!paths.contains(&"/czxx/".to_owned()) && paths.contains(&"/rsxx/".to_owned()), "{paths:?}");
    let paths = asked("127.0.7.2", |path| (path == "/robots.txt").then(|| text("User-agent: *\nDisallow: /\n")));
    assert!(pages(&paths).is_empty(), "{paths:?}");
}

#[test]
fn redirects_are_followed_five_times_and_more() {
    let hops = |path: &str| {
        let number: usize = path.strip_prefix("/robots")?.strip_suffix(".txt")?.parse().unwrap_or(0);
        Some(match number {
            0..5 => Reply::status(301).header("Location", format!("/robots{}.txt", number + 1)),
            _ => text("User-agent: *\nDisallow: /czxx/\n"),
        })
    };
    let paths = asked("127.0.7.3", hops);
    assert_eq!(paths[5], "/robots5.txt");
    assert!(!pages(&paths).contains(&"/czxx/") && pages(&paths).contains(&"/rsxx/"), "{paths:?}");

    let circle = asked("127.0.7.4", |path| {
        (path == "/robots.txt").then(|| Reply::status(302).header("Location", "/robots.txt"))
    });
    assert!(pages(&circle).contains(&"/czxx/"), "what never arrives forbids nothing: {circle:?}");
}

#[test]
fn a_server_in_trouble_is_not_visited() {
    for (status, machine) in [(500, "127.0.7.5"), (429, "127.0.7.6"), (503, "127.0.7.7")] {
        let paths = asked(machine, move |path| (path == "/robots.txt").then(|| Reply::status(status)));
        assert!(pages(&paths).is_empty(), "{status}: {paths:?}");
    }
    for (status, machine) in [(404, "127.0.7.8"), (403, "127.0.7.9"), (410, "127.0.7.10")] {
        let paths = asked(machine, move |path| (path == "/robots.txt").then(|| Reply::status(status)));
        assert!(pages(&paths).contains(&"/czxx/"), "{status}: {paths:?}");
    }
}

#[test]
fn of_a_file_of_fifty_megabytes_the_beginning_counts() {
    let mut file = b"User-agent: *\nDisallow: /czxx/\n".to_vec();
    file.resize(50 << 20, b'\n');
    file.extend_from_slice(b"Disallow: /rsxx/\n");
    let server = Recorder::start(move |seen| match seen.path.as_str() {
        "/robots.txt" => text(file.clone()),
        "/" => Reply::html(home("/")),
        _ => Reply::html(column()),
    });
    visit_all(manners(Duration::ZERO), &[format!("http://127.0.7.11:{}/", server.port)]);
    let asked: Vec<String> = server.seen().into_iter().map(|seen| seen.path).collect();
    assert!(!asked.contains(&"/czxx/".to_owned()) && asked.contains(&"/rsxx/".to_owned()), "{asked:?}");
    assert!(server.of_path("/robots.txt")[0].sent < 40 << 20, "the rest is not read");
}

#[test]
fn every_port_has_its_own() {
    let other = Recorder::start(|seen| match seen.path.as_str() {
        "/robots.txt" => text("User-agent: *\nDisallow: /czxx/\n"),
        _ => Reply::html(column()),
    });
    let port = other.port;
    let server = Recorder::start(move |seen| match seen.path.as_str() {
        "/robots.txt" => text("User-agent: *\nDisallow: /rsxx/\n"),
        "/" => Reply::html(home("/")),
        "/czxx/" | "/ghjh/" => Reply::status(302).header("Location", format!("http://127.0.7.12:{port}{}", seen.path)),
        _ => Reply::html(column()),
    });
    visit_all(manners(Duration::ZERO), &[format!("http://127.0.7.12:{}/", server.port)]);
    assert!(server.of_path("/rsxx/").is_empty() && server.of_path("/czxx/").len() == 1);
    let there: Vec<String> = other.seen().into_iter().map(|seen| seen.path).collect();
    assert_eq!(there, ["/robots.txt", "/ghjh/"], "where a redirect leads the rules of that place hold");
}
