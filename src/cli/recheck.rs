//! `lanmu recheck`: looks at findings again, and at nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::assess::Rules;
use super::closing;
use super::declared::Declared;
use super::evaluate::{self, InputArgs, Places, RulesArgs};
use super::fault::{Done, Fault};
use super::input;
use super::laid_over::LaidOver;
use super::looks::Assessed;
use super::output::{note, say};
use super::remembered::Remembered;
use super::settings::{MannersArgs, SettingsArgs, SettingsFile};
use super::stored::Stored;
use crate::calendar::day_in_china;
use crate::catalogue::Kind;
use crate::judge::{Finding, FindingKind, Recheck, RectificationState, look_again, with_rows_of};
use crate::report::{self, Evaluation, Record};
use crate::score;
use crate::site::CrawlEnd;
use crate::store::{KnownFinding, RecheckPlan, Reviews, RunPlan};
use crate::unit::{ColumnAddress, Unit};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 复查哪次评估的问题（运行编号；不写则取最近一次）
    #[arg(long, value_name = "编号")]
    run: Option<String>,
    /// 只复查这些单位，可写多个，用逗号分开
    #[arg(long, value_name = "名称", value_delimiter = ',')]
    units: Vec<String>,
    /// 只复查这些问题（F-…），可写多个，用逗号分开
    #[arg(long, value_name = "问题编号", value_delimiter = ',', conflicts_with = "all")]
    findings: Vec<String>,
    /// 复查全部问题（默认：单位答复已整改、部分整改和申诉的问题）
    #[arg(long)]
    all: bool,
    /// 复查日期，如 2020-11-10（默认今天）：按这一天的情况判定
    #[arg(long, value_name = "日期", value_parser = input::day)]
    as_of: Option<Date>,
    /// 评分办法文件（默认：指标体系自带的 policy.toml）；应与评估时相同
    #[arg(long, value_name = "文件", env = "LANMU_POLICY", hide_env_values = true)]
    policy: Option<PathBuf>,
    /// 放假调休日历文件（默认：随程序附带，2007—2026 年）
    #[arg(long, value_name = "文件", env = "LANMU_HOLIDAYS", hide_env_values = true)]
    holidays: Option<PathBuf>,
    #[command(flatten)]
    places: Places,
    #[command(flatten)]
    manners: MannersArgs,
    #[command(flatten)]
    settings: SettingsArgs,
}

impl Args {
    /// By what is judged, on a day of its own: `catalogue` and `as_of` are those of the evaluation where they are left open.
    fn rules(&self, catalogue: Option<String>, as_of: Option<Date>) -> RulesArgs {
        RulesArgs {
            catalogue,
            period: None,
            as_of,
            inputs: InputArgs { policy: self.policy.clone(), holidays: self.holidays.clone(), ..InputArgs::default() },
        }
    }
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let file = args.settings.load()?;
    let (folder, out) = (args.places.workspace(&file), args.places.out(&file));
    let travel = args.manners.travel(&file)?;
    let stored = Stored::open(&folder, args.run.as_deref(), &args.rules(None, None), &file)?;
    let scope = stored.rules.scope();
    closing::refuse_change(&folder, scope.period(), scope.catalogue)?;
    closing::refuse_out(&folder, &out)?;
    let reviews = Reviews::open(&folder).map_err(Fault::work)?;
    let findings = chosen(args, &stored, &reviews)?;
    let units: Vec<Unit> =
        stored.units().iter().filter(|unit| findings.iter().any(|one| one.unit == unit.name)).cloned().collect();
    report::prepare(&out).map_err(Fault::input)?;

    let mut again = rules(args, &stored, &folder, &file, rows(&stored.rules, &findings), &units)?;
    let first = places(&stored, &findings)?;
    let plan = RunPlan {
        recheck: again.only.clone().map(|rows| RecheckPlan { of: stored.run.id(), rows, first }),
        ..evaluate::plan(&again, &units, &travel.manners)
    };
    let begun = stored.workspace.unfinished(&plan, args.as_of.is_some()).map_err(Fault::work)?;
    let plan = begun.unwrap_or(plan);
    (again.as_of, again.visited_for) = (plan.as_of, plan.as_of);
    again.remembered.try_first(&plan);
    let run = Arc::new(stored.workspace.begin(&plan).map_err(Fault::work)?);
    let (after, _) = evaluate::visit(&Arc::new(again), travel, &run, &units)?;
    let before = stored.judge(&units, "已中断，复查结果没有记入")?;

