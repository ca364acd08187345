//! People's decisions, and what they have to decide on.
//!
//! They stand in a file of their own without a lock file: a person reviews while an evaluation goes on. SQLite lets one
//! write at a time, and the others wait for a moment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::run::{number, timestamp};
use super::workspace::Disk;
use super::{StoreError, schema};
use crate::mapping::{Review, Ruling};
use crate::site::identity;

/// The file in which they are kept.
const FILE: &str = "reviews.db";

/// The decisions of people in a workspace, and the worklists of its runs.
#[derive(Debug)]
pub struct Reviews {
    disk: Disk,
    folder: PathBuf,
}

/// What a person has to decide on after a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Worklist {
    /// Id of the run.
    pub run: String,
    /// Id of the catalogue.
    pub catalogue: String,
    /// How the catalogue was named: its id, or the folder that it is in.
    pub named: String,
    /// Names of the units of the run.
    pub units: Vec<String>,
    /// The entries, by number.
    pub entries: Vec<WorklistEntry>,
}

/// One question for a person.
#[derive(Debug, Clone, PartialEq)]
pub struct WorklistEntry {
    /// Its number in the worklist; the same as long as the question is there. Given by [`Reviews::keep`].
    pub number: u32,
    /// Name of the unit.
    pub unit: String,
    /// Code of the column in the catalogue; of the row where the question is not about a column.
    pub code: String,
    /// Names of the indicator, for people.
    pub indicator: String,
    /// Name of the candidate on the site; empty where there is no candidate.
    pub name: String,
    /// Its path, joined by ` > `.
    pub path: String,
    /// Its address; empty where there is no candidate.
    pub url: String,
    /// How sure the machine is, 0 to 1; `None` where there is no candidate.
    pub score: Option<f64>,
    /// What the machine says of it, or why it could not tell, in a Chinese sentence.
    pub why: String,
}

impl Reviews {
    /// Whether somebody decided, or has to, in the workspace in `folder`.
    #[must_use]
    pub fn is_at(folder: &Path) -> bool {
        folder.join(FILE).is_file()
    }

