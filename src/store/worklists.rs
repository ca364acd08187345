//! What a person has to decide on after a run, and what can be decided at all: the rows that were judged and their findings.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::run::number;
use super::{Reviews, StoreError};
use crate::judge::Answer;
use crate::site::identity;

/// What a person has to decide on after a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Worklist {
    /// Id of the run.
    pub run: String,
    /// Id of the catalogue.
    pub catalogue: String,
    /// How the catalogue was named: its id, or the folder that it is in.
    pub named: String,
    /// Name of the period (`2020Q3`); empty where there was none.
    pub period: String,
    /// The as-of day; `None` in what an older version kept.
    pub as_of: Option<Date>,
    /// What a person decides holds only once a second person has signed it.
    pub sign_off: bool,
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

/// A row that was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedRow {
    /// Name of the unit.
    pub unit: String,
    /// Code of the row.
    pub code: String,
    /// What the machine says.
    pub answer: Answer,
}

/// A finding of a run, as far as decisions on it need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFinding {
    /// Its number (`F-…`).
    pub number: String,
    /// Name of the unit.
    pub unit: String,
    /// Code of the row.
    pub code: String,
    /// Name of its kind.
    pub kind: String,
    /// What it is, one sentence.
    pub description: String,
}

impl Reviews {
    /// Keeps the worklist of a run, its rows and its findings in place of earlier ones. A question that was there keeps its
    /// number, new ones come after; one that is no more goes, unless somebody decided it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep(
        &self,
        worklist: &Worklist,
        rows: impl IntoIterator<Item = JudgedRow>,
        findings: impl IntoIterator<Item = KnownFinding>,
    ) -> Result<(), StoreError> {
        let units = self.json(&worklist.units)?;
        let Worklist { run, catalogue, named, period, as_of, sign_off, .. } = worklist;
        let as_of = as_of.map(|day| day.to_string()).unwrap_or_default();
        self.write(|transaction| {
            let sql = "INSERT OR REPLACE INTO worklists (run, catalogue, named, units, period, as_of, sign_off)
                       VALUES (?, ?, ?, ?, ?, ?, ?)";
            transaction.execute(sql, params![run, catalogue, named, units, period, as_of, sign_off])?;
            let known = numbers(transaction, run)?;
            let sql = "DELETE FROM entries WHERE run = ?1 AND NOT EXISTS (SELECT 1 FROM reviews WHERE catalogue = ?2 AND
                       reviews.unit = entries.unit AND reviews.code = entries.code AND reviews.address = entries.address)
                       AND NOT (address = '' AND EXISTS (SELECT 1 FROM overrides WHERE catalogue = ?2 AND period = ?3 AND
                       overrides.unit = entries.unit AND overrides.code = entries.code))";
            transaction.execute(sql, params![run, catalogue, period])?;
            let mut last = known.values().copied().max().unwrap_or(0);
            for entry in &worklist.entries {
                let key = key(entry);
                let number = known.get(&key).copied().unwrap_or_else(|| {
                    last += 1;
                    last
                });
                put(transaction, run, number, (entry, &key.2))?;
            }
            keep_rows(transaction, run, rows)?;
            keep_findings(transaction, run, findings)
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
        type Cells = (String, String, String, String, String, bool);
        let found: Option<Cells> = self.disk.with(|connection| {
            let sql = "SELECT catalogue, named, units, period, as_of, sign_off FROM worklists WHERE run = ?";
            let cells =
                |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?));
            connection.query_row(sql, [&run], cells).optional()
        })?;
        let Some((catalogue, named, units, period, as_of, sign_off)) = found else {
            return Err(StoreError::NoWorklist { path: self.folder.clone(), id: run });
        };
        let units = serde_json::from_str(&units)
            .map_err(|error| StoreError::damaged(self.disk.file(), format!("单位名单无法读取：{error}")))?;
        let entries = self.entries(&run)?;
        Ok(Worklist { run, catalogue, named, period, as_of: as_of.parse().ok(), sign_off, units, entries })
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

    /// The rows of a unit that were judged in a run, by code.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn judged(&self, run: &str, unit: &str) -> Result<Vec<JudgedRow>, StoreError> {
        let sql = "SELECT code, answer FROM judged WHERE run = ? AND unit = ? ORDER BY code";
        let rows: Vec<(String, String)> = self.disk.with(|connection| {
            let cells = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
            connection.prepare_cached(sql)?.query_map([run, unit], cells)?.collect()
        })?;
        let row = |(code, answer): (String, String)| {
            let answer = answer_of(&answer);
            let answer = answer.ok_or_else(|| StoreError::damaged(self.disk.file(), "判定无法识别"))?;
            Ok(JudgedRow { unit: unit.to_owned(), code, answer })
        };
        rows.into_iter().map(row).collect()
    }

    /// The finding of a run with this number; `None` where there is none.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn finding(&self, run: &str, number: &str) -> Result<Option<KnownFinding>, StoreError> {
        let sql = "SELECT number, unit, code, kind, description FROM findings WHERE run = ? AND number = ?";
        self.disk.with(|connection| connection.prepare_cached(sql)?.query_row([run, number], finding).optional())
    }

    /// The findings of a unit in a run, by number.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn findings_of(&self, run: &str, unit: &str) -> Result<Vec<KnownFinding>, StoreError> {
        let sql =
            "SELECT number, unit, code, kind, description FROM findings WHERE run = ? AND unit = ? ORDER BY number";
        self.disk.with(|connection| connection.prepare_cached(sql)?.query_map([run, unit], finding)?.collect())
    }

    fn entries(&self, run: &str) -> Result<Vec<WorklistEntry>, StoreError> {
        let sql = "SELECT number, unit, code, indicator, name, path, url, score, why FROM entries WHERE run = ?
                   ORDER BY number";
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
        self.disk.with(|connection| connection.prepare(sql)?.query_map([run], entry)?.collect())
    }
}

