//! The files of a result: all of them or none.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, IntoInnerError, Write};
use std::path::{Path, PathBuf};
use std::thread;

use serde::Serialize;

use super::masking::json;
use super::notice::Notice;
use super::sheets::{Part, Sheet};
use super::{Annual, Changes, Evaluation, annual, package, page, sheets, workbook};
use crate::sha256::Hasher;

/// Where the new files are made, inside the target folder, so that putting one in its place is a rename on one disk.
const WORKSHOP: &str = ".lanmu-partial";

/// Why a result was not written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The folder or one of the files could not be written. What was there before is unchanged.
    #[error("无法写入 {}：{}（{cause}）。原有文件没有改动，请处理后重新运行", path.display(), explain(cause))]
    Unwritable {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Some files were replaced already and could not be put back.
    #[error("无法写入 {}（{cause}），也未能恢复原有文件；原有文件的副本在 {}，请手工复制回去", path.display(), kept.display())]
    NotRestored {
        /// The file.
        path: PathBuf,
        /// Folder with the copies of the old files.
        kept: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The content of a file could not be put together.
    #[error("无法生成 {file} 的内容：{cause}")]
    Form {
        /// The file.
        file: String,
        /// What the writer says.
        cause: String,
    },
}

impl ReportError {
    pub(super) fn form(file: &str, cause: impl std::error::Error) -> Self {
        Self::Form { file: file.to_owned(), cause: cause.to_string() }
    }
}

fn explain(cause: &io::Error) -> &'static str {
    match cause.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘空间不足",
        ErrorKind::PermissionDenied => "没有写入权限，或文件正被其他程序打开",
        ErrorKind::ReadOnlyFilesystem => "该磁盘只能读取",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "路径上有同名文件，不是文件夹",
        ErrorKind::IsADirectory => "已有同名文件夹",
        ErrorKind::ResourceBusy => "文件正被其他程序使用",
        _ => "系统报告错误",
    }
}

/// The file with all of a result.
pub(super) const RESULT: &str = "result.json";

/// A file that is ready to be written.
pub(super) struct Finished {
    /// Its name.
    pub(super) name: String,
    /// Its content.
    pub(super) bytes: Vec<u8>,
}

/// A file of a result as it was made.
pub(super) struct Made {
    /// Its name.
    pub(super) name: String,
    /// Its length in bytes.
    pub(super) length: u64,
    /// SHA-256 of its content, hex.
    pub(super) hash: String,
}

/// Writes all files of a result into the folder `dir`, which is made where it is missing, and gives their paths: the
/// six sheets, `scores.xlsx`, `report.html`, `notice.docx`, `result.json` and `datapackage.json`. The same evaluation gives
/// the same bytes.
///
/// # Errors
/// [`ReportError`] when anything cannot be written; then the files that were there are still there.
pub fn write(evaluation: &Evaluation, dir: &Path) -> Result<Vec<PathBuf>, ReportError> {
    put(dir, |workshop| make_all(workshop, evaluation))
}

/// Makes sure that [`write()`] will be able to write into `dir`, before any work is done for it.
///
/// # Errors
/// [`ReportError`] when nothing can be written there.
pub fn prepare(dir: &Path) -> Result<(), ReportError> {
    put(dir, |_| Ok(())).map(|_| ())
}

/// Writes `annual.csv`, `annual.xlsx` and `annual.html` into the folder `dir`, which is made where it is missing, all or none,
/// and gives their paths.
///
/// # Errors
/// [`ReportError`] when anything cannot be written; then the files that were there are still there.
pub fn write_annual(year: &Annual, dir: &Path) -> Result<Vec<PathBuf>, ReportError> {
    let sheet = sheets::annual(year);
    put(dir, |workshop| {
        workshop.make(&sheet.file(), |to| sheet.csv(to))?;
        for Finished { name, bytes } in [workbook::annual(year)?, annual::page(year)?] {
            workshop.make(&name, |to| to.write_all(&bytes))?;
        }
        Ok(())
    })
}

/// Writes `changes.csv` into the folder `dir`, which is made where it is missing, and gives its path; `names` gives the
/// indicators' names by code.
///
/// # Errors
/// [`ReportError`] when it cannot be written; then the file that was there is still there.
pub fn write_changes(
    changes: &Changes,
    names: &BTreeMap<String, String>,
    dir: &Path,
) -> Result<Vec<PathBuf>, ReportError> {
    let sheet = sheets::changes(changes, names);
    put(dir, |workshop| workshop.make(&sheet.file(), |to| sheet.csv(to)))
}

/// Writes `recheck.csv` of a result into the folder `dir`, which is made where it is missing, and gives its path.
///
/// # Errors
/// [`ReportError`] when it cannot be written; then the file that was there is still there.
pub fn write_recheck(evaluation: &Evaluation, dir: &Path) -> Result<Vec<PathBuf>, ReportError> {
    put(dir, |workshop| {
        let tables = tables(workshop, evaluation, sheets::recheck)?;
        workshop.keep(tables)
    })
}

/// `result.json` of a result, for standard output.
///
/// # Errors
/// [`ReportError::Form`] when it cannot be put together.
pub fn result_json(evaluation: &Evaluation) -> Result<String, ReportError> {
    told(evaluation, RESULT)
}

/// `content` as JSON, for standard output; `name` is what an error calls it.
pub(super) fn told(content: &impl Serialize, name: &'static str) -> Result<String, ReportError> {
    let mut text = Vec::new();
    json(&mut text, content).map_err(|cause| ReportError::form(name, cause))?;
    String::from_utf8(text).map_err(|cause| ReportError::form(name, cause))
}

