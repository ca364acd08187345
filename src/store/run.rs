//! One run: what was fetched for it, and which units are finished.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use jiff::Timestamp;
use rusqlite::types::FromSql;
use rusqlite::{OptionalExtension, Row, named_params, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::workspace::Disk;
use super::{RunPlan, StoreError};
use crate::crawl::{Answer, Archive, Received, Rendered, Response};
use crate::sha256::sha256;
use crate::site::{CrawlEnd, Failure};

/// One run. What it keeps is on disk when the call returns, and outlives the process.
#[derive(Debug, Clone)]
pub struct Run {
    disk: Arc<Disk>,
    number: i64,
    plan: RunPlan,
}

/// A unit whose crawl has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// Name of the unit.
    pub name: String,
    /// How its crawl ended.
    pub end: CrawlEnd,
    /// Requests that it took.
    pub requests: u32,
    /// When.
    pub at: Timestamp,
}

impl Run {
    pub(super) fn new(disk: Arc<Disk>, number: i64, plan: RunPlan) -> Self {
        Self { disk, number, plan }
    }

    /// Its id (`r1`), by which `lanmu score` finds it.
    #[must_use]
    pub fn id(&self) -> String {
        format!("r{}", self.number)
    }

    /// What it is for.
    #[must_use]
    pub fn plan(&self) -> &RunPlan {
        &self.plan
    }

    /// Records that a unit's crawl has ended. A unit that ends again (in a run taken up again) is recorded anew.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish_unit(&self, name: &str, end: CrawlEnd, requests: u32) -> Result<(), StoreError> {
        let end = self.json(&end)?;
        let at = Timestamp::now().to_string();
        self.disk.with(|connection| {
            let sql = "INSERT OR REPLACE INTO units (run, name, ended, requests, finished_at) VALUES (?, ?, ?, ?, ?)";
            connection.execute(sql, params![self.number, name, end, requests, at]).map(|_| ())
        })
    }

    /// The units whose crawl has ended, in the order of the plan.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn finished(&self) -> Result<Vec<Finished>, StoreError> {
        let rows: Vec<(String, String, u32, String)> = self.disk.with(|connection| {
            let mut query = connection.prepare("SELECT name, ended, requests, finished_at FROM units WHERE run = ?")?;
            let cells = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
            query.query_map([self.number], cells)?.collect()
        })?;
        let read = |(name, end, requests, at): (String, String, u32, String)| {
            Ok(Finished { name, end: self.parsed(&end)?, requests, at: timestamp(self.disk.file(), &at)? })
        };
        let mut finished = rows.into_iter().map(read).collect::<Result<Vec<Finished>, StoreError>>()?;
        finished.sort_by_key(|unit| self.plan.units.iter().position(|planned| planned.name == unit.name));
        Ok(finished)
    }

    /// Closes the run: its sheets are written, and the same plan begins a new run from now on.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(&self) -> Result<(), StoreError> {
        let at = Timestamp::now().to_string();
        self.disk.with(|connection| {
            let sql = "UPDATE runs SET finished = ? WHERE id = ? AND finished IS NULL";
            connection.execute(sql, params![at, self.number]).map(|_| ())
        })
    }

    /// Lets the file grow no further.
    #[cfg(test)]
    pub(super) fn fill_disk(&self) {
        self.disk.with(|connection| connection.execute_batch("PRAGMA max_page_count = 1")).unwrap();
    }

    fn json(&self, value: &impl Serialize) -> Result<String, StoreError> {
        serde_json::to_string(value).map_err(|error| StoreError::damaged(self.disk.file(), error.to_string()))
    }

    fn parsed<T: DeserializeOwned>(&self, json: &str) -> Result<T, StoreError> {
        serde_json::from_str(json).map_err(|error| StoreError::damaged(self.disk.file(), error.to_string()))
    }
}

/// A row of `fetches` with its body.
struct Stored {
    at: String,
    elapsed_ms: i64,
    requests: u32,
    hops: String,
    certificates: Option<String>,
    url: Option<String>,
    status: Option<u16>,
    headers: Option<String>,
    hash: Option<String>,
    deflated: Option<Vec<u8>>,
    class: Option<String>,
    detail: Option<String>,
}

