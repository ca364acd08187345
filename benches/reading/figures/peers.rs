//! Other readers on the same articles. `benches/peers/reading/run` measures them and writes what is read here.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::{Figure, Part, Reading, Share, share_of};

/// What a reader got right of the articles of a part.
#[derive(Debug, Deserialize)]
pub(crate) struct Peer {
    pub(crate) reader: String,
    pub(crate) part: Part,
    title: usize,
    articles: usize,
    published: usize,
    dated: usize,
    none: usize,
    undated: usize,
}

impl Peer {
    /// Titles, dates of publication, and no date where none is shown.
    pub(crate) fn shares(&self) -> [Share; 3] {
        [(self.title, self.articles), (self.published, self.dated), (self.none, self.undated)]
            .map(|(right, of)| Share { right, of })
    }
}

/// The same of the program.
pub(crate) fn ours(readings: &[Reading], part: Part) -> [Share; 3] {
    let of_part = || readings.iter().filter(|reading| reading.label.part == part);
    [Figure::Title, Figure::Published, Figure::Unpublished].map(|figure| share_of(figure, of_part()))
}

/// What was measured last.
pub(crate) fn peers(root: &Path) -> Result<Vec<Peer>> {
    let file = root.join("benches/peers/reading/figures.csv");
    let rows = csv::Reader::from_path(&file).with_context(|| file.display().to_string())?.into_deserialize();
    rows.collect::<Result<_, _>>().with_context(|| file.display().to_string())
}

/// The table, the program first.
pub(super) fn table(root: &Path, readings: &[Reading]) -> Result<Vec<String>> {
    let head = "| part | reader | title | published | published where nothing is shown |";
    let mut lines = vec!["## Beside other readers".to_owned(), String::new(), head.to_owned()];
    lines.push(format!("|{}", " --- |".repeat(5)));
    let peers = peers(root)?;
    for (name, part) in Part::ALL {
        let rows = peers.iter().filter(|peer| peer.part == part).map(|peer| (peer.reader.as_str(), peer.shares()));
        for (reader, [title, published, none]) in [("`lanmu`", ours(readings, part))].into_iter().chain(rows) {
            lines.push(format!("| {name} | {reader} | {title} | {published} | {} |", none.wrong()));
        }
    }
    Ok(lines)
}
