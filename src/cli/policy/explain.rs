//! `lanmu policy explain`.

use std::path::PathBuf;

use crate::cli::evaluate::{RulesArgs, WORKSPACE};
use crate::cli::fault::{Done, Fault};
use crate::cli::looks::Assessed;
use crate::cli::output::say;
use crate::cli::settings::SettingsArgs;
use crate::cli::stored::Stored;
use crate::judge::Verdict;
use crate::score::{self, Account, Points};
use crate::unit::Unit;

/// What is said at Ctrl-C.
const INTERRUPTED: &str = "已中断，没有改动任何内容";
/// So many are named to whoever named another.
const NAMED: usize = 10;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 单位名称
    #[arg(value_name = "单位")]
    unit: String,
    /// 指标编码（如 AK-01-02-01）；也可以是栏目或级别的编码，逐行说明
    #[arg(value_name = "指标编码")]
    code: String,
    /// 运行编号（不写则取最近一次）
    #[arg(long, value_name = "编号")]
    run: Option<String>,
    /// 工作区文件夹（默认 .lanmu）
    #[arg(long, value_name = "文件夹", env = "LANMU_WORKSPACE", hide_env_values = true)]
    workspace: Option<PathBuf>,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    settings: SettingsArgs,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let file = args.settings.load()?;
    let folder = args.workspace.clone().or_else(|| file.workspace.clone()).unwrap_or_else(|| PathBuf::from(WORKSPACE));
    let stored = Stored::open(&folder, args.run.as_deref(), &args.rules, &file)?;
    let unit = unit(&stored, &args.unit)?;
    let assessed = stored.judge(std::slice::from_ref(unit), INTERRUPTED)?;
    let verdicts = assessed.iter().map(Assessed::verdicts).collect::<Result<Vec<_>, _>>()?.concat();
    let account = score::account(&stored.rules.policy, unit, &verdicts);
    let shown = shown(&stored, &args.code, &verdicts, &account)?;
    say(format_args!("{}（运行 {}，评估日期 {}）", unit.name, stored.run.id(), stored.rules.as_of))?;
    if !account.groups.is_empty() {
        say(format_args!("适用评分办法中“{}”一组的规定", account.groups.join("、")))?;
    }
    for row in shown {
        say(format_args!("\n{}", row.in_words(&stored)))?;
    }
    say(format_args!("\n总分和等级"))?;
    for step in &account.sheet.steps {
        say(format_args!("    {step}"))?;
    }
    Ok(Done::All)
}

fn unit<'a>(stored: &'a Stored, name: &str) -> Result<&'a Unit, Fault> {
    let all = stored.units();
    all.iter().find(|unit| unit.name == name).ok_or_else(|| {
        let names: Vec<&str> = all.iter().take(NAMED).map(|unit| unit.name.as_str()).collect();
        let more = if all.len() > NAMED { "等" } else { "" };
        Fault::input(format!("运行 {} 中没有单位“{name}”，有的是：{}{more}", stored.run.id(), names.join("、")))
    })
}

/// A row that is asked for.
struct Row<'a> {
    verdict: &'a Verdict,
    points: &'a Points,
    steps: &'a [String],
}

/// The rows that are asked for.
fn shown<'a>(
    stored: &Stored,
    code: &str,
    verdicts: &'a [Verdict],
    account: &'a Account,
) -> Result<Vec<Row<'a>>, Fault> {
    let rows = verdicts.iter().zip(&account.sheet.points).zip(&account.rows);
    let rows = rows.map(|((verdict, points), steps)| Row { verdict, points, steps });
    let below = format!("{code}-");
    let found: Vec<Row<'_>> =
        rows.filter(|row| row.verdict.code == code || row.verdict.code.starts_with(&below)).collect();
    if found.is_empty() {
        let codes: Vec<&str> = verdicts.iter().take(NAMED).map(|verdict| verdict.code.as_str()).collect();
        let more = if verdicts.len() > NAMED { "等" } else { "" };
        let id = stored.run.id();
        let told = format!("运行 {id} 没有对该单位判定指标 {code}，有的是：{}{more}", codes.join("、"));
        return Err(Fault::input(told));
    }
    Ok(found)
}

impl Row<'_> {
    /// Step by step.
    fn in_words(&self, stored: &Stored) -> String {
        let Self { verdict, points, steps } = self;
        let indicator = stored.rules.catalogue.indicators.iter().find(|row| row.code == verdict.code);
        let levels = indicator.map(|row| row.names().join(" > ")).unwrap_or_default();
        let got = points.got.map_or_else(|| "不计分".to_owned(), |got| format!("得分 {got}"));
        let mut lines = vec![
            format!("{}　{levels}", verdict.code),
            format!("    判定：{}；分值 {}，{got}", verdict.settled().zh(), points.full),
        ];
        lines.extend(steps.iter().map(|step| format!("    {step}")));
        lines.join("\n")
    }
}