impl Stored {
    fn read(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        Ok(Self {
            at: cell(row, "at")?,
            elapsed_ms: cell(row, "elapsed_ms")?,
            requests: cell(row, "requests")?,
            hops: cell(row, "hops")?,
            certificates: cell(row, "certificates")?,
            url: cell(row, "url")?,
            status: cell(row, "status")?,
            headers: cell(row, "headers")?,
            hash: cell(row, "body")?,
            deflated: cell(row, "deflated")?,
            class: cell(row, "class")?,
            detail: cell(row, "detail")?,
        })
    }
}

impl Archive for Run {
    fn recall(&self, asked: &str, posted: Option<&str>, look: u8) -> anyhow::Result<Option<Response>> {
        let sql = "SELECT fetches.*, bodies.deflated FROM fetches LEFT JOIN bodies ON bodies.hash = fetches.body
                   WHERE run = ? AND asked = ? AND posted = ? AND look = ?";
        let key = params![self.number, asked, posted.unwrap_or_default(), look];
        let stored =
            self.disk.with(|connection| connection.prepare_cached(sql)?.query_row(key, Stored::read).optional())?;
        let Some(stored) = stored else { return Ok(None) };
        let at = timestamp(self.disk.file(), &stored.at)?;
        let received = match (stored.url, stored.status, stored.hash, stored.deflated, stored.class) {
            (Some(url), Some(status), Some(hash), Some(deflated), None) => {
                let headers = self.parsed(stored.headers.as_deref().unwrap_or("{}"))?;
                let body = inflate(&deflated)
                    .map_err(|error| StoreError::damaged(self.disk.file(), format!("{asked} 的内容：{error}")))?;
                Received::Answer(Answer { url, status, headers, hash, body })
            }
            (_, status, _, _, Some(class)) => Received::Failed(Failure {
                class: self.parsed(&class)?,
                status,
                detail: stored.detail.unwrap_or_default(),
                at,
            }),
            _ => return Err(StoreError::damaged(self.disk.file(), format!("{asked} 的记录不完整")).into()),
        };
        Ok(Some(Response {
            asked: asked.to_owned(),
            posted: posted.map(str::to_owned),
            look,
            at,
            elapsed: Duration::from_millis(u64::try_from(stored.elapsed_ms).unwrap_or_default()),
            requests: stored.requests,
            hops: self.parsed(&stored.hops)?,
            certificates: self.parsed(stored.certificates.as_deref().unwrap_or("{}"))?,
            received,
        }))
    }

    fn keep(&self, response: &Response) -> anyhow::Result<()> {
        let (answer, failure) = match &response.received {
            Received::Answer(answer) => (Some(answer), None),
            Received::Failed(failure) => (None, Some(failure)),
        };
        let deflated = answer.map(|answer| deflate(&answer.body)).transpose()?;
        let headers = answer.map(|answer| self.json(&answer.headers)).transpose()?;
        let class = failure.map(|failure| self.json(&failure.class)).transpose()?;
        let hops = self.json(&response.hops)?;
        let bad = Some(&response.certificates).filter(|bad| !bad.is_empty());
        let certificates = bad.map(|bad| self.json(bad)).transpose()?;
        self.disk.with(|connection| {
            let transaction = connection.transaction()?;
            if let (Some(answer), Some(deflated)) = (answer, &deflated) {
                let sql = "INSERT OR IGNORE INTO bodies (hash, deflated) VALUES (?, ?)";
                transaction.prepare_cached(sql)?.execute(params![answer.hash, deflated])?;
            }
            let sql = "INSERT OR IGNORE INTO fetches
                (run, asked, posted, look, at, elapsed_ms, requests, hops, certificates, url, status, headers, body, class,
                detail)
                VALUES (:run, :asked, :posted, :look, :at, :elapsed, :requests, :hops, :certificates, :url, :status,
                :headers, :body, :class, :detail)";
            transaction.prepare_cached(sql)?.execute(named_params! {
                ":run": self.number,
                ":asked": response.asked,
                ":posted": response.posted.as_deref().unwrap_or_default(),
                ":look": response.look,
                ":at": response.at.to_string(),
                ":elapsed": i64::try_from(response.elapsed.as_millis()).unwrap_or(i64::MAX),
                ":requests": response.requests,
                ":hops": hops,
                ":certificates": certificates,
                ":url": answer.map(|answer| &answer.url),
                ":status": answer.map(|answer| answer.status).or(failure.and_then(|failure| failure.status)),
                ":headers": headers,
                ":body": answer.map(|answer| &answer.hash),
                ":class": class,
                ":detail": failure.map(|failure| &failure.detail),
            })?;
            transaction.commit()
        })?;
        Ok(())
    }

