//! What was seen while home pages were watched.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};

use super::run::timestamp;
use super::workspace::Disk;
use super::{StoreError, schema};
use crate::calendar::midnight_in_china;
use crate::crawl::Look;
use crate::sha256::sha256;
use crate::site::Watch;
use crate::unit::Unit;

/// The file in which it is kept.
const FILE: &str = "watch.db";

/// The logbook of a workspace, open to be written. One process at a time has it open.
#[derive(Debug)]
pub struct Logbook {
    disk: Disk,
}

/// What a watch is for. Started again with the same plan, it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchPlan<'a> {
    /// Whose home pages. Only names and sites make a difference.
    pub units: &'a [Unit],
    /// Whole days that it takes.
    pub days: u16,
    /// Visits on each day.
    pub visits: u16,
}

/// A watch that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watching {
    id: i64,
    /// When it began.
    pub started: Timestamp,
    /// It was begun by an earlier process.
    pub resumed: bool,
}

impl Logbook {
    /// Opens the logbook of the workspace in `folder`; both are made where they are missing.
    ///
    /// # Errors
    /// Another process watches; it cannot be written; the disk is full; the file is damaged or from a newer version.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        match Disk::open(folder, FILE, Some("watch.lock"), schema::WATCHES) {
            Ok(disk) => Ok(Self { disk }),
            Err(StoreError::Locked(folder)) => Err(StoreError::Watching(folder)),
            Err(error) => Err(error),
        }
    }

    /// Takes up the unfinished watch with the same plan, or begins one at `now`.
    ///
    /// # Errors
    /// The file cannot be read or written, or is damaged.
    pub fn take_up(&self, plan: &WatchPlan<'_>, now: Timestamp) -> Result<Watching, StoreError> {
        let hash = plan.hash();
        let (id, started, resumed) = self.disk.with(|connection| {
            let sql =
                "SELECT id, started FROM watches WHERE plan_hash = ? AND finished IS NULL ORDER BY id DESC LIMIT 1";
            let cells = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, String>(1)?, true));
            if let Some(found) = connection.query_row(sql, [&hash], cells).optional()? {
                return Ok(found);
            }
            let sql = "INSERT INTO watches (plan_hash, started) VALUES (?, ?)";
            connection.execute(sql, params![hash, now.to_string()])?;
            Ok((connection.last_insert_rowid(), now.to_string(), false))
        })?;
        Ok(Watching { id, started: timestamp(self.disk.file(), &started)?, resumed })
    }

    /// Keeps a look that was taken at the slot with the given number. It is on disk when the call returns.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep(&self, watch: Watching, slot: i64, unit: &Unit, look: &Look) -> Result<(), StoreError> {
        let class = look.failed.map(|class| serde_json::to_string(&class).unwrap_or_default());
        let at = moment(look.at);
        self.disk.with(|connection| {
            let sql =
                "INSERT OR IGNORE INTO looks (watch, slot, unit, site, at, millis, class) VALUES (?, ?, ?, ?, ?, ?, ?)";
            let values = params![watch.id, slot, unit.name, unit.site.as_str(), at, look.millis, class];
            connection.prepare_cached(sql)?.execute(values).map(|_| ())
        })
    }

    /// Drops the looks of a slot, as if they had been missed.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn drop_slot(&self, watch: Watching, slot: i64) -> Result<(), StoreError> {
        self.disk.with(|connection| {
            let sql = "DELETE FROM looks WHERE watch = ? AND slot = ?";
            connection.execute(sql, params![watch.id, slot]).map(|_| ())
        })
    }

    /// Names of the units whose look at a slot is kept.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn seen(&self, watch: Watching, slot: i64) -> Result<BTreeSet<String>, StoreError> {
        self.disk.with(|connection| {
            let mut query = connection.prepare_cached("SELECT unit FROM looks WHERE watch = ? AND slot = ?")?;
            query.query_map([watch.id, slot], |row| row.get(0))?.collect()
        })
    }

    /// The looks of a watch by the name of the unit, the oldest first.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn looks(&self, watch: Watching) -> Result<BTreeMap<String, Vec<Look>>, StoreError> {
        let rows: Vec<(String, Cells)> = self.disk.with(|connection| {
            let sql = "SELECT at, millis, class, unit FROM looks WHERE watch = ? ORDER BY slot";
            let mut query = connection.prepare_cached(sql)?;
            query.query_map([watch.id], |row| Ok((row.get(3)?, Cells::read(row)?)))?.collect()
        })?;
        let mut looks: BTreeMap<String, Vec<Look>> = BTreeMap::new();
        for (unit, cells) in rows {
            looks.entry(unit).or_default().push(cells.look(self.disk.file())?);
        }
        Ok(looks)
    }

    /// Closes a watch: the same plan begins a new one from now on.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(&self, watch: Watching, now: Timestamp) -> Result<(), StoreError> {
        self.disk.with(|connection| {
            let sql = "UPDATE watches SET finished = ? WHERE id = ?";
            connection.execute(sql, params![now.to_string(), watch.id]).map(|_| ())
        })
    }
}

impl WatchPlan<'_> {
    /// SHA-256, hex.
    fn hash(&self) -> String {
        let homes: Vec<(&str, &str)> = self.units.iter().map(|unit| (unit.name.as_str(), unit.site.as_str())).collect();
        sha256(&serde_json::to_vec(&(homes, self.days, self.visits)).unwrap_or_default())
    }
}

/// As [`super::Workspace::watched`]. Takes no lock: in the file's journal mode a reader and the one who writes do not
/// disturb each other.
pub(super) fn watched(folder: &Path, unit: &Unit, until: Date) -> Result<Watch, StoreError> {
    let file = folder.join(FILE);
    if !file.is_file() {
        return Ok(Watch::default());
    }
    let wrong = |source| StoreError::of(&file, source);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&file, flags).map_err(wrong)?;
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(wrong)?;
    let known = i64::try_from(schema::WATCHES.len()).unwrap_or(i64::MAX);
    match found {
        // A watch is just making the file.
        0 => return Ok(Watch::default()),
        found if found > known => return Err(StoreError::Newer { path: file, found, known }),
        _ => {}
    }
    let end = until.checked_add(1.day()).map_or(Timestamp::MAX, midnight_in_china);
    let sql = "SELECT at, millis, class FROM looks WHERE unit = ? AND site = ? AND at < ? ORDER BY at";
    let mut query = connection.prepare(sql).map_err(wrong)?;
    let rows = query.query_map(params![unit.name, unit.site.as_str(), moment(end)], Cells::read).map_err(wrong)?;
    let rows: Vec<Cells> = rows.collect::<Result<_, _>>().map_err(wrong)?;
    let looks: Vec<Look> = rows.into_iter().map(|cells| cells.look(&file)).collect::<Result<_, _>>()?;
    Ok(Watch { visits: looks.iter().filter_map(Look::visit).collect() })
}

/// The cells of a look: `at`, `millis`, `class`.
struct Cells(String, Option<u32>, Option<String>);

impl Cells {
    fn read(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        Ok(Self(row.get(0)?, row.get(1)?, row.get(2)?))
    }

    fn look(self, file: &Path) -> Result<Look, StoreError> {
        let Self(at, millis, class) = self;
        let class = class.map(|class| serde_json::from_str(&class)).transpose();
        let failed = class.map_err(|error| StoreError::damaged(file, error.to_string()))?;
        Ok(Look { at: timestamp(file, &at)?, millis, failed })
    }
}

/// A moment in a form whose order is that of time.
fn moment(at: Timestamp) -> String {
    format!("{at:.3}")
}
