//! The folder, its lock and its list of runs.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::run::{number, timestamp};
use super::{Run, RunPlan, StoreError, logbook, schema};
use crate::site::Watch;
use crate::unit::Unit;

/// The file in which everything is kept.
const FILE: &str = "lanmu.db";
/// So long a write waits for that of another process.
const PATIENCE: Duration = Duration::from_secs(10);

/// A folder that holds runs.
#[derive(Debug)]
pub struct Workspace {
    disk: Arc<Disk>,
}

/// An open file. It stays locked until the last that works with it is dropped.
#[derive(Debug)]
pub(super) struct Disk {
    folder: PathBuf,
    file: PathBuf,
    connection: Mutex<Connection>,
    /// Held, not read: the lock goes when it is closed.
    _lock: Option<File>,
}

/// A run in the list of runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunSummary {
    /// Its id (`r1`).
    pub id: String,
    /// What it is for.
    pub plan: RunPlan,
    /// When it began.
    pub started: Timestamp,
    /// When its sheets were written; `None` while it is unfinished.
    pub finished: Option<Timestamp>,
}

impl Workspace {
    /// Whether there is a workspace in `folder`.
    #[must_use]
    pub fn is_at(folder: &Path) -> bool {
        folder.join(FILE).is_file()
    }

    /// Opens the workspace in `folder`; folder and file are made where they are missing.
    ///
    /// # Errors
    /// Another process has it open; it cannot be written; the disk is full; the file is damaged or from a newer version.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        Ok(Self { disk: Arc::new(Disk::open(folder, FILE, Some("lanmu.lock"), schema::RUNS)?) })
    }

    /// Takes up the unfinished run with the same plan, or begins a new one.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn begin(&self, plan: &RunPlan) -> Result<Run, StoreError> {
        let hash = plan.hash();
        let found = self.disk.with(|connection| {
            let sql = "SELECT id FROM runs WHERE plan_hash = ? AND finished IS NULL ORDER BY id DESC LIMIT 1";
            if let Some(id) = connection.query_row(sql, [&hash], |row| row.get(0)).optional()? {
                return Ok(id);
            }
            let json = serde_json::to_string(plan).unwrap_or_default();
            let sql = "INSERT INTO runs (plan, plan_hash, started) VALUES (?, ?, ?)";
            connection.execute(sql, params![json, hash, Timestamp::now().to_string()])?;
            Ok(connection.last_insert_rowid())
        })?;
        Ok(Run::new(Arc::clone(&self.disk), found, plan.clone()))
    }

    /// Plan of the newest unfinished run that is for the same as `plan`. What people confirmed meanwhile makes no other
    /// run of it, nor what other runs showed meanwhile, nor, unless the day was given (`fixed_day`), does the as-of day.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn unfinished(&self, plan: &RunPlan, fixed_day: bool) -> Result<Option<RunPlan>, StoreError> {
        let same = |run: &RunSummary| {
            let as_of = if fixed_day { run.plan.as_of } else { plan.as_of };
            RunPlan { as_of, confirmed: plan.confirmed.clone(), former: plan.former.clone(), ..run.plan.clone() }
                == *plan
        };
        let runs = self.runs()?;
        Ok(runs.into_iter().rev().find(|run| run.finished.is_none() && same(run)).map(|run| run.plan))
    }

    /// The run with the given id.
    ///
    /// # Errors
    /// There is none; the file cannot be read.
    pub fn run(&self, id: &str) -> Result<Run, StoreError> {
        let runs = self.runs()?;
        match runs.iter().find(|run| run.id == id).zip(number(id)) {
            Some((run, number)) => Ok(Run::new(Arc::clone(&self.disk), number, run.plan.clone())),
            None => {
                let ids: Vec<&str> = runs.iter().map(|run| run.id.as_str()).collect();
                let known = match ids.as_slice() {
                    [] => "还没有评估过，请先运行 lanmu evaluate".to_owned(),
                    ids => format!("现有运行编号为 {}", ids.join("、")),
                };
                Err(StoreError::NoRun { path: self.disk.folder.clone(), id: id.to_owned(), known })
            }
        }
    }

    /// The visits that watches in this folder made to the home page of `unit` (by name and site) up to the end of the
    /// day `until` in China, the oldest first. They are there while a watch goes on, too.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn watched(&self, unit: &Unit, until: Date) -> Result<Watch, StoreError> {
        logbook::watched(&self.disk.folder, unit, until)
    }

    /// All runs, the oldest first.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn runs(&self) -> Result<Vec<RunSummary>, StoreError> {
        let rows: Vec<[Option<String>; 4]> = self.disk.with(|connection| {
            let mut query = connection.prepare("SELECT 'r' || id, plan, started, finished FROM runs ORDER BY id")?;
            let cells = |row: &Row<'_>| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]);
            query.query_map([], cells)?.collect()
        })?;
        rows.into_iter().map(|cells| self.summary(cells)).collect()
    }

    pub(super) fn folder(&self) -> &Path {
        &self.disk.folder
    }

    pub(super) fn disk(&self) -> &Disk {
        &self.disk
    }

    fn summary(&self, [id, plan, started, finished]: [Option<String>; 4]) -> Result<RunSummary, StoreError> {
        let file = &self.disk.file;
        Ok(RunSummary {
            id: id.unwrap_or_default(),
            plan: serde_json::from_str(&plan.unwrap_or_default())
                .map_err(|error| StoreError::damaged(file, format!("运行的计划无法读取：{error}")))?,
            started: timestamp(file, &started.unwrap_or_default())?,
            finished: finished.map(|words| timestamp(file, &words)).transpose()?,
        })
    }
}

impl Disk {
    /// Opens the file `name` in `folder`, makes it where it is missing, and brings it up to date by `steps`. The file
    /// `lock` keeps others out; without one, who comes while another writes waits for a while.
    pub(super) fn open(folder: &Path, name: &str, lock: Option<&str>, steps: &[&str]) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(|error| StoreError::of_io(folder, &error))?;
        let lock = lock.map(|lock| self::lock(folder, lock)).transpose()?;
        let file = folder.join(name);
        let wrong = |source| StoreError::of(&file, source);
        let mut connection = Connection::open(&file).map_err(wrong)?;
        connection.busy_timeout(PATIENCE).map_err(wrong)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(wrong)?;
        connection.pragma_update(None, "synchronous", "NORMAL").map_err(wrong)?;
        connection.pragma_update(None, "foreign_keys", true).map_err(wrong)?;
        // Else every use of a query plans it anew for the values at hand.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(wrong)?;
        schema::migrate(&mut connection, &file, steps)?;
        Ok(Self { folder: folder.to_owned(), file, connection: Mutex::new(connection), _lock: lock })
    }

    /// Runs `work` on the connection.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, rusqlite::Error>,
    ) -> Result<T, StoreError> {
        let mut connection: MutexGuard<'_, Connection> = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut connection).map_err(|source| StoreError::of(&self.file, source))
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }
}

fn lock(folder: &Path, name: &str) -> Result<File, StoreError> {
    let path = folder.join(name);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|error| StoreError::of_io(folder, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(StoreError::of_io(folder, &error)),
    }
}