    fn recall_rendered(&self, asked: &str, look: u8) -> anyhow::Result<Option<Rendered>> {
        let sql = "SELECT at, requests, deflated, problem FROM renderings LEFT JOIN bodies ON bodies.hash = body
                   WHERE run = ? AND asked = ? AND look = ?";
        let cells = |row: &Row<'_>| {
            let (at, requests, problem) = (cell(row, "at")?, cell(row, "requests")?, cell(row, "problem")?);
            let rendered =
                Rendered { asked: asked.to_owned(), look, at: Timestamp::UNIX_EPOCH, requests, html: None, problem };
            Ok((rendered, at, cell(row, "deflated")?))
        };
        let stored: Option<(Rendered, String, Option<Vec<u8>>)> = self.disk.with(|connection| {
            connection.prepare_cached(sql)?.query_row(params![self.number, asked, look], cells).optional()
        })?;
        let Some((rendered, at, deflated)) = stored else { return Ok(None) };
        let at = timestamp(self.disk.file(), &at)?;
        let damaged = |error: String| StoreError::damaged(self.disk.file(), format!("{asked} 的渲染结果：{error}"));
        let html = deflated.map(|deflated| {
            let body = inflate(&deflated).map_err(|error| damaged(error.to_string()))?;
            String::from_utf8(body).map_err(|error| damaged(error.to_string()))
        });
        Ok(Some(Rendered { at, html: html.transpose()?, ..rendered }))
    }

    fn keep_rendered(&self, rendered: &Rendered) -> anyhow::Result<()> {
        let html = rendered.html.as_ref().map(String::as_bytes);
        let body = html.map(|html| Ok::<_, std::io::Error>((sha256(html), deflate(html)?))).transpose()?;
        self.disk.with(|connection| {
            let transaction = connection.transaction()?;
            if let Some((hash, deflated)) = &body {
                let sql = "INSERT OR IGNORE INTO bodies (hash, deflated) VALUES (?, ?)";
                transaction.prepare_cached(sql)?.execute(params![hash, deflated])?;
            }
            let sql = "INSERT OR IGNORE INTO renderings (run, asked, look, at, requests, body, problem)
                VALUES (?, ?, ?, ?, ?, ?, ?)";
            transaction.prepare_cached(sql)?.execute(params![
                self.number,
                rendered.asked,
                rendered.look,
                rendered.at.to_string(),
                rendered.requests,
                body.as_ref().map(|(hash, _)| hash),
                rendered.problem,
            ])?;
            transaction.commit()
        })?;
        Ok(())
    }
}

/// The number inside the id of a run.
pub(super) fn number(id: &str) -> Option<i64> {
    id.strip_prefix('r')?.parse().ok()
}

pub(super) fn timestamp(file: &Path, words: &str) -> Result<Timestamp, StoreError> {
    words.parse().map_err(|error: jiff::Error| StoreError::damaged(file, error.to_string()))
}

fn cell<T: FromSql>(row: &Row<'_>, name: &str) -> Result<T, rusqlite::Error> {
    row.get(name)
}

fn deflate(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body)?;
    encoder.finish()
}

fn inflate(deflated: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    ZlibDecoder::new(deflated).read_to_end(&mut body)?;
    Ok(body)
}