/// By what a question is the same: unit, code and address.
type Key = (String, String, String);

fn key(entry: &WorklistEntry) -> Key {
    (entry.unit.clone(), entry.code.clone(), identity(&entry.url))
}

/// The numbers of a run's questions.
fn numbers(transaction: &Transaction<'_>, run: &str) -> Result<BTreeMap<Key, u32>, rusqlite::Error> {
    let mut query = transaction.prepare("SELECT unit, code, address, number FROM entries WHERE run = ?")?;
    let cells = |row: &Row<'_>| Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?));
    query.query_map([run], cells)?.collect()
}

/// Adds a question to the worklist of a run, where it is not there yet.
pub(super) fn add(transaction: &Transaction<'_>, run: &str, entry: &WorklistEntry) -> Result<(), rusqlite::Error> {
    let sql = "SELECT 1 FROM entries WHERE run = ? AND unit = ? AND code = ? AND address = ?";
    let address = identity(&entry.url);
    if transaction.prepare_cached(sql)?.exists(params![run, entry.unit, entry.code, address])? {
        return Ok(());
    }
    let sql = "SELECT coalesce(max(number), 0) + 1 FROM entries WHERE run = ?";
    let next = transaction.prepare_cached(sql)?.query_row([run], |row| row.get(0))?;
    put(transaction, run, next, (entry, &address))
}

/// Puts a question down under its number; with it comes the [`identity`] of its address.
fn put(
    transaction: &Transaction<'_>,
    run: &str,
    number: u32,
    (entry, address): (&WorklistEntry, &str),
) -> Result<(), rusqlite::Error> {
    let sql =
        "INSERT OR REPLACE INTO entries (run, number, unit, code, address, indicator, name, path, url, score, why)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let WorklistEntry { unit, code, indicator, name, path, url, score, why, .. } = entry;
    let values = params![run, number, unit, code, address, indicator, name, path, url, score, why];
    transaction.prepare_cached(sql)?.execute(values).map(|_| ())
}

fn keep_rows(
    transaction: &Transaction<'_>,
    run: &str,
    rows: impl IntoIterator<Item = JudgedRow>,
) -> Result<(), rusqlite::Error> {
    transaction.execute("DELETE FROM judged WHERE run = ?", [run])?;
    let mut insert = transaction.prepare("INSERT INTO judged (run, unit, code, answer) VALUES (?, ?, ?, ?)")?;
    for JudgedRow { unit, code, answer } in rows {
        insert.execute([run, &unit, &code, answer.zh()])?;
    }
    Ok(())
}

fn keep_findings(
    transaction: &Transaction<'_>,
    run: &str,
    findings: impl IntoIterator<Item = KnownFinding>,
) -> Result<(), rusqlite::Error> {
    transaction.execute("DELETE FROM findings WHERE run = ?", [run])?;
    let sql = "INSERT OR REPLACE INTO findings (run, number, unit, code, kind, description) VALUES (?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare(sql)?;
    for KnownFinding { number, unit, code, kind, description } in findings {
        insert.execute([run, &number, &unit, &code, &kind, &description])?;
    }
    Ok(())
}

fn finding(row: &Row<'_>) -> Result<KnownFinding, rusqlite::Error> {
    Ok(KnownFinding {
        number: row.get(0)?,
        unit: row.get(1)?,
        code: row.get(2)?,
        kind: row.get(3)?,
        description: row.get(4)?,
    })
}

fn answer_of(words: &str) -> Option<Answer> {
    [Answer::Met, Answer::Partial, Answer::Unmet, Answer::Unverified, Answer::NotApplicable]
        .into_iter()
        .find(|answer| answer.zh() == words)
}
