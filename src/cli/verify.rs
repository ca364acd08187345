//! `lanmu verify`: whether a closed period is as it was closed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::closing;
use super::fault::{Done, Fault};
use super::output::{note, say};
use super::settings::WorkspaceArgs;
use super::stored::Stored;
use crate::judge::Period;
use crate::report;
use crate::store::{Frozen, Tampering, Workspace, frozen, frozen_periods};

/// So many differences are listed.
const LISTED: usize = 50;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 评估周期，如 2020Q3（默认：所有已冻结的周期）
    #[arg(value_name = "周期", value_parser = Period::parse)]
    period: Option<Period>,
    /// 指标体系的编号（默认：该周期所有已冻结的指标体系）
    #[arg(long, value_name = "编号")]
    catalogue: Option<String>,
    #[command(flatten)]
    workspace: WorkspaceArgs,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let (folder, _) = args.workspace.load()?;
    let noted = noted(&folder)?;
    let mut wanted: BTreeSet<(String, String)> = noted.keys().cloned().collect();
    wanted.extend(frozen_periods(&folder).map_err(Fault::work)?);
    wanted.retain(|(period, catalogue)| {
        args.period.as_ref().is_none_or(|asked| asked.name == *period)
            && args.catalogue.as_ref().is_none_or(|asked| asked == catalogue)
    });
    if wanted.is_empty() {
        let what =
            args.period.as_ref().map_or_else(|| "任何评估周期".to_owned(), |period| format!("评估周期 {period}"));
        let by = args.catalogue.as_ref().map(|id| format!("（指标体系 {id}）")).unwrap_or_default();
        return Err(Fault::input(format!(
            "工作区 {} 中没有冻结过{what}{by}：冻结用 lanmu freeze 周期",
            folder.display()
        )));
    }
    let mut broken = Vec::new();
    for one in &wanted {
        let (period, catalogue) = one;
        let differences = verified(&folder, one, noted.get(one))?;
        if !differences.is_empty() {
            broken.push(format!("评估周期 {period}（指标体系 {catalogue}）与冻结时不同：\n{}", listed(&differences)));
        }
    }
    if broken.is_empty() { Ok(Done::All) } else { Err(Fault::Work(broken.join("\n"))) }
}

/// The hashes of manifests that the workspace noted down; none where only the closed periods are there.
fn noted(folder: &Path) -> Result<BTreeMap<(String, String), String>, Fault> {
    if !Workspace::is_at(folder) {
        return Ok(BTreeMap::new());
    }
    Workspace::open(folder).and_then(|workspace| workspace.seals()).map_err(Fault::work)
}

/// What is not as it was closed, when the hash of its manifest was `noted` down; says what was looked at.
fn verified(
    folder: &Path,
    (period, catalogue): &(String, String),
    noted: Option<&String>,
) -> Result<Vec<String>, Fault> {
    let closed = match frozen(folder, period, catalogue) {
        Ok(Some(closed)) => closed,
        Ok(None) => {
            let noted = noted.map(String::as_str).unwrap_or_default();
            return Ok(vec![format!("整个文件夹不见了，请用备份恢复；冻结时清单的 SHA-256：{noted}")]);
        }
        Err(damaged) => return Ok(vec![damaged.to_string()]),
    };
    if let Some(noted) = noted.filter(|noted| **noted != closed.seal) {
        return Ok(vec![format!("清单 manifest.json 有改动：SHA-256 为 {}，冻结时为 {noted}", closed.seal)]);
    }
    let tampering: Vec<String> = closed.tampering().map_err(Fault::work)?.iter().map(in_words).collect();
    if !tampering.is_empty() {
        return Ok(tampering);
    }
    if let Some(why) = unrepeatable(folder, &closed) {
        note(format_args!("评估周期 {period}：{why}，只核对文件，不重新判定。"));
    } else {
        let evidence: Vec<String> = closed.changed_evidence(folder).iter().map(in_words).collect();
        if !evidence.is_empty() {
            return Ok(evidence);
        }
        let differing = judged_again(folder, &closed)?;
        if !differing.is_empty() {
            return Ok(differing);
        }
    }
    say(format_args!(
        "评估周期 {period}（指标体系 {catalogue}）与冻结时相同：{} 个文件；清单的 SHA-256：{}",
        closed.manifest.files.len(),
        closed.seal
    ))?;
    Ok(Vec::new())
}

/// Why the run cannot be judged again to the same bytes.
fn unrepeatable(folder: &Path, closed: &Frozen) -> Option<String> {
    let (then, now) = (&closed.manifest.tool_version, env!("CARGO_PKG_VERSION"));
    if then != now {
        return Some(format!("由 {then} 版冻结，本程序为 {now} 版"));
    }
    (!Workspace::is_at(folder)).then(|| format!("{} 中没有存下的网页", folder.display()))
}

/// Judges the run again by what it was judged by then, and tells which sheets come out otherwise.
fn judged_again(folder: &Path, closed: &Frozen) -> Result<Vec<String>, Fault> {
    let stored = Stored::frozen(folder, closed)?;
    let evaluation = stored.evaluation("已中断，没有核验完")?;
    let scratch = stored.run.scratch().map_err(Fault::work)?;
    report::write(&evaluation, &scratch.folder).map_err(Fault::work)?;
    let differing = closed.differing(closing::OUTPUTS, &scratch.folder).map_err(Fault::work)?;
    let told = differing
        .iter()
        .map(|path| format!("重新判定得出的 {path} 与冻结的不同（工作区中存下的网页或证据可能有改动）"));
    Ok(told.collect())
}

fn in_words(tampering: &Tampering) -> String {
    match tampering {
        Tampering::Changed(path) => format!("文件有改动：{path}"),
        Tampering::Missing(path) => format!("文件不见了：{path}"),
        Tampering::Extra(path) => format!("多出的文件：{path}"),
    }
}

fn listed(differences: &[String]) -> String {
    let mut lines: Vec<String> = differences.iter().take(LISTED).map(|one| format!("  {one}")).collect();
    if differences.len() > LISTED {
        lines.push(format!("  等共 {} 处", differences.len()));
    }
    lines.join("\n")
}
