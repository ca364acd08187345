//! Closed periods: `<folder>/frozen/<period>/<catalogue>/`, with all that a result was made from, the result, and a
//! manifest with the hash of each file. Nothing of this program writes there again.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Run, StoreError};
use crate::judge::Period;
use crate::sha256::{Hasher, sha256};

/// Folder of the closed periods in a workspace.
const FROZEN: &str = "frozen";
/// Where a new one is put together; a killed process leaves it half done, and the next one begins anew.
const PARTIAL: &str = ".partial";
/// Where a closed result is made again, to be compared.
const SCRATCH: &str = ".again";
/// The file with the hashes.
const MANIFEST: &str = "manifest.json";

/// `manifest.json`: what is closed, and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The period.
    pub period: Period,
    /// Id of the catalogue.
    pub catalogue: String,
    /// Id of the run that was judged.
    pub run: String,
    /// The as-of day.
    pub as_of: Date,
    /// Version of the tool that judged it.
    pub tool_version: String,
    /// SHA-256 of what was seen of the sites, hex.
    pub snapshot: String,
    /// What was still open, a sentence each.
    pub open: Vec<String>,
    /// The files, by path.
    pub files: Vec<FrozenFile>,
}

/// A file of a closed period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FrozenFile {
    /// Its path in the folder, with `/`.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256, hex.
    pub sha256: String,
}

/// A closed period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// Where it is.
    pub folder: PathBuf,
    /// What belongs to it.
    pub manifest: Manifest,
    /// SHA-256 of the manifest, hex: who has noted it down can tell that nothing was changed.
    pub seal: String,
}

/// In what a closed period differs from its manifest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tampering {
    /// A file has other bytes, or cannot be read.
    Changed(String),
    /// A file is not there.
    Missing(String),
    /// A file is there that does not belong to it.
    Extra(String),
}

/// The closed period with that name (`2020Q3`) by the catalogue with that id in the workspace in `folder`; `None` while it is
/// open. It takes no lock.
///
/// # Errors
/// Its manifest is missing, cannot be read or is damaged.
pub fn frozen(folder: &Path, period: &str, catalogue: &str) -> Result<Option<Frozen>, StoreError> {
    if !is_name(period) || !is_name(catalogue) {
        return Ok(None);
    }
    let folder = folder.join(FROZEN).join(period).join(catalogue);
    if !folder.is_dir() {
        return Ok(None);
    }
    let path = folder.join(MANIFEST);
    let bytes = fs::read(&path).map_err(|error| StoreError::damaged(&path, error.to_string()))?;
    let manifest =
        serde_json::from_slice(&bytes).map_err(|error| StoreError::damaged(&path, format!("内容无法识别：{error}")))?;
    Ok(Some(Frozen { folder, manifest, seal: sha256(&bytes) }))
}

/// The closed periods in the workspace in `folder`, by name, each with the ids of its catalogues, by name.
///
/// # Errors
/// The folders cannot be read.
pub fn frozen_periods(folder: &Path) -> Result<Vec<(String, String)>, StoreError> {
    let root = folder.join(FROZEN);
    let mut all = Vec::new();
    for period in folders(&root)? {
        all.extend(folders(&root.join(&period))?.into_iter().map(|catalogue| (period.clone(), catalogue)));
    }
    Ok(all)
}

/// Whether `path` is inside the closed periods of the workspace in `folder`.
#[must_use]
pub fn is_frozen_place(folder: &Path, path: &Path) -> bool {
    let whole = |path: &Path| {
        let known = path.ancestors().find_map(|above| Some((above, fs::canonicalize(above).ok()?)));
        known.map_or_else(|| path.to_owned(), |(above, real)| real.join(path.strip_prefix(above).unwrap_or(path)))
    };
    let here = |path: &Path| std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| whole(&path));
    here(path).starts_with(here(&folder.join(FROZEN)))
}

/// Whether a period is closed, as [`frozen`]. What was evaluated for no period (an empty name) cannot be.
#[must_use]
pub fn is_frozen(folder: &Path, period: &str, catalogue: &str) -> bool {
    is_name(period) && is_name(catalogue) && folder.join(FROZEN).join(period).join(catalogue).is_dir()
}

/// A period that is being closed: what is put into its folder stands nowhere until [`Closing::finish`].
#[derive(Debug)]
pub struct Closing<'a> {
    workspace: &'a Path,
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
        let workspace = self.disk.folder();
        let root = workspace.join(FROZEN);
        let (folder, target) = (root.join(PARTIAL), root.join(period).join(catalogue));
        if target.exists() {
            let (period, catalogue) = (period.to_owned(), catalogue.to_owned());
            return Err(StoreError::Frozen { path: target, period, catalogue });
        }
        fresh(&folder)?;
        Ok(Closing { workspace, folder, target })
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
    /// there as a whole or not at all, and its files are read-only.
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
        frozen(self.workspace, &period, &catalogue)?
            .ok_or_else(|| StoreError::damaged(&self.target, "刚写好的文件夹不见了"))
    }
}

