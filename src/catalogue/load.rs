//! Opening a catalogue, and checking one.

use std::path::{Path, PathBuf};

use super::head::{self, Head};
use super::source::Source;
use super::{Catalogue, Indicator, Kind, rows, shipped};
use crate::sha256::sha256;
use crate::unit::{Institutions, Problem, Table, lines};

/// Files of a catalogue.
const HEAD: &str = "catalogue.toml";
const ROWS: &str = "indicators.csv";
const POLICY: &str = "policy.toml";
const ALIASES: &str = "aliases.csv";
const ORGANS: &str = "institutions.csv";

/// Why a catalogue cannot be opened. The messages are for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// Neither the id of one that the program ships nor a folder.
    #[error("没有指标体系“{asked}”：可用的有 {}，也可以给出指标体系所在的文件夹", known.join("、"))]
    Unknown {
        /// What was asked for.
        asked: String,
        /// Ids that the program ships.
        known: Vec<String>,
    },
    /// Its files have faults; all of them, one a line.
    #[error("{}", lines(.0))]
    Faulty(Vec<Problem>),
}

impl Catalogue {
    /// Opens one that the program ships, by its id, or one in a folder, by its path. An id comes first.
    ///
    /// # Errors
    /// [`CatalogueError::Unknown`] when it is neither, [`CatalogueError::Faulty`] with all faults of its files.
    pub fn open(id_or_dir: &str) -> Result<Self, CatalogueError> {
        good(&source(id_or_dir)?)
    }

    /// Opens one that the program ships.
    ///
    /// # Errors
    /// As [`Catalogue::open`].
    pub fn shipped(id: &str) -> Result<Self, CatalogueError> {
        if shipped().iter().any(|known| known == id) { good(&Source::Shipped(id.to_owned())) } else { Err(unknown(id)) }
    }

    /// Loads the one in the folder `dir`: `catalogue.toml`, `indicators.csv` and, where they are there, `policy.toml`,
    /// `aliases.csv` and `institutions.csv`.
    ///
    /// # Errors
    /// [`CatalogueError::Faulty`] with all faults of its files.
    pub fn load(dir: &Path) -> Result<Self, CatalogueError> {
        good(&Source::Folder(dir.to_owned()))
    }

    /// Looks through a catalogue (see [`Catalogue::open`] for the argument), for all that is wrong with it and for what can
    /// be read of it all the same. Of the policy and the aliases only the encoding is looked at.
    ///
    /// # Errors
    /// [`CatalogueError::Unknown`].
    pub fn examine(id_or_dir: &str) -> Result<Examined, CatalogueError> {
        Ok(read(&source(id_or_dir)?))
    }
}

/// The files of a catalogue (see [`Catalogue::open`] for the argument) as they are, each with its name.
///
/// # Errors
/// [`CatalogueError`] when there is no such catalogue or a file cannot be read.
pub fn files(id_or_dir: &str) -> Result<Vec<(&'static str, Vec<u8>)>, CatalogueError> {
    let source = source(id_or_dir)?;
    let mut files = Vec::new();
    for name in [HEAD, ROWS, POLICY, ALIASES, ORGANS] {
        let bytes = source.read(name).map_err(|problem| CatalogueError::Faulty(vec![problem]))?;
        files.extend(bytes.map(|bytes| (name, bytes)));
    }
    Ok(files)
}

/// A catalogue that was looked through.
#[derive(Debug)]
pub struct Examined {
    /// What can be read of it; where something is wrong, the value is empty.
    pub catalogue: Catalogue,
    /// Its kind; `None` where the file does not say one.
    pub kind: Option<Kind>,
    /// What messages call its `policy.toml`.
    pub policy: String,
    /// What messages call its `aliases.csv`.
    pub aliases: String,
    /// All that is wrong with its head and rows.
    pub problems: Vec<Problem>,
}

/// A catalogue without a fault.
fn good(source: &Source) -> Result<Catalogue, CatalogueError> {
    let Examined { catalogue, problems, .. } = read(source);
    if problems.is_empty() { Ok(catalogue) } else { Err(CatalogueError::Faulty(problems)) }
}

fn source(id_or_dir: &str) -> Result<Source, CatalogueError> {
    let path = PathBuf::from(id_or_dir);
    if shipped().iter().any(|known| known == id_or_dir) {
        Ok(Source::Shipped(id_or_dir.to_owned()))
    } else if path.is_dir() {
        Ok(Source::Folder(path))
    } else {
        Err(unknown(id_or_dir))
    }
}

