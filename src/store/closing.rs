//! Closing a period: its folder is put together aside and then stands as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::params;

use super::frozen::{FROZEN, Frozen, MANIFEST, Manifest, collect, frozen, is_name, listed};
use super::workspace::Disk;
use super::{Run, StoreError, Workspace};

/// Where a new one is put together; a killed process leaves it half done, and the next one begins anew.
const PARTIAL: &str = ".partial";
/// Where a closed result is made again, to be compared.
const SCRATCH: &str = ".again";

/// A period that is being closed: what is put into its folder stands nowhere until [`Closing::finish`].
#[derive(Debug)]
pub struct Closing<'a> {
    disk: &'a Disk,
    folder: PathBuf,
    target: PathBuf,
}

impl Run {
    /// Begins to close a period by the catalogue with that id.
    ///
    /// # Errors
    /// It is closed already; the id of the catalogue cannot be the name of a folder; nothing can be written.
    pub fn close(&self, period: &str, catalogue: &str) -> Result<Closing<'_>, StoreError> {
        if !is_name(catalogue) {
            return Err(StoreError::NoName(catalogue.to_owned()));
        }
        let root = self.disk.folder().join(FROZEN);
        let (folder, target) = (root.join(PARTIAL), root.join(period).join(catalogue));
        if target.exists() {
            let (period, catalogue) = (period.to_owned(), catalogue.to_owned());
            return Err(StoreError::Frozen { path: target, period, catalogue });
        }
        fresh(&folder)?;
        Ok(Closing { disk: &self.disk, folder, target })
    }

    /// A folder for files that nobody keeps.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn scratch(&self) -> Result<Scratch, StoreError> {
        let folder = self.disk.folder().join(FROZEN).join(SCRATCH);
        fresh(&folder)?;
        Ok(Scratch { folder })
    }
}

/// A folder that goes with the value.
#[derive(Debug)]
pub struct Scratch {
    /// Where it is.
    pub folder: PathBuf,
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Closing<'_> {
    /// Where its files are put.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts a file there.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let file = self.folder.join(path);
        let write = || {
            fs::create_dir_all(file.parent().unwrap_or(&file))?;
            fs::write(&file, bytes)
        };
        write().map_err(|error| StoreError::of_io(&file, &error))
    }

    /// Closes the period with the files that are there and the manifest, whose list of files is made here. The folder is
    /// there as a whole or not at all, and its files are read-only. The workspace notes down the hash of the manifest.
    ///
    /// # Errors
    /// The files cannot be read or written.
    pub fn finish(self, manifest: Manifest) -> Result<Frozen, StoreError> {
        let wrong = |error| StoreError::of_io(&self.folder, &error);
        let files = listed(&self.folder).map_err(wrong)?;
        let (period, catalogue) = (manifest.period.name.clone(), manifest.catalogue.clone());
        let mut json = serde_json::to_vec_pretty(&Manifest { files, ..manifest }).unwrap_or_default();
        json.push(b'\n');
        self.put(MANIFEST, &json)?;
        let above = self.target.parent().unwrap_or(&self.target);
        let seal = || {
            settle(&self.folder)?;
            fs::create_dir_all(above)?;
            fs::rename(&self.folder, &self.target)
        };
        seal().map_err(wrong)?;
        // Without this the rename could be lost in a power cut. Not every system can do it to a folder.
        let _ = File::open(above).and_then(|folder| folder.sync_all());
        let closed = frozen(self.disk.folder(), &period, &catalogue)?
            .ok_or_else(|| StoreError::damaged(&self.target, "刚写好的文件夹不见了"))?;
        let sql = "INSERT INTO closed (period, catalogue, seal) VALUES (?, ?, ?)";
        self.disk.with(|connection| connection.execute(sql, params![period, catalogue, closed.seal]))?;
        Ok(closed)
    }
}

impl Workspace {
    /// The seal ([`Frozen::seal`]) that each closed period was noted down with last, by its name and the id of its catalogue.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn seals(&self) -> Result<BTreeMap<(String, String), String>, StoreError> {
        self.disk().with(|connection| {
            let mut query = connection.prepare("SELECT period, catalogue, seal FROM closed ORDER BY id")?;
            query.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?.collect()
        })
    }
}

/// Makes the folder anew; what a killed process left in it goes.
fn fresh(folder: &Path) -> Result<(), StoreError> {
    let made = match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(folder),
    };
    made.map_err(|error| StoreError::of_io(folder, &error))
}

/// Makes all files below `folder` read-only, and sure to be on disk.
fn settle(folder: &Path) -> io::Result<()> {
    let mut paths = BTreeSet::new();
    collect(folder, "", &mut paths)?;
    for path in paths {
        let file = File::open(folder.join(path))?;
        file.sync_all()?;
        let mut permissions = file.metadata()?.permissions();
        permissions.set_readonly(true);
        file.set_permissions(permissions)?;
    }
    Ok(())
}
