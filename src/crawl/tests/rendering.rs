//! Pages whose content is filled by a script, in a real Chromium. Hostile ones end, and nothing gets out.

use std::convert::Infallible;
use std::fs;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::response::Response;
use futures_util::stream;
use tokio::net::{TcpListener, UdpSocket};
use tokio::time::timeout;

use super::server::{Asked, Server, html, menu, redirect, status};
use super::{find, manners, visit_with};
use crate::crawl::{Archive, Manners, Memory, Visitor, Witness};
use crate::sha256::sha256;
use crate::site::{Outcome, Page, PageKind, Rendering, Snapshot};

pub(super) const SITE: &str = "http://www.qingshui.example/";
const COLUMN: &str = "http://www.qingshui.example/czxx/";

/// Chromium is not part of the project: in CI it has to be there, elsewhere the test says that it was left out.
pub(super) fn has_chromium() -> bool {
    let there = ["/usr/bin/chromium", "/usr/bin/google-chrome"].iter().any(|place| fs::exists(place).unwrap());
    assert!(there || std::env::var_os("CI").is_none(), "Chromium is missing");
    if !there {
        eprintln!("LEFT OUT: there is no Chromium");
    }
    there
}

/// The page of a column that holds nothing but a place for its list and this script.
fn shell(script: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html><head><title>财政信息-清水县人民政府</title></head><body>\n\
         <div class=\"location\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/xxgk/\">政府信息公开</a> &gt; 财政信息</div>\n\
         <div id=\"list\"></div>\n<script>const ask = fetch;\n{script}\nfunction fill(rows) {{\n\
         document.getElementById('list').innerHTML = '<ul class=\"list\">' + rows.map(row => '<li><a href=\"' + row[0] + \
         '\">' + row[1] + '</a><span>' + row[2] + '</span></li>').join('') + '</ul>'; }}\n</script></body></html>"
    )
}

/// Fills the list from a request.
pub(super) const LIST: &str = "fetch('/api/rows').then(answer => answer.json()).then(fill);";
const ROWS: &str = r#"[["/czxx/1.html","清水县2020年财政预算","2020-03-01"],["/czxx/2.html","清水县2019年财政决算","2020-07-20"],
["/czxx/3.html","清水县2020年上半年预算执行情况","2020-08-15"]]"#;

/// A site with one column that is a shell with `script`; `more` answers what else is asked for.
pub(super) async fn site(script: &str, more: impl Fn(&Asked) -> Response + Send + Sync + 'static) -> Server {
    let page = shell(script);
    Server::start(move |asked| match asked.path.as_str() {
        "/" => html(menu(&[("/czxx/", "财政信息")])),
        "/czxx/" => html(page.clone()),
        "/api/rows" => html(ROWS),
        _ => more(asked),
    })
    .await
}

/// A visitor that gives a page no more than `seconds`.
pub(super) fn visitor(manners: Manners, seconds: u64) -> Visitor {
    let mut visitor = Visitor::new(manners).unwrap();
    visitor.renderer.limits.page = Duration::from_secs(seconds);
    visitor
}

pub(super) fn column(snapshot: &Snapshot) -> &Page {
    match &find(snapshot, COLUMN).expect("the column was asked for").outcome {
        Outcome::Page { page, .. } => page,
        Outcome::Failed(failure) => panic!("{failure}"),
    }
}

