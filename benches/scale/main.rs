//! What one process takes that evaluates a whole country of small sites: time, memory, disk. And what it takes to know a
//! million addresses of one site.
//!
//! `cargo bench --bench scale` prints the tables of `docs/benchmarks.md` for 100, 1,000 and 14,000 units; `-- 100 1000` only
//! for these; `-- addresses` the known addresses. Needs Linux: the process is measured by `/proc`.

mod archive;
mod country;
mod evaluate;
mod measure;
mod page;
mod server;

use std::time::Duration;

use anyhow::Result;

use self::archive::COLUMNS;
use self::evaluate::{Measured, evaluate, score, visit_archive};
use self::measure::Taken;
use self::server::Server;

/// Units of the runs.
const SIZES: [usize; 3] = [100, 1_000, 14_000];
/// Hosts at the same time: as many as may be set.
const JOBS: usize = 256;
/// Links on the pages of the archives.
const LINKS: [usize; 2] = [25, 2_500];
/// Points of the curve of memory over time.
const POINTS: usize = 20;

const HEAD: &str = "| units | time | CPU | per unit | memory | open files | connections to a host | requests | per unit | workspace | per unit | \
                    sheets | per unit | judged again: time | CPU | memory |\n\
                    | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |";

fn main() -> Result<()> {
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).collect();
    let named: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let addresses = words.iter().any(|word| word == "addresses");
    let server = Server::start()?;
    if !addresses {
        measure_runs(&server, if named.is_empty() { &SIZES } else { &named })?;
    }
    if addresses || named.is_empty() {
        measure_addresses(&server)?;
    }
    Ok(())
}

fn measure_runs(server: &Server, sizes: &[usize]) -> Result<()> {
    println!("{HEAD}");
    for units in sizes {
        let folder = tempfile::tempdir()?;
        let measured = evaluate(server, &(0..*units).collect::<Vec<_>>(), JOBS, folder.path())?;
        let again = score(folder.path())?;
        println!("{}\n    {}", line(*units, &measured, &again), curve(&measured.evaluate));
    }
    Ok(())
}

fn measure_addresses(server: &Server) -> Result<()> {
    println!(
        "\n| known addresses | usual visit: CPU | memory | `--exhaustive`: CPU | memory |\n| --: | --: | --: | --: | --: |"
    );
    for links in LINKS {
        let usual = visit_archive(server, links, COLUMNS, &[])?;
        let exhaustive = visit_archive(server, links, COLUMNS, &["--exhaustive"])?;
        let (memory, more) = (megabytes(usual.peak), megabytes(exhaustive.peak));
        println!("| {} | {:.1} s | {memory} | {:.1} s | {more} |", links * COLUMNS, usual.cpu, exhaustive.cpu);
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn line(units: usize, measured: &Measured, again: &Taken) -> String {
    let Measured { evaluate, requests, connections, workspace, sheets } = measured;
    let each = units as f64;
    format!(
        "| {units} | {} | {:.1} s | {:.0} ms | {} | {} | {connections} | {requests} | {:.1} | {} | {:.0} KB | {} | {:.0} KB | {} | {:.1} s | {} |",
        seconds(evaluate.wall),
        evaluate.cpu,
        evaluate.cpu * 1e3 / each,
        megabytes(evaluate.peak),
        evaluate.files,
        *requests as f64 / each,
        megabytes(*workspace),
        *workspace as f64 / 1e3 / each,
        megabytes(*sheets),
        *sheets as f64 / 1e3 / each,
        seconds(again.wall),
        again.cpu,
        megabytes(again.peak),
    )
}

/// Memory at so many moments of a run.
fn curve(taken: &Taken) -> String {
    let step = taken.curve.len().div_ceil(POINTS).max(1);
    let points = taken.curve.iter().step_by(step);
    points.map(|(at, bytes)| format!("{}: {}", seconds(*at), megabytes(*bytes))).collect::<Vec<_>>().join(", ")
}

fn seconds(span: Duration) -> String {
    format!("{:.0} s", span.as_secs_f64())
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes / 1_000_000)
}
