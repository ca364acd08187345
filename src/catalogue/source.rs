//! Where the files of a catalogue are: embedded in the program, or in a folder.

use std::borrow::Cow;
use std::io::ErrorKind;
use std::path::PathBuf;

use crate::unit::Problem;

/// `indicators/`, as it was when the program was built.
#[derive(rust_embed::RustEmbed)]
#[folder = "indicators/"]
struct Embedded;

/// Ids of the catalogues that the program ships, in order.
#[must_use]
pub fn shipped() -> Vec<String> {
    let id = |path: Cow<'static, str>| path.strip_suffix("/catalogue.toml").map(str::to_owned);
    let mut ids: Vec<String> = Embedded::iter().filter_map(id).collect();
    ids.sort_unstable();
    ids
}

/// The files of one catalogue.
#[derive(Debug)]
pub(super) enum Source {
    /// Embedded, by id.
    Shipped(String),
    /// In a folder.
    Folder(PathBuf),
}

impl Source {
    /// What messages call the file `name`.
    pub(super) fn path(&self, name: &str) -> String {
        match self {
            Self::Shipped(id) => format!("indicators/{id}/{name}"),
            Self::Folder(folder) => folder.join(name).display().to_string(),
        }
    }

    /// The bytes of the file `name`; `None` when there is none.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        match self {
            Self::Shipped(id) => Ok(Embedded::get(&format!("{id}/{name}")).map(|file| file.data.into_owned())),
            Self::Folder(folder) => match std::fs::read(folder.join(name)) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                Err(error) => {
                    let wrong = format!("无法读取（{error}）");
                    Err(Problem::of_file(&self.path(name), wrong, "请检查文件路径和权限"))
                }
            },
        }
    }

    /// The text of the file `name`, without a byte order mark; `None` when there is none.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Problem> {
        let Some(bytes) = self.read(name)? else { return Ok(None) };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.trim_start_matches('\u{feff}').to_owned())),
            Err(_) => Err(Problem::of_file(&self.path(name), "不是 UTF-8 编码", "请另存为 UTF-8")),
        }
    }
}
