//! Decisions on columns: 确认 and 否定.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::run::timestamp;
use super::{Reviews, StoreError};
use crate::mapping::{Review, Ruling};
use crate::site::identity;

/// A decision as the file has it: twelve cells, and the JSON of its signature.
type Cells = ([String; 12], Option<String>);

const COLUMNS: &str = "SELECT unit, code, url, name, path, ruling, who, at, why, run, evidence, until,
    (SELECT body FROM review_signatures WHERE review = reviews.id ORDER BY id DESC LIMIT 1) FROM reviews";

impl Reviews {
    /// The decisions on columns that stand in a catalogue, by unit, code and address: the last one on each, with its
    /// signature. They may have expired.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn standing(&self, catalogue: &str) -> Result<Vec<Review>, StoreError> {
        let sql = format!(
            "{COLUMNS} WHERE id IN (SELECT max(id) FROM reviews WHERE catalogue = ? GROUP BY unit, code, address)
             ORDER BY unit, code, address"
        );
        let rows: Vec<Cells> =
            self.disk.with(|connection| connection.prepare(&sql)?.query_map([catalogue], cells)?.collect())?;
        rows.into_iter().map(|cells| self.review(catalogue, cells)).collect()
    }

    /// All decisions on the column of `review`, oldest first.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn rulings_on(&self, review: &Review) -> Result<Vec<Review>, StoreError> {
        let sql = format!("{COLUMNS} WHERE catalogue = ? AND unit = ? AND code = ? AND address = ? ORDER BY id");
        let Review { catalogue, unit, code, url, .. } = review;
        let column = params![catalogue, unit, code, identity(url)];
        let rows: Vec<Cells> =
            self.disk.with(|connection| connection.prepare_cached(&sql)?.query_map(column, cells)?.collect())?;
        rows.into_iter().map(|cells| self.review(catalogue, cells)).collect()
    }

    fn review(&self, catalogue: &str, (cells, signature): Cells) -> Result<Review, StoreError> {
        let file = self.disk.file();
        let [unit, code, url, name, path, ruling, who, at, why, run, evidence, until] = cells;
        let known = [Ruling::Accepted, Ruling::Rejected].into_iter().find(|known| word(*known) == ruling);
        let ruling = known.ok_or_else(|| StoreError::damaged(file, format!("决定“{ruling}”无法识别")))?;
        let until = if until.is_empty() { None } else { Some(day(&until)) };
        let until = until.transpose().map_err(|words| StoreError::damaged(file, words))?;
        let signed = signature.map(|signature| self.parsed(&signature)).transpose()?;
        let (catalogue, at) = (catalogue.to_owned(), timestamp(file, &at)?);
        Ok(Review { unit, catalogue, code, url, name, path, ruling, who, at, why, evidence, until, run, signed })
    }
}

fn day(words: &str) -> Result<Date, String> {
    words.parse().map_err(|_| format!("有效期“{words}”无法识别"))
}

fn cells(row: &Row<'_>) -> Result<Cells, rusqlite::Error> {
    Ok((super::reviews::cells(row)?, row.get(12)?))
}

/// Keeps a decision on a column.
pub(super) fn put(transaction: &Transaction<'_>, one: &Review) -> Result<(), rusqlite::Error> {
    let sql = "INSERT INTO reviews
               (catalogue, unit, code, address, url, name, path, ruling, who, at, why, run, evidence, until)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let (address, ruling, at) = (identity(&one.url), word(one.ruling), one.at.to_string());
    let until = one.until.map(|day| day.to_string()).unwrap_or_default();
    let Review { unit, catalogue, code, url, name, path, who, why, run, evidence, .. } = one;
    let values = params![catalogue, unit, code, address, url, name, path, ruling, who, at, why, run, evidence, until];
    transaction.prepare_cached(sql)?.execute(values).map(|_| ())
}

/// Keeps that a second person agrees with the last decision on the column.
pub(super) fn sign(transaction: &Transaction<'_>, one: &Review, body: &str) -> Result<(), rusqlite::Error> {
    let sql = "SELECT max(id) FROM reviews WHERE catalogue = ? AND unit = ? AND code = ? AND address = ?";
    let column = params![one.catalogue, one.unit, one.code, identity(&one.url)];
    let id: Option<i64> = transaction.query_row(sql, column, |row| row.get(0)).optional()?.flatten();
    transaction.execute("INSERT INTO review_signatures (review, body) VALUES (?, ?)", params![id, body]).map(|_| ())
}

/// A decision as the file has it.
fn word(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Accepted => "accepted",
        Ruling::Rejected => "rejected",
    }
}
