//! What stays of each run for ever, as JSON. What stands in it is known above.

use std::io::{self, BufWriter, IntoInnerError, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::deflated::inflate;
use super::{Run, StoreError, Workspace};
use crate::sha256::Hasher;

impl Run {
    /// Keeps the record of this run by the catalogue with the id `catalogue` for `period` (`2020Q3`; empty where it had
    /// none). The records before it stay; one that says the same as the newest is not kept twice.
    ///
    /// # Errors
    /// The file cannot be written; the disk is full.
    pub fn keep_record(&self, catalogue: &str, period: &str, record: &impl Serialize) -> Result<(), StoreError> {
        let damaged = |error: io::Error| StoreError::damaged(self.disk.file(), error.to_string());
        let (deflated, made) = packed(record).map_err(damaged)?;
        self.disk.with(|connection| {
            let newest = "SELECT made FROM records WHERE run = ? ORDER BY id DESC LIMIT 1";
            let newest: Option<String> = connection.query_row(newest, [self.number], |row| row.get(0)).optional()?;
            if newest.as_ref() != Some(&made) {
                let sql = "INSERT INTO records (run, catalogue, period, made, deflated) VALUES (?, ?, ?, ?, ?)";
                connection.execute(sql, params![self.number, catalogue, period, made, deflated])?;
            }
            Ok(())
        })
    }

    /// The newest record of this run; `None` while it has none.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn record<T: DeserializeOwned>(&self) -> Result<Option<T>, StoreError> {
        let deflated: Option<Vec<u8>> = self.disk.with(|connection| {
            let sql = "SELECT deflated FROM records WHERE run = ? ORDER BY id DESC LIMIT 1";
            connection.query_row(sql, [self.number], |row| row.get(0)).optional()
        })?;
        deflated.map(|deflated| self.parsed(&inflated(&deflated, self.disk.file())?)).transpose()
    }
}

impl Workspace {
    /// The records by the catalogue with the id `catalogue`: for each period the newest one of the newest run that has one
    /// for it, in the order of the periods' names.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn records<T: DeserializeOwned>(&self, catalogue: &str) -> Result<Vec<T>, StoreError> {
        let all: Vec<Vec<u8>> = self.disk().with(|connection| {
            let sql = "SELECT deflated FROM records AS one WHERE catalogue = ?1 AND period <> '' AND id = (
                SELECT id FROM records WHERE catalogue = ?1 AND period = one.period ORDER BY run DESC, id DESC LIMIT 1
            ) ORDER BY period";
            connection.prepare(sql)?.query_map([catalogue], |row| row.get(0))?.collect()
        })?;
        let file = self.disk().file();
        let read = |deflated: Vec<u8>| {
            serde_json::from_str(&inflated(&deflated, file)?)
                .map_err(|error| StoreError::damaged(file, error.to_string()))
        };
        all.into_iter().map(read).collect()
    }
}

/// A record, packed, and the hash of it. It may be large, and only its packed form is kept in memory.
fn packed(record: &impl Serialize) -> io::Result<(Vec<u8>, String)> {
    let packed = Packed { to: ZlibEncoder::new(Vec::new(), Compression::fast()), hash: Hasher::default() };
    let mut to = BufWriter::new(packed);
    serde_json::to_writer(&mut to, record)?;
    let Packed { to, hash } = to.into_inner().map_err(IntoInnerError::into_error)?;
    Ok((to.finish()?, hash.hex()))
}

/// What is written into it, packed, with its hash.
struct Packed {
    to: ZlibEncoder<Vec<u8>>,
    hash: Hasher,
}

impl Write for Packed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.take(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

fn inflated(deflated: &[u8], file: &std::path::Path) -> Result<String, StoreError> {
    let damaged = |reason: String| StoreError::damaged(file, reason);
    let json = inflate(deflated).map_err(|error| damaged(error.to_string()))?;
    String::from_utf8(json).map_err(|error| damaged(error.to_string()))
}
