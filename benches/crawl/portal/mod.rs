//! Made-up portals of any size, served on loopback: what the crawl is measured on.
//!
//! A portal is that of 临溪县, which does not exist. It has the columns of the catalogue `ankang-2020` under its disclosure
//! section (some of them blank, stale, misplaced, under another name, without dates; one is not there), news with long
//! lists, services, topics, the pages of its organs, and a calendar and sort orders without end. Pages are made as they are
//! asked for; the same size gives the same bytes.

mod bulk;
pub(crate) mod page;
mod plan;

use std::hash::{Hash, Hasher};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

pub(crate) use self::plan::{Plan, Season};

/// Host of the portal.
pub(crate) const HOST: &str = "www.linxi.example";
/// The unit whose portal it is.
pub(crate) const UNIT: &str = "临溪县人民政府";

/// What came and went so far.
#[derive(Default)]
struct Counts {
    asked: AtomicU64,
    /// Bytes of bodies.
    sent: AtomicU64,
}

/// A portal that is being served; it ends with the value.
pub(crate) struct Portal {
    pub(crate) address: SocketAddr,
    counts: Arc<Counts>,
    _runtime: Runtime,
}

impl Portal {
    /// Serves a portal on 127.0.0.1.
    ///
    /// # Errors
    /// No port is free.
    pub(crate) fn serve(plan: Plan) -> anyhow::Result<Self> {
        let runtime = Runtime::new()?;
        let counts = Arc::new(Counts::default());
        let state = (Arc::new(plan), Arc::clone(&counts));
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let router = Router::new().fallback(answer).with_state(state);
        runtime.spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, counts, _runtime: runtime })
    }

    /// Requests so far.
    pub(crate) fn asked(&self) -> u64 {
        self.counts.asked.load(Ordering::Relaxed)
    }

    /// Bytes of bodies sent so far.
    pub(crate) fn sent(&self) -> u64 {
        self.counts.sent.load(Ordering::Relaxed)
    }

    /// As `LANMU_CONNECT_TO` takes it.
    pub(crate) fn connect_to(&self) -> String {
        format!("{HOST}:80:{}:{}", self.address.ip(), self.address.port())
    }
}

async fn answer(State((plan, counts)): State<(Arc<Plan>, Arc<Counts>)>, uri: Uri, headers: HeaderMap) -> Response {
    counts.asked.fetch_add(1, Ordering::Relaxed);
    let address = uri.path_and_query().map_or("/", |address| address.as_str());
    let (status, body) = match page::at(&plan, address) {
        Some(html) => (StatusCode::OK, html),
        None => (StatusCode::NOT_FOUND, "404".to_owned()),
    };
    let tag = tag(&body);
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|asked| asked.as_bytes() == tag.as_bytes());
    if status == StatusCode::OK && known {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    counts.sent.fetch_add(body.len() as u64, Ordering::Relaxed);
    let kind = (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned());
    (status, [kind, (header::ETAG, tag)], body).into_response()
}

/// The same for the same page.
fn tag(body: &str) -> String {
    let mut hash = std::hash::DefaultHasher::new();
    body.hash(&mut hash);
    format!("\"{:016x}\"", hash.finish())
}
