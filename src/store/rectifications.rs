//! 整改: what became of findings: replies, re-checks and conclusions. They go by catalogue, period and number: a finding has
//! the same number in every quarter, and a reply to that of one quarter is none to that of the next.

use std::collections::BTreeMap;

use rusqlite::Transaction;

use super::reviews::cells;
use super::{Reviews, StoreError};
use crate::judge::{Conclusion, Recheck, Rectification};

impl Reviews {
    /// What became of the findings of a catalogue, by period (empty where a run had none) and number; the newest of each.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn rectifications(
        &self,
        catalogue: &str,
    ) -> Result<BTreeMap<String, BTreeMap<String, Rectification>>, StoreError> {
        let sql = "SELECT period, number, kind, body FROM rectifications WHERE catalogue = ? ORDER BY id";
        let rows: Vec<[String; 4]> =
            self.disk.with(|connection| connection.prepare(sql)?.query_map([catalogue], cells)?.collect())?;
        let mut all: BTreeMap<String, BTreeMap<String, Rectification>> = BTreeMap::new();
        for [period, number, kind, body] in rows {
            let one = all.entry(period).or_default().entry(number).or_default();
            match kind.as_str() {
                "reply" => one.reply = Some(self.parsed(&body)?),
                "recheck" => one.recheck = Some(self.parsed(&body)?),
                // A signature is on the conclusion before it.
                "signature" => {
                    let signature = self.parsed(&body)?;
                    one.conclusion = one.conclusion.take().map(|by| Conclusion { signed: Some(signature), ..by });
                }
                _ => one.conclusion = Some(self.parsed(&body)?),
            }
        }
        Ok(all)
    }

    /// All conclusions on a finding by its `number`, oldest first; without signatures.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn conclusions_on(&self, catalogue: &str, period: &str, number: &str) -> Result<Vec<Conclusion>, StoreError> {
        let sql = "SELECT body FROM rectifications WHERE catalogue = ? AND period = ? AND number = ?
                   AND kind = 'conclusion' ORDER BY id";
        let rows: Vec<String> = self.disk.with(|connection| {
            connection.prepare_cached(sql)?.query_map([catalogue, period, number], |row| row.get(0))?.collect()
        })?;
        rows.iter().map(|body| self.parsed(body)).collect()
    }

    /// Keeps what a re-check of the result by `catalogue` for `period` saw, by the numbers of the findings, all or none.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep_rechecks(
        &self,
        catalogue: &str,
        period: &str,
        rechecks: &BTreeMap<String, Recheck>,
    ) -> Result<(), StoreError> {
        let body = |(number, recheck): (&String, &Recheck)| Ok((number.clone(), self.json(recheck)?));
        let bodies: Vec<(String, String)> = rechecks.iter().map(body).collect::<Result<_, StoreError>>()?;
        self.write(|transaction| {
            bodies.iter().try_for_each(|(number, body)| put(transaction, [catalogue, period, number, "recheck", body]))
        })
    }
}

/// Keeps a reply, a re-check, a conclusion or the signature on it: catalogue, period, number, which of them, JSON.
pub(super) fn put(transaction: &Transaction<'_>, values: [&str; 5]) -> Result<(), rusqlite::Error> {
    let sql = "INSERT INTO rectifications (catalogue, period, number, kind, body) VALUES (?, ?, ?, ?, ?)";
    transaction.prepare_cached(sql)?.execute(values).map(|_| ())
}
