//! What a process takes, seen from outside.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Time between two looks at the process.
const INTERVAL: Duration = Duration::from_millis(200);
/// Of `/proc/PID/stat`: a clock tick is a hundredth of a second on every Linux that we know.
const TICKS: f64 = 100.0;

/// What a process took.
pub(crate) struct Taken {
    pub(crate) wall: Duration,
    /// Seconds of processor time, by the user and the system.
    pub(crate) cpu: f64,
    /// Largest resident memory, in bytes.
    pub(crate) peak: u64,
    /// Most open files at a time.
    pub(crate) files: usize,
    /// Resident memory over time, one look in each interval.
    pub(crate) curve: Vec<(Duration, u64)>,
    pub(crate) status: ExitStatus,
}

/// Runs `command` to its end and looks at it meanwhile. Needs Linux.
///
/// # Errors
/// It does not start, or there is no `/proc`.
pub(crate) fn run(command: &mut Command) -> Result<Taken> {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).spawn()?;
    let mut taken =
        Taken { wall: Duration::ZERO, cpu: 0.0, peak: 0, files: 0, curve: Vec::new(), status: ExitStatus::default() };
    while look(&child, start, &mut taken)? {
        sleep(INTERVAL);
    }
    taken.wall = start.elapsed();
    taken.status = child.wait()?;
    Ok(taken)
}

/// Looks once; `false` where it has ended. Until it is waited for the system keeps its times.
fn look(child: &Child, start: Instant, taken: &mut Taken) -> Result<bool> {
    let folder = format!("/proc/{}", child.id());
    let stat = fs::read_to_string(format!("{folder}/stat")).context("no /proc")?;
    // The name of the program stands in brackets and may hold blanks.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or_default();
    taken.cpu = (ticks(11) + ticks(12)) / TICKS;
    if fields.first() == Some(&"Z") {
        return Ok(false);
    }
    let status = fs::read_to_string(format!("{folder}/status")).unwrap_or_default();
    taken.peak = taken.peak.max(kilobytes(&status, "VmHWM:") * 1024);
    taken.curve.push((start.elapsed(), kilobytes(&status, "VmRSS:") * 1024));
    let files = fs::read_dir(format!("{folder}/fd")).map(Iterator::count).unwrap_or_default();
    taken.files = taken.files.max(files);
    Ok(true)
}

fn kilobytes(status: &str, name: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|words| words.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// Bytes of all files below a folder.
///
/// # Errors
/// It cannot be read.
pub(crate) fn size(folder: &Path) -> Result<u64> {
    let mut all = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        all += if about.is_dir() { size(&entry.path())? } else { about.len() };
    }
    Ok(all)
}
