//! How well pages of real sites are read: measured on labels made by hand (`tests/corpus/`) and shown in `docs/reading.md`.
//!
//! `cargo bench --bench reading` prints the tables, `-- --misses` what differs on the pages of the tuning part, and
//! `-- --misses PAGE` what differs on the pages whose names begin with PAGE, of either part.

mod figures;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use self::figures::{Part, Reading, Saved, labels, missed, readings, tables};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("LANMU_CORPUS").map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    if !corpus.join("manifest.csv").is_file() {
        eprintln!("LEFT OUT: the corpus of saved pages is not at {}", corpus.display());
        return if std::env::var_os("CI").is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    }
    match measure(root, &corpus) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault:#}");
            ExitCode::FAILURE
        }
    }
}

fn measure(root: &Path, corpus: &Path) -> Result<()> {
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let readings = readings(labels(&root.join("tests/corpus"))?, &Saved::all(corpus)?)?;
    match words[..] {
        [] => {
            println!("{}\n", tables(root, &readings)?.join("\n"));
            println!("goals missed: {}", missed(&readings).join("; "));
        }
        ["--misses"] => misses(readings.iter().filter(|reading| reading.label.part == Part::Tuning)),
        ["--misses", page] => misses(readings.iter().filter(|reading| reading.label.page.starts_with(page))),
        _ => anyhow::bail!("usage: cargo bench --bench reading [-- --misses [PAGE]]"),
    }
    Ok(())
}

/// What differs, one line each: page, what, label, program.
fn misses<'a>(readings: impl Iterator<Item = &'a Reading>) {
    for line in readings.flat_map(Reading::misses) {
        println!("{line}");
    }
}
