//! How many requests a visit takes, beside an exhaustive one, on made-up portals of 300, 3,000 and 30,000 pages; and whether
//! the verdicts are the same.
//!
//! `cargo bench --bench crawl` prints the table of `docs/benchmarks.md`; `-- 300 3000` only those sizes. `-- serve 3000` serves
//! a portal of that size to others.

mod measure;
mod portal;
mod serve;

use std::process::ExitCode;

use anyhow::Result;

use self::measure::measure;

/// Pages of the portals.
const SIZES: [usize; 3] = [300, 3_000, 30_000];

/// Head of the table.
const HEAD: &str = "| pages | exhaustive | usual visit | share | a quarter later | of the first | share | KB | verdicts | others |\n\
                    | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |";

fn main() -> Result<ExitCode> {
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).collect();
    let named: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if words.iter().any(|word| word == "serve") {
        serve::serve(named.first().copied().unwrap_or(SIZES[1]))?;
        return Ok(ExitCode::SUCCESS);
    }
    let sizes = if named.is_empty() { SIZES.to_vec() } else { named };
    println!("{HEAD}");
    let mut equal = true;
    for pages in sizes {
        let measured = measure(pages)?;
        println!("{}\n    {}", measured.line(), measured.kinds());
        for difference in measured.differences() {
            equal = false;
            println!("    {difference}");
        }
    }
    Ok(if equal { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
