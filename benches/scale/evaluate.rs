//! Runs of `lanmu evaluate` over made-up sites, and of `lanmu score` over what they stored.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};

use super::archive;
use super::country::{Manner, SPEED_UP, name, units_file};
use super::measure::{self, Taken};
use super::server::Server;

/// The day that all sites are judged as of.
const DAY: &str = "2020-09-30";

/// What a run took and left.
pub(crate) struct Measured {
    pub(crate) evaluate: Taken,
    /// Requests that the sites counted.
    pub(crate) requests: u64,
    /// The most connections that one site had at a time, in this run or in one before it.
    pub(crate) connections: usize,
    /// Bytes of the workspace.
    pub(crate) workspace: u64,
    /// Bytes of the sheets.
    pub(crate) sheets: u64,
}

/// Evaluates the units with these numbers, so many hosts at a time, in `folder`.
///
/// # Errors
/// The folder cannot be written; `lanmu` fails; a site in trouble is not told as what it is.
pub(crate) fn evaluate(server: &Server, numbers: &[usize], jobs: usize, folder: &Path) -> Result<Measured> {
    fs::write(folder.join("units.csv"), units_file(numbers, server.port, server.closed))?;
    let before = server.asked();
    let mut command = lanmu(folder, "evaluate");
    // 1 second and 30 minutes on the real network. A time-out under 15 seconds cannot be set.
    let (pause, later) = (1.0 / f64::from(SPEED_UP), 1800 / SPEED_UP);
    command.args(["--pause", &format!("{pause:.4}"), "--second-look", &later.to_string(), "--timeout", "15"]);
    let evaluate = run(command.args(["--jobs", &jobs.to_string()]), folder, "evaluate")?;
    let out = folder.join("lanmu-out");
    let wrong = wrong(&out, numbers)?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(Measured {
        evaluate,
        requests: server.asked() - before,
        connections: server.most_connections(),
        workspace: measure::size(&folder.join(".lanmu"))?,
        sheets: measure::size(&out)?,
    })
}

/// Judges again what is stored in `folder`.
///
/// # Errors
/// `lanmu` fails.
pub(crate) fn score(folder: &Path) -> Result<Taken> {
    run(lanmu(folder, "score").args(["--out", "again"]), folder, "score")
}

/// Evaluates the site that has so many links on each page, with so many requests; `options` may ask for more of it.
///
/// # Errors
/// The folder cannot be written; `lanmu` fails.
pub(crate) fn visit_archive(server: &Server, links: usize, requests: usize, options: &[&str]) -> Result<Taken> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("units.csv"), archive::units_file(links, server.port))?;
    let mut command = lanmu(folder.path(), "evaluate");
    command.args(["--pause", "0", "--second-look", "0", "--budget", &requests.to_string()]).args(options);
    run(&mut command, folder.path(), "evaluate")
}

/// `lanmu evaluate` or `lanmu score` in a folder, whatever the environment sets.
fn lanmu(folder: &Path, what: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lanmu"));
    command.current_dir(folder).arg(what);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("LANMU_")) {
        command.env_remove(name);
    }
    if what == "evaluate" {
        command.args(["--units", "units.csv", "--catalogue", "ankang-2020", "--as-of", DAY, "--allow-private"]);
    }
    command
}

fn run(command: &mut Command, folder: &Path, what: &str) -> Result<Taken> {
    let said = folder.join(format!("{what}.err"));
    command.stdout(fs::File::create(folder.join(format!("{what}.out")))?).stderr(fs::File::create(&said)?);
    let taken = measure::run(command)?;
    // 3: some units could not be evaluated.
    let done = matches!(taken.status.code(), Some(0 | 3));
    let last = || fs::read_to_string(&said).unwrap_or_default().lines().rev().take(5).collect::<Vec<_>>().join(" / ");
    ensure!(done, "{what}: {}", last());
    Ok(taken)
}

/// Units that are not told as what they are: those that `findings.csv` does not say to be in trouble as they are, and those
/// that are not ranked although their sites can be read.
fn wrong(out: &Path, numbers: &[usize]) -> Result<Vec<String>> {
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    for row in csv::Reader::from_path(out.join("findings.csv"))?.records() {
        let row = row?;
        told.entry(row[1].to_owned()).or_insert_with(|| row[4].to_owned());
    }
    let mut ranked = BTreeSet::new();
    for row in csv::Reader::from_path(out.join("scores.csv"))?.records() {
        let row = row?;
        if !row[0].is_empty() {
            ranked.insert(row[1].to_owned());
        }
    }
    let wrong = numbers.iter().filter_map(|number| {
        let (unit, manner) = (name(*number), Manner::of(*number));
        let words = told.get(&unit).map(String::as_str).unwrap_or_default();
        let right = match trouble(manner) {
            None => ranked.contains(&unit) && !words.contains("网站无法访问"),
            Some(trouble) => words.contains("网站无法访问") && words.contains(trouble),
        };
        (!right).then(|| format!("{unit} ({manner:?}): {words}"))
    });
    Ok(wrong.collect())
}

/// What people are told of a site in trouble.
fn trouble(manner: Manner) -> Option<&'static str> {
    match manner {
        Manner::Well | Manner::Slow => None,
        Manner::Forbidden => Some("返回状态 403"),
        Manner::Challenge => Some("返回状态 412"),
        Manner::Gone => Some("返回状态 404"),
        Manner::Refused => Some("服务器拒绝连接"),
        Manner::Silent => Some("在时限内没有完整响应"),
    }
}
