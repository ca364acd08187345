//! A stored run, judged again without the network.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::assess::Rules;
use super::closing;
use super::declared::Declared;
use super::evaluate::RulesArgs;
use super::fault::Fault;
use super::looks::Assessed;
use super::records;
use super::remembered::Remembered;
use super::rounds::Round;
use super::settings::SettingsFile;
use crate::crawl::{Manners, Visitor};
use crate::judge::Period;
use crate::report::Evaluation;
use crate::store::{Frozen, Run, Workspace};
use crate::unit::Unit;

/// A stored run and what it is judged by.
pub(super) struct Stored {
    pub(super) workspace: Workspace,
    pub(super) run: Arc<Run>,
    pub(super) rules: Arc<Rules>,
}

impl Stored {
    /// Opens the run with the given id in the workspace in `folder`, or else the newest. What `args` leave open is as it was.
    pub(super) fn open(folder: &Path, id: Option<&str>, args: &RulesArgs, file: &SettingsFile) -> Result<Self, Fault> {
        let workspace = workspace(folder)?;
        let id = match id {
            Some(id) => id.to_owned(),
            None => newest(&workspace)?,
        };
        let run = workspace.run(&id).map_err(Fault::input)?;
        let mut rules = rules(&workspace, &run, args, file)?;
        rules.take_reviews(folder, &run.plan().units)?;
        rules.take_history(&workspace, folder)?;
        Ok(Self { workspace, run: Arc::new(run), rules: Arc::new(rules) })
    }

    /// Opens the run of a closed period in the workspace in `folder` with all that it was judged by then.
    pub(super) fn frozen(folder: &Path, frozen: &Frozen) -> Result<Self, Fault> {
        let workspace = workspace(folder)?;
        let run = workspace.run(&frozen.manifest.run).map_err(Fault::work)?;
        let mut rules = rules(&workspace, &run, &closing::args(frozen), &SettingsFile::default())?;
        closing::take_inputs(&mut rules, frozen, &run.plan().units)?;
        Ok(Self { workspace, run: Arc::new(run), rules: Arc::new(rules) })
    }

    /// Judges all units of the run; `interrupted` is said at Ctrl-C.
    pub(super) fn evaluation(&self, interrupted: &'static str) -> Result<Evaluation, Fault> {
        let results = self.judge(self.units(), interrupted)?;
        Ok(self.rules.evaluation(results, &self.run.id()))
    }

    /// The units of the run.
    pub(super) fn units(&self) -> &[Unit] {
        &self.run.plan().units
    }

    /// Judges these units of the run; `interrupted` is said at Ctrl-C.
    pub(super) fn judge(&self, units: &[Unit], interrupted: &'static str) -> Result<Vec<Assessed>, Fault> {
        let plan = self.run.plan();
        let manners = Manners {
            budget: plan.budget,
            exhaustive: plan.exhaustive,
            allow_private: plan.allow_private,
            ..Manners::default()
        };
        let round = Round {
            rules: Arc::clone(&self.rules),
            visitor: Arc::new(Visitor::offline(manners)),
            archive: Arc::clone(&self.run),
            jobs: 4,
            second_look: Duration::ZERO,
            interrupted,
        };
        let run = Arc::clone(&self.run);
        round.run(
            units,
            Arc::new(move |visit, verdicts, bases| Ok(records::point(&run, &visit.unit.name, verdicts, bases))),
        )
    }
}

/// The newest evaluation; empty where there is none. A re-check is none.
fn newest(workspace: &Workspace) -> Result<String, Fault> {
    let runs = workspace.runs().map_err(Fault::work)?.into_iter().rev();
    Ok(runs.filter(|run| run.plan.recheck.is_none()).map(|run| run.id).next().unwrap_or_default())
}

/// Opens the workspace in `folder`, where there is one.
pub(super) fn workspace(folder: &Path) -> Result<Workspace, Fault> {
    if !Workspace::is_at(folder) {
        return Err(Fault::input(format!(
            "{} 中没有评估记录：请先运行 lanmu evaluate，或用 --workspace 指明工作区文件夹",
            folder.display()
        )));
    }
    Workspace::open(folder).map_err(Fault::work)
}

/// The rules that the run was judged by, but for what `args` name anew. What people decided is left out.
fn rules(workspace: &Workspace, run: &Run, args: &RulesArgs, file: &SettingsFile) -> Result<Rules, Fault> {
    let plan = run.plan();
    let period = match (&args.period, &plan.period) {
        (Some(period), _) => Some(period.clone()),
        (None, Some(name)) => Some(Period::parse(name).map_err(Fault::work)?),
        (None, None) => None,
    };
    let as_kept = RulesArgs {
        catalogue: args.catalogue.clone().or_else(|| Some(plan.catalogue.clone())),
        as_of: args.as_of.or(Some(plan.as_of)),
        period,
        inputs: args.inputs.clone(),
    };
    let mut rules = Rules::load(&as_kept, file)?;
    rules.visited_for = plan.as_of;
    rules.only = plan.recheck.as_ref().map(|recheck| recheck.rows.clone());
    rules.take_units(&plan.units)?;
    rules.declared = match &args.inputs.declarations {
        Some(path) => Declared::load(Some(path), &rules, &plan.units)?,
        None => Declared::kept(plan.declarations.clone()),
    };
    rules.remembered = match &args.inputs.columns {
        Some(path) => Remembered::load(Some(path), &rules, &plan.units)?,
        None => Remembered::kept(plan.columns.clone()),
    };
    rules.remembered.try_first(plan);
    rules.formers = workspace.formers(plan).map_err(Fault::work)?;
    rules.take_watches(workspace, &plan.units)?;
    Ok(rules)
}