fn unknown(asked: &str) -> CatalogueError {
    CatalogueError::Unknown { asked: asked.to_owned(), known: shipped() }
}

/// Looks through the files.
fn read(source: &Source) -> Examined {
    let mut problems = Vec::new();
    let usual = kept(organs("", ORGANS), &mut problems).unwrap_or_default();
    let bytes = |name| needed(source, name).map_err(|problem| vec![problem]);
    let text = |name| source.text(name).map(Option::unwrap_or_default).map_err(|problem| vec![problem]);
    let head_bytes = kept(bytes(HEAD), &mut problems);
    let head_text = head_bytes.as_ref().and_then(|_| kept(text(HEAD), &mut problems));
    let (head, faults) = head::read(head_text.as_deref().unwrap_or_default(), &source.path(HEAD));
    // A file that cannot be read at all was told already.
    problems.extend(faults.into_iter().filter(|_| head_text.is_some()));
    let row_bytes = kept(bytes(ROWS), &mut problems);
    let table = row_bytes.as_ref().and_then(|bytes| {
        kept(Table::parse(bytes, &source.path(ROWS)).map_err(|problem| vec![problem]), &mut problems)
    });
    let organs_text = kept(text(ORGANS), &mut problems).unwrap_or_default();
    let institutions = kept(organs(&organs_text, &source.path(ORGANS)), &mut problems).unwrap_or(usual);
    let (indicators, faults) = table.map_or_else(Default::default, |table| rows::read(&table, &head, &institutions));
    problems.extend(faults);
    let policy_text = kept(text(POLICY), &mut problems).unwrap_or_default();
    let aliases_text = kept(text(ALIASES), &mut problems).unwrap_or_default();
    let (head_bytes, row_bytes) = (head_bytes.unwrap_or_default(), row_bytes.unwrap_or_default());
    let mut files: Vec<(&str, &[u8])> = vec![(HEAD, &head_bytes), (ROWS, &row_bytes)];
    let more = [(ORGANS, organs_text.as_bytes()), (ALIASES, aliases_text.as_bytes())];
    files.extend(more.into_iter().filter(|(_, bytes)| !bytes.is_empty()));
    let hash = hash(&files);
    let kind = head.kind_known.then_some(head.kind);
    let catalogue = Catalogue { policy_text, aliases_text, institutions, hash, ..catalogue(head, indicators) };
    Examined { catalogue, kind, policy: source.path(POLICY), aliases: source.path(ALIASES), problems }
}

/// The organs that the program ships, with those of `text`.
fn organs(text: &str, file: &str) -> Result<Institutions, Vec<Problem>> {
    let shipped = Institutions::shipped().map_err(|error| error.0)?;
    if text.is_empty() { Ok(shipped) } else { shipped.with_csv(text, file).map_err(|error| error.0) }
}

/// What was read; where nothing was, its problems are noted.
fn kept<T>(read: Result<T, Vec<Problem>>, problems: &mut Vec<Problem>) -> Option<T> {
    read.map_err(|faults| problems.extend(faults)).ok()
}

/// The catalogue of a head and rows, without what other files say.
fn catalogue(head: Head, indicators: Vec<Indicator>) -> Catalogue {
    let year = head.year();
    Catalogue {
        id: head.id,
        title: head.title,
        issuer: head.issuer,
        document_number: head.document_number,
        issued: head.issued,
        year,
        due: head.due,
        check_days: head.check_days,
        region: head.region,
        kind: head.kind,
        level_names: head.level_names,
        sections: head.sections,
        headings_serve: head.headings_serve,
        counties: head.counties,
        notes: head.notes,
        indicators,
        policy_text: String::new(),
        aliases_text: String::new(),
        institutions: Institutions::default(),
        hash: String::new(),
    }
}

fn needed(source: &Source, name: &str) -> Result<Vec<u8>, Problem> {
    let missing =
        || Problem::of_file(&source.path(name), "文件不存在", "指标体系的文件夹应有 catalogue.toml 和 indicators.csv");
    source.read(name)?.ok_or_else(missing)
}

/// SHA-256 over names, lengths and bytes, hex.
fn hash(files: &[(&str, &[u8])]) -> String {
    let mut all = Vec::new();
    for (name, bytes) in files {
        all.extend_from_slice(format!("{name}\n{}\n", bytes.len()).as_bytes());
        all.extend_from_slice(bytes);
    }
    sha256(&all)
}