/// Why the column was not rendered.
pub(super) fn why(snapshot: &Snapshot) -> &str {
    let page = column(snapshot);
    assert_eq!(page.kind, PageKind::Shell);
    match &page.rendering {
        Some(Rendering::Failed(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_a_script_fills_is_read_and_stored() {
    if !has_chromium() {
        return;
    }
    let server = site(LIST, |_| status(404)).await;
    let archive = Memory::default();
    let witness = Witness::new(&archive);
    let snapshot = visit_with(&visitor(manners(&server), 30), SITE, &witness).await;
    let page = column(&snapshot);
    assert_eq!(page.rendering, Some(Rendering::Done));
    let items: Vec<(&str, &str)> = page.items.iter().map(|item| (item.title.as_str(), item.url.as_str())).collect();
    assert_eq!(items[0], ("清水县2020年财政预算", "http://www.qingshui.example/czxx/1.html"));
    assert_eq!(page.items[2].date, Some("2020-08-15".parse().unwrap()));
    assert_eq!((items.len(), server.count("/czxx/"), server.count("/api/rows")), (3, 1, 1));
    let rendered = archive.recall_rendered(COLUMN, 1).unwrap().unwrap();
    assert_eq!(rendered.parts, ["http://www.qingshui.example/api/rows"]);
    let html = rendered.html.unwrap();
    assert!(html.contains("上半年预算执行情况"));
    let basis = witness.bases().into_iter().find(|basis| basis.asked == COLUMN).unwrap();
    assert_eq!((basis.rendered, basis.shown), (true, Some(sha256(html.as_bytes()))));
    // The same from what is stored, without network and browser.
    let offline = Visitor::offline(Manners { chromium: Some("/nowhere".into()), ..manners(&server) });
    let again = Witness::new(&archive);
    assert_eq!(visit_with(&offline, SITE, &again).await, snapshot);
    assert_eq!(again.bases(), witness.bases());
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_hang_are_given_up() {
    if !has_chromium() {
        return;
    }
    for script in ["while (true) {}", "while (true) { alert('请注意'); }", "setTimeout(() => { while (true) {} }, 0);"]
    {
        let server = site(script, |_| status(404)).await;
        let begin = Instant::now();
        let snapshot = visit_with(&visitor(manners(&server), 4), SITE, &Memory::default()).await;
        assert!(begin.elapsed() < Duration::from_secs(20), "{script}: {:?}", begin.elapsed());
        assert_eq!(why(&snapshot), "未能渲染：超过 4 秒仍未完成", "{script}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_takes_all_memory_is_given_up() {
    if !has_chromium() {
        return;
    }
    for (script, problem) in [
        ("const all = []; while (true) all.push(new Array(1e6).fill(1.5));", "崩溃"),
        ("const all = []; while (true) all.push(new Uint8Array(1 << 24).fill(1));", "占用内存超过 600 MB"),
    ] {
        let server = site(script, |_| status(404)).await;
        let mut visitor = visitor(manners(&server), 25);
        visitor.renderer.limits.memory = 600 * 1024 * 1024;
        let snapshot = visit_with(&visitor, SITE, &Memory::default()).await;
        assert!(why(&snapshot).contains(problem), "{script}: {}", why(&snapshot));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_without_end_are_cut_off() {
    if !has_chromium() {
        return;
    }
    let server = site("let n = 0; setInterval(() => ask('/api/more?' + n++), 5);", |_| html("x")).await;
    let mut visitor = visitor(manners(&server), 20);
    visitor.renderer.limits.requests = 10;
    let snapshot = visit_with(&visitor, SITE, &Memory::default()).await;
    assert!(why(&snapshot).ends_with("（页面的请求超过 10 次）"), "{}", why(&snapshot));
    assert_eq!(server.paths().iter().filter(|path| path.starts_with("/api/more")).count(), 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn downloads_windows_and_other_pages_are_refused_and_the_page_is_read() {
    if !has_chromium() {
        return;
    }
    let script = "const link = document.createElement('a'); link.href = '/files/budget.zip'; link.download = 'b.zip';
        document.body.append(link); link.click();
        for (let n = 0; n < 20; n++) open('/window/' + n);
        const frame = document.createElement('iframe'); frame.src = '/frame/'; document.body.append(frame);
        const tab = location; setTimeout(() => { tab.href = '/elsewhere/' }, 200);
        confirm('继续？'); setTimeout(() => ask('/api/rows').then(answer => answer.json()).then(fill), 400);";
    let server = site(script, |_| status(404)).await;
    let snapshot = visit_with(&visitor(manners(&server), 30), SITE, &Memory::default()).await;
    assert_eq!(column(&snapshot).rendering, Some(Rendering::Done));
    assert_eq!(column(&snapshot).items.len(), 3);
    let rendering = ["/files", "/window", "/frame", "/elsewhere"];
    let asked = server.paths();
    assert!(!asked.iter().any(|path| rendering.iter().any(|start| path.starts_with(start))), "{asked:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_reaches_another_host() {
    if !has_chromium() {
        return;
    }
    let (other, media) =
        (TcpListener::bind("127.0.0.1:0").await.unwrap(), UdpSocket::bind("127.0.0.1:0").await.unwrap());
    let (port, udp) = (other.local_addr().unwrap().port(), media.local_addr().unwrap().port());
    let script = format!(
        "const there = 'http://127.0.0.1:{port}';
        ask(there + '/fetch'); ask('/leave'); ask('/inside'); ask('http://[::1]:{port}/'); ask('http://localhost:{port}/');
        ask(there + '/post', {{method: 'POST', mode: 'no-cors', body: 'x'}}); navigator.sendBeacon(there + '/beacon', 'x');
        new Image().src = there + '/image'; new EventSource(there + '/events'); new WebSocket('ws://127.0.0.1:{port}/');
        for (const [tag, attributes] of [['link', {{rel: 'preconnect', href: there}}], ['iframe', {{src: there}}],
            ['link', {{rel: 'prefetch', href: there + '/pre'}}], ['link', {{rel: 'stylesheet', href: there + '/css'}}],
            ['script', {{src: there + '/js'}}], ['video', {{src: there + '/video', autoplay: true}}],
            ['iframe', {{srcdoc: `<script>fetch('${{there}}/inner')<\\/script><img src=${{there}}/x>`}}],
            ['iframe', {{sandbox: 'allow-scripts', srcdoc: `<script>fetch('${{there}}/inner')<\\/script>`}}]])
            document.head.append(Object.assign(document.createElement(tag), attributes));
        new Worker(URL.createObjectURL(new Blob([`fetch('${{there}}/worker'); new WebSocket('ws://127.0.0.1:{port}/')`])));
        const peer = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{udp}'}},
            {{urls: 'turn:127.0.0.1:{port}?transport=tcp', username: 'u', credential: 'c'}}]}});
        peer.createDataChannel('x'); peer.createOffer().then(offer => peer.setLocalDescription(offer));
        const tab = location; setTimeout(() => {{ tab.href = there + '/away' }}, 500);
        setTimeout(() => {{ tab.href = 'http://169.254.169.254/latest/' }}, 700); open(there + '/window');
        setTimeout(() => {{ {LIST} }}, 900);"
    );
    let server = site(&script, move |asked| match asked.path.as_str() {
        "/leave" => redirect(&format!("http://127.0.0.1:{port}/leave")),
        "/inside" => redirect("http://169.254.169.254/latest/"),
        _ => status(404),
    })
    .await;
    let visitor = visitor(manners(&server), 30);
    let snapshot = visit_with(&visitor, SITE, &Memory::default()).await;
    assert_eq!(column(&snapshot).rendering, Some(Rendering::Done), "the page went on");
    let hosts: Vec<String> = server.read(|log| log.iter().map(|asked| asked.host.clone()).collect());
    assert!(hosts.iter().all(|host| host == "www.qingshui.example"), "{hosts:?}");
    let knock = timeout(Duration::from_millis(100), other.accept()).await;
    assert!(knock.is_err(), "Chromium connected: {knock:?}");
    assert!(media.try_recv(&mut [0; 64]).is_err(), "Chromium sent a datagram");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_did_not_get_all_is_not_called_empty() {
    if !has_chromium() {
        return;
    }
    let words = "document.getElementById('list').innerHTML = '<p>暂无相关信息</p>';";
    for (address, problem) in [
        ("http://api.qinghe.example/rows", "没有取到 http://api.qinghe.example/rows（不在本单位网站上）"),
        ("/api/stuck", "没有取到 http://www.qingshui.example/api/stuck（连接超时（2 秒内未返回完整响应））"),
        ("/api/broken", "没有取到 http://www.qingshui.example/api/broken（网站返回状态 500）"),
    ] {
        let script = format!("fetch('{address}').then(a => a.json()).then(fill).catch(() => {{ {words} }});");
        let server = site(&script, |asked| match asked.path.as_str() {
            "/api/stuck" => Response::new(Body::from_stream(stream::pending::<Result<Vec<u8>, Infallible>>())),
            "/api/broken" => status(500),
            _ => status(404),
        })
        .await;
        let hasty = Manners { timeout: Duration::from_secs(2), ..manners(&server) };
        let snapshot = visit_with(&visitor(hasty, 30), SITE, &Memory::default()).await;
        assert_eq!(why(&snapshot), format!("渲染不完整：{problem}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn scripts_are_asked_for_at_the_pace_of_the_host_and_once_a_run() {
    if !has_chromium() {
        return;
    }
    let script = format!(
        "</script><script src=\"/js/a.js\"></script><script src=\"/js/b.js\"></script><script src=\"/js/b.js\"></script><script>{LIST}"
    );
    let page = shell(&script);
    let columns = [("/czxx/", "财政信息"), ("/xzzf/", "行政执法信息")];
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/" => html(menu(&columns)),
        "/czxx/" | "/xzzf/" => html(page.clone()),
        "/api/rows" => html(ROWS),
        path if path.starts_with("/js/") => html("const nothing = 0;"),
        _ => status(404),
    })
    .await;
    let pause = Duration::from_millis(400);
    let snapshot = visit_with(&visitor(Manners { pause, ..manners(&server) }, 30), SITE, &Memory::default()).await;
    assert_eq!(column(&snapshot).items.len(), 3);
    assert_eq!((server.count("/js/a.js"), server.count("/js/b.js"), server.count("/api/rows")), (1, 1, 1));
    let times: Vec<Instant> = server.read(|log| log.iter().map(|asked| asked.at).collect());
    assert!(times.is_sorted_by(|one, next| *next - *one > pause * 9 / 10));
}

#[tokio::test]
async fn without_a_chromium_the_page_stays_a_shell_with_the_reason() {
    let server = site(LIST, |_| status(404)).await;
    let manners = Manners { chromium: Some("/nowhere/chromium".into()), ..manners(&server) };
    let snapshot = visit_with(&Visitor::new(manners).unwrap(), SITE, &Memory::default()).await;
    assert_eq!(why(&snapshot), "未能渲染：设置的 Chromium（/nowhere/chromium）不存在");
    assert_eq!(server.count("/api/rows"), 0);
}