    let numbers: BTreeSet<&str> = findings.iter().map(|one| one.number.as_str()).collect();
    let mut seen = BTreeMap::new();
    for (old, new) in before.iter().zip(&after) {
        seen.extend(compared(&stored.rules, old, new, &numbers, &run.id(), plan.as_of)?);
    }
    reviews.keep_rechecks(scope.catalogue, scope.period(), &seen).map_err(Fault::work)?;
    run.finish().map_err(Fault::work)?;
    let failed = after.iter().any(|one| one.result.end == CrawlEnd::Failed);
    let mut evaluation = stored.rules.evaluation(before, &stored.run.id());
    for (number, recheck) in &seen {
        evaluation.rectifications.entry(number.clone()).or_default().recheck = Some(recheck.clone());
    }
    tell(&evaluation, &seen, &out)?;
    Ok(if failed { Done::SomeUnitsOpen } else { Done::All })
}

/// The findings to look at again, each once.
fn chosen(args: &Args, stored: &Stored, reviews: &Reviews) -> Result<Vec<KnownFinding>, Fault> {
    let run = stored.run.id();
    let unit = |name: &String| stored.units().iter().any(|unit| unit.name == *name);
    if let Some(stranger) = args.units.iter().find(|name| !unit(name)) {
        return Err(Fault::input(format!("运行 {run} 中没有单位“{stranger}”，请核对名称")));
    }
    let mut found: BTreeMap<String, KnownFinding> = BTreeMap::new();
    if args.all {
        for unit in stored.units() {
            let own = reviews.findings_of(&run, &unit.name).map_err(Fault::work)?;
            found.extend(own.into_iter().map(|one| (one.number.clone(), one)));
        }
    } else {
        let replied = || stored.rules.laid_over.to_recheck().map(str::to_owned).collect();
        let numbers: Vec<String> = if args.findings.is_empty() { replied() } else { args.findings.clone() };
        for number in numbers {
            match reviews.finding(&run, &number).map_err(Fault::work)? {
                Some(one) => drop(found.insert(number, one)),
                None if args.findings.is_empty() => {}
                None => return Err(Fault::input(format!("运行 {run} 没有编号为“{number}”的问题"))),
            }
        }
    }
    let is_meant = |one: &KnownFinding| args.units.is_empty() || args.units.contains(&one.unit);
    let found: Vec<KnownFinding> = found.into_values().filter(is_meant).collect();
    if found.is_empty() {
        return Err(Fault::input(format!(
            "运行 {run} 没有要复查的问题：请先用 lanmu review import 导入单位的答复，或用 --findings、--all 指定"
        )));
    }
    Ok(found)
}

/// The rows of the columns that the findings are about, by unit.
fn rows(rules: &Rules, findings: &[KnownFinding]) -> BTreeMap<String, BTreeSet<String>> {
    let all = &rules.catalogue.indicators;
    let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in findings {
        let column = all.iter().find(|row| row.code == one.code).map(|row| &row.column);
        let own = all.iter().filter(|row| Some(&row.column) == column).map(|row| row.code.clone());
        rows.entry(one.unit.clone()).or_default().extend(own);
    }
    rows
}

/// Where the columns of the findings stood when they were found, each once. They are looked at before the column tree, as
/// addresses that units declare are: what is put right there need not be looked for elsewhere, and what is not takes the
/// same look as in an evaluation.
fn places(stored: &Stored, findings: &[KnownFinding]) -> Result<Vec<ColumnAddress>, Fault> {
    let record: Option<Record> = stored.run.record().map_err(Fault::work)?;
    let found: Vec<Finding> =
        record.into_iter().flat_map(|record| record.units).flat_map(|unit| unit.findings).collect();
    let rows = &stored.rules.catalogue.indicators;
    let place = |known: &KnownFinding| {
        let finding = found.iter().find(|one| one.number == known.number).filter(|one| is_of_column(one.kind))?;
        let code = rows.iter().find(|row| row.code == known.code)?.column.clone();
        Some(ColumnAddress { unit: known.unit.clone(), code, url: finding.url.parse().ok()? })
    };
    Ok(if stored.rules.catalogue.kind == Kind::Columns {
        findings.iter().filter_map(place).collect()
    } else {
        Vec::new()
    })
}

