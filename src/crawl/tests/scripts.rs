//! Scripts that mean harm, in a real Chromium: each costs its own page at most, and what they took is bounded.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};

use super::rendering::{LIST, SITE, column, has_chromium, site, visitor, why};
use super::server::status;
use super::{manners, visit_with};
use crate::crawl::Memory;
use crate::site::Rendering;

/// Longest that a page may take that is given up after ten seconds, with Chromium's start and end.
const LONGEST: Duration = Duration::from_secs(40);

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_hold_on_or_leave_are_read_as_they_stand() {
    if !has_chromium() {
        return;
    }
    for script in [
        "addEventListener('beforeunload', event => { event.preventDefault(); event.returnValue = '?'; });
         const tab = location; setTimeout(() => { tab.href = '/elsewhere/'; }, 100); setInterval(() => tab.reload(), 50);",
        "for (let n = 0; n < 50; n++) { alert(n); confirm(n); prompt(n); } print();",
        "let n = 0; const tab = location; setInterval(() => { tab.hash = n++; history.pushState(n, '', '?' + n); }, 5);",
        "const grow = () => { document.head.append(document.createElement('meta')); requestAnimationFrame(grow); }; grow();",
    ] {
        let server = site(&format!("{script}\n{LIST}"), |_| status(404)).await;
        let snapshot = visit_with(&visitor(manners(&server), 30), SITE, &Memory::default()).await;
        assert_eq!(column(&snapshot).items.len(), 3, "{script}: {:?}", column(&snapshot).rendering);
        assert_eq!(server.count("/elsewhere/"), 0, "{script}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_without_measure_are_given_up() {
    if !has_chromium() {
        return;
    }
    for script in [
        "for (let n = 0; n < 1e6; n++) document.body.append(document.createElement('div'));",
        "for (let n = 0; n < 100; n++) document.write('<p>政务公开</p>'.repeat(1e5));",
        "document.title = 'x'.repeat(1e8);",
        "const turn = () => Promise.resolve().then(turn); turn();",
        "/^(a+)+$/.test('a'.repeat(60) + 'b');",
    ] {
        let server = site(script, |_| status(404)).await;
        let begin = Instant::now();
        let snapshot = visit_with(&visitor(manners(&server), 10), SITE, &Memory::default()).await;
        assert!(begin.elapsed() < LONGEST, "{script}: {:?}", begin.elapsed());
        assert!(why(&snapshot).starts_with("未能渲染：") || why(&snapshot).starts_with("渲染不完整"), "{script}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_the_machine_are_out_of_reach() {
    if !has_chromium() {
        return;
    }
    let script = format!(
        "const file = 'file:///etc/passwd', tell = text => ask('/leak?' + text.length);
        ask(file).then(answer => answer.text()).then(tell).catch(() => 0);
        const request = new XMLHttpRequest(); request.onload = () => tell(request.response);
        try {{ request.open('GET', file); request.send(); }} catch {{}}
        for (const [tag, attributes] of [['iframe', {{src: file}}], ['object', {{data: file}}], ['embed', {{src: file}}],
            ['script', {{src: file}}], ['link', {{rel: 'stylesheet', href: file}}], ['iframe', {{src: 'chrome://version'}}]])
            document.body.append(Object.assign(document.createElement(tag), attributes,
                {{onload: event => {{ try {{ tell(event.target.contentDocument.body.innerText); }} catch {{}} }}}}));
        try {{ new Worker(file); }} catch {{}} import(file).then(() => tell('module')).catch(() => 0);
        open(file); open('view-source:' + file); const tab = location;
        for (const there of [file, 'view-source:' + file, 'chrome://settings', 'data:text/html,x', 'about:blank#x'])
            setTimeout(() => {{ try {{ tab.href = there; }} catch {{}} }}, 300);
        setTimeout(() => {{ {LIST} }}, 600);"
    );
    let server = site(&script, |_| status(404)).await;
    let snapshot = visit_with(&visitor(manners(&server), 30), SITE, &Memory::default()).await;
    assert_eq!(column(&snapshot).rendering, Some(Rendering::Done));
    assert!(!server.paths().iter().any(|path| path.starts_with("/leak")), "{:?}", server.paths());
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_and_side_ways_reach_no_other_host() {
    if !has_chromium() {
        return;
    }
    let other = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = other.local_addr().unwrap().port();
    let script = format!(
        "const there = 'http://127.0.0.1:{port}', socket = 'ws://127.0.0.1:{port}/';
        const code = `const go = () => {{ fetch('${{there}}/worker', {{mode: 'no-cors'}}); new WebSocket('${{socket}}');
            new EventSource('${{there}}/events'); try {{ importScripts('${{there}}/code'); }} catch {{}} }}; go(); onconnect = go;`;
        const blob = URL.createObjectURL(new Blob([code], {{type: 'text/javascript'}}));
        const nested = URL.createObjectURL(new Blob([`new Worker('${{blob}}')`], {{type: 'text/javascript'}}));
        for (const start of [() => new SharedWorker(blob), () => new Worker(blob, {{type: 'module'}}), () => new Worker(nested),
            () => navigator.serviceWorker.register(there + '/sw.js'), () => new WebSocketStream(socket),
            () => new WebTransport('https://127.0.0.1:{port}/'), () => import(there + '/module'),
            () => ask(there, {{keepalive: true, mode: 'no-cors'}}), () => ask('http://127.1:{port}/'),
            () => ask('http://0x7f000001:{port}/'), () => ask('http://2130706433:{port}/'), () => ask('http://0:{port}/')])
            try {{ start()?.catch?.(() => 0); }} catch {{}}
        const rules = JSON.stringify({{prefetch: [{{urls: [there + '/pre']}}], prerender: [{{urls: [there + '/render']}}]}});
        for (const [tag, attributes] of [['object', {{data: there}}], ['embed', {{src: there}}],
            ['link', {{rel: 'manifest', href: there}}], ['link', {{rel: 'modulepreload', href: there}}],
            ['link', {{rel: 'dns-prefetch', href: there}}], ['link', {{rel: 'icon', href: there}}],
            ['style', {{textContent: `@import '${{there}}'; @font-face {{ font-family: x; src: url(${{there}}/font) }}`}}],
            ['script', {{type: 'speculationrules', textContent: rules}}],
            ['meta', {{httpEquiv: 'refresh', content: '0;url=' + there}}]])
            document.head.append(Object.assign(document.createElement(tag), attributes));
        const link = document.createElement('a'); link.href = '#x'; link.ping = there; document.body.append(link); link.click();
        const form = document.createElement('form'); form.action = there; document.body.append(form);
        setTimeout(() => form.submit(), 300); setTimeout(() => {{ {LIST} }}, 900);"
    );
    let server = site(&script, |_| status(404)).await;
    let snapshot = visit_with(&visitor(manners(&server), 30), SITE, &Memory::default()).await;
    assert_eq!(column(&snapshot).rendering, Some(Rendering::Done));
    assert!(server.count("/api/rows") > 0, "the script ran to its end");
    let knock = timeout(Duration::from_millis(100), other.accept()).await;
    assert!(knock.is_err(), "Chromium connected: {knock:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_cannot_fill_the_disk() {
    if !has_chromium() {
        return;
    }
    // 16 MB at a time that do not compress, for as long as it may.
    let script = "const some = () => { const all = new Uint8Array(1 << 24);
            for (let at = 0; at < all.length; at += 65536) crypto.getRandomValues(all.subarray(at, at + 65536)); return all; };
        const blobs = []; setInterval(() => blobs.push(new Blob([some()])), 200);
        const opening = indexedDB.open('all'); opening.onupgradeneeded = () => opening.result.createObjectStore('all');
        opening.onsuccess = () => { let n = 0; setInterval(() =>
            opening.result.transaction('all', 'readwrite').objectStore('all').put(some(), n++), 200); };
        setInterval(() => ask('/api/rows'), 500);";
    let server = site(script, |_| status(404)).await;
    let visiting =
        tokio::spawn(async move { visit_with(&visitor(manners(&server), 10), SITE, &Memory::default()).await });
    let mut most = 0;
    while !visiting.is_finished() {
        most = most.max(profiles());
        sleep(Duration::from_millis(100)).await;
    }
    let snapshot = visiting.await.unwrap();
    assert!(most < 100 << 20, "{most} bytes: {}", why(&snapshot));
}

/// Length of the largest profile of a browser that runs now, in bytes.
fn profiles() -> u64 {
    let folders = fs::read_dir(env::temp_dir()).unwrap().flatten();
    let profiles = folders.filter(|folder| folder.file_name().to_string_lossy().starts_with("lanmu-chromium-"));
    profiles.map(|folder| length(&folder.path())).max().unwrap_or(0)
}

fn length(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let lengths = entries.map(|entry| match entry.metadata() {
        Ok(data) if data.is_dir() => length(&entry.path()),
        data => data.map_or(0, |data| data.len()),
    });
    lengths.sum()
}
