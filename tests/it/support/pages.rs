//! A made-up site whose pages a test can change, served on loopback.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::sha256;

/// A running site; it ends with the value.
pub(crate) struct Pages {
    pub(crate) address: SocketAddr,
    state: Shared,
    _runtime: Runtime,
}

#[derive(Default)]
struct Site {
    /// By path: status and page.
    pages: BTreeMap<String, (StatusCode, String)>,
    /// Paths in the order in which they were asked for.
    asked: Vec<String>,
    /// The same page has the same entity tag, and is not sent again to whom it is known.
    tagged: bool,
    /// Paths that were called unchanged, in order.
    unchanged: Vec<String>,
}

type Shared = Arc<Mutex<Site>>;

impl Pages {
    pub(crate) fn serve() -> Self {
        let state = Shared::default();
        let runtime = Runtime::new().unwrap();
        let address = runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let router = Router::new().fallback(answer).with_state(Arc::clone(&state));
            tokio::spawn(async move { axum::serve(listener, router).await });
            address
        });
        Self { address, state, _runtime: runtime }
    }

    /// From now on this page stands at the path.
    pub(crate) fn put(&self, path: &str, page: String) {
        self.answer(path, StatusCode::OK, page);
    }

    /// From now on the path has this answer.
    pub(crate) fn answer(&self, path: &str, status: StatusCode, page: String) {
        self.state.lock().unwrap().pages.insert(path.to_owned(), (status, page));
    }

    /// From now on pages have entity tags, and are not sent again to whom they are known.
    pub(crate) fn tag(&self) {
        self.state.lock().unwrap().tagged = true;
    }

    /// What was called unchanged since the last call.
    pub(crate) fn unchanged(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().unchanged)
    }

    /// What was asked for since the last call.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().asked)
    }
}

/// A page of 青禾市财政局, which is made up, with the site's menu above `main`.
pub(crate) fn page(path: &[&str], main: &str) -> String {
    let crumb: Vec<String> = path.iter().map(|name| format!("<a href=\"#\">{name}</a>")).collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>青禾市财政局</title></head><body>\
         <div class=\"nav\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/xxgk/\">信息公开</a></li></ul></div>\
         <div class=\"position\">当前位置：{}</div>{main}<div class=\"foot\">青禾市财政局主办</div></body></html>",
        crumb.join(" &gt; ")
    )
}

async fn answer(State(state): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    let mut site = state.lock().unwrap();
    site.asked.push(uri.path().to_owned());
    match site.pages.get(uri.path()).cloned() {
        Some((status, page)) => {
            let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
            if !site.tagged {
                return (status, kind, page).into_response();
            }
            let tag = [(header::ETAG, format!("\"{}\"", sha256(page.as_bytes())))];
            if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag[0].1.as_bytes()) {
                site.unchanged.push(uri.path().to_owned());
                return (StatusCode::NOT_MODIFIED, tag).into_response();
            }
            (status, kind, tag, page).into_response()
        }
        None => (StatusCode::NOT_FOUND, "404 Not Found").into_response(),
    }
}
