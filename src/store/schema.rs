//! Tables, and how old files become new ones.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

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
    CREATE TABLE requests (
        run        INTEGER NOT NULL REFERENCES runs (id),
        asked      TEXT NOT NULL,
        posted     TEXT NOT NULL,
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
        PRIMARY KEY (run, asked, posted, look)
    ) WITHOUT ROWID;
    INSERT INTO requests
        SELECT run, asked, '', look, at, elapsed_ms, requests, hops, url, status, headers, body, class, detail
        FROM fetches;
    DROP TABLE fetches;
    ALTER TABLE requests RENAME TO fetches;
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
    "
    ALTER TABLE fetches ADD COLUMN exchanges BLOB;
    ALTER TABLE renderings ADD COLUMN parts TEXT;
",
    "ALTER TABLE fetches ADD COLUMN certificates TEXT;",
    "
    CREATE TABLE records (
        id        INTEGER PRIMARY KEY,
        run       INTEGER NOT NULL REFERENCES runs (id),
        catalogue TEXT NOT NULL,
        period    TEXT NOT NULL,
        made      TEXT NOT NULL,
        deflated  BLOB NOT NULL
    );
    CREATE INDEX records_of_period ON records (catalogue, period, run);
    CREATE INDEX records_of_run ON records (run);
",
    "ALTER TABLE fetches ADD COLUMN earlier BLOB;",
    // By their keys, which are in no order, large rows are written all over the file: twice the work of adding them at the end.
    "
    CREATE TABLE contents (
        hash     TEXT PRIMARY KEY,
        deflated BLOB NOT NULL
    );
    INSERT INTO contents SELECT hash, deflated FROM bodies;
    CREATE TABLE requests (
        run          INTEGER NOT NULL REFERENCES runs (id),
        asked        TEXT NOT NULL,
        posted       TEXT NOT NULL,
        look         INTEGER NOT NULL,
        at           TEXT NOT NULL,
        elapsed_ms   INTEGER NOT NULL,
        requests     INTEGER NOT NULL,
        hops         TEXT NOT NULL,
        url          TEXT,
        status       INTEGER,
        headers      TEXT,
        body         TEXT REFERENCES contents (hash),
        class        TEXT,
        detail       TEXT,
        exchanges    BLOB,
        certificates TEXT,
        earlier      BLOB,
        PRIMARY KEY (run, asked, posted, look)
    );
    INSERT INTO requests
        SELECT run, asked, posted, look, at, elapsed_ms, requests, hops, url, status, headers, body, class, detail,
            exchanges, certificates, earlier
        FROM fetches;
    DROP TABLE fetches;
    ALTER TABLE requests RENAME TO fetches;
    CREATE TABLE shown (
        run      INTEGER NOT NULL REFERENCES runs (id),
        asked    TEXT NOT NULL,
        look     INTEGER NOT NULL,
        at       TEXT NOT NULL,
        requests INTEGER NOT NULL,
        body     TEXT REFERENCES contents (hash),
        problem  TEXT,
        parts    TEXT,
        PRIMARY KEY (run, asked, look)
    ) WITHOUT ROWID;
    INSERT INTO shown SELECT run, asked, look, at, requests, body, problem, parts FROM renderings;
    DROP TABLE renderings;
    ALTER TABLE shown RENAME TO renderings;
    DROP TABLE bodies;
    ALTER TABLE contents RENAME TO bodies;
",
    "
    CREATE TABLE closed (
        id        INTEGER PRIMARY KEY,
        period    TEXT NOT NULL,
        catalogue TEXT NOT NULL,
        seal      TEXT NOT NULL
    );
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

