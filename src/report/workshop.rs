//! Files that appear all at once or not at all: they are made beside those that are there, and put in their place at the end.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, IntoInnerError, Write};
use std::path::{Path, PathBuf};

use super::ReportError;
use crate::sha256::Hasher;

/// Where the new files are made, inside the target folder, so that putting one in its place is a rename on one disk.
const WORKSHOP: &str = ".lanmu-partial";
/// Bytes of a file that are written at once.
const BLOCK: usize = 1 << 16;

/// A file of a result as it was made.
pub(super) struct Made {
    /// Its name.
    pub(super) name: String,
    /// Its length in bytes.
    pub(super) length: u64,
    /// SHA-256 of its content, hex.
    pub(super) hash: String,
}

/// Has `make` make files for the folder `dir`, which is made where it is missing, puts them there and gives their paths.
///
/// # Errors
/// [`ReportError`] when anything cannot be made or put there; then the files that were there are still there.
pub(super) fn put(
    dir: &Path,
    make: impl FnOnce(&mut Workshop<'_>) -> Result<(), ReportError>,
) -> Result<Vec<PathBuf>, ReportError> {
    let new_folders = missing_folders(dir);
    let written = put_all(dir, make);
    if !matches!(written, Err(ReportError::NotRestored { .. })) {
        let _ = fs::remove_dir_all(dir.join(WORKSHOP));
    }
    if written.is_err() {
        // Only empty folders go: one that holds anything is somebody else's by now.
        for folder in &new_folders {
            let _ = fs::remove_dir(folder);
        }
    }
    written
}

/// The folders that have to be made for `dir`, the innermost first.
fn missing_folders(dir: &Path) -> Vec<PathBuf> {
    dir.ancestors()
        .filter(|folder| !folder.as_os_str().is_empty())
        .take_while(|f| !f.exists())
        .map(Into::into)
        .collect()
}

fn put_all(
    dir: &Path,
    make: impl FnOnce(&mut Workshop<'_>) -> Result<(), ReportError>,
) -> Result<Vec<PathBuf>, ReportError> {
    let unwritable = |cause| ReportError::Unwritable { path: dir.to_owned(), cause };
    fs::create_dir_all(dir).map_err(unwritable)?;
    let mut workshop = Workshop::open(dir).map_err(unwritable)?;
    make(&mut workshop)?;
    workshop.replace()
}

/// The folder in which the new files are made and the old ones are kept until all is done.
pub(super) struct Workshop<'a> {
    dir: &'a Path,
    pub(super) new: PathBuf,
    old: PathBuf,
    /// The new files, in order.
    pub(super) made: Vec<Made>,
}

impl<'a> Workshop<'a> {
    /// Opens it; what a killed run left in it is dropped.
    fn open(dir: &'a Path) -> io::Result<Self> {
        let root = dir.join(WORKSHOP);
        match fs::remove_dir_all(&root) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let workshop = Self { dir, new: root.join("new"), old: root.join("old"), made: Vec::new() };
        fs::create_dir_all(&workshop.new)?;
        fs::create_dir_all(&workshop.old)?;
        Ok(workshop)
    }

    /// Makes the file of this name with what `fill` writes, and keeps the one that is there already.
    pub(super) fn make(
        &mut self,
        name: &str,
        fill: impl FnOnce(&mut Draft) -> io::Result<()>,
    ) -> Result<(), ReportError> {
        let made = self.fill(name, fill)?;
        self.keep([made])
    }

    /// Puts files that were made in line, and keeps those that are there already.
    pub(super) fn keep(&mut self, made: impl IntoIterator<Item = Made>) -> Result<(), ReportError> {
        for file in made {
            self.copy_old(&file.name).map_err(|cause| self.unwritable(&file.name, cause))?;
            self.made.push(file);
        }
        Ok(())
    }

    pub(super) fn fill(
        &self,
        name: &str,
        fill: impl FnOnce(&mut Draft) -> io::Result<()>,
    ) -> Result<Made, ReportError> {
        let filled = self.begin(name).and_then(|mut draft| fill(&mut draft).and_then(|()| draft.finish()));
        filled.map_err(|cause| self.unwritable(name, cause))
    }

    /// Why the file of this name was not made: it could not be put together, or it could not be written.
    pub(super) fn unwritable(&self, name: &str, cause: io::Error) -> ReportError {
        cause.downcast().unwrap_or_else(|cause| ReportError::Unwritable { path: self.dir.join(name), cause })
    }

    pub(super) fn begin(&self, name: &str) -> io::Result<Draft> {
        let file = File::create(self.new.join(name))?;
        let to = Measured { file, length: 0, hash: Hasher::default() };
        Ok(Draft { name: name.to_owned(), to: BufWriter::with_capacity(BLOCK, to) })
    }

    fn copy_old(&self, name: &str) -> io::Result<()> {
        let target = self.dir.join(name);
        match fs::metadata(&target) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
            Ok(found) if found.is_dir() => Err(ErrorKind::IsADirectory.into()),
            Ok(_) => fs::copy(target, self.old.join(name)).map(|_| ()),
        }
    }

    /// Puts every new file in its place; when one cannot be, those before it are put back.
    fn replace(&self) -> Result<Vec<PathBuf>, ReportError> {
        let mut done = Vec::new();
        for file in &self.made {
            let target = self.dir.join(&file.name);
            if let Err(cause) = fs::rename(self.new.join(&file.name), &target) {
                return Err(match self.put_back(&done) {
                    Ok(()) => ReportError::Unwritable { path: target, cause },
                    Err(cause) => ReportError::NotRestored { path: target, kept: self.old.clone(), cause },
                });
            }
            done.push(target);
        }
        // Without this the renames could be lost in a power cut. Not every system can do it to a folder.
        let _ = File::open(self.dir).and_then(|folder| folder.sync_all());
        Ok(done)
    }

    fn put_back(&self, replaced: &[PathBuf]) -> io::Result<()> {
        for target in replaced {
            let old = self.old.join(target.file_name().unwrap_or_default());
            if old.exists() { fs::rename(old, target)? } else { fs::remove_file(target)? }
        }
        Ok(())
    }
}

/// A file of a result that is being made.
pub(super) struct Draft {
    name: String,
    to: BufWriter<Measured>,
}

impl Draft {
    pub(super) fn finish(self) -> io::Result<Made> {
        let Measured { file, length, hash } = self.to.into_inner().map_err(IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(Made { name: self.name, length, hash: hash.hex() })
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.to.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// A file that is being written, with what has gone into it.
struct Measured {
    file: File,
    length: u64,
    hash: Hasher,
}

impl Write for Measured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.take(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
