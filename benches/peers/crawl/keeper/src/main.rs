//! The floor below any crawler that loses nothing: fetches every page of a site one after the other, and keeps each (hash,
//! compressed, SQLite) before it asks for the next. Finds links by their bytes, and reads nothing.

use std::collections::HashSet;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use url::Url;

#[tokio::main(worker_threads = 1)]
async fn main() {
    let start: Url = std::env::args().nth(1).and_then(|word| word.parse().ok()).expect("usage: keeper URL");
    let client = reqwest::Client::builder().no_proxy().build().expect("a client starts");
    let mut store = Connection::open("keeper.db").expect("a file in this folder");
    store.pragma_update(None, "journal_mode", "WAL").expect("a setting");
    store.pragma_update(None, "synchronous", "NORMAL").expect("a setting");
    store.execute_batch("CREATE TABLE bodies (hash BLOB PRIMARY KEY, deflated BLOB); CREATE TABLE fetches (asked TEXT PRIMARY KEY, body BLOB)").expect("two tables");
    let mut seen = HashSet::from([start.clone()]);
    let mut waiting = vec![start];
    let mut pages = 0_u32;
    while let Some(url) = waiting.pop() {
        let Ok(answer) = client.get(url.clone()).send().await else { continue };
        let Ok(body) = answer.bytes().await else { continue };
        pages += 1;
        keep(&mut store, &url, &body).expect("it can be kept");
        waiting.extend(links(&url, &body).into_iter().filter(|url| seen.insert(url.clone())));
    }
    println!("{pages}");
}

fn keep(store: &mut Connection, url: &Url, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
    let hash = Sha256::digest(body);
    let mut deflated = ZlibEncoder::new(Vec::new(), Compression::fast());
    deflated.write_all(body)?;
    let deflated = deflated.finish()?;
    let transaction = store.transaction()?;
    let hash = hash.as_slice();
    transaction.prepare_cached("INSERT OR IGNORE INTO bodies VALUES (?, ?)")?.execute(params![hash, deflated])?;
    transaction.prepare_cached("INSERT OR IGNORE INTO fetches VALUES (?, ?)")?.execute(params![url.as_str(), hash])?;
    Ok(transaction.commit()?)
}

/// The addresses on the same site that stand in `href="…"`.
fn links(url: &Url, body: &[u8]) -> Vec<Url> {
    let parts = memchr::memmem::find_iter(body, b"href=\"").map(|at| &body[at + 6..]);
    let words = parts.filter_map(|rest| std::str::from_utf8(&rest[..memchr::memchr(b'"', rest)?]).ok());
    let links = words.filter_map(|word| url.join(word).ok()).filter(|link| link.origin() == url.origin());
    links
        .map(|mut link| {
            link.set_fragment(None);
            link
        })
        .collect()
}
