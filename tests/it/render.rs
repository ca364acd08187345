//! A column whose list is filled by a script gets its verdict in a build that renders, with Chromium and without.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use axum::Router;
use axum::http::Uri;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde_json::Value;
use tempfile::tempdir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::stopping::stops;
use crate::support::lanmu_process;

/// A made-up bureau with one column, drawn by a script of the bureau's own.
const HOME: &str = r#"<!DOCTYPE html><html><head><title>青禾市水利局</title></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/xxgk/">政府信息公开</a></li></ul></div>
<div class="main">青禾市水利局门户网站，青禾市水利局主办</div></body></html>"#;
const SECTION: &str = r#"<!DOCTYPE html><html><head><title>政府信息公开-青禾市水利局</title></head><body>
<div class="location">当前位置：<a href="/">首页</a> &gt; 政府信息公开</div>
<div class="side-menu"><ul><li><a href="/xxgk/yjsgk/">预决算公开</a></li></ul></div></body></html>"#;
const COLUMN: &str = r#"<!DOCTYPE html><html><head><title>预决算公开-青禾市水利局</title></head><body>
<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/xxgk/">政府信息公开</a> &gt; 预决算公开</div>
<ul id="list"></ul><script src="/js/draw.js"></script></body></html>"#;
const SCRIPT: &str = "const request = new XMLHttpRequest(); request.open('POST', '/rows');
request.setRequestHeader('Content-Type', 'application/json');
request.onload = () => { document.getElementById('list').innerHTML = JSON.parse(request.response).map(row =>
  `<li><a href=\"/xxgk/yjsgk/${row.id}.html\">${row.title}</a><span>${row.day}</span></li>`).join(''); };
request.send(JSON.stringify({column: 'yjsgk'}));";
const ROWS: &str = r#"[{"id":1,"title":"青禾市水利局2020年部门预算公开","day":"2020-02-20"},
{"id":2,"title":"青禾市水利局2019年部门决算公开","day":"2020-09-03"},
{"id":3,"title":"青禾市水利局2019年部门预算公开","day":"2019-02-21"}]"#;

#[test]
fn a_list_filled_by_a_script_gets_its_verdict() {
    let Some(program) = chromium() else { return };
    let site = Site::serve(SCRIPT);
    let folder = tempdir().unwrap();
    let (result, told) = site.evaluate(folder.path(), program);
    let verdict = verdict(&result);
    assert_eq!(verdict["answer"], "met", "{verdict}");
    assert_eq!(result["run"]["pages"]["rendered"], 1);
    let pages = result["run"]["pages"]["seen"].as_u64().unwrap();
    let share = 1000 / pages;
    let summary = format!("查看网页 {pages} 个，其中在浏览器中渲染 1 个（{}.{}%）\n", share / 10, share % 10);
    assert!(told.contains(&summary), "{told}");

    // The stored page gives the same again, without a browser.
    let mut score = lanmu_process();
    score.current_dir(folder.path()).args(["score", "--workspace", "workspace", "--out", "again"]);
    assert!(score.output().unwrap().status.success());
    for file in ["result.json", "scores.csv", "columns.csv"] {
        let read = |out: &str| fs::read_to_string(folder.path().join(out).join(file)).unwrap();
        assert_eq!(read("out"), read("again"), "{file}");
    }
}

#[test]
fn without_a_chromium_it_is_unverified_and_the_reason_is_told() {
    let site = Site::serve(SCRIPT);
    let folder = tempdir().unwrap();
    let (result, told) = site.evaluate(folder.path(), "/nowhere/chromium");
    let verdict = verdict(&result);
    let reason = "未能渲染：设置的 Chromium（/nowhere/chromium）不存在";
    assert_eq!(verdict["answer"], "unverified", "{verdict}");
    assert!(verdict.to_string().contains(reason), "{verdict}");
    assert_eq!((&result["run"]["pages"]["rendered"], &result["run"]["pages"]["unrendered"]), (&0.into(), &1.into()));
    assert!(told.contains(reason), "{told}");
}

