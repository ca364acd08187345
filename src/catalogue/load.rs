//! Opening a catalogue, and checking one.

use std::path::{Path, PathBuf};

use super::head;
use super::source::Source;
use super::{Catalogue, rows, shipped};
use crate::sha256::sha256;
use crate::unit::{Institutions, Problem, Table, lines};

/// Files of a catalogue.
const HEAD: &str = "catalogue.toml";
const ROWS: &str = "indicators.csv";
const POLICY: &str = "policy.toml";

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
        read(&source(id_or_dir)?).map_err(CatalogueError::Faulty)
    }

    /// Opens one that the program ships.
    ///
    /// # Errors
    /// As [`Catalogue::open`].
    pub fn shipped(id: &str) -> Result<Self, CatalogueError> {
        if shipped().iter().any(|known| known == id) {
            read(&Source::Shipped(id.to_owned())).map_err(CatalogueError::Faulty)
        } else {
            Err(unknown(id))
        }
    }

    /// Loads the one in the folder `dir`: `catalogue.toml`, `indicators.csv` and, where there is one, `policy.toml`.
    ///
    /// # Errors
    /// [`CatalogueError::Faulty`] with all faults of its files.
    pub fn load(dir: &Path) -> Result<Self, CatalogueError> {
        read(&Source::Folder(dir.to_owned())).map_err(CatalogueError::Faulty)
    }

    /// All faults of a catalogue (see [`Catalogue::open`] for the argument); empty when it is good. The policy is not looked
    /// at.
    #[must_use]
    pub fn check(id_or_dir: &str) -> Vec<Problem> {
        match Self::open(id_or_dir) {
            Ok(_) => Vec::new(),
            Err(CatalogueError::Faulty(problems)) => problems,
            Err(CatalogueError::Unknown { asked, known }) => {
                let right = format!("可用的有 {}，也可以给出指标体系所在的文件夹", known.join("、"));
                vec![Problem::of_file(&asked, "没有这个指标体系", right)]
            }
        }
    }
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

fn read(source: &Source) -> Result<Catalogue, Vec<Problem>> {
    let one = |problem| vec![problem];
    let institutions = Institutions::shipped().map_err(|error| error.0)?;
    let head_bytes = needed(source, HEAD).map_err(one)?;
    let row_bytes = needed(source, ROWS).map_err(one)?;
    let head_text = source.text(HEAD).map_err(one)?.unwrap_or_default();
    let head = head::read(&head_text, &source.path(HEAD)).map_err(one)?;
    let table = Table::parse(&row_bytes, &source.path(ROWS)).map_err(one)?;
    let indicators = rows::read(&table, &head, &institutions)?;
    let policy_text = source.text(POLICY).map_err(one)?.unwrap_or_default();
    let hash = hash(&[(HEAD, &head_bytes), (ROWS, &row_bytes)]);
    let year = head.year();
    Ok(Catalogue {
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
        policy_text,
        hash,
    })
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
