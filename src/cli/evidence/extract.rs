//! Pages and records as files.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::bundle::Bundle;
use crate::cli::fault::Fault;
use crate::cli::input::in_words;
use crate::store::{Records, WarcRecord};

/// Writes what was told, the `pages` (number and id of the record), and a WARC file with the records into `out`, and gives
/// the files. Their names are made here; nothing of a website goes into them.
pub(super) fn write(
    out: &Path,
    told: &str,
    pages: &[(usize, String)],
    bundles: &[Bundle],
) -> Result<Vec<PathBuf>, Fault> {
    let wrong = |path: &Path| {
        let path = path.display().to_string();
        move |error: io::Error| Fault::work(format!("无法写入 {path}：{}", in_words(&error)))
    };
    fs::create_dir_all(out).map_err(wrong(out))?;
    let mut files = vec![("evidence.txt".to_owned(), told.as_bytes().to_vec())];
    for (number, id) in pages {
        if let Some(record) = bundles.iter().find_map(|bundle| bundle.shown(id)) {
            files.push((format!("{number:02}.{}", ending(record)), record.payload().to_vec()));
        }
    }
    if let Some(first) = bundles.first() {
        files.push(("records.warc.gz".to_owned(), records(&first.file, bundles)?));
    }
    let mut written = Vec::new();
    for (name, bytes) in files {
        let path = out.join(name);
        fs::write(&path, bytes).map_err(wrong(&path))?;
        written.push(path);
    }
    Ok(written)
}

/// The members of the file as they stand in it: what the file is, then the captures.
fn records(file: &Path, bundles: &[Bundle]) -> Result<Vec<u8>, Fault> {
    let info = Records::open(file).map_err(Fault::work)?.next().transpose().map_err(Fault::work)?;
    let all = info.iter().chain(bundles.iter().flat_map(|bundle| &bundle.records));
    let places: BTreeSet<(u64, u64)> = all.map(|record| (record.offset, record.length)).collect();
    let copied = File::open(file).and_then(|mut file| {
        let mut bytes = Vec::new();
        for (offset, length) in places {
            file.seek(SeekFrom::Start(offset))?;
            file.by_ref().take(length).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    });
    copied.map_err(|error| Fault::work(format!("证据文件 {} 读不了：{}", file.display(), in_words(&error))))
}

/// The ending of the name of the file with what stands in the record.
fn ending(record: &WarcRecord) -> &'static str {
    let kind = match record.field("WARC-Type") {
        Some("response") => record.http_header("content-type"),
        _ => record.field("Content-Type").map(str::to_owned),
    };
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    match kind.split(';').next().unwrap_or_default().trim() {
        "text/html" | "application/xhtml+xml" => "html",
        "application/json" => "json",
        "text/xml" | "application/xml" => "xml",
        "text/plain" | "application/warc-fields" => "txt",
        _ => "bin",
    }
}
