//! A portal that any crawler can go through to its end, served until the standard input closes.

use std::collections::BTreeSet;
use std::io::{Write, stdin, stdout};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use axum::Router;
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::serve::{IncomingStream, Listener};
use serde::Serialize;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

use super::portal::{Plan, Season, page};

/// What was asked for.
#[derive(Debug, Default, Serialize)]
struct Counts {
    requests: u64,
    /// Different addresses at which a page stands.
    pages: usize,
    connections: u64,
    /// Connections that were open at once.
    most: u64,
    #[serde(skip)]
    open: u64,
    #[serde(skip)]
    seen: BTreeSet<String>,
}

/// The counts so far.
#[derive(Debug, Clone, Default)]
struct Counter(Arc<Mutex<Counts>>);

impl Counter {
    fn count(&self, what: impl FnOnce(&mut Counts)) {
        what(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// An open connection.
#[derive(Debug)]
struct Open(Counter);

impl Open {
    fn new(counter: &Counter) -> Arc<Self> {
        counter.count(|counts| {
            counts.connections += 1;
            counts.open += 1;
            counts.most = counts.most.max(counts.open);
        });
        Arc::new(Self(counter.clone()))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.count(|counts| counts.open -= 1);
    }
}

/// Takes connections and counts them.
struct Door {
    listener: TcpListener,
    counter: Counter,
}

impl Listener for Door {
    type Io = TcpStream;
    /// Lives as long as the connection.
    type Addr = Arc<Open>;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, _) = Listener::accept(&mut self.listener).await;
        (stream, Open::new(&self.counter))
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        Err(std::io::ErrorKind::Unsupported.into())
    }
}

/// What the requests of a connection hold of it.
#[derive(Clone)]
struct Held {
    _open: Arc<Open>,
}

impl Connected<IncomingStream<'_, Door>> for Held {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        Self { _open: Arc::clone(stream.remote_addr()) }
    }
}

/// Serves a portal of about so many pages on 127.0.0.1. Prints its address at once, and
/// what was asked for (JSON) when the standard input has closed.
///
/// # Errors
/// No port is free; nothing can be printed.
pub(crate) fn serve(pages: usize) -> Result<()> {
    let plan = Plan { for_all: true, ..Plan::new(pages, Season::First) };
    let counter = Counter::default();
    let runtime = Runtime::new()?;
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    let address: SocketAddr = listener.local_addr()?;
    let router = Router::new().fallback(answer).with_state((Arc::new(plan), counter.clone()));
    let door = Door { listener, counter: counter.clone() };
    let service = router.into_make_service_with_connect_info::<Held>();
    runtime.spawn(async move { axum::serve(door, service).await });
    writeln!(stdout(), "http://{address}/")?;
    std::io::copy(&mut stdin().lock(), &mut std::io::sink())?;
    let mut counts = counter.0.lock().unwrap_or_else(PoisonError::into_inner);
    counts.pages = counts.seen.len();
    writeln!(stdout(), "{}", serde_json::to_string(&*counts)?)?;
    Ok(())
}

async fn answer(
    State((plan, counter)): State<(Arc<Plan>, Counter)>,
    ConnectInfo(_held): ConnectInfo<Held>,
    uri: Uri,
) -> Response {
    let address = uri.path_and_query().map_or("/", |address| address.as_str());
    let html = page::at(&plan, address);
    counter.count(|counts| {
        counts.requests += 1;
        counts.seen.extend(html.is_some().then(|| address.to_owned()));
    });
    match html {
        Some(html) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
        None => (StatusCode::NOT_FOUND, "404").into_response(),
    }
}
