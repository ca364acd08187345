//! The corpus of saved pages.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use lanmu::read::{Source, page};
use lanmu::site::Page;
use url::Url;

/// A saved page.
#[derive(Debug)]
pub(crate) struct Saved {
    /// Its path below `pages/`: the host of its site and a number.
    pub(crate) file: String,
    /// Address that it was saved from; made up where that is not known.
    address: String,
    place: PathBuf,
}

impl Saved {
    /// All pages of the corpus, in the order of its manifest.
    pub(crate) fn all(corpus: &Path) -> Result<Vec<Self>> {
        let manifest = corpus.join("manifest.csv");
        let saved = |line: csv::StringRecord| {
            let address = if line[4].is_empty() { format!("http://{}/saved/", &line[1]) } else { line[4].to_owned() };
            let file = line[0].trim_start_matches("pages/").to_owned();
            Self { file, address, place: corpus.join(&line[0]) }
        };
        let lines = csv::Reader::from_path(&manifest)?.into_records().map(|line| line.map(saved));
        lines.collect::<Result<_, _>>().with_context(|| manifest.display().to_string())
    }

    /// What the program reads on it.
    pub(crate) fn read(&self) -> Result<Page> {
        let body = std::fs::read(&self.place).with_context(|| self.place.display().to_string())?;
        let url = Url::parse(&self.address).with_context(|| format!("{}: {}", self.file, self.address))?;
        Ok(page(&Source { url: &url, content_type: None, body: &body, home: None }))
    }
}
