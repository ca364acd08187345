//! `lanmu freeze`: closes a period. Its result and all that it was made from are put away, and nothing changes them.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;

use super::assess::CATALOGUE;
use super::closing;
use super::evaluate::{InputArgs, RulesArgs};
use super::fault::{Done, Fault};
use super::history;
use super::output::{note, say};
use super::settings::{SettingsFile, WorkspaceArgs};
use super::stored::{self, Stored};
use crate::calendar::day_in_china;
use crate::catalogue::Catalogue;
use crate::judge::{Answer, Period};
use crate::report::{self, Cause, Evaluation, Record, UnitResult};
use crate::site::CrawlEnd;
use crate::store::{Frozen, FrozenFile, Manifest, RunSummary, frozen};

/// So many open matters are listed, and so many codes of each.
const LISTED: usize = 20;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 评估周期，如 2020Q3 或 2020
    #[arg(value_name = "周期", value_parser = Period::parse)]
    period: Period,
    /// 指标体系：编号（见 lanmu catalogue list）或文件夹
    #[arg(long, value_name = "编号", env = "LANMU_CATALOGUE", hide_env_values = true)]
    catalogue: Option<String>,
    /// 运行编号（默认：该周期最近一次评估）
    #[arg(long, value_name = "编号")]
    run: Option<String>,
    #[command(flatten)]
    inputs: InputArgs,
    /// 还有未能评估的单位或待核查的事项，也冻结
    #[arg(long)]
    allow_open: bool,
    #[command(flatten)]
    workspace: WorkspaceArgs,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let (folder, file) = args.workspace.load()?;
    let id = chosen(&folder, args, &file)?;
    let rules = RulesArgs {
        catalogue: args.catalogue.clone(),
        period: Some(args.period.clone()),
        as_of: None,
        inputs: args.inputs.clone(),
    };
    let stored = Stored::open(&folder, Some(&id), &rules, &file)?;
    let evaluation = stored.evaluation("已中断，没有冻结")?;
    refuse_unseen(&stored, &evaluation)?;
    let open = open_matters(&evaluation);
    if !open.is_empty() && !args.allow_open {
        return Err(Fault::input(format!(
            "还有 {} 个单位的事项没有了结，没有冻结：\n{}\n请先复核（lanmu review list）；确定就这样冻结的，加上 --allow-open",
            open.len(),
            listed(&open)
        )));
    }
    if let unsigned @ 1.. = stored.rules.unsigned() {
        note(format_args!("注意：还有 {unsigned} 项决定待会签，没有计入冻结的结果，冻结以后不能再会签。"));
    }
    let manifest = Manifest {
        period: args.period.clone(),
        catalogue: evaluation.catalogue.id.clone(),
        run: id,
        as_of: evaluation.run.as_of,
        tool_version: evaluation.run.tool_version.clone(),
        snapshot: evaluation.run.sha256.snapshot.clone(),
        open,
        files: Vec::new(),
        evidence: evidence(&folder, &evaluation)?,
    };
    let closing = stored.run.close(&args.period.name, &manifest.catalogue).map_err(Fault::work)?;
    closing::put(&closing, &stored.rules, &evaluation)?;
    let closed = closing.finish(manifest).map_err(Fault::work)?;
    history::keep(&stored.run, &evaluation)?;
    tell(&evaluation, &closed)
}

/// The files of the workspace with all that the visits came by, as they are.
fn evidence(folder: &Path, evaluation: &Evaluation) -> Result<Vec<FrozenFile>, Fault> {
    let archives = evaluation.units.iter().filter_map(|result| result.warc.as_deref());
    archives.map(|path| FrozenFile::of(folder, path.to_owned()).map_err(Fault::work)).collect()
}

fn tell(evaluation: &Evaluation, closed: &Frozen) -> Result<Done, Fault> {
    let Manifest { period, catalogue, run, open, files, .. } = &closed.manifest;
    if !open.is_empty() {
        note(format_args!("冻结时还没有了结的：\n{}", listed(open)));
    }
    say(report::table(evaluation))?;
    let (place, count) = (closed.folder.display(), files.len());
    say(format_args!("已冻结评估周期 {period}（指标体系 {catalogue}，运行 {run}）：{place}，共 {count} 个文件"))?;
    say(format_args!("清单 manifest.json 的 SHA-256：{}（请另行留存；用 lanmu verify {period} 核验）", closed.seal))?;
    Ok(Done::All)
}