/// The finding is about a column that was there, and bears its address.
fn is_of_column(kind: FindingKind) -> bool {
    use FindingKind::{ColumnMissing, ContentUnknown, Insecure, ReportMissing, Unreachable, Unstable, Veto};
    !matches!(kind, ColumnMissing | ContentUnknown | Insecure | ReportMissing | Unreachable | Unstable | Veto)
}

/// By what is judged now. There is no period: what was put right after its end counts.
fn rules(
    args: &Args,
    stored: &Stored,
    folder: &Path,
    file: &SettingsFile,
    rows: BTreeMap<String, BTreeSet<String>>,
    units: &[Unit],
) -> Result<Rules, Fault> {
    let plan = stored.run.plan();
    let as_of = args.as_of.unwrap_or_else(|| day_in_china(Timestamp::now()));
    if as_of < plan.as_of {
        return Err(Fault::input(format!("复查日期 {as_of} 早于评估日期 {}，请改写 --as-of", plan.as_of)));
    }
    let mut rules = Rules::load(&args.rules(Some(plan.catalogue.clone()), Some(as_of)), file)?;
    rules.take_units(&plan.units)?;
    rules.declared = Declared::kept(plan.declarations.clone());
    rules.remembered = Remembered::kept(plan.columns.clone());
    rules.take_reviews(folder, units)?;
    // The machine looks again; what people decided on what it saw before is laid over afterwards.
    rules.laid_over = LaidOver::default();
    let codes: BTreeSet<&String> = rows.values().flatten().collect();
    let catalogue = rules.catalogue.clone();
    let columns = catalogue.indicators.iter().filter(|row| codes.contains(&row.code)).map(|row| row.column.as_str());
    rules.remembered.retain(&columns.collect());
    rules.take_watches(&stored.workspace, units)?;
    rules.only = Some(rows);
    Ok(rules)
}

/// What became of the findings of a unit with these `numbers`.
fn compared(
    rules: &Rules,
    before: &Assessed,
    after: &Assessed,
    numbers: &BTreeSet<&str>,
    run: &str,
    on: Date,
) -> Result<Vec<(String, Recheck)>, Fault> {
    let (old, new) = (&before.verdicts()?, &after.verdicts()?);
    let laid = with_rows_of(old, new);
    let total = score::sheet(&rules.policy, &before.result.unit, &laid).total;
    let findings = old.iter().flat_map(|verdict| &verdict.findings);
    let look = |finding: &Finding| {
        let (state, words) = look_again(finding, old, new);
        let recheck =
            Recheck { run: run.to_owned(), on, state, words, before: before.result.sheet.total, after: total };
        (finding.number.clone(), recheck)
    };
    Ok(findings.filter(|finding| numbers.contains(finding.number.as_str())).map(look).collect())
}

/// Prints the result and writes `recheck.csv`.
fn tell(evaluation: &Evaluation, seen: &BTreeMap<String, Recheck>, out: &Path) -> Result<(), Fault> {
    say(report::recheck_table(evaluation, seen).map_err(Fault::work)?)?;
    let count = |state: Option<RectificationState>| seen.values().filter(|one| one.state == state).count();
    let states = [RectificationState::Done, RectificationState::Partly, RectificationState::NotDone];
    let counts: Vec<String> = states.iter().map(|state| format!("{} {}", state.zh(), count(Some(*state)))).collect();
    note(format_args!("复查问题 {} 个：{}、无法核实 {}", seen.len(), counts.join("、"), count(None)));
    for file in report::write_recheck(evaluation, out).map_err(Fault::work)? {
        say(format_args!("复查结果：{}", file.display()))?;
    }
    let id = &evaluation.run.id;
    note(format_args!("用 lanmu score --run {id} 重新写出评分表，其中有复查结果"));
    Ok(())
}
