//! One run: which units are finished, and the evidence for their verdicts.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::workspace::Disk;
use super::{RunPlan, StoreError, warc};
use crate::crawl::Basis;
use crate::site::CrawlEnd;
use crate::unit::Unit;

/// One run. What it keeps is on disk when the call returns, and outlives the process.
#[derive(Debug, Clone)]
pub struct Run {
    pub(super) disk: Arc<Disk>,
    pub(super) number: i64,
    plan: RunPlan,
    /// Places of the units in the plan, by name.
    places: Arc<HashMap<String, usize>>,
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
        let mut places = HashMap::with_capacity(plan.units.len());
        for (place, unit) in plan.units.iter().enumerate() {
            places.entry(unit.name.clone()).or_insert(place);
        }
        Self { disk, number, plan, places: Arc::new(places) }
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
        finished.sort_by_key(|unit| self.places.get(&unit.name));
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

    /// Place of the evidence on a unit in the workspace (`evidence/r1/0001.warc.gz`: its number is the unit's place in the
    /// plan); `None` for a unit that is not in the plan.
    #[must_use]
    pub fn evidence_place(&self, unit: &str) -> Option<String> {
        let place = self.places.get(unit)?;
        Some(format!("evidence/{}/{:04}.warc.gz", self.id(), place + 1))
    }

    /// The file with the evidence on a unit; it may not have been written.
    #[must_use]
    pub fn evidence_file(&self, unit: &str) -> Option<PathBuf> {
        self.evidence_place(unit).map(|place| self.disk.folder().join(place))
    }

    /// The unit of this name in the plan.
    pub(super) fn unit(&self, name: &str) -> Option<&Unit> {
        self.plan.units.get(*self.places.get(name)?)
    }

    /// Writes the file with the evidence on a unit, whose visit rests on `bases`, as WARC. It is whole and on disk when the
    /// call returns. A file that tells of the same already stays as it is.
    ///
    /// # Errors
    /// The file cannot be written; the disk is full; the workspace is damaged.
    pub fn write_evidence(&self, unit: &str, bases: &[Basis]) -> Result<(), StoreError> {
        self.evidence_file(unit).map_or(Ok(()), |file| warc::write(self, unit, bases, &file))
    }

    /// When it began.
    pub(super) fn started(&self) -> Result<Timestamp, StoreError> {
        let sql = "SELECT started FROM runs WHERE id = ?";
        let started: String =
            self.disk.with(|connection| connection.query_row(sql, [self.number], |row| row.get(0)))?;
        timestamp(self.disk.file(), &started)
    }

    /// Lets the file grow no further.
    #[cfg(test)]
    pub(super) fn fill_disk(&self) {
        self.disk.with(|connection| connection.execute_batch("PRAGMA max_page_count = 1")).unwrap();
    }

    pub(super) fn json(&self, value: &impl Serialize) -> Result<String, StoreError> {
        serde_json::to_string(value).map_err(|error| StoreError::damaged(self.disk.file(), error.to_string()))
    }

    pub(super) fn parsed<T: DeserializeOwned>(&self, json: &str) -> Result<T, StoreError> {
        serde_json::from_str(json).map_err(|error| StoreError::damaged(self.disk.file(), error.to_string()))
    }
}

/// The number inside the id of a run.
pub(super) fn number(id: &str) -> Option<i64> {
    id.strip_prefix('r')?.parse().ok()
}

pub(super) fn timestamp(file: &Path, words: &str) -> Result<Timestamp, StoreError> {
    words.parse().map_err(|error: jiff::Error| StoreError::damaged(file, error.to_string()))
}
