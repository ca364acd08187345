//! Closed periods: `<folder>/frozen/<period>/<catalogue>/`, with all that a result was made from, the result, and a
//! manifest with the hash of each file. Nothing of this program writes there again.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::judge::Period;
use crate::sha256::{Hasher, sha256};

/// Folder of the closed periods in a workspace.
pub(super) const FROZEN: &str = "frozen";
/// The file with the hashes.
pub(super) const MANIFEST: &str = "manifest.json";

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
    /// The evidence archives of the run, which stay in the workspace: paths are those below its folder.
    #[serde(default)]
    pub evidence: Vec<FrozenFile>,
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
    let bytes = fs::read(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => StoreError::damaged(&path, "文件不见了"),
        _ => StoreError::damaged(&path, error.to_string()),
    })?;
    let manifest = serde_json::from_slice(&bytes).map_err(|error| StoreError::damaged(&path, unreadable(&error)))?;
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

impl FrozenFile {
    /// The file at `path` below `folder` as it is.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn of(folder: &Path, path: String) -> Result<Self, StoreError> {
        let place = folder.join(&path);
        of_file(folder, path).map_err(|error| StoreError::damaged(&place, error.to_string()))
    }
}

impl Frozen {
    /// The archives of the evidence in the workspace in `folder` that are not as they were.
    #[must_use]
    pub fn changed_evidence(&self, folder: &Path) -> Vec<Tampering> {
        let differing = self.manifest.evidence.iter().filter_map(|known| {
            let path = known.path.clone();
            if !folder.join(&path).is_file() {
                return Some(Tampering::Missing(path));
            }
            let same = of_file(folder, path.clone()).ok().as_ref() == Some(known);
            (!same).then_some(Tampering::Changed(path))
        });
        differing.collect()
    }

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
        serde_json::from_slice(&bytes).map_err(|error| damaged(unreadable(&error)))
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

fn unreadable(error: &serde_json::Error) -> String {
    format!("第 {} 行第 {} 列起内容无法识别", error.line(), error.column())
}

/// Whether a word can be the name of a folder and nothing else.
pub(super) fn is_name(word: &str) -> bool {
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

/// The files below `folder`, by path.
pub(super) fn listed(folder: &Path) -> io::Result<Vec<FrozenFile>> {
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

/// The paths of all that is no folder below `folder`, with `/`.
pub(super) fn collect(folder: &Path, above: &str, paths: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{above}{}", entry.file_name().to_string_lossy());
        // A link to a folder is no folder of ours.
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), paths)?;
        } else {
            paths.insert(path);
        }
    }
    Ok(())
}