#[test]
fn a_run_that_is_stopped_while_a_page_is_rendered_leaves_no_browser() {
    let Some(program) = chromium() else { return };
    let site = Site::serve("while (true) {}");
    let folder = tempdir().unwrap();
    // Chromium runs as another user where this is root's.
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    for signal in ["-INT", "-TERM"] {
        let mut command = site.evaluation(folder.path(), program);
        command.env("TMPDIR", folder.path()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        assert!(comes_to(|| browsers(folder.path()) > 2), "there is no browser");
        let told = child.stderr.take().unwrap();
        stops(child, told, signal);
        assert!(comes_to(|| browsers(folder.path()) == 0), "{signal}: {} processes", browsers(folder.path()));
    }
}

/// Whether it comes about within half a minute.
fn comes_to(holds: impl Fn() -> bool) -> bool {
    (0..300).any(|_| {
        holds() || {
            sleep(Duration::from_millis(100));
            false
        }
    })
}

/// Processes of browsers that have their profiles below `folder`.
fn browsers(folder: &Path) -> usize {
    let profiles = folder.join("lanmu-chromium-");
    let lines =
        fs::read_dir("/proc").unwrap().flatten().filter_map(|process| fs::read(process.path().join("cmdline")).ok());
    lines.filter(|line| String::from_utf8_lossy(line).contains(&*profiles.to_string_lossy())).count()
}

/// Where Chromium is; in CI it has to be there, elsewhere the test says that it was left out.
fn chromium() -> Option<&'static str> {
    let program = ["/usr/bin/chromium", "/usr/bin/google-chrome"].into_iter().find(|place| Path::new(place).exists());
    if program.is_none() {
        assert!(std::env::var_os("CI").is_none(), "Chromium is missing");
        eprintln!("LEFT OUT: there is no Chromium");
    }
    program
}

/// The verdict on the bureau's budget.
fn verdict(result: &Value) -> Value {
    let verdicts = result["units"][0]["verdicts"].as_array().unwrap();
    verdicts.iter().find(|verdict| verdict["code"] == "AK-01-01-01").unwrap().clone()
}

/// The bureau's site on loopback; it ends with the value.
struct Site {
    port: u16,
    _runtime: Runtime,
}

impl Site {
    /// With this script in its column.
    fn serve(script: &'static str) -> Self {
        let runtime = Runtime::new().unwrap();
        let port = runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            tokio::spawn(async move {
                axum::serve(listener, Router::new().fallback(move |uri, body| answer(script, uri, body))).await
            });
            port
        });
        Self { port, _runtime: runtime }
    }

    /// Evaluates the bureau with this Chromium: `result.json`, and what was told beside the sheets.
    fn evaluate(&self, folder: &Path, chromium: &str) -> (Value, String) {
        let output = self.evaluation(folder, chromium).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{told}");
        (serde_json::from_slice(&fs::read(folder.join("out/result.json")).unwrap()).unwrap(), told)
    }

    /// What evaluates the bureau.
    fn evaluation(&self, folder: &Path, chromium: &str) -> Command {
        let units = "name,site,groups\n青禾市水利局,http://slj.qinghe.example/,部门\n";
        fs::write(folder.join("units.csv"), units).unwrap();
        let mut command: Command = lanmu_process();
        command.current_dir(folder).args(["evaluate", "--units", "units.csv", "--as-of", "2020-09-30"]);
        command.args(["--pause", "0", "--workspace", "workspace", "--out", "out", "--chromium", chromium]);
        command.args(["--connect-to", &format!("slj.qinghe.example:80:127.0.0.1:{}", self.port)]);
        command
    }
}

async fn answer(script: &'static str, uri: Uri, body: String) -> impl IntoResponse {
    let page = |text| ([(CONTENT_TYPE, "text/html; charset=utf-8")], text);
    match uri.path() {
        "/" => page(HOME),
        "/xxgk/" => page(SECTION),
        "/xxgk/yjsgk/" => page(COLUMN),
        "/js/draw.js" => ([(CONTENT_TYPE, "application/javascript")], script),
        "/rows" if body == r#"{"column":"yjsgk"}"# => ([(CONTENT_TYPE, "application/json")], ROWS),
        path if path.starts_with("/xxgk/yjsgk/") => page("<html><body><h1>部门预算</h1></body></html>"),
        _ => page(""),
    }
}
