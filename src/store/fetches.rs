//! What was fetched for a run: its archive.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::types::FromSql;
use rusqlite::{OptionalExtension, Row, named_params, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::deflated::{deflate, inflate};
use super::run::{number, timestamp};
use super::{Run, StoreError};
use crate::crawl::{Answer, Archive, Exchange, Received, Rendered, Response};
use crate::sha256::sha256;
use crate::site::Failure;

/// A row of `renderings`, with its moment, its body and its parts as they are stored.
type RenderedRow = (Rendered, String, Option<Vec<u8>>, Option<String>);

/// A response without its exchanges, and these as they are stored.
type BareResponse = (Response, Option<Vec<u8>>);

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
    exchanges: Option<Vec<u8>>,
    earlier: Option<Vec<u8>>,
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
            exchanges: cell(row, "exchanges")?,
            earlier: cell(row, "earlier")?,
        })
    }
}

impl Run {
    fn exchanges(&self, deflated: Option<Vec<u8>>) -> Result<Vec<Exchange>, StoreError> {
        deflated.map_or(Ok(Vec::new()), |deflated| self.unpacked(&deflated))
    }

    fn unpacked<T: DeserializeOwned>(&self, deflated: &[u8]) -> Result<T, StoreError> {
        let damaged = |error: String| StoreError::damaged(self.disk.file(), error);
        let json = inflate(deflated).map_err(|error| damaged(error.to_string()))?;
        serde_json::from_slice(&json).map_err(|error| damaged(error.to_string()))
    }

    fn packed(&self, value: &impl Serialize) -> anyhow::Result<Vec<u8>> {
        Ok(deflate(self.json(value)?.as_bytes())?)
    }

    /// As [`Archive::recall`].
    pub(super) fn response(&self, asked: &str, posted: Option<&str>, look: u8) -> Result<Option<Response>, StoreError> {
        self.response_of(self.number, asked, posted, look)
    }

    /// What came back in the run with this number.
    fn response_of(
        &self,
        run: i64,
        asked: &str,
        posted: Option<&str>,
        look: u8,
    ) -> Result<Option<Response>, StoreError> {
        let Some((response, exchanges)) = self.stored(run, asked, posted, look)? else { return Ok(None) };
        Ok(Some(Response { exchanges: self.exchanges(exchanges)?, ..response }))
    }

    /// As [`Archive::earlier`].
    fn earlier_page(&self, asked: &str) -> Result<Option<Response>, StoreError> {
        let Some(former) = self.plan().former.as_deref().and_then(number) else { return Ok(None) };
        let page = |kept: &Response| matches!(&kept.received, Received::Answer(answer) if answer.status == 200);
        match self.response_of(former, asked, None, 2)?.filter(page) {
            Some(second) => Ok(Some(second)),
            None => Ok(self.response_of(former, asked, None, 1)?.filter(page)),
        }
    }

    /// As [`Self::response_of`], but its exchanges still packed.
    fn stored(
        &self,
        run: i64,
        asked: &str,
        posted: Option<&str>,
        look: u8,
    ) -> Result<Option<BareResponse>, StoreError> {
        let sql = "SELECT fetches.*, bodies.deflated FROM fetches LEFT JOIN bodies ON bodies.hash = fetches.body
                   WHERE run = ? AND asked = ? AND posted = ? AND look = ?";
        let key = params![run, asked, posted.unwrap_or_default(), look];
        let stored =
            self.disk.with(|connection| connection.prepare_cached(sql)?.query_row(key, Stored::read).optional())?;
        let Some(stored) = stored else { return Ok(None) };
        let at = timestamp(self.disk.file(), &stored.at)?;
        let received = match (stored.url, stored.status, stored.hash, stored.deflated, stored.class) {
            (Some(url), Some(status), Some(hash), Some(deflated), None) => {
                let headers = self.parsed(stored.headers.as_deref().unwrap_or("{}"))?;
                let unchanged = stored.earlier.map(|earlier| self.unpacked(&earlier)).transpose()?;
                let body = inflate(&deflated)
                    .map_err(|error| StoreError::damaged(self.disk.file(), format!("{asked} 的内容：{error}")))?;
                Received::Answer(Answer { url, status, headers, hash, body, unchanged })
            }
            (_, status, _, _, Some(class)) => Received::Failed(Failure {
                class: self.parsed(&class)?,
                status,
                detail: stored.detail.unwrap_or_default(),
                at,
            }),
            _ => return Err(StoreError::damaged(self.disk.file(), format!("{asked} 的记录不完整"))),
        };
        let response = Response {
            asked: asked.to_owned(),
            posted: posted.map(str::to_owned),
            look,
            at,
            elapsed: Duration::from_millis(u64::try_from(stored.elapsed_ms).unwrap_or_default()),
            requests: stored.requests,
            hops: self.parsed(&stored.hops)?,
            certificates: self.parsed(stored.certificates.as_deref().unwrap_or("{}"))?,
            exchanges: Vec::new(),
            received,
        };
        Ok(Some((response, stored.exchanges)))
    }

