//! `lanmu annual`: the year of each unit, from its closed quarters.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::assess::CATALOGUE;
use super::closing::{RECORD, RECTIFICATIONS};
use super::evaluate::OUT;
use super::fault::{Done, Fault};
use super::input;
use super::output::{harmless, note, say};
use super::settings::WorkspaceArgs;
use super::{closing, stored};
use crate::catalogue::Catalogue;
use crate::judge::Rectification;
use crate::report::{self, Annual, Record, Source, UnitRecord};
use crate::score::{self, Followed, Gap, Missing, Standing, UnitYear, YearPolicy};
use crate::sha256::sha256;
use crate::site::CrawlEnd;
use crate::store::{Frozen, frozen};

/// So many gaps are listed.
const LISTED: usize = 20;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 年份，如 2020
    #[arg(long, value_name = "年份", value_parser = clap::value_parser!(i16).range(1900..=9998))]
    year: i16,
    /// 指标体系：编号（见 lanmu catalogue list）或文件夹
    #[arg(long, value_name = "编号", env = "LANMU_CATALOGUE", hide_env_values = true)]
    catalogue: Option<String>,
    /// 评分办法文件，其中 [year] 写明怎样合成全年得分（默认：指标体系自带的 policy.toml）
    #[arg(long, value_name = "文件", env = "LANMU_POLICY", hide_env_values = true)]
    policy: Option<PathBuf>,
    /// 年度得分表写到哪个文件夹（默认 lanmu-out）
    #[arg(long, value_name = "文件夹", env = "LANMU_OUT", hide_env_values = true)]
    out: Option<PathBuf>,
    /// 以 JSON 输出全年得分和计算的每一步
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    workspace: WorkspaceArgs,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let (folder, file) = args.workspace.load()?;
    let out = args.out.clone().or_else(|| file.out.clone()).unwrap_or_else(|| PathBuf::from(OUT));
    let named = args.catalogue.as_deref().or(file.catalogue.as_deref()).unwrap_or(CATALOGUE);
    let catalogue = Catalogue::open(named).map_err(Fault::input)?;
    let (policy, policy_text) = input::policy(args.policy.as_deref().or(file.policy.as_deref()), &catalogue, named)?;
    closing::refuse_out(&folder, &out)?;
    let year = policy.year();
    let quarters = quarters(&folder, &catalogue.id, args.year, year)?;
    let ledgers = ledgers(&folder, args.year, year)?;
    let units = units(&quarters, &ledgers);
    let sheets = score::annual(year, policy.grades(), &units).map_err(|gaps| unexplained(&gaps))?;
    let annual = Annual {
        year: args.year,
        catalogue: catalogue.id,
        title: catalogue.title,
        policy: year.clone(),
        policy_hash: sha256(policy_text.as_bytes()),
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        sources: quarters.iter().flatten().chain(&ledgers).map(Closed::source).collect(),
        units: sheets,
    };
    let files = report::write_annual(&annual, &out).map_err(Fault::work)?;
    let files: String = files.iter().map(|file| format!("\n  {}", file.display())).collect();
    let files = format!("年度得分表在 {}：{files}", out.display());
    if args.json {
        say(report::annual_json(&annual).map_err(Fault::work)?)?;
        note(files);
    } else {
        say(harmless(&report::annual_text(&annual)))?;
        say(files)?;
    }
    Ok(Done::All)
}

/// A closed result, as the year needs it.
struct Closed {
    frozen: Frozen,
    record: Record,
    rectifications: BTreeMap<String, Rectification>,
}

impl Closed {
    /// Reads it; refuses one that is not as it was closed.
    fn read(frozen: Frozen) -> Result<Self, Fault> {
        if !frozen.tampering().map_err(Fault::work)?.is_empty() {
            let (period, folder) = (&frozen.manifest.period, frozen.folder.display());
            return Err(Fault::work(format!(
                "已冻结的评估周期 {period} 与冻结时不同，不能用来合成全年得分：请用 lanmu verify {period} 查看，用备份恢复 {folder}"
            )));
        }
        let record = frozen.json(RECORD).map_err(Fault::work)?;
        let rectifications = frozen.json(RECTIFICATIONS).map_err(Fault::work)?;
        Ok(Self { frozen, record, rectifications })
    }

    fn unit(&self, name: &str) -> Option<&UnitRecord> {
        self.record.units.iter().find(|unit| unit.name == name)
    }

    fn source(&self) -> Source {
        let manifest = &self.frozen.manifest;
        Source {
            period: manifest.period.name.clone(),
            catalogue: manifest.catalogue.clone(),
            run: manifest.run.clone(),
            as_of: manifest.as_of,
            seal: self.frozen.seal.clone(),
        }
    }
}

