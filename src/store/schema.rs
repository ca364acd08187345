//! Tables, and how old files become new ones.

use std::path::Path;

use rusqlite::Connection;

use super::StoreError;

/// Steps of the file with the runs, one per version; a step is never changed once released.
pub(super) const RUNS: &[&str] = &[
    "
    CREATE TABLE runs (
        id        INTEGER PRIMARY KEY,
        plan      TEXT NOT NULL,
        plan_hash TEXT NOT NULL,
        started   TEXT NOT NULL,
        finished  TEXT
    );
    CREATE TABLE bodies (
        hash     TEXT PRIMARY KEY,
        deflated BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE fetches (
        run        INTEGER NOT NULL REFERENCES runs (id),
        asked      TEXT NOT NULL,
        look       INTEGER NOT NULL,
        at         TEXT NOT NULL,
        elapsed_ms INTEGER NOT NULL,
        requests   INTEGER NOT NULL,
        hops       TEXT NOT NULL,
        url        TEXT,
        status     INTEGER,
        headers    TEXT,
        body       TEXT REFERENCES bodies (hash),
        class      TEXT,
        detail     TEXT,
        PRIMARY KEY (run, asked, look)
    ) WITHOUT ROWID;
    CREATE TABLE units (
        run         INTEGER NOT NULL REFERENCES runs (id),
        name        TEXT NOT NULL,
        ended       TEXT NOT NULL,
        requests    INTEGER NOT NULL,
        finished_at TEXT NOT NULL,
        PRIMARY KEY (run, name)
    ) WITHOUT ROWID;
",
    "
    CREATE TABLE renderings (
        run      INTEGER NOT NULL REFERENCES runs (id),
        asked    TEXT NOT NULL,
        look     INTEGER NOT NULL,
        at       TEXT NOT NULL,
        requests INTEGER NOT NULL,
        body     TEXT REFERENCES bodies (hash),
        problem  TEXT,
        PRIMARY KEY (run, asked, look)
    ) WITHOUT ROWID;
",
];

/// Steps of the file with what was seen while home pages were watched, as [`RUNS`].
pub(super) const WATCHES: &[&str] = &["
    CREATE TABLE watches (
        id        INTEGER PRIMARY KEY,
        plan_hash TEXT NOT NULL,
        started   TEXT NOT NULL,
        finished  TEXT
    );
    CREATE TABLE looks (
        watch  INTEGER NOT NULL REFERENCES watches (id),
        slot   INTEGER NOT NULL,
        unit   TEXT NOT NULL,
        site   TEXT NOT NULL,
        at     TEXT NOT NULL,
        millis INTEGER,
        class  TEXT,
        PRIMARY KEY (watch, slot, unit)
    ) WITHOUT ROWID;
    CREATE INDEX looks_of_unit ON looks (unit, site);
"];

/// Brings the file to the newest version, of which `steps` tells.
pub(super) fn migrate(connection: &mut Connection, file: &Path, steps: &[&str]) -> Result<(), StoreError> {
    let wrong = |source| StoreError::of(file, source);
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(wrong)?;
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::Newer { path: file.to_owned(), found, known });
    }
    for (version, step) in (1..=known).zip(steps).filter(|(version, _)| *version > found) {
        let transaction = connection.transaction().map_err(wrong)?;
        transaction.execute_batch(step).map_err(wrong)?;
        transaction.pragma_update(None, "user_version", version).map_err(wrong)?;
        transaction.commit().map_err(wrong)?;
    }
    Ok(())
}
