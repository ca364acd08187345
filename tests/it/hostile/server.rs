//! A made-up server that does what no server should: each of its hosts behaves in one way of the table.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::runtime::Runtime;
use tokio::task::block_in_place;
use tokio_rustls::server::TlsStream;

use super::certificates::{Authority, HTTP2, Handshake};
use super::table::Behaviour;
use super::{DOMAIN, multiplexed, pages};

/// Longest head of a request that is taken.
const LONGEST_HEAD: usize = 64 * 1024;
/// First byte of a TLS handshake.
const TLS: u8 = 0x16;
/// Headers that could tell a site something about its visitor or another site.
const SECRETS: [&str; 4] = ["cookie:", "authorization:", "referer:", "proxy-authorization:"];

/// What the server does with a request.
pub(crate) enum Act {
    /// Sends this, and takes the next request.
    Send(Vec<u8>),
    /// Sends `first`, and then `again` for ever, with this pause before each.
    Forever { first: Vec<u8>, again: Vec<u8>, pause: Duration },
    /// Sends this and closes the connection.
    Close(Vec<u8>),
    /// Sends this and resets the connection.
    Reset(Vec<u8>),
    /// Says nothing.
    Silent,
}

/// A request.
pub(crate) struct Asked {
    /// The name of the behaviour: the first label of the host below which it stands.
    pub(crate) name: String,
    /// Path and query as they were sent.
    pub(crate) path: String,
    /// How often the host was asked for it before.
    pub(crate) before: usize,
    /// Over TLS.
    pub(crate) secure: bool,
    /// Port of the server.
    pub(crate) port: u16,
    /// Number of its stream over HTTP/2; 0 over HTTP/1.
    pub(crate) stream: u32,
}

impl Asked {
    /// An address on the same site.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://{}.{DOMAIN}{path}", self.name)
    }
}

/// What one host was asked for and sent.
#[derive(Default, Clone)]
pub(crate) struct Traffic {
    pub(crate) paths: Vec<String>,
    /// Bytes that were sent, as far as the connection took them.
    pub(crate) sent: u64,
    /// Request headers that say more than a visitor should.
    pub(crate) secrets: Vec<String>,
}

/// A running server; it ends with the value.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    state: Arc<State>,
    _runtime: Runtime,
}

pub(super) struct State {
    port: u16,
    behaviours: Vec<Behaviour>,
    authority: Authority,
    traffic: Mutex<BTreeMap<String, Traffic>>,
}

impl Server {
    pub(crate) fn start(behaviours: Vec<Behaviour>) -> Self {
        let runtime = Runtime::new().unwrap();
        let inside = runtime.enter();
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_send_buffer_size(64 * 1024).unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(1024).unwrap();
        let address = listener.local_addr().unwrap();
        let (port, authority, traffic) = (address.port(), Authority::new(), Mutex::default());
        let state = Arc::new(State { port, behaviours, authority, traffic });
        let shared = Arc::clone(&state);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                // Whatever goes wrong with one connection is what the other side made of it.
                tokio::spawn(async move { state.meet(stream).await });
            }
        });
        drop(inside);
        Self { address, state, _runtime: runtime }
    }

    /// The certificate of the authority that signs the good certificates, as PEM.
    pub(crate) fn root(&self) -> String {
        self.state.authority.root_pem()
    }

    pub(crate) fn traffic(&self, name: &str) -> Traffic {
        self.state.traffic.lock().unwrap().get(name).cloned().unwrap_or_default()
    }
}

impl State {
    async fn meet(self: &Arc<Self>, stream: TcpStream) -> io::Result<()> {
        let mut first = [0];
        if stream.peek(&mut first).await? == 1 && first[0] == TLS {
            let choose = |host: &str| self.behaviour(host).map_or(Handshake::Good, |behaviour| behaviour.handshake);
            return match self.authority.accept(stream, choose).await? {
                Some(stream) if stream.get_ref().1.alpn_protocol() == Some(HTTP2) => {
                    multiplexed::converse(self, stream).await
                }
                Some(stream) => self.converse(Connection::Secure(Box::new(stream))).await,
                None => Ok(()),
            };
        }
        self.converse(Connection::Plain(stream)).await
    }

