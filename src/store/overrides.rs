//! 改判: the overrides of a catalogue, in all periods.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Reviews, StoreError};
use crate::judge::Override;
use crate::mapping::Signature;

impl Reviews {
    /// The overrides that stand in a catalogue, by unit, code and period: the last one on each row in each period, with its
    /// signature, unless it was taken back. They may have expired.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn overrides(&self, catalogue: &str) -> Result<Vec<Override>, StoreError> {
        let sql = "SELECT body, (SELECT body FROM signatures WHERE override = overrides.id ORDER BY id DESC LIMIT 1)
                   FROM overrides WHERE stands AND id IN
                   (SELECT max(id) FROM overrides WHERE catalogue = ? GROUP BY unit, code, period)
                   ORDER BY unit, code, period";
        let rows: Vec<(String, Option<String>)> = self.disk.with(|connection| {
            let cells = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
            connection.prepare(sql)?.query_map([catalogue], cells)?.collect()
        })?;
        let read = |(body, signature): (String, Option<String>)| {
            let made: Override = self.parsed(&body)?;
            let signed: Option<Signature> = signature.map(|signature| self.parsed(&signature)).transpose()?;
            Ok(Override { signed, ..made })
        };
        rows.into_iter().map(read).collect()
    }

    /// All that was decided on the row of `made` in its period, oldest first, each with whether it made an override or took one
    /// back; without signatures.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn overrides_on(&self, made: &Override) -> Result<Vec<(Override, bool)>, StoreError> {
        let sql = "SELECT body, stands FROM overrides WHERE catalogue = ? AND unit = ? AND code = ? AND period = ?
                   ORDER BY id";
        let row = [&made.catalogue, &made.unit, &made.code, &made.period];
        let rows: Vec<(String, bool)> = self.disk.with(|connection| {
            let cells = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
            connection.prepare_cached(sql)?.query_map(row, cells)?.collect()
        })?;
        rows.into_iter().map(|(body, stands)| Ok((self.parsed(&body)?, stands))).collect()
    }
}

/// Keeps an override, or that it was taken back.
pub(super) fn put(
    transaction: &Transaction<'_>,
    made: &Override,
    stands: bool,
    body: &str,
) -> Result<(), rusqlite::Error> {
    let sql = "INSERT INTO overrides (catalogue, unit, code, period, stands, body) VALUES (?, ?, ?, ?, ?, ?)";
    let Override { unit, catalogue, code, period, .. } = made;
    transaction.prepare_cached(sql)?.execute(params![catalogue, unit, code, period, stands, body]).map(|_| ())
}

/// Keeps that a second person agrees with the last override on the row.
pub(super) fn sign(transaction: &Transaction<'_>, made: &Override, body: &str) -> Result<(), rusqlite::Error> {
    let sql = "SELECT max(id) FROM overrides WHERE catalogue = ? AND unit = ? AND code = ? AND period = ?";
    let row = [&made.catalogue, &made.unit, &made.code, &made.period];
    let id: Option<i64> = transaction.query_row(sql, row, |row| row.get(0)).optional()?.flatten();
    transaction.execute("INSERT INTO signatures (override, body) VALUES (?, ?)", params![id, body]).map(|_| ())
}
