//! Tests of the import as a whole.

mod hostile;
mod office;
mod plain;
mod seeds;
mod word;

use crate::catalogue::{Catalogue, Draft};

/// The text of a file of the draft.
fn file<'a>(draft: &'a Draft, name: &str) -> &'a str {
    draft.files.iter().find(|(file, _)| *file == name).map(|(_, text)| text.as_str()).unwrap()
}

/// What a check of the catalogue that was made finds; the notes name exactly that.
fn faults(draft: &Draft) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &draft.files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let path = format!("{}/", folder.path().display());
    let faults: Vec<String> = match Catalogue::load(folder.path()) {
        Ok(_) => Vec::new(),
        Err(error) => error.to_string().replace(&path, "").lines().map(str::to_owned).collect(),
    };
    let noted = draft.notes.lines().filter_map(|line| line.strip_prefix("- indicators.csv:"));
    assert_eq!(noted.map(|line| format!("indicators.csv:{line}")).collect::<Vec<_>>(), faults);
    faults
}

/// These columns of the rows of the draft.
fn rows<const N: usize>(draft: &Draft, columns: &[&str; N]) -> Vec<[String; N]> {
    let mut reader = csv::Reader::from_reader(file(draft, "indicators.csv").as_bytes());
    let head = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |record: &csv::StringRecord, name: &str| {
        record[head.iter().position(|column| column == name).unwrap()].to_owned()
    };
    records.iter().map(|record| columns.map(|name| cell(record, name))).collect()
}