/// The four quarters; `None` for one that was never evaluated, where the policy says what that means.
fn quarters(folder: &Path, id: &str, year: i16, policy: &YearPolicy) -> Result<[Option<Closed>; 4], Fault> {
    let records: Vec<Record> = stored::workspace(folder)?.records(id).map_err(Fault::work)?;
    let mut closed = [None, None, None, None];
    let mut open = Vec::new();
    for (place, slot) in closed.iter_mut().enumerate() {
        let period = format!("{year}Q{}", place + 1);
        let evaluated = records.iter().any(|record| record.run.period.as_ref().is_some_and(|one| one.name == period));
        match frozen(folder, &period, id).map_err(Fault::work)? {
            Some(frozen) => *slot = Some(Closed::read(frozen)?),
            None if evaluated => open.push(format!("{period} 评估过，还没有冻结：请核对结果，用 lanmu freeze {period} 冻结")),
            None if policy.missing == Missing::Error && !is_weightless(policy, place) => open.push(format!(
                "{period} 没有评估过：请先运行 lanmu evaluate --period {period}，再冻结；确实不评估的，在评分办法 [year] 中用 missing 写明怎样计"
            )),
            None => {}
        }
    }
    if open.is_empty() && closed.iter().all(Option::is_none) {
        open.push(format!("{year} 年没有冻结过任何季度"));
    }
    if open.is_empty() {
        return Ok(closed);
    }
    Err(Fault::input(format!("不能合成 {year} 年（指标体系 {id}）的全年得分：\n  {}", open.join("\n  "))))
}

fn is_weightless(policy: &YearPolicy, place: usize) -> bool {
    policy.weights.each().get(place).is_some_and(rust_decimal::Decimal::is_zero)
}

/// The results of the year by the ledgers of the policy, in their order.
fn ledgers(folder: &Path, year: i16, policy: &YearPolicy) -> Result<Vec<Closed>, Fault> {
    let closed = policy.ledgers.keys().map(|id| match frozen(folder, &year.to_string(), id).map_err(Fault::work)? {
        Some(frozen) => Closed::read(frozen),
        None => Err(Fault::input(format!(
            "评分办法 [year.ledgers] 中的台账 {id} 没有冻结 {year} 年的结果：请运行 lanmu evaluate --catalogue {id} --period {year}，再用 lanmu freeze {year} --catalogue {id} 冻结"
        ))),
    });
    closed.collect()
}

/// Every unit of the year: those of the last quarter in its order, then those that are only in an earlier one.
fn units(quarters: &[Option<Closed>; 4], ledgers: &[Closed]) -> Vec<UnitYear> {
    let mut known = BTreeSet::new();
    let newest_first = quarters.iter().rev().flatten().flat_map(|closed| &closed.record.units);
    let names = newest_first.map(|unit| &unit.name).filter(|name| known.insert(name.as_str()));
    names.map(|name| unit(name, quarters, ledgers)).collect()
}

fn unit(name: &str, quarters: &[Option<Closed>; 4], ledgers: &[Closed]) -> UnitYear {
    let followed = quarters.iter().flatten().filter_map(|closed| {
        let unit = closed.unit(name)?;
        let seen = unit.end != CrawlEnd::Failed;
        Some(Followed { findings: &unit.findings, rectifications: &closed.rectifications, seen })
    });
    let each = quarters.each_ref();
    UnitYear {
        unit: name.to_owned(),
        quarters: each
            .map(|closed| closed.as_ref().and_then(|closed| closed.unit(name)).map_or(Standing::Absent, standing)),
        unresolved: score::unresolved(followed),
        ledgers: ledgers.iter().map(|closed| closed.unit(name)?.total).collect(),
    }
}

fn standing(unit: &UnitRecord) -> Standing {
    match unit.total {
        total if unit.vetoed => Standing::Vetoed(total),
        Some(total) => Standing::Scored(total),
        None => Standing::Unscored,
    }
}

fn unexplained(gaps: &[Gap]) -> Fault {
    let mut lines: Vec<String> = gaps.iter().take(LISTED).map(|gap| format!("  {}：{}", gap.unit, gap.what)).collect();
    if gaps.len() > LISTED {
        lines.push(format!("  等共 {} 处", gaps.len()));
    }
    Fault::input(format!(
        "以下单位缺少得分，评分办法没有写明怎样计：\n{}\n请在评分办法的 [year] 中写明：missing = \"zero\"（按 0 分计）或 \"leave_out\"（不计入，由其余季度分摊）",
        lines.join("\n")
    ))
}
