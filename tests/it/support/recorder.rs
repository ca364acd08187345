//! A server on loopback that records what it is asked for, when, by whom, and how many requests are under way at a time.
//!
//! It listens on every address of 127.0.0.0/8, so that each may stand for a machine of its own. An answer counts as under
//! way from the moment on which the request was read to the moment before its last byte is written: the next request of a
//! client that waits for answers can only come after it.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

/// One request as the server saw it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// The address that was connected to.
    pub(crate) machine: IpAddr,
    pub(crate) host: String,
    pub(crate) path: String,
    pub(crate) agent: String,
    pub(crate) begin: Instant,
    /// The moment before the last byte was written; before that the beginning.
    pub(crate) end: Instant,
    /// Requests under way at the machine when it came, this one included.
    pub(crate) side_by_side: usize,
    /// How often the same address was asked for before.
    pub(crate) before: usize,
    /// Bytes of the body that the network took.
    pub(crate) sent: usize,
}

/// What is answered.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) after: Duration,
}

impl Reply {
    pub(crate) fn of(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("Content-Type", content_type.to_owned())];
        Self { status, headers, body: body.into(), after: Duration::ZERO }
    }

    pub(crate) fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::of(200, "text/html; charset=utf-8", body)
    }

    pub(crate) fn status(status: u16) -> Self {
        Self::of(status, "text/html", "")
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The answer takes so long.
    pub(crate) fn after(self, after: Duration) -> Self {
        Self { after, ..self }
    }
}

/// The running server; it ends with the value.
pub(crate) struct Recorder {
    pub(crate) port: u16,
    log: Arc<Mutex<Log>>,
    _runtime: Runtime,
}

#[derive(Default)]
struct Log {
    seen: Vec<Seen>,
    /// Requests under way.
    under_way: BTreeMap<IpAddr, usize>,
    /// Connections that were opened.
    connections: usize,
}

type Answer = dyn Fn(&Seen) -> Reply + Send + Sync;

impl Recorder {
    /// Answers what `answer` gives.
    pub(crate) fn start(answer: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("0.0.0.0:0")).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (log, answer): (Arc<Mutex<Log>>, Arc<Answer>) = (Arc::default(), Arc::new(answer));
        let kept = Arc::clone(&log);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (log, answer) = (Arc::clone(&kept), Arc::clone(&answer));
                tokio::spawn(async move { serve(stream, &log, &*answer).await });
            }
        });
        Self { port, log, _runtime: runtime }
    }

    /// All requests so far, in the order in which they came.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.log.lock().unwrap().seen.clone()
    }

    /// Connections that were opened so far.
    pub(crate) fn connections(&self) -> usize {
        self.log.lock().unwrap().connections
    }

    /// Requests by machine, in order.
    pub(crate) fn by_machine(&self) -> BTreeMap<IpAddr, Vec<Seen>> {
        let mut machines: BTreeMap<IpAddr, Vec<Seen>> = BTreeMap::new();
        for seen in self.seen() {
            machines.entry(seen.machine).or_default().push(seen);
        }
        machines
    }

    /// Those for a path, in order.
    pub(crate) fn of_path(&self, path: &str) -> Vec<Seen> {
        self.seen().into_iter().filter(|seen| seen.path == path).collect()
    }
}

async fn serve(mut stream: TcpStream, log: &Mutex<Log>, answer: &Answer) {
    let machine = stream.local_addr().unwrap().ip();
    log.lock().unwrap().connections += 1;
    while let Some(head) = head(&mut stream).await {
        let (place, reply) = {
            let mut log = log.lock().unwrap();
            let under_way = log.under_way.entry(machine).or_default();
            *under_way += 1;
            let side_by_side = *under_way;
            let seen = seen(&head, machine, side_by_side, &log.seen);
            let reply = answer(&seen);
            log.seen.push(seen);
            (log.seen.len() - 1, reply)
        };
        tokio::time::sleep(reply.after).await;
        let mut text = format!("HTTP/1.1 {} Recorded\r\nContent-Length: {}\r\n", reply.status, reply.body.len());
        for (name, value) in &reply.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        {
            let mut log = log.lock().unwrap();
            log.seen[place].end = Instant::now();
            *log.under_way.get_mut(&machine).unwrap() -= 1;
        }
        if stream.write_all(format!("{text}\r\n").as_bytes()).await.is_err() {
            return;
        }
        for piece in reply.body.chunks(64 * 1024) {
            if stream.write_all(piece).await.is_err() {
                return;
            }
            log.lock().unwrap().seen[place].sent += piece.len();
        }
    }
}

fn seen(head: &str, machine: IpAddr, side_by_side: usize, log: &[Seen]) -> Seen {
    let header = |name: &str| {
        let named = head.lines().filter_map(|line| line.split_once(':'));
        named.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned()).next()
    };
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let (host, agent) = (header("host").unwrap_or_default(), header("user-agent").unwrap_or_default());
    let before = log.iter().filter(|seen| seen.host == host && seen.path == path).count();
    let now = Instant::now();
    Seen { machine, host, path, agent, begin: now, end: now, side_by_side, before, sent: 0 }
}

/// The head of the next request; `None` where the connection ends.
async fn head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    String::from_utf8(head).ok()
}