/// The id of the run to close the period with. It has to be done, for a period that is over and still open.
fn chosen(folder: &Path, args: &Args, file: &SettingsFile) -> Result<String, Fault> {
    let (period, named) = (&args.period, args.catalogue.as_deref().or(file.catalogue.as_deref()).unwrap_or(CATALOGUE));
    let catalogue = Catalogue::open(named).map_err(Fault::input)?.id;
    if let Some(closed) = frozen(folder, &period.name, &catalogue).map_err(Fault::work)? {
        return Err(Fault::input(format!(
            "评估周期 {period}（指标体系 {catalogue}）已经冻结，结果在 {}，不能再冻结",
            closed.folder.display()
        )));
    }
    if day_in_china(Timestamp::now()) <= period.to {
        return Err(Fault::input(format!("评估周期 {period} 到 {} 才结束，结束以后才能冻结", period.to)));
    }
    let workspace = stored::workspace(folder)?;
    if let Some(seal) = workspace.seals().map_err(Fault::work)?.get(&(period.name.clone(), catalogue)) {
        note(format_args!(
            "注意：评估周期 {period} 冻结过，文件夹不见了（清单的 SHA-256：{seal}）；有备份的，请恢复，不要再次冻结。"
        ));
    }
    let mut runs = workspace.runs().map_err(Fault::work)?;
    runs.retain(|run| run.plan.recheck.is_none());
    let is_it = |run: &&RunSummary| match &args.run {
        Some(id) => run.id == *id,
        None => run.plan.period.as_ref() == Some(&period.name) && run.plan.catalogue == named,
    };
    let run = runs.iter().rev().find(is_it).ok_or_else(|| not_there(folder, args, named, &runs))?;
    if run.finished.is_none() {
        return Err(Fault::input(format!(
            "运行 {} 没有做完，不能冻结：请再次运行同一条 lanmu evaluate 命令，或用 --run 指明另一次评估",
            run.id
        )));
    }
    if run.plan.as_of < period.to {
        return Err(Fault::input(format!(
            "运行 {} 查看网站是为 {} 评估的，早于评估周期 {period} 的最后一天 {}，不能作为该周期的结果：请重新运行 lanmu evaluate --period {period}",
            run.id, run.plan.as_of, period.to
        )));
    }
    Ok(run.id.clone())
}

/// No run is what is to be closed; names those that there are.
fn not_there(folder: &Path, args: &Args, named: &str, runs: &[RunSummary]) -> Fault {
    let period = &args.period;
    let known: Vec<&str> = runs.iter().map(|run| run.id.as_str()).collect();
    let of_period = runs.iter().filter(|run| run.plan.period.as_ref() == Some(&period.name));
    let others: BTreeSet<&str> = of_period.map(|run| run.plan.catalogue.as_str()).filter(|id| *id != named).collect();
    let others: Vec<&str> = others.into_iter().collect();
    let hint = if others.is_empty() || args.run.is_some() {
        String::new()
    } else {
        format!("，该周期另有按 {} 的评估，可用 --catalogue 指明", others.join("、"))
    };
    let what = match &args.run {
        Some(id) => format!("运行 {id}"),
        None => format!("评估周期 {period}（指标体系 {named}）的评估"),
    };
    Fault::input(format!(
        "工作区 {} 中没有{what}{hint}；请用 --run 指明运行编号（现有 {}），或先运行 lanmu evaluate --period {period}",
        folder.display(),
        known.join("、")
    ))
}

/// Refuses to close what nobody has seen: what the run was judged by last has to be the same, but for people's decisions.
fn refuse_unseen(stored: &Stored, evaluation: &Evaluation) -> Result<(), Fault> {
    let id = &evaluation.run.id;
    let last: Option<Record> = stored.run.record().map_err(Fault::work)?;
    let Some(last) = last else {
        return Err(Fault::input(format!("运行 {id} 没有留下结果：请先运行 lanmu score --run {id}，核对以后再冻结")));
    };
    let mut causes = report::changes(&last, &Record::of(evaluation).map_err(Fault::work)?).causes;
    causes.retain(|cause| *cause != Cause::Reviews);
    if causes.is_empty() {
        return Ok(());
    }
    Err(Fault::input(format!(
        "冻结所用的{}与最近一次判定时不同，没有冻结：请用同样的选项运行 lanmu score --run {id}，核对结果以后再冻结",
        Cause::in_words(&causes)
    )))
}

/// What still stands open, a sentence per unit.
fn open_matters(evaluation: &Evaluation) -> Vec<String> {
    evaluation.units.iter().filter_map(open_matter).collect()
}

fn open_matter(result: &UnitResult) -> Option<String> {
    let name = &result.unit.name;
    if result.end == CrawlEnd::Failed {
        return Some(format!("{name}：网站无法进入，未能评估"));
    }
    let asked = result.dossier.briefs().iter().filter(|brief| !brief.left_out);
    let unverified = asked.filter(|brief| brief.settled == Answer::Unverified);
    let codes: Vec<&str> = unverified.map(|brief| brief.code.as_str()).collect();
    let shown = codes.iter().take(LISTED).copied().collect::<Vec<_>>().join("、");
    let more = if codes.len() > LISTED { "等" } else { "" };
    (!codes.is_empty()).then(|| format!("{name}：待核查 {} 项（{shown}{more}）", codes.len()))
}

fn listed(open: &[String]) -> String {
    let mut lines: Vec<String> = open.iter().take(LISTED).map(|one| format!("  {one}")).collect();
    if open.len() > LISTED {
        lines.push(format!("  等共 {} 个单位", open.len()));
    }
    lines.join("\n")
}
