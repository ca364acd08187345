//! `lanmu score`: judges a stored run again, without the network.

use std::path::PathBuf;
use std::sync::Arc;

use super::assess::Rules;
use super::declared::Declared;
use super::evaluate::{Places, RulesArgs, write_and_tell};
use super::fault::{Done, Fault};
use super::remembered::Remembered;
use super::review;
use super::rounds::Round;
use super::settings::{SettingsArgs, SettingsFile};
use crate::crawl::{Manners, Visitor};
use crate::judge::Period;
use crate::report;
use crate::store::{RunPlan, Workspace};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 运行编号（评估结束时显示；不写则取最近一次）
    #[arg(long, value_name = "编号")]
    run: Option<String>,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    places: Places,
    #[command(flatten)]
    settings: SettingsArgs,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let file = args.settings.load()?;
    let out = args.places.out(&file);
    let folder: PathBuf = args.places.workspace(&file);
    if !Workspace::is_at(&folder) {
        return Err(Fault::input(format!(
            "{} 中没有评估记录：请先运行 lanmu evaluate，或用 --workspace 指明工作区文件夹",
            folder.display()
        )));
    }
    let workspace = Workspace::open(&folder).map_err(Fault::work)?;
    let id = match &args.run {
        Some(id) => id.clone(),
        None => workspace.runs().map_err(Fault::work)?.pop().map(|run| run.id).unwrap_or_default(),
    };
    let run = workspace.run(&id).map_err(Fault::input)?;
    let plan = run.plan().clone();
    let mut rules = rules_of(args, &file, &plan)?;
    rules.take_reviews(&folder, &plan.units)?;
    rules.remembered.try_first(&plan);
    rules.formers = workspace.formers(&plan).map_err(Fault::work)?;
    rules.take_watches(&workspace, &plan.units)?;
    report::prepare(&out).map_err(Fault::input)?;
    let manners = Manners {
        budget: plan.budget,
        exhaustive: plan.exhaustive,
        allow_private: plan.allow_private,
        ..Manners::default()
    };
    let round = Round {
        rules: Arc::new(rules),
        visitor: Arc::new(Visitor::offline(manners)),
        archive: Arc::new(run),
        jobs: 4,
        interrupted: "已中断，原有评分表没有改动",
    };
    let rules = Arc::clone(&round.rules);
    let results = round.run(&plan.units, Arc::new(|_, _, _| Ok(())))?;
    let evaluation = rules.evaluation(results, &id);
    let done = write_and_tell(&evaluation, &folder, &out)?;
    review::keep_worklist(&folder, &rules, &evaluation)?;
    Ok(done)
}

/// What the run was judged by, and in its place what the command line names.
fn rules_of(args: &Args, file: &SettingsFile, plan: &RunPlan) -> Result<Rules, Fault> {
    let period = match (&args.rules.period, &plan.period) {
        (Some(period), _) => Some(period.clone()),
        (None, Some(name)) => Some(Period::parse(name).map_err(Fault::work)?),
        (None, None) => None,
    };
    let rules = RulesArgs {
        catalogue: args.rules.catalogue.clone().or_else(|| Some(plan.catalogue.clone())),
        as_of: args.rules.as_of.or(Some(plan.as_of)),
        period,
        policy: args.rules.policy.clone(),
        holidays: args.rules.holidays.clone(),
        declarations: args.rules.declarations.clone(),
        columns: args.rules.columns.clone(),
    };
    let mut rules = Rules::load(&rules, file)?;
    rules.visited_for = plan.as_of;
    rules.take_units(&plan.units)?;
    rules.declared = match &args.rules.declarations {
        Some(path) => Declared::load(Some(path), &rules, &plan.units)?,
        None => Declared::kept(plan.declarations.clone()),
    };
    rules.remembered = match &args.rules.columns {
        Some(path) => Remembered::load(Some(path), &rules, &plan.units)?,
        None => Remembered::kept(plan.columns.clone()),
    };
    Ok(rules)
}
