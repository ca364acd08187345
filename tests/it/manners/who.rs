//! Every request says who asks and whom to turn to.

use std::fs;

use tempfile::tempdir;

use super::{column, home};
use crate::support::lanmu;
use crate::support::recorder::{Recorder, Reply};

const CONTACT: &str = "https://www.qinghe.example/lanmu";

fn site() -> Recorder {
    Recorder::start(|seen| match seen.path.as_str() {
        "/robots.txt" => Reply::of(200, "text/plain", "User-agent: *\nDisallow: /ghjh/\n"),
        "/" => Reply::html(home("/")),
        "/czxx/" => Reply::status(302).header("Location", "/czxx/index.html"),
        "/rsxx/" if seen.before == 0 => Reply::status(503),
        _ => Reply::html(column()),
    })
}

/// The agents of a check of the site, with the address of the contact set in one of the ways.
fn agents(set: impl FnOnce(&mut assert_cmd::Command)) -> Vec<String> {
    let (server, folder) = (site(), tempdir().unwrap());
    let mut command = lanmu();
    command.current_dir(folder.path()).args(["check", &format!("http://127.0.8.1:{}/", server.port)]);
    command.args(["--unit", "青禾市财政局", "--allow-private", "--pause", "0", "--budget", "12"]);
    fs::write(folder.path().join("lanmu.toml"), format!("contact = \"{CONTACT}\"\n")).unwrap();
    set(&mut command);
    command.output().unwrap();
    let seen = server.seen();
    let paths: Vec<&str> = seen.iter().map(|seen| seen.path.as_str()).collect();
    for path in ["/robots.txt", "/", "/czxx/", "/czxx/index.html"] {
        assert!(paths.contains(&path), "{path} is one of {paths:?}");
    }
    assert_eq!(paths.iter().filter(|path| **path == "/rsxx/").count(), 2, "a repeat is among them");
    seen.into_iter().map(|seen| seen.agent).collect()
}

#[test]
fn tool_version_and_contact() {
    let tool = concat!("lanmu/", env!("CARGO_PKG_VERSION"));
    let is = |agents: Vec<String>, contact: &str| {
        assert!(agents.iter().all(|agent| *agent == format!("{tool} (+{contact})")), "{agents:?}");
    };
    is(agents(|_| ()), CONTACT);
    is(agents(|command| _ = command.env("LANMU_CONTACT", "a@qinghe.example")), "a@qinghe.example");
    is(
        agents(|command| _ = command.env("LANMU_CONTACT", "a@qinghe.example").args(["--contact", "b@qinghe.example"])),
        "b@qinghe.example",
    );
}

#[test]
fn a_contact_that_no_header_can_hold_is_refused() {
    for contact in ["青禾市政务公开办", "a@qinghe.example\nX-Other: 1"] {
        let server = site();
        let mut command = lanmu();
        command.args([
            "check",
            &format!("http://127.0.8.2:{}/", server.port),
            "--unit",
            "青禾市财政局",
            "--allow-private",
        ]);
        let output = command.args(["--contact", contact]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && told.contains("只能含可见的 ASCII 字符"), "{told}");
        assert!(server.seen().is_empty());
    }
}