    async fn converse(&self, mut connection: Connection) -> io::Result<()> {
        let mut waiting = Vec::new();
        while let Some(head) = connection.head(&mut waiting).await? {
            let (asked, behaviour) = self.note(&head, matches!(connection, Connection::Secure(_)), 0);
            // Some answers take long to make.
            let act = block_in_place(|| behaviour.and_then(|behaviour| (behaviour.act)(&asked)));
            let count = |sent: usize| self.count(&asked.name, sent);
            match act.unwrap_or_else(|| pages::healthy(&asked.path)) {
                Act::Send(bytes) => connection.send(&bytes, &count).await?,
                Act::Close(bytes) => return connection.send(&bytes, &count).await,
                Act::Reset(bytes) => {
                    connection.send(&bytes, &count).await?;
                    return connection.reset().await;
                }
                Act::Silent => return connection.wait().await,
                Act::Forever { first, again, pause } => {
                    connection.send(&first, &count).await?;
                    loop {
                        tokio::time::sleep(pause).await;
                        connection.send(&again, &count).await?;
                    }
                }
            }
        }
        Ok(())
    }

    fn behaviour(&self, host: &str) -> Option<&Behaviour> {
        let name = name_of(host);
        self.behaviours.iter().find(|behaviour| behaviour.name == name)
    }

    /// Counts what was sent to a host of this name.
    pub(super) fn count(&self, name: &str, sent: usize) {
        self.traffic.lock().unwrap().entry(name.to_owned()).or_default().sent += sent as u64;
    }

    /// Notes a request with this head, and finds out how to behave.
    pub(super) fn note(&self, head: &str, secure: bool, stream: u32) -> (Asked, Option<&Behaviour>) {
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let lines = || head.lines().skip(1);
        let host = lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("host:").map(str::to_owned));
        let host = host.unwrap_or_default();
        let name = name_of(&host).to_owned();
        let mut traffic = self.traffic.lock().unwrap();
        let traffic = traffic.entry(name.clone()).or_default();
        let secret = |line: &&str| SECRETS.iter().any(|secret| line.to_ascii_lowercase().starts_with(secret));
        traffic.secrets.extend(lines().filter(secret).map(str::to_owned));
        let before = traffic.paths.iter().filter(|asked| **asked == path).count();
        traffic.paths.push(path.clone());
        (Asked { name, path, before, secure, port: self.port, stream }, self.behaviour(&host))
    }
}

/// The label of a host that stands right below the domain of all; empty for a host that does not.
fn name_of(host: &str) -> &str {
    let host = host.trim().split(':').next().unwrap_or_default();
    let above = host.strip_suffix(DOMAIN).unwrap_or_default().trim_end_matches('.');
    above.rsplit('.').next().unwrap_or_default()
}

enum Connection {
    Plain(TcpStream),
    Secure(Box<TlsStream<TcpStream>>),
}

impl Connection {
    /// The head of the next request; `None` where the other side has gone.
    async fn head(&mut self, waiting: &mut Vec<u8>) -> io::Result<Option<String>> {
        loop {
            if let Some(end) = waiting.windows(4).position(|four| four == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&waiting[..end]).into_owned();
                waiting.drain(..end + 4);
                return Ok(Some(head));
            }
            let mut buffer = [0; 4096];
            let read = match self {
                Self::Plain(stream) => stream.read(&mut buffer).await?,
                Self::Secure(stream) => stream.read(&mut buffer).await?,
            };
            if read == 0 || waiting.len() > LONGEST_HEAD {
                return Ok(None);
            }
            waiting.extend_from_slice(&buffer[..read]);
        }
    }

    async fn send(&mut self, bytes: &[u8], count: &impl Fn(usize)) -> io::Result<()> {
        for piece in bytes.chunks(16 * 1024) {
            match self {
                Self::Plain(stream) => stream.write_all(piece).await?,
                Self::Secure(stream) => stream.write_all(piece).await?,
            }
            count(piece.len());
        }
        match self {
            Self::Plain(stream) => stream.flush().await,
            Self::Secure(stream) => stream.flush().await,
        }
    }

    async fn reset(self) -> io::Result<()> {
        // What was sent has to arrive before the reset.
        tokio::time::sleep(Duration::from_millis(50)).await;
        match self {
            Self::Plain(stream) => stream.set_zero_linger(),
            Self::Secure(_) => Ok(()),
        }
    }

    /// Waits until the other side goes.
    async fn wait(&mut self) -> io::Result<()> {
        while self.head(&mut Vec::new()).await?.is_some() {}
        Ok(())
    }
}
