//! One listener for all sites: the address that a connection came to tells which site is asked.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::Runtime;

use super::country::{Manner, number, slowness};
use super::{archive, page};

/// Connections that may wait to be taken.
const BACKLOG: u32 = 4096;
/// Longest request.
const MAX_REQUEST: usize = 16 * 1024;
/// The page that stands before a site which lets only browsers in.
const CHALLENGE: &str = "<html><head><meta charset=\"utf-8\"><script>var _0x1f=['cookie'];function go(){document[_0x1f[0]]='k=1';location.reload()}</script></head><body onload=\"go()\"></body></html>";

/// The sites while they are being served.
pub(crate) struct Server {
    /// Port of all sites.
    pub(crate) port: u16,
    /// A port on which nothing listens.
    pub(crate) closed: u16,
    seen: Arc<Seen>,
    _closed: TcpSocket,
    _runtime: Runtime,
}

/// What the sites saw of their visitors.
#[derive(Default)]
struct Seen {
    requests: AtomicU64,
    connections: Mutex<Connections>,
}

/// Connections that are open, by site, and the most that one site had at a time.
#[derive(Default)]
struct Connections {
    open: HashMap<Ipv4Addr, usize>,
    most: usize,
}

impl Seen {
    fn connections(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn opened(&self, site: Ipv4Addr) {
        let mut connections = self.connections();
        let open = connections.open.entry(site).or_default();
        *open += 1;
        let open = *open;
        connections.most = connections.most.max(open);
    }

    fn closed(&self, site: Ipv4Addr) {
        if let Some(open) = self.connections().open.get_mut(&site) {
            *open -= 1;
        }
    }
}

impl Server {
    /// Serves all sites of the country.
    ///
    /// # Errors
    /// No port is free.
    pub(crate) fn start() -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let seen = Arc::new(Seen::default());
        let _inside = runtime.enter();
        let any = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
        let open = TcpSocket::new_v4()?;
        open.bind(any)?;
        let listener = open.listen(BACKLOG)?;
        let port = listener.local_addr()?.port();
        // It is ours and nothing listens on it: nobody else can take it meanwhile.
        let kept = TcpSocket::new_v4()?;
        kept.bind(any)?;
        let closed = kept.local_addr()?.port();
        runtime.spawn(serve(listener, Arc::clone(&seen)));
        drop(_inside);
        Ok(Self { port, closed, seen, _closed: kept, _runtime: runtime })
    }

    /// Requests so far.
    pub(crate) fn asked(&self) -> u64 {
        self.seen.requests.load(Ordering::Relaxed)
    }

    /// The most connections that one site had at a time so far.
    pub(crate) fn most_connections(&self) -> usize {
        self.seen.connections().most
    }
}

async fn serve(listener: TcpListener, seen: Arc<Seen>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let Ok(SocketAddr::V4(site)) = stream.local_addr() else { continue };
        let seen = Arc::clone(&seen);
        tokio::spawn(async move {
            seen.opened(*site.ip());
            let _left = answer_all(stream, *site.ip(), &seen.requests).await;
            seen.closed(*site.ip());
        });
    }
}

/// Answers one request after another until the visitor leaves.
async fn answer_all(mut stream: TcpStream, address: Ipv4Addr, asked: &AtomicU64) -> io::Result<()> {
    let number = number(address);
    let mut request = Vec::new();
    while let Some(path) = read_path(&mut stream, &mut request).await? {
        asked.fetch_add(1, Ordering::Relaxed);
        if let Some(links) = archive::links(address) {
            send(&mut stream, found(archive::at(links, &path))).await?;
            continue;
        }
        match Manner::of(number) {
            Manner::Silent => return wait_until_left(stream).await,
            Manner::Slow => tokio::time::sleep(slowness(number)).await,
            _ => {}
        }
        send(&mut stream, answer(number, &path)).await?;
    }
    Ok(())
}

async fn send(stream: &mut TcpStream, (status, body): (&str, String)) -> io::Result<()> {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\n\r\n");
    stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).await
}

async fn wait_until_left(mut stream: TcpStream) -> io::Result<()> {
    let mut rest = [0; 1024];
    while stream.read(&mut rest).await? > 0 {}
    Ok(())
}

fn answer(number: usize, path: &str) -> (&'static str, String) {
    match Manner::of(number) {
        Manner::Forbidden => ("403 Forbidden", "403".to_owned()),
        Manner::Challenge => ("412 Precondition Failed", CHALLENGE.to_owned()),
        Manner::Well | Manner::Slow => found(page::at(number, path)),
        Manner::Gone | Manner::Refused | Manner::Silent => found(None),
    }
}

fn found(page: Option<String>) -> (&'static str, String) {
    page.map_or_else(|| ("404 Not Found", "404".to_owned()), |page| ("200 OK", page))
}

/// The path of the next request; `None` where none comes.
async fn read_path(stream: &mut TcpStream, request: &mut Vec<u8>) -> io::Result<Option<String>> {
    loop {
        if let Some(end) = request.windows(4).position(|four| four == b"\r\n\r\n") {
            let head: Vec<u8> = request.drain(..end + 4).collect();
            let line = String::from_utf8_lossy(&head);
            return Ok(line.split(' ').nth(1).map(str::to_owned));
        }
        if request.len() > MAX_REQUEST || stream.read_buf(request).await? == 0 {
            return Ok(None);
        }
    }
}