/// Steps of the file with the decisions of people and what they have to decide on, as [`RUNS`].
pub(super) const REVIEWS: &[&str] = &[
    "
    CREATE TABLE reviews (
        id        INTEGER PRIMARY KEY,
        catalogue TEXT NOT NULL,
        unit      TEXT NOT NULL,
        code      TEXT NOT NULL,
        address   TEXT NOT NULL,
        url       TEXT NOT NULL,
        name      TEXT NOT NULL,
        path      TEXT NOT NULL,
        ruling    TEXT NOT NULL,
        who       TEXT NOT NULL,
        at        TEXT NOT NULL,
        why       TEXT NOT NULL,
        run       TEXT NOT NULL
    );
    CREATE INDEX reviews_of_column ON reviews (catalogue, unit, code, address);
    CREATE TABLE worklists (
        run       TEXT PRIMARY KEY,
        catalogue TEXT NOT NULL,
        named     TEXT NOT NULL,
        units     TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE entries (
        run       TEXT NOT NULL,
        number    INTEGER NOT NULL,
        unit      TEXT NOT NULL,
        code      TEXT NOT NULL,
        address   TEXT NOT NULL,
        indicator TEXT NOT NULL,
        name      TEXT NOT NULL,
        path      TEXT NOT NULL,
        url       TEXT NOT NULL,
        score     REAL,
        why       TEXT NOT NULL,
        PRIMARY KEY (run, number)
    ) WITHOUT ROWID;
",
    "
    ALTER TABLE worklists ADD COLUMN period TEXT NOT NULL DEFAULT '';
    ALTER TABLE worklists ADD COLUMN as_of TEXT NOT NULL DEFAULT '';
    ALTER TABLE worklists ADD COLUMN sign_off INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX entries_of_row ON entries (run, unit, code, address);
    CREATE TABLE judged (
        run    TEXT NOT NULL,
        unit   TEXT NOT NULL,
        code   TEXT NOT NULL,
        answer TEXT NOT NULL,
        PRIMARY KEY (run, unit, code)
    ) WITHOUT ROWID;
    CREATE TABLE findings (
        run         TEXT NOT NULL,
        number      TEXT NOT NULL,
        unit        TEXT NOT NULL,
        code        TEXT NOT NULL,
        kind        TEXT NOT NULL,
        description TEXT NOT NULL,
        PRIMARY KEY (run, number)
    ) WITHOUT ROWID;
    CREATE TABLE overrides (
        id        INTEGER PRIMARY KEY,
        catalogue TEXT NOT NULL,
        unit      TEXT NOT NULL,
        code      TEXT NOT NULL,
        period    TEXT NOT NULL,
        stands    INTEGER NOT NULL,
        body      TEXT NOT NULL
    );
    CREATE INDEX overrides_of_row ON overrides (catalogue, unit, code, period);
    CREATE TABLE signatures (
        id       INTEGER PRIMARY KEY,
        override INTEGER NOT NULL REFERENCES overrides (id),
        body     TEXT NOT NULL
    );
    CREATE INDEX signatures_of_override ON signatures (override);
    CREATE TABLE rectifications (
        id        INTEGER PRIMARY KEY,
        catalogue TEXT NOT NULL,
        period    TEXT NOT NULL,
        number    TEXT NOT NULL,
        kind      TEXT NOT NULL,
        body      TEXT NOT NULL
    );
    CREATE INDEX rectifications_of_finding ON rectifications (catalogue, period, number, kind);
",
    "
    ALTER TABLE reviews ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
    ALTER TABLE reviews ADD COLUMN until TEXT NOT NULL DEFAULT '';
    CREATE TABLE review_signatures (
        id     INTEGER PRIMARY KEY,
        review INTEGER NOT NULL REFERENCES reviews (id),
        body   TEXT NOT NULL
    );
    CREATE INDEX signatures_of_review ON review_signatures (review);
    UPDATE overrides
        SET body = json_set(body, '$.came_of', json_array(substr(json_extract(body, '$.evidence'), 1, 12)))
        WHERE json_extract(body, '$.evidence') LIKE 'F-__________%';
    INSERT INTO rectifications (catalogue, period, number, kind, body)
        SELECT concluded.catalogue, concluded.period, concluded.number, 'signature', signatures.body
        FROM rectifications AS concluded
        JOIN overrides ON overrides.catalogue = concluded.catalogue AND overrides.period = concluded.period
            AND json_extract(overrides.body, '$.came_of[0]') = concluded.number
        JOIN signatures ON signatures.override = overrides.id
        WHERE concluded.kind = 'conclusion' AND json_extract(concluded.body, '$.ruling') <> 'upheld'
        AND concluded.id IN (SELECT max(id) FROM rectifications WHERE kind = 'conclusion'
                             GROUP BY catalogue, period, number)
        AND overrides.id IN (SELECT max(id) FROM overrides GROUP BY catalogue, unit, code, period);
",
];

/// Brings the file to the newest version, of which `steps` tells.
pub(super) fn migrate(connection: &mut Connection, file: &Path, steps: &[&str]) -> Result<(), StoreError> {
    let wrong = |source| StoreError::of(file, source);
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(wrong)?;
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::Newer { path: file.to_owned(), found, known });
    }
    for (version, step) in (1..=known).zip(steps).filter(|(version, _)| *version > found) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(wrong)?;
        // Where no lock file keeps others out, another process may just have taken the step.
        let now: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(wrong)?;
        if now < version {
            transaction.execute_batch(step).map_err(wrong)?;
            transaction.pragma_update(None, "user_version", version).map_err(wrong)?;
        }
        transaction.commit().map_err(wrong)?;
    }
    Ok(())
}