fn put(
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

/// The documents beside the tables, each of which takes the dossiers of the units out one after another.
fn make_all(workshop: &mut Workshop<'_>, evaluation: &Evaluation) -> Result<(), ReportError> {
    let (data, documents) = thread::scope(|scope| {
        let documents = scope.spawn(|| documents(workshop, evaluation));
        let tables = tables(workshop, evaluation, sheets::all);
        let data = tables.and_then(|tables| Ok((tables, workshop.fill(RESULT, |to| json(to, evaluation))?)));
        (data, documents.join())
    });
    let (tables, result) = data?;
    let documents = documents.map_err(|_| broken_off(&workshop.new))??;
    workshop.keep(tables.into_iter().chain(documents).chain([result]))?;
    let description = package::describe(evaluation, &sheets::all(evaluation, Part::End), &workshop.made);
    workshop.make("datapackage.json", |to| json(to, &description))
}

/// Makes the documents: the workbook and the notice unit by unit, then the page, whose order is that of the ranking.
fn documents(workshop: &Workshop<'_>, evaluation: &Evaluation) -> Result<[Made; 3], ReportError> {
    let of_book = |cause| ReportError::form(workbook::FILE, cause);
    let style = workbook::Style::new();
    let mut scores = workbook::Scores::begin(&style, evaluation, &workshop.new).map_err(of_book)?;
    let mut notice = Notice::begin(evaluation);
    for result in &evaluation.units {
        let dossier = result.dossier.taken_out().map_err(|cause| ReportError::form(&result.unit.name, cause))?;
        scores.add(result, &dossier).map_err(of_book)?;
        notice.add(result, &dossier);
    }
    let scores = scores.finish().map_err(of_book)?;
    let scores = workshop.fill(&scores.name, |to| to.write_all(&scores.bytes))?;
    let page = workshop.fill(page::NAME, |to| page::write(evaluation, to))?;
    let notice = notice.finish()?;
    Ok([scores, page, workshop.fill(&notice.name, |to| to.write_all(&notice.bytes))?])
}

/// The sheets of a result, with the rows of one part of it.
type Sheets = for<'e> fn(&'e Evaluation, Part<'e>) -> Vec<Sheet<'e>>;

/// Makes sheets, all of them unit by unit.
fn tables(workshop: &Workshop<'_>, evaluation: &Evaluation, sheets: Sheets) -> Result<Vec<Made>, ReportError> {
    let at_end = sheets(evaluation, Part::End);
    let begin = |sheet: &Sheet<'_>| {
        let begun = workshop.begin(&sheet.file()).and_then(|to| sheet.begin(to));
        begun.map_err(|cause| workshop.unwritable(&sheet.file(), cause))
    };
    let mut tables = at_end.iter().map(begin).collect::<Result<Vec<_>, _>>()?;
    let mut add = |sheets: &[Sheet<'_>]| {
        let mut open = sheets.iter().zip(&mut tables);
        open.try_for_each(|(sheet, table)| {
            sheet.add_to(table).map_err(|cause| workshop.unwritable(&sheet.file(), cause))
        })
    };
    for result in &evaluation.units {
        let dossier = result.dossier.taken_out().map_err(|cause| ReportError::form(&result.unit.name, cause))?;
        add(&sheets(evaluation, Part::Unit(result, &dossier)))?;
    }
    add(&at_end)?;
    let finish = |(sheet, table): (&Sheet<'_>, csv::Writer<Draft>)| {
        let draft = table.into_inner().map_err(csv::IntoInnerError::into_error);
        draft.and_then(Draft::finish).map_err(|cause| workshop.unwritable(&sheet.file(), cause))
    };
    at_end.iter().zip(tables).map(finish).collect()
}

/// The writer of the workbook breaks off where the file with its rows does not fit on the disk.
fn broken_off(folder: &Path) -> ReportError {
    ReportError::Unwritable { path: folder.to_owned(), cause: ErrorKind::StorageFull.into() }
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
struct Workshop<'a> {
    dir: &'a Path,
    new: PathBuf,
    old: PathBuf,
    /// The new files, in order.
    made: Vec<Made>,
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
    fn make(&mut self, name: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), ReportError> {
        let made = self.fill(name, fill)?;
        self.keep([made])
    }

    /// Puts files that were made in line, and keeps those that are there already.
    fn keep(&mut self, made: impl IntoIterator<Item = Made>) -> Result<(), ReportError> {
        for file in made {
            self.copy_old(&file.name).map_err(|cause| self.unwritable(&file.name, cause))?;
            self.made.push(file);
        }
        Ok(())
    }

    fn fill(&self, name: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Made, ReportError> {
        let filled = self.begin(name).and_then(|mut draft| fill(&mut draft).and_then(|()| draft.finish()));
        filled.map_err(|cause| self.unwritable(name, cause))
    }

    /// Why the file of this name was not made: it could not be put together, or it could not be written.
    fn unwritable(&self, name: &str, cause: io::Error) -> ReportError {
        cause.downcast().unwrap_or_else(|cause| ReportError::Unwritable { path: self.dir.join(name), cause })
    }

    fn begin(&self, name: &str) -> io::Result<Draft> {
        let file = File::create(self.new.join(name))?;
        Ok(Draft { name: name.to_owned(), to: BufWriter::new(Measured { file, length: 0, hash: Hasher::default() }) })
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
struct Draft {
    name: String,
    to: BufWriter<Measured>,
}

impl Draft {
    fn finish(self) -> io::Result<Made> {
        let Measured { file, length, hash } = self.to.into_inner().map_err(IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(Made { name: self.name, length, hash: hash.hex() })
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
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
