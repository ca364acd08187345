//! `lanmu evaluate`: a list of units in, their score sheets out.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::assess::Rules;
use super::closing;
use super::declared::Declared;
use super::fault::{Done, Fault};
use super::history;
use super::input;
use super::looks::Assessed;
use super::output::{note, say};
use super::records;
use super::remembered::Remembered;
use super::review;
use super::rounds::Round;
use super::settings::{MannersArgs, SettingsArgs, SettingsFile, Travel};
use super::units_lock::UnitsLock;
use crate::crawl::{Manners, Visitor};
use crate::judge::Period;
use crate::report::{self, Evaluation};
use crate::store::{Run, RunPlan, Workspace};
use crate::unit::{self, Unit};

/// Folder of the workspace where none is named.
pub(super) const WORKSPACE: &str = ".lanmu";
/// Folder of the sheets where none is named.
pub(super) const OUT: &str = "lanmu-out";
/// Time between the two looks at a site where none is set: what was in trouble has had time to recover.
const SECOND_LOOK: Duration = Duration::from_mins(30);
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) rules: RulesArgs,
    /// 单位名单（CSV 或 XLSX：name,site,groups,aliases,section,notes）
    #[arg(long, value_name = "文件", env = "LANMU_UNITS", hide_env_values = true)]
    units: Option<PathBuf>,
    #[command(flatten)]
    places: Places,
    #[command(flatten)]
    manners: MannersArgs,
    #[command(flatten)]
    settings: SettingsArgs,
}

/// By what to judge, and as of when.
#[derive(Debug, clap::Args)]
pub(super) struct RulesArgs {
    /// 指标体系：编号（见 lanmu catalogue list）或文件夹
    #[arg(long, value_name = "编号", env = "LANMU_CATALOGUE", hide_env_values = true)]
    pub(super) catalogue: Option<String>,
    /// 评估周期，如 2020Q3 或 2020
    #[arg(long, value_name = "周期", env = "LANMU_PERIOD", hide_env_values = true, value_parser = Period::parse)]
    pub(super) period: Option<Period>,
    /// 评估日期，如 2020-09-30（默认：周期的最后一天；周期未结束或没有周期时为今天）
    #[arg(long, value_name = "日期", env = "LANMU_AS_OF", hide_env_values = true, value_parser = input::day)]
    pub(super) as_of: Option<Date>,
    #[command(flatten)]
    pub(super) inputs: InputArgs,
}

/// Files to judge by.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct InputArgs {
    /// 评分办法文件（默认：指标体系自带的 policy.toml）
    #[arg(long, value_name = "文件", env = "LANMU_POLICY", hide_env_values = true)]
    pub(super) policy: Option<PathBuf>,
    /// 放假调休日历文件（默认：随程序附带，2007—2026 年）
    #[arg(long, value_name = "文件", env = "LANMU_HOLIDAYS", hide_env_values = true)]
    pub(super) holidays: Option<PathBuf>,
    /// 各单位申报的完成证据和报送记录（CSV 或 XLSX：unit,code,url,date,statement）
    #[arg(long, value_name = "文件", env = "LANMU_DECLARATIONS", hide_env_values = true)]
    pub(super) declarations: Option<PathBuf>,
    /// 各单位登记的栏目网址（CSV 或 XLSX：单位,指标编码,网址），优先查看并核对
    #[arg(long, value_name = "文件", env = "LANMU_COLUMNS", hide_env_values = true)]
    pub(super) columns: Option<PathBuf>,
}

impl InputArgs {
    /// The file of declarations, where one is named.
    pub(super) fn declarations<'a>(&'a self, file: &'a SettingsFile) -> Option<&'a Path> {
        self.declarations.as_deref().or(file.declarations.as_deref())
    }

    /// The file with the addresses of columns, where one is named.
    pub(super) fn columns<'a>(&'a self, file: &'a SettingsFile) -> Option<&'a Path> {
        self.columns.as_deref().or(file.columns.as_deref())
    }
}

