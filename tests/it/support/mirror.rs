//! Serves the saved pages of one site of the corpus on loopback, each at its original address.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use url::Url;

/// A running mirror; it ends with the value.
pub(crate) struct Mirror {
    pub(crate) address: SocketAddr,
    _runtime: Runtime,
}

type Pages = HashMap<String, PathBuf>;

impl Mirror {
    /// Serves all pages of `site` whose original address the manifest knows; anything else is 404.
    pub(crate) fn serve(corpus: &Path, site: &str) -> Self {
        let pages = Arc::new(pages(corpus, site));
        assert!(pages.len() > 100, "the manifest names only {} addresses of {site}", pages.len());
        let runtime = Runtime::new().unwrap();
        let address = runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let router = Router::new().fallback(answer).with_state(pages);
            tokio::spawn(async move { axum::serve(listener, router).await });
            address
        });
        Self { address, _runtime: runtime }
    }
}

/// Path and query → file. A page stands at its original address and at the address that the mirroring tool gave it, since
/// it rewrote the links inside the pages to the latter (`/xxgk/` became `/xxgk/index.html`).
fn pages(corpus: &Path, site: &str) -> Pages {
    let mut pages = Pages::new();
    let mut manifest = csv::Reader::from_path(corpus.join("manifest.csv")).unwrap();
    for row in manifest.deserialize::<HashMap<String, String>>() {
        let row = row.unwrap();
        if row["site_domain"] != site {
            continue;
        }
        let file = corpus.join(&row["file"]);
        if let Ok(url) = Url::parse(&row["original_url_if_known"]) {
            pages.insert(key(url.path(), url.query()), file.clone());
        }
        let saved = row["source_path"].split('@').next().unwrap_or_default();
        pages.insert(key(&format!("/{saved}"), None), file);
    }
    pages
}

fn key(path: &str, query: Option<&str>) -> String {
    query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
}

async fn answer(State(pages): State<Arc<Pages>>, uri: Uri) -> Response {
    let Some(file) = pages.get(&key(uri.path(), uri.query())) else {
        return (StatusCode::NOT_FOUND, "404 Not Found").into_response();
    };
    match std::fs::read(file) {
        Ok(body) => ([(header::CONTENT_TYPE, "text/html")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
