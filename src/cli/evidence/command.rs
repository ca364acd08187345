//! What can be typed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::bundle::{self, Bundle};
use super::extract;
use super::told;
use super::wanted::Wanted;
use crate::cli::evaluate::RulesArgs;
use crate::cli::fault::{Done, Fault};
use crate::cli::output::say;
use crate::cli::settings::WorkspaceArgs;
use crate::cli::stored::Stored;
use crate::judge::Verdict;
use crate::report::UnitResult;
use crate::unit::Unit;

/// What is said at Ctrl-C.
const INTERRUPTED: &str = "已中断，没有改动任何内容";
/// So many units are named to whoever named another.
const NAMED: usize = 10;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// 问题编号（F-…）、“单位/指标编码”（如 青禾市财政局/AK-01-02），或记录编号（urn:uuid:…）
    #[arg(value_name = "编号")]
    id: Wanted,
    /// 运行编号（不写则取最近一次）
    #[arg(long, value_name = "编号")]
    run: Option<String>,
    /// 把看到的网页和 WARC 记录取出，写到这个文件夹
    #[arg(long, value_name = "文件夹")]
    out: Option<PathBuf>,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    workspace: WorkspaceArgs,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Done, Fault> {
    let (folder, file) = args.workspace.load()?;
    let stored = Stored::open(&folder, args.run.as_deref(), &args.rules, &file)?;
    let (text, pages, bundles) = match &args.id {
        Wanted::Record(id) => {
            let bundle = record(&stored, id)?;
            (told::record(&bundle, id), vec![(1, id.clone())], vec![bundle])
        }
        wanted => {
            let (result, verdict) = judged(&stored, wanted)?;
            let indicator = stored.rules.catalogue.indicators.iter().find(|row| row.code == verdict.code);
            let text = told::verdict(&stored.run.id(), &folder, &result, &verdict, indicator);
            let pages = pages(&verdict);
            let bundles = if args.out.is_some() { bundles(&stored, &result, &pages)? } else { Vec::new() };
            (text, pages, bundles)
        }
    };
    say(&text)?;
    if let Some(out) = &args.out {
        for path in extract::write(out, &text, &pages, &bundles)? {
            say(format_args!("已取出：{}", path.display()))?;
        }
    }
    Ok(Done::All)
}

/// The verdict that is asked for, with the result of its unit.
fn judged(stored: &Stored, wanted: &Wanted) -> Result<(UnitResult, Verdict), Fault> {
    let is_it = |verdict: &Verdict| match wanted {
        Wanted::Finding(number) => verdict.findings.iter().any(|finding| finding.number == *number),
        Wanted::Verdict { code, .. } => verdict.code == *code,
        Wanted::Record(_) => false,
    };
    let results = stored.judge(&units(stored, wanted)?, INTERRUPTED)?;
    for assessed in results {
        if let Some(verdict) = assessed.verdicts()?.into_iter().find(is_it) {
            return Ok((assessed.result, verdict));
        }
    }
    let id = stored.run.id();
    Err(Fault::input(match wanted {
        Wanted::Finding(number) => format!(
            "运行 {id} 的结果中没有问题 {number}：请核对编号，或用 --run 指明是哪一次评估；评估时另给过 --policy、--declarations 等文件的，这里也要给出"
        ),
        Wanted::Verdict { unit, code } => {
            format!("运行 {id} 没有对“{unit}”判定指标 {code}：请核对指标编码（见 details.csv 的“指标编码”列）")
        }
        Wanted::Record(record) => format!("运行 {id} 没有记录 {record}"),
    }))
}

/// The units that the verdict may be about.
fn units(stored: &Stored, wanted: &Wanted) -> Result<Vec<Unit>, Fault> {
    let all = stored.units();
    let Wanted::Verdict { unit: name, .. } = wanted else { return Ok(all.to_vec()) };
    let found: Vec<Unit> = all.iter().filter(|unit| unit.name == *name).cloned().collect();
    if found.is_empty() {
        let names: Vec<&str> = all.iter().take(NAMED).map(|unit| unit.name.as_str()).collect();
        let more = if all.len() > NAMED { "等" } else { "" };
        let id = stored.run.id();
        return Err(Fault::input(format!("运行 {id} 中没有单位“{name}”，有的是：{}{more}", names.join("、"))));
    }
    Ok(found)
}

/// The records that a verdict refers to, each with the number of its piece of evidence.
fn pages(verdict: &Verdict) -> Vec<(usize, String)> {
    let pieces = (1..).zip(&verdict.evidence);
    pieces.filter_map(|(number, piece)| Some((number, piece.warc.as_ref()?.record.clone()))).collect()
}

/// The captures with these records, in the order of the file.
fn bundles(stored: &Stored, result: &UnitResult, pages: &[(usize, String)]) -> Result<Vec<Bundle>, Fault> {
    let Some(file) = stored.run.evidence_file(&result.unit.name) else { return Ok(Vec::new()) };
    let ids: BTreeSet<&str> = pages.iter().map(|(_, id)| id.as_str()).collect();
    let found = bundle::find(&file, &ids).map_err(Fault::work)?;
    match ids.into_iter().find(|id| found.iter().all(|bundle| !bundle.holds(id))) {
        Some(id) => Err(Fault::work(format!("证据文件 {} 中没有记录 {id}：文件可能被换过", file.display()))),
        None => Ok(found),
    }
}

/// The record with this id, among the files of the run.
fn record(stored: &Stored, id: &str) -> Result<Bundle, Fault> {
    let ids = BTreeSet::from([id]);
    for unit in stored.units() {
        let Some(file) = stored.run.evidence_file(&unit.name).filter(|file| file.is_file()) else { continue };
        if let Some(bundle) = bundle::find(&file, &ids).map_err(Fault::work)?.into_iter().find(|one| one.holds(id)) {
            return Ok(bundle);
        }
    }
    let run = stored.run.id();
    Err(Fault::input(format!("运行 {run} 的证据文件中没有记录 {id}：请核对编号，或用 --run 指明是哪一次评估")))
}
