//! The files of a result: all of them or none.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;

use rust_xlsxwriter::XlsxError;
use serde::Serialize;
use zip::result::ZipError;

use super::masking::json;
use super::notice::Notice;
use super::sheets::{Part, Sheet};
use super::workshop::{Draft, Made, Workshop, put};
use super::{Annual, Changes, Evaluation, annual, package, page, sheets, workbook};

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

/// The documents and the page beside the tables, each of which takes the dossiers of the units out one after another.
fn make_all(workshop: &mut Workshop<'_>, evaluation: &Evaluation) -> Result<(), ReportError> {
    let (data, page, documents) = thread::scope(|scope| {
        let page = scope.spawn(|| workshop.fill(page::NAME, |to| page::write(evaluation, to)));
        let documents = scope.spawn(|| documents(workshop, evaluation));
        let tables = tables(workshop, evaluation, sheets::all);
        let data = tables.and_then(|tables| Ok((tables, workshop.fill(RESULT, |to| json(to, evaluation))?)));
        (data, page.join(), documents.join())
    });
    let (tables, result) = data?;
    let page = page.map_err(|_| broken_off(&workshop.new))??;
    let [scores, notice] = documents.map_err(|_| broken_off(&workshop.new))??;
    workshop.keep(tables.into_iter().chain([scores, page, notice, result]))?;
    let description = package::describe(evaluation, &sheets::all(evaluation, Part::End), &workshop.made);
    workshop.make("datapackage.json", |to| json(to, &description))
}

/// Makes the workbook and the notice, unit by unit.
fn documents(workshop: &Workshop<'_>, evaluation: &Evaluation) -> Result<[Made; 2], ReportError> {
    let of_book = |cause| ReportError::form(workbook::FILE, cause);
    let style = workbook::Style::new();
    let mut scores = workbook::Scores::begin(&style, evaluation, &workshop.new).map_err(of_book)?;
    let mut notice = Notice::begin(evaluation);
    for result in &evaluation.units {
        let dossier = result.dossier.taken_out().map_err(|cause| ReportError::form(&result.unit.name, cause))?;
        scores.add(result, &dossier).map_err(of_book)?;
        notice.add(result, &dossier);
    }
    let scores = workshop.fill(workbook::FILE, |to| scores.finish(to).map_err(io_error))?;
    let notice = notice.finish()?;
    Ok([scores, workshop.fill(&notice.name, |to| to.write_all(&notice.bytes))?])
}

/// What kept the workbook from being written, or from being put together.
fn io_error(cause: XlsxError) -> io::Error {
    match cause {
        XlsxError::IoError(cause) | XlsxError::ZipError(ZipError::Io(cause)) => cause,
        other => io::Error::other(ReportError::form(workbook::FILE, other)),
    }
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