impl Frozen {
    /// The bytes of a file; `None` where the period has none of that path.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        if !self.manifest.files.iter().any(|file| file.path == path) {
            return Ok(None);
        }
        let file = self.folder.join(path);
        fs::read(&file).map(Some).map_err(|error| StoreError::damaged(&file, error.to_string()))
    }

    /// What stands as JSON in a file that has to be there.
    ///
    /// # Errors
    /// It is not there, or is no such JSON.
    pub fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T, StoreError> {
        let damaged = |reason: String| StoreError::damaged(&self.folder.join(path), reason);
        let bytes = self.read(path)?.ok_or_else(|| damaged("清单中没有该文件".to_owned()))?;
        serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))
    }

    /// The paths, below `under`, of files that another making of them put into `made` otherwise, or that only one of the two
    /// has.
    ///
    /// # Errors
    /// `made` cannot be read.
    pub fn differing(&self, under: &str, made: &Path) -> Result<Vec<String>, StoreError> {
        let made = listed(made).map_err(|error| StoreError::of_io(made, &error))?;
        let there: BTreeSet<FrozenFile> =
            made.into_iter().map(|file| FrozenFile { path: format!("{under}{}", file.path), ..file }).collect();
        let known = self.manifest.files.iter().filter(|file| file.path.starts_with(under)).cloned();
        let known: BTreeSet<FrozenFile> = known.collect();
        let paths: BTreeSet<String> = known.symmetric_difference(&there).map(|file| file.path.clone()).collect();
        Ok(paths.into_iter().collect())
    }

    /// Every difference between the folder and its manifest, by path.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn tampering(&self) -> Result<Vec<Tampering>, StoreError> {
        let mut there = BTreeSet::new();
        collect(&self.folder, "", &mut there).map_err(|error| StoreError::of_io(&self.folder, &error))?;
        there.remove(MANIFEST);
        let mut found = Vec::new();
        for known in &self.manifest.files {
            if !there.remove(&known.path) {
                found.push(Tampering::Missing(known.path.clone()));
            } else if of_file(&self.folder, known.path.clone()).ok().as_ref() != Some(known) {
                found.push(Tampering::Changed(known.path.clone()));
            }
        }
        found.extend(there.into_iter().map(Tampering::Extra));
        Ok(found)
    }
}

/// Whether a word can be the name of a folder and nothing else.
fn is_name(word: &str) -> bool {
    let mut parts = Path::new(word).components();
    let single = matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == word);
    single && !word.starts_with('.') && !word.contains(['/', '\\', ':']) && !word.contains(char::is_control)
}

fn folders(root: &Path) -> Result<BTreeSet<String>, StoreError> {
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(StoreError::of_io(root, &error)),
    };
    let names = entries.filter_map(|entry| {
        let entry = entry.ok().filter(|entry| entry.path().is_dir())?;
        entry.file_name().into_string().ok().filter(|name| is_name(name))
    });
    Ok(names.collect())
}

/// Makes the folder anew; what a killed process left in it goes.
fn fresh(folder: &Path) -> Result<(), StoreError> {
    let made = match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(folder),
    };
    made.map_err(|error| StoreError::of_io(folder, &error))
}

/// The files below `folder`, by path.
fn listed(folder: &Path) -> io::Result<Vec<FrozenFile>> {
    let mut paths = BTreeSet::new();
    collect(folder, "", &mut paths)?;
    paths.into_iter().map(|path| of_file(folder, path)).collect()
}

fn of_file(folder: &Path, path: String) -> io::Result<FrozenFile> {
    let mut file = BufReader::new(File::open(folder.join(&path))?);
    let (mut bytes, mut hash) = (0, Hasher::default());
    loop {
        let piece = file.fill_buf()?;
        let length = piece.len();
        if length == 0 {
            return Ok(FrozenFile { path, bytes, sha256: hash.hex() });
        }
        hash.take(piece);
        bytes += length as u64;
        file.consume(length);
    }
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

/// The paths of all that is no folder below `folder`, with `/`.
fn collect(folder: &Path, above: &str, paths: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{above}{}", entry.file_name().to_string_lossy());
        // A link to a folder is no folder of ours.
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), paths)?
        } else {
            paths.insert(path);
        }
    }
    Ok(())
}
