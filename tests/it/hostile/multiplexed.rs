//! The hostile server over HTTP/2. Requests are read and good answers sent by a library; what no library would send goes
//! past it, frame by frame.

use std::future::pending;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{Request, Response};
use h2::RecvStream;
use h2::server::SendResponse;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, WriteHalf, duplex, split};
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio::task::{JoinSet, block_in_place};
use tokio_rustls::server::TlsStream;

use super::pages;
use super::server::{Act, State};

/// Between the library and the connection.
const BUFFER: usize = 64 * 1024;
/// Length of the head of a frame, the first three bytes of which are the length of the rest (RFC 9113, 4.1).
const FRAME_HEAD: usize = 9;
/// Where kind and flags of a frame stand in its head.
const KIND: Range<usize> = 3..5;
const SETTINGS_ACK: [u8; 2] = [4, 1];
/// Length of what a client says before its first frame (RFC 9113, 3.4).
const PREFACE: usize = 24;

type Writer = Arc<Mutex<WriteHalf<TlsStream<TcpStream>>>>;

/// Answers the requests of one connection, many at a time.
pub(super) async fn converse(state: &Arc<State>, stream: TlsStream<TcpStream>) -> io::Result<()> {
    let (mut reader, writer) = split(stream);
    let writer = Arc::new(Mutex::new(writer));
    let (library, wire) = duplex(BUFFER);
    let (from_library, mut to_library) = split(wire);
    let mut working = JoinSet::new();
    working.spawn(async move {
        take_in(&mut reader, &mut to_library).await?;
        to_library.shutdown().await
    });
    working.spawn(pass_on(from_library, Arc::clone(&writer)));
    let mut requests = h2::server::handshake(library).await.map_err(io::Error::other)?;
    while let Some(Ok((request, respond))) = requests.accept().await {
        working.spawn(answer(Arc::clone(state), Arc::clone(&writer), request, respond));
    }
    Ok(())
}

/// Passes on what came to the library, until the other side goes.
async fn take_in(reader: &mut (impl AsyncRead + Unpin), library: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
    let mut preface = [0; PREFACE];
    reader.read_exact(&mut preface).await?;
    library.write_all(&preface).await?;
    while let Ok(frame) = read(reader).await {
        // The library would not know of all settings that are acknowledged here.
        if frame[KIND] != SETTINGS_ACK {
            library.write_all(&frame).await?;
        }
    }
    Ok(())
}

/// Passes on what the library sends in whole frames, since others are sent between them.
async fn pass_on(mut library: impl AsyncRead + Unpin, writer: Writer) -> io::Result<()> {
    loop {
        send(&writer, &read(&mut library).await?).await?;
    }
}

/// The next frame.
async fn read(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    let mut frame = vec![0; FRAME_HEAD];
    from.read_exact(&mut frame).await?;
    let length = u32::from_be_bytes([0, frame[0], frame[1], frame[2]]);
    frame.resize(FRAME_HEAD + length as usize, 0);
    from.read_exact(&mut frame[FRAME_HEAD..]).await?;
    Ok(frame)
}

async fn send(writer: &Writer, bytes: &[u8]) -> io::Result<()> {
    let mut writer = writer.lock().await;
    writer.write_all(bytes).await?;
    writer.flush().await
}

async fn answer(
    state: Arc<State>,
    writer: Writer,
    request: Request<RecvStream>,
    respond: SendResponse<Bytes>,
) -> io::Result<()> {
    let stream = respond.stream_id().as_u32();
    let (asked, behaviour) = state.note(&head(&request), true, stream);
    let act = block_in_place(|| behaviour.and_then(|behaviour| (behaviour.act)(&asked)));
    let send = async |bytes: &[u8]| {
        state.count(&asked.name, bytes.len());
        send(&writer, bytes).await
    };
    match act {
        None => return well(respond, pages::healthy(&asked.path)).map_err(io::Error::other),
        Some(Act::Send(frames)) => send(&frames).await?,
        Some(Act::Close(frames) | Act::Reset(frames)) => {
            send(&frames).await?;
            writer.lock().await.shutdown().await?;
        }
        Some(Act::Forever { first, again, pause }) => {
            send(&first).await?;
            loop {
                tokio::time::sleep(pause).await;
                send(&again).await?;
            }
        }
        Some(Act::Silent) => {}
    }
    // Let go of, the library would end the stream.
    pending().await
}

/// The head of a request as HTTP/1 has it.
fn head(request: &Request<RecvStream>) -> String {
    let uri = request.uri();
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let host = uri.host().unwrap_or_default();
    let headers = request.headers().iter();
    let lines: String = headers.map(|(name, value)| format!("{name}: {}\r\n", value.to_str().unwrap())).collect();
    format!("{} {path} HTTP/2\r\nhost: {host}\r\n{lines}", request.method())
}

/// Gives the answer of a site without fault.
fn well(mut respond: SendResponse<Bytes>, act: Act) -> Result<(), h2::Error> {
    let Act::Send(answer) = act else { unreachable!("a site without fault just answers") };
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let response = lines
        .filter_map(|line| line.split_once(": "))
        .fold(Response::builder().status(status), |response, (name, value)| response.header(name, value));
    let mut body = respond.send_response(response.body(()).unwrap(), false)?;
    body.send_data(Bytes::copy_from_slice(&answer[end + 4..]), true)
}
