//! The saved pages, and the measurement on them.

use std::path::PathBuf;

use encoding_rs::Encoding;
use lanmu::read::{Source, page};
use scraper::Html;
use url::Url;

use crate::milliseconds;

/// Each page is parsed and read so many times.
const ROUNDS: usize = 15;

/// A saved page.
pub(crate) struct Saved {
    /// Path of its file.
    pub(crate) file: String,
    url: Url,
    body: Vec<u8>,
    /// Its text, decoded by the charset that the reader finds.
    text: String,
}

impl Saved {
    /// Name of the folder that the page lies in.
    pub(crate) fn site(&self) -> &str {
        self.file.split('/').next().unwrap_or_default()
    }

    fn source(&self) -> Source<'_> {
        Source { url: &self.url, content_type: None, body: &self.body, home: None }
    }
}

/// Times of one page, in milliseconds.
#[derive(Clone, Copy)]
pub(crate) struct Times {
    /// To parse its text, which is decoded before.
    pub(crate) parse: f64,
    /// To read it from its bytes.
    pub(crate) read: f64,
}

/// All saved pages in the order of the manifest; `None` where there is no corpus.
pub(crate) fn pages() -> Option<Vec<Saved>> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("LANMU_CORPUS").map_or_else(beside, PathBuf::from);
    let mut manifest = csv::Reader::from_path(folder.join("manifest.csv")).ok()?;
    let lines = manifest.records().map_while(Result::ok).filter_map(|line| {
        let file = line[0].trim_start_matches("pages/").to_owned();
        let made_up = || format!("http://{}/saved/", &line[1]);
        let url = if line[4].is_empty() { made_up() } else { line[4].to_owned() };
        let body = std::fs::read(folder.join("pages").join(&file)).ok()?;
        Some(saved(file, Url::parse(&url).ok()?, body))
    });
    Some(lines.collect())
}

fn saved(file: String, url: Url, body: Vec<u8>) -> Saved {
    let charset = page(&Source { url: &url, content_type: None, body: &body, home: None }).charset;
    let encoding = Encoding::for_label(charset.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let text = encoding.decode(&body).0.into_owned();
    Saved { file, url, body, text }
}

/// What was measured on every page.
pub(crate) struct Measured {
    /// The shortest times: what else the machine does can only make a round longer.
    pub(crate) least: Vec<Times>,
    /// The median times.
    pub(crate) median: Vec<Times>,
}

/// Parses and reads every page in turn, round by round, so that both meet the same state of the machine.
pub(crate) fn measure(pages: &[Saved]) -> Measured {
    let mut parse = vec![Vec::with_capacity(ROUNDS); pages.len()];
    let mut read = parse.clone();
    for _ in 0..ROUNDS {
        for (at, saved) in pages.iter().enumerate() {
            parse[at].push(milliseconds(|| Html::parse_document(&saved.text)));
            read[at].push(milliseconds(|| page(&saved.source())));
        }
    }
    for times in parse.iter_mut().chain(&mut read) {
        times.sort_by(f64::total_cmp);
    }
    let of =
        |at: usize| parse.iter().zip(&read).map(|(parse, read)| Times { parse: parse[at], read: read[at] }).collect();
    Measured { least: of(0), median: of(ROUNDS / 2) }
}
