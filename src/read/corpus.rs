//! Saved pages of real sites, for tests. They lie outside the project: in the folder that `LANMU_CORPUS` names, else in
//! `../shared/corpus`.

use std::path::PathBuf;
use std::sync::LazyLock;

use url::Url;

use crate::read::{Source, page as read};
use crate::site::Page;

/// One line of the corpus' manifest.
#[derive(Debug, Clone)]
pub(in crate::read) struct Saved {
    /// Path of the file below `pages/`.
    pub(in crate::read) file: String,
    /// Address that it was saved from; made up where that is not known.
    pub(in crate::read) address: String,
}

/// All saved pages, in the order of the manifest.
static SAVED: LazyLock<Option<Vec<Saved>>> = LazyLock::new(|| {
    let mut manifest = csv::Reader::from_path(folder()?.join("manifest.csv")).unwrap();
    let lines = manifest.records().map(|line| {
        let line = line.unwrap();
        let file = line[0].trim_start_matches("pages/").to_owned();
        let address = if line[4].is_empty() { format!("http://{}/saved/", &line[1]) } else { line[4].to_owned() };
        Saved { file, address }
    });
    Some(lines.collect())
});

/// The corpus. Without it tests are skipped, but not where `CI` is set.
fn folder() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("LANMU_CORPUS").map_or_else(beside, PathBuf::from);
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "no corpus at {}", folder.display());
        eprintln!("skipped: no corpus at {}", folder.display());
        return None;
    }
    Some(folder)
}

/// The saved pages of a site.
pub(in crate::read) fn saved(site: &str) -> Option<impl Iterator<Item = &'static Saved>> {
    let start = format!("{site}/");
    Some(SAVED.as_ref()?.iter().filter(move |saved| saved.file.starts_with(&start)))
}

/// All saved pages; none without the corpus.
pub(in crate::read) fn all() -> &'static [Saved] {
    SAVED.as_deref().unwrap_or_default()
}

/// The bytes of a saved page.
pub(in crate::read) fn bytes(saved: &Saved) -> Option<Vec<u8>> {
    Some(std::fs::read(folder()?.join("pages").join(&saved.file)).unwrap())
}

/// What the reader sees on a saved page.
pub(in crate::read) fn page_of(saved: &Saved) -> Option<Page> {
    let body = bytes(saved)?;
    let url = Url::parse(&saved.address).unwrap();
    Some(read(&Source { url: &url, content_type: None, body: &body, home: None }))
}

/// What the reader sees on the page in `file`.
pub(in crate::read) fn page(file: &str) -> Option<Page> {
    let site = file.split('/').next().unwrap_or_default();
    page_of(saved(site)?.find(|saved| saved.file == file)?)
}