    /// As [`Archive::recall_rendered`].
    pub(super) fn rendering(&self, asked: &str, look: u8) -> Result<Option<Rendered>, StoreError> {
        let sql = "SELECT at, requests, deflated, problem, parts FROM renderings LEFT JOIN bodies ON bodies.hash = body
                   WHERE run = ? AND asked = ? AND look = ?";
        let cells = |row: &Row<'_>| {
            let (at, requests, problem) = (cell(row, "at")?, cell(row, "requests")?, cell(row, "problem")?);
            let (asked, parts) = (asked.to_owned(), Vec::new());
            let rendered = Rendered { asked, look, at: Timestamp::UNIX_EPOCH, requests, html: None, problem, parts };
            Ok((rendered, at, cell(row, "deflated")?, cell(row, "parts")?))
        };
        let stored: Option<RenderedRow> = self.disk.with(|connection| {
            connection.prepare_cached(sql)?.query_row(params![self.number, asked, look], cells).optional()
        })?;
        let Some((rendered, at, deflated, parts)) = stored else { return Ok(None) };
        let at = timestamp(self.disk.file(), &at)?;
        let damaged = |error: String| StoreError::damaged(self.disk.file(), format!("{asked} 的渲染结果：{error}"));
        let html = deflated.map(|deflated| {
            let body = inflate(&deflated).map_err(|error| damaged(error.to_string()))?;
            String::from_utf8(body).map_err(|error| damaged(error.to_string()))
        });
        let parts = self.parsed(parts.as_deref().unwrap_or("[]"))?;
        Ok(Some(Rendered { at, html: html.transpose()?, parts, ..rendered }))
    }
}

impl Archive for Run {
    fn recall(&self, asked: &str, posted: Option<&str>, look: u8) -> anyhow::Result<Option<Response>> {
        Ok(self.response(asked, posted, look)?)
    }

    fn recall_bare(&self, asked: &str, posted: Option<&str>, look: u8) -> anyhow::Result<Option<Response>> {
        Ok(self.stored(self.number, asked, posted, look)?.map(|(response, _)| response))
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
        let unchanged = answer.and_then(|answer| answer.unchanged.as_ref());
        let earlier = unchanged.map(|earlier| self.packed(earlier)).transpose()?;
        let exchanges = match response.exchanges.as_slice() {
            [] => None,
            exchanges => Some(self.packed(&exchanges)?),
        };
        self.disk.with(|connection| {
            let transaction = connection.transaction()?;
            if let (Some(answer), Some(deflated)) = (answer, &deflated) {
                let sql = "INSERT OR IGNORE INTO bodies (hash, deflated) VALUES (?, ?)";
                transaction.prepare_cached(sql)?.execute(params![answer.hash, deflated])?;
            }
            let sql = "INSERT OR IGNORE INTO fetches
                (run, asked, posted, look, at, elapsed_ms, requests, hops, url, status, headers, body, class, detail,
                exchanges, certificates, earlier)
                VALUES (:run, :asked, :posted, :look, :at, :elapsed, :requests, :hops, :url, :status, :headers, :body,
                :class, :detail, :exchanges, :certificates, :earlier)";
            transaction.prepare_cached(sql)?.execute(named_params! {
                ":run": self.number,
                ":asked": response.asked,
                ":posted": response.posted.as_deref().unwrap_or_default(),
                ":look": response.look,
                ":at": response.at.to_string(),
                ":elapsed": i64::try_from(response.elapsed.as_millis()).unwrap_or(i64::MAX),
                ":requests": response.requests,
                ":hops": hops,
                ":url": answer.map(|answer| &answer.url),
                ":status": answer.map(|answer| answer.status).or(failure.and_then(|failure| failure.status)),
                ":headers": headers,
                ":body": answer.map(|answer| &answer.hash),
                ":class": class,
                ":detail": failure.map(|failure| &failure.detail),
                ":exchanges": exchanges,
                ":certificates": certificates,
                ":earlier": earlier,
            })?;
            transaction.commit()
        })?;
        Ok(())
    }

    fn earlier(&self, asked: &str) -> anyhow::Result<Option<Response>> {
        Ok(self.earlier_page(asked)?)
    }

    fn recall_rendered(&self, asked: &str, look: u8) -> anyhow::Result<Option<Rendered>> {
        Ok(self.rendering(asked, look)?)
    }

    fn keep_rendered(&self, rendered: &Rendered) -> anyhow::Result<()> {
        let html = rendered.html.as_ref().map(String::as_bytes);
        let parts = self.json(&rendered.parts)?;
        let body = html.map(|html| Ok::<_, std::io::Error>((sha256(html), deflate(html)?))).transpose()?;
        self.disk.with(|connection| {
            let transaction = connection.transaction()?;
            if let Some((hash, deflated)) = &body {
                let sql = "INSERT OR IGNORE INTO bodies (hash, deflated) VALUES (?, ?)";
                transaction.prepare_cached(sql)?.execute(params![hash, deflated])?;
            }
            let sql = "INSERT OR IGNORE INTO renderings (run, asked, look, at, requests, body, problem, parts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
            transaction.prepare_cached(sql)?.execute(params![
                self.number,
                rendered.asked,
                rendered.look,
                rendered.at.to_string(),
                rendered.requests,
                body.as_ref().map(|(hash, _)| hash),
                rendered.problem,
                parts,
            ])?;
            transaction.commit()
        })?;
        Ok(())
    }
}

fn cell<T: FromSql>(row: &Row<'_>, name: &str) -> Result<T, rusqlite::Error> {
    row.get(name)
}