/// Where things are kept.
#[derive(Debug, clap::Args)]
pub(super) struct Places {
    /// 评分表写到哪个文件夹（默认 lanmu-out）
    #[arg(long, value_name = "文件夹", env = "LANMU_OUT", hide_env_values = true)]
    out: Option<PathBuf>,
    /// 工作区文件夹：抓取的网页都存在这里，中断后可以接着做（默认 .lanmu）
    #[arg(long, value_name = "文件夹", env = "LANMU_WORKSPACE", hide_env_values = true)]
    workspace: Option<PathBuf>,
}

impl Places {
    pub(super) fn out(&self, file: &SettingsFile) -> PathBuf {
        self.out.clone().or_else(|| file.out.clone()).unwrap_or_else(|| PathBuf::from(OUT))
    }

    pub(super) fn workspace(&self, file: &SettingsFile) -> PathBuf {
        self.workspace.clone().or_else(|| file.workspace.clone()).unwrap_or_else(|| PathBuf::from(WORKSPACE))
    }
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let file = args.settings.load()?;
    let path = args.units.clone().or_else(|| file.units.clone()).ok_or_else(|| Fault::input(input::NO_UNITS))?;
    let travel = args.manners.travel(&file)?;
    let mut rules = Rules::load(&args.rules, &file)?;
    let units = unit::load(&path).map_err(Fault::input)?;
    rules.take_units(&units)?;
    rules.declared = Declared::load(args.rules.inputs.declarations(&file), &rules, &units)?;
    rules.remembered = Remembered::load(args.rules.inputs.columns(&file), &rules, &units)?;
    rules.tell_unmet();
    rules.tell_idle_groups(&units);
    carry_out(
        rules,
        List { units: &units, file: Some(&path) },
        travel,
        &args.places.workspace(&file),
        &args.places.out(&file),
    )
}

/// The units of a run, and the file that lists them, where one does.
#[derive(Clone, Copy)]
pub(super) struct List<'a> {
    pub(super) units: &'a [Unit],
    pub(super) file: Option<&'a Path>,
}

/// Visits the units, which `rules` has taken, judges and writes the sheets.
pub(super) fn carry_out(
    mut rules: Rules,
    list: List<'_>,
    travel: Travel,
    workspace: &Path,
    out: &Path,
) -> Result<Done, Fault> {
    let (began, units) = (Instant::now(), list.units);
    closing::refuse_closed(workspace, &rules)?;
    closing::refuse_out(workspace, out)?;
    rules.take_reviews(workspace, units)?;
    let mut plan = plan(&rules, units, &travel.manners);
    let store = Workspace::open(workspace).map_err(Fault::work)?;
    let _locked = list.file.map(|file| UnitsLock::take(file, workspace)).transpose()?;
    plan.former = store.former(&plan).map_err(Fault::work)?;
    report::prepare(out).map_err(Fault::input)?;
    // A run that was broken off yesterday goes on as of the day on which it began.
    if let Some(begun) = store.unfinished(&plan, rules.day_given).map_err(Fault::work)? {
        if begun.as_of != plan.as_of {
            note(format_args!("接着上次中断的评估，评估日期仍为 {}。", begun.as_of));
        }
        (rules.as_of, rules.visited_for) = (begun.as_of, begun.as_of);
        plan = begun;
    }
    rules.remembered.try_first(&plan);
    rules.formers = store.formers(&plan).map_err(Fault::work)?;
    rules.take_watches(&store, units)?;
    rules.take_history(&store, workspace)?;
    let run = Arc::new(store.begin(&plan).map_err(Fault::work)?);
    let rules = Arc::new(rules);
    let (results, waited) = visit(&rules, travel, &run, units)?;
    store.keep_formers(&run, results.iter().map(|one| (&one.result.unit, &one.former))).map_err(Fault::work)?;
    let evaluation = rules.evaluation(results, &run.id());
    let done = write_and_tell(&evaluation, workspace, out)?;
    keep(&evaluation, &rules, &run, workspace)?;
    run.finish().map_err(Fault::work)?;
    note(format_args!(
        "本次运行用时 {} 秒；各主机的请求为遵守访问间隔等候合计 {} 秒",
        began.elapsed().as_secs(),
        waited.as_secs()
    ));
    Ok(done)
}

