//! One run of `lanmu evaluate` over the first sites of the country, and `lanmu score` over what it stored.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use super::country::{SPEED_UP, units_file};
use super::measure::{self, Taken};
use super::server::Server;

/// The day that all sites are judged as of.
const DAY: &str = "2020-09-30";
/// Hosts at the same time: as many as may be set.
const JOBS: &str = "256";

/// What a run took and left.
pub(crate) struct Measured {
    pub(crate) units: usize,
    pub(crate) evaluate: Taken,
    /// Requests that the sites counted.
    pub(crate) requests: u64,
    /// Bytes of the workspace.
    pub(crate) workspace: u64,
    /// Bytes of the sheets.
    pub(crate) sheets: u64,
    /// Where the sheets are.
    pub(crate) out: PathBuf,
}

/// Evaluates `units` units in `folder`.
///
/// # Errors
/// The folder cannot be written; `lanmu` fails.
pub(crate) fn evaluate(server: &Server, units: usize, folder: &Path) -> Result<Measured> {
    fs::write(folder.join("units.csv"), units_file(units, server.port, server.closed))?;
    let before = server.asked();
    let mut command = lanmu(folder, "evaluate");
    // 1 second and 30 minutes on the real network. A time-out under 15 seconds cannot be set.
    let (pause, later) = (1.0 / f64::from(SPEED_UP), 1800 / SPEED_UP);
    command.args(["--units", "units.csv", "--catalogue", "ankang-2020", "--as-of", DAY, "--allow-private"]);
    command.args(["--pause", &format!("{pause:.4}"), "--second-look", &later.to_string()]);
    command.args(["--timeout", "15", "--jobs", JOBS]);
    let evaluate = measure::run(&mut command)?;
    // 3: some units could not be evaluated.
    ensure!(matches!(evaluate.status.code(), Some(0 | 3)), "{}", said(folder, "evaluate"));
    let out = folder.join("lanmu-out");
    Ok(Measured {
        units,
        evaluate,
        requests: server.asked() - before,
        workspace: measure::size(&folder.join(".lanmu"))?,
        sheets: measure::size(&out)?,
        out,
    })
}

/// Judges again what is stored in `folder`.
///
/// # Errors
/// `lanmu` fails.
pub(crate) fn score(folder: &Path) -> Result<Taken> {
    let taken = measure::run(lanmu(folder, "score").args(["--out", "again"]))?;
    ensure!(matches!(taken.status.code(), Some(0 | 3)), "{}", said(folder, "score"));
    Ok(taken)
}

fn lanmu(folder: &Path, what: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lanmu"));
    command.current_dir(folder).arg(what);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("LANMU_")) {
        command.env_remove(name);
    }
    let file = |kind: &str| fs::File::create(folder.join(format!("{what}.{kind}"))).ok();
    if let (Some(out), Some(err)) = (file("out"), file("err")) {
        command.stdout(out).stderr(err);
    }
    command
}

fn said(folder: &Path, what: &str) -> String {
    let words = fs::read_to_string(folder.join(format!("{what}.err"))).unwrap_or_default();
    words.lines().rev().take(5).collect::<Vec<_>>().join(" / ")
}

/// Rows of `details.csv` by unit: the column state and the reason of the first.
///
/// # Errors
/// The sheet cannot be read.
pub(crate) fn details(out: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let mut sheet = csv::Reader::from_path(out.join("details.csv"))?;
    let heads = sheet.headers()?.clone();
    let place = |name: &str| heads.iter().position(|head| head.trim_start_matches('\u{feff}') == name);
    let (unit, why) = (place("单位").unwrap_or(0), place("扣分原因").unwrap_or(0));
    let mut units: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in sheet.records() {
        let row = row?;
        units.entry(row[unit].to_owned()).or_default().push(row[why].to_owned());
    }
    Ok(units)
}
