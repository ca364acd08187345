//! A build that renders nothing.

use super::server::{Server, html, menu, status};
use super::{find, manners, visit};
use crate::site::{Outcome, PageKind, Rendering};

#[tokio::test]
async fn a_page_filled_by_a_script_stays_a_shell_and_says_how_to_get_it() {
    let shell = "<html><head><title>财政信息</title></head><body><div id=\"list\"></div>\
                 <script>fetch('/api').then(a => a.json()).then(rows => draw(document.getElementById('list'), rows));</script>";
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/" => html(menu(&[("/czxx/", "财政信息")])),
        "/czxx/" => html(shell),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), "http://www.qingshui.example/").await;
    let Outcome::Page { page, .. } = &find(&snapshot, "http://www.qingshui.example/czxx/").unwrap().outcome else {
        panic!("it came")
    };
    assert_eq!(page.kind, PageKind::Shell);
    let Some(Rendering::Failed(why)) = &page.rendering else { panic!("{:?}", page.rendering) };
    assert!(why.contains("cargo build --release --features render"), "{why}");
}
