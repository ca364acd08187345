//! People's decisions.
//!
//! They stand in a file of their own without a lock file: a person reviews while an evaluation goes on. SQLite lets one
//! write at a time, and the others wait for a moment. Nothing is ever changed or taken out: a later decision on the same
//! matter takes the place of an earlier one.

use std::path::{Path, PathBuf};

use rusqlite::{Row, Transaction, TransactionBehavior};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::workspace::Disk;
use super::{StoreError, Worklist, WorklistEntry, overrides, rectifications, rulings, schema, worklists};
use crate::judge::{Conclusion, Override, Reply};
use crate::mapping::{Review, Signature};

/// The file in which they are kept.
const FILE: &str = "reviews.db";

/// The decisions of people in a workspace, and the worklists of its runs.
#[derive(Debug)]
pub struct Reviews {
    pub(super) disk: Disk,
    pub(super) folder: PathBuf,
}

/// What a person decides or says.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Whether a column is the one that the catalogue means. The entry is the question that it gets in the worklist, where none
    /// is there yet.
    Ruled(Review, WorklistEntry),
    /// A second person agrees with the decision that stands on the same column.
    RulingSigned(Review, Signature),
    /// Another answer for a row. The entry is the question that it gets in the worklist, where none is there yet.
    Overruled(Override, WorklistEntry),
    /// The override does not stand any more; who, when and why are those of the person who took it back.
    TakenBack(Override),
    /// A second person agrees with the override that stands on the same row in the same period.
    Signed(Override, Signature),
    /// A unit's reply to the finding with this number.
    Replied(String, Reply),
    /// A reviewer's conclusion on the finding with this number.
    Concluded(String, Conclusion),
    /// A second person agrees with the conclusion that stands on the finding with this number.
    ConclusionSigned(String, Signature),
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

    /// The folder of the workspace.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps what was decided on the result that `worklist` is of, all or none.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn act(&self, worklist: &Worklist, acts: &[Act]) -> Result<(), StoreError> {
        let Worklist { run, catalogue, period, .. } = worklist;
        let bodies: Vec<String> = acts.iter().map(|act| self.body(act)).collect::<Result<_, _>>()?;
        self.write(|transaction| {
            for (act, body) in acts.iter().zip(&bodies) {
                match act {
                    Act::Ruled(review, entry) => {
                        rulings::put(transaction, review)?;
                        worklists::add(transaction, run, entry)?;
                    }
                    Act::RulingSigned(review, _) => rulings::sign(transaction, review, body)?,
                    Act::Overruled(made, entry) => {
                        overrides::put(transaction, made, true, body)?;
                        worklists::add(transaction, run, entry)?;
                    }
                    Act::TakenBack(made) => overrides::put(transaction, made, false, body)?,
                    Act::Signed(made, _) => overrides::sign(transaction, made, body)?,
                    Act::Replied(number, _) => {
                        rectifications::put(transaction, [catalogue, period, number, "reply", body])?;
                    }
                    Act::Concluded(number, _) => {
                        rectifications::put(transaction, [catalogue, period, number, "conclusion", body])?;
                    }
                    Act::ConclusionSigned(number, _) => {
                        rectifications::put(transaction, [catalogue, period, number, "signature", body])?;
                    }
                }
            }
            Ok(())
        })
    }

    fn body(&self, act: &Act) -> Result<String, StoreError> {
        match act {
            Act::Ruled(..) => Ok(String::new()),
            Act::Overruled(made, _) | Act::TakenBack(made) => self.json(made),
            Act::Signed(_, signature) | Act::RulingSigned(_, signature) | Act::ConclusionSigned(_, signature) => {
                self.json(signature)
            }
            Act::Replied(_, reply) => self.json(reply),
            Act::Concluded(_, conclusion) => self.json(conclusion),
        }
    }

    pub(super) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, rusqlite::Error>,
    ) -> Result<T, StoreError> {
        self.disk.with(|connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })
    }

    pub(super) fn json(&self, value: &impl Serialize) -> Result<String, StoreError> {
        serde_json::to_string(value).map_err(|error| StoreError::damaged(self.disk.file(), error.to_string()))
    }

    pub(super) fn parsed<T: DeserializeOwned>(&self, json: &str) -> Result<T, StoreError> {
        let damaged = |error| StoreError::damaged(self.disk.file(), format!("决定无法读取：{error}"));
        serde_json::from_str(json).map_err(damaged)
    }
}

/// The first columns of a row, all of them words.
pub(super) fn cells<const N: usize>(row: &Row<'_>) -> Result<[String; N], rusqlite::Error> {
    let mut cells = [const { String::new() }; N];
    for (place, cell) in cells.iter_mut().enumerate() {
        *cell = row.get(place)?;
    }
    Ok(cells)
}