    /// Opens the decisions of the workspace in `folder`; both are made where they are missing.
    ///
    /// # Errors
    /// It cannot be written; the disk is full; the file is damaged or from a newer version.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        Ok(Self { disk: Disk::open(folder, FILE, None, schema::REVIEWS)?, folder: folder.to_owned() })
    }

    /// Keeps decisions, all or none. A later one on the same unit, code and address takes the place of an earlier one, which
    /// stays in the file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn decide(&self, reviews: &[Review]) -> Result<(), StoreError> {
        let sql = "INSERT INTO reviews (catalogue, unit, code, address, url, name, path, ruling, who, at, why, run)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.write(|transaction| {
            for one in reviews {
                let (address, at) = (identity(&one.url), one.at.to_string());
                transaction.prepare_cached(sql)?.execute(params![
                    one.catalogue,
                    one.unit,
                    one.code,
                    address,
                    one.url,
                    one.name,
                    one.path,
                    word(one.ruling),
                    one.who,
                    at,
                    one.why,
                    one.run
                ])?;
            }
            Ok(())
        })
    }

    /// The decisions that stand in a catalogue, by unit, code and address.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn standing(&self, catalogue: &str) -> Result<Vec<Review>, StoreError> {
        let sql = "SELECT unit, code, url, name, path, ruling, who, at, why, run FROM reviews WHERE id IN
                   (SELECT max(id) FROM reviews WHERE catalogue = ? GROUP BY unit, code, address)
                   ORDER BY unit, code, address";
        let rows: Vec<[String; 10]> = self.disk.with(|connection| {
            let cells = |row: &Row<'_>| {
                let mut cells: [String; 10] = Default::default();
                for (place, cell) in cells.iter_mut().enumerate() {
                    *cell = row.get(place)?;
                }
                Ok(cells)
            };
            connection.prepare(sql)?.query_map([catalogue], cells)?.collect()
        })?;
        rows.into_iter().map(|cells| self.review(catalogue, cells)).collect()
    }

    fn review(&self, catalogue: &str, cells: [String; 10]) -> Result<Review, StoreError> {
        let [unit, code, url, name, path, ruling, who, at, why, run] = cells;
        let known = [Ruling::Accepted, Ruling::Rejected].into_iter().find(|known| word(*known) == ruling);
        let ruling = known.ok_or_else(|| StoreError::damaged(self.disk.file(), format!("决定“{ruling}”无法识别")))?;
        let (catalogue, at) = (catalogue.to_owned(), timestamp(self.disk.file(), &at)?);
        Ok(Review { unit, catalogue, code, url, name, path, ruling, who, at, why, run })
    }

    /// Keeps the worklist of a run in place of an earlier one. A question that was there keeps its number, new ones come after;
    /// one that is no more goes, unless somebody decided it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep(&self, worklist: &Worklist) -> Result<(), StoreError> {
        let units = serde_json::to_string(&worklist.units).unwrap_or_default();
        self.write(|transaction| {
            let sql = "INSERT OR REPLACE INTO worklists (run, catalogue, named, units) VALUES (?, ?, ?, ?)";
            transaction.execute(sql, params![worklist.run, worklist.catalogue, worklist.named, units])?;
            let known: BTreeMap<(String, String, String), u32> = {
                let mut query =
                    transaction.prepare("SELECT unit, code, address, number FROM entries WHERE run = ?")?;
                let cells = |row: &Row<'_>| Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?));
                query.query_map([&worklist.run], cells)?.collect::<Result<_, _>>()?
            };
            let sql = "DELETE FROM entries WHERE run = ?1 AND NOT EXISTS (SELECT 1 FROM reviews WHERE catalogue = ?2 AND
                       reviews.unit = entries.unit AND reviews.code = entries.code AND reviews.address = entries.address)";
            transaction.execute(sql, params![worklist.run, worklist.catalogue])?;
            let mut last = known.values().copied().max().unwrap_or(0);
            for entry in &worklist.entries {
                let key = (entry.unit.clone(), entry.code.clone(), identity(&entry.url));
                let number = known.get(&key).copied().unwrap_or_else(|| {
                    last += 1;
                    last
                });
                put(transaction, &worklist.run, number, &key.2, entry)?;
            }
            Ok(())
        })
    }

    /// The worklist of a run, of the newest that has one where none is named.
    ///
    /// # Errors
    /// There is none; the file cannot be read or is damaged.
    pub fn worklist(&self, run: Option<&str>) -> Result<Worklist, StoreError> {
        let runs: Vec<String> = self.disk.with(|connection| {
            connection.prepare("SELECT run FROM worklists")?.query_map([], |row| row.get(0))?.collect()
        })?;
        let newest = runs.iter().max_by_key(|run| number(run));
        let Some(run) = run.map(str::to_owned).or_else(|| newest.cloned()) else {
            return Err(StoreError::NoWorklist { path: self.folder.clone(), id: String::new() });
        };
        let found = self.disk.with(|connection| {
            let sql = "SELECT catalogue, named, units FROM worklists WHERE run = ?";
            let cells = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?));
            connection.query_row(sql, [&run], cells).optional()
        })?;
        let Some((catalogue, named, units)) = found else {
            return Err(StoreError::NoWorklist { path: self.folder.clone(), id: run });
        };
        let units = serde_json::from_str(&units)
            .map_err(|error| StoreError::damaged(self.disk.file(), format!("单位名单无法读取：{error}")))?;
        let entries = self.disk.with(|connection| entries(connection, &run))?;
        Ok(Worklist { run, catalogue, named, units, entries })
    }

    /// Id of the newest run by a catalogue that has a worklist.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn newest_of(&self, catalogue: &str) -> Result<Option<String>, StoreError> {
        let runs: Vec<String> = self.disk.with(|connection| {
            let mut query = connection.prepare("SELECT run FROM worklists WHERE catalogue = ?")?;
            query.query_map([catalogue], |row| row.get(0))?.collect()
        })?;
        Ok(runs.into_iter().max_by_key(|run| number(run)))
    }

    fn write(&self, work: impl FnOnce(&Transaction<'_>) -> Result<(), rusqlite::Error>) -> Result<(), StoreError> {
        self.disk.with(|connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            work(&transaction)?;
            transaction.commit()
        })
    }
}

fn put(
    transaction: &Transaction<'_>,
    run: &str,
    number: u32,
    address: &str,
    entry: &WorklistEntry,
) -> Result<(), rusqlite::Error> {
    let sql =
        "INSERT OR REPLACE INTO entries (run, number, unit, code, address, indicator, name, path, url, score, why)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let WorklistEntry { unit, code, indicator, name, path, url, score, why, .. } = entry;
    let values = params![run, number, unit, code, address, indicator, name, path, url, score, why];
    transaction.prepare_cached(sql)?.execute(values).map(|_| ())
}

fn entries(connection: &Connection, run: &str) -> Result<Vec<WorklistEntry>, rusqlite::Error> {
    let sql =
        "SELECT number, unit, code, indicator, name, path, url, score, why FROM entries WHERE run = ? ORDER BY number";
    let entry = |row: &Row<'_>| {
        Ok(WorklistEntry {
            number: row.get(0)?,
            unit: row.get(1)?,
            code: row.get(2)?,
            indicator: row.get(3)?,
            name: row.get(4)?,
            path: row.get(5)?,
            url: row.get(6)?,
            score: row.get(7)?,
            why: row.get(8)?,
        })
    };
    connection.prepare(sql)?.query_map([run], entry)?.collect()
}

/// A decision as the file has it.
fn word(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Accepted => "accepted",
        Ruling::Rejected => "rejected",
    }
}
