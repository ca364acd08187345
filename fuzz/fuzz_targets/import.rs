//! Any bytes as a document to import a catalogue from, under the name of every kind of file that it may be.
#![no_main]

use lanmu::catalogue::{Request, import};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let files = if bytes.starts_with(b"PK") { ["list.docx", "list.xlsx"] } else { ["list.txt", "list.csv"] };
    let request = Request { id: "qinghe-2020".to_owned(), ..Request::default() };
    for file in files {
        match import(bytes, file, &request) {
            Ok(draft) => assert!(draft.files.iter().any(|(name, _)| *name == "indicators.csv")),
            Err(problem) => assert!(problem.to_string().contains(file), "{problem}: does not name the file"),
        }
    }
});