/// Visits the units for a run, keeps the evidence and judges; gives also how long hosts were waited for. The visitor, which
/// holds on to their connections, is gone then.
pub(super) fn visit(
    rules: &Arc<Rules>,
    travel: Travel,
    run: &Arc<Run>,
    units: &[Unit],
) -> Result<(Vec<Assessed>, Duration), Fault> {
    let visitor = Arc::new(Visitor::new(travel.manners).map_err(Fault::work)?);
    let round = Round {
        rules: Arc::clone(rules),
        visitor: Arc::clone(&visitor),
        archive: Arc::clone(run),
        jobs: travel.jobs,
        second_look: travel.second_look.unwrap_or(SECOND_LOOK),
        interrupted: "已中断。抓取到的网页都已保存，再次运行同一命令即从中断处继续",
    };
    let ledger = Arc::clone(run);
    let results = round.run(
        units,
        Arc::new(move |visit, verdicts, bases| {
            let unit = &visit.unit.name;
            ledger.write_evidence(unit, bases).map_err(Fault::work)?;
            ledger.finish_unit(unit, visit.end, visit.requests).map_err(Fault::work)?;
            Ok(records::point(&ledger, unit, verdicts, bases))
        }),
    )?;
    Ok((results, visitor.waited()))
}

/// What a run of these rules over these units is for.
pub(super) fn plan(rules: &Rules, units: &[Unit], manners: &Manners) -> RunPlan {
    RunPlan {
        catalogue: rules.named.clone(),
        catalogue_hash: rules.catalogue.hash.clone(),
        units: units.to_vec(),
        declarations: rules.declared.all(),
        columns: rules.remembered.declared(),
        confirmed: rules.remembered.confirmed(),
        as_of: rules.as_of,
        period: rules.period.as_ref().map(|period| period.name.clone()),
        budget: manners.budget,
        exhaustive: manners.exhaustive,
        former: None,
        recheck: None,
        allow_private: manners.allow_private,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Writes the sheets, prints the ranking, where the sheets are, and how to judge again what `workspace` holds.
pub(super) fn write_and_tell(evaluation: &Evaluation, workspace: &Path, out: &Path) -> Result<Done, Fault> {
    let files = report::write(evaluation, out).map_err(Fault::work)?;
    note(&evaluation.run.pages);
    note(&evaluation.run.summary);
    say(report::table(evaluation))?;
    let id = &evaluation.run.id;
    let place = if workspace == Path::new(WORKSPACE) {
        String::new()
    } else {
        format!(" --workspace \"{}\"", workspace.display())
    };
    say(format_args!("运行编号：{id}（重新判定：lanmu score --run {id}{place}）"))?;
    say(format_args!("评估日期：{}；评分表在 {}：", evaluation.run.as_of, out.display()))?;
    for file in files {
        say(format_args!("  {}", file.display()))?;
    }
    Ok(if evaluation.some_units_open() { Done::SomeUnitsOpen } else { Done::All })
}

/// Keeps what a person has to decide after a run whose sheets stand, and what stays of it for ever. The two are in different
/// files of the workspace and do not wait for each other.
pub(super) fn keep(evaluation: &Evaluation, rules: &Rules, run: &Run, workspace: &Path) -> Result<(), Fault> {
    thread::scope(|scope| {
        let record = scope.spawn(|| history::keep(run, evaluation));
        review::keep_worklist(workspace, rules, evaluation)?;
        record.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}
