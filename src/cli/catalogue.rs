//! `lanmu catalogue`: list, show, export, check, import.

use clap::{Subcommand, ValueEnum};
use comfy_table::{Table, presets};

use super::fault::{Done, Fault};
use super::import;
use super::output::{say, say_as_is};
use super::owed::{Owed, UnitArgs};
use super::soundness;
use crate::catalogue::{self, Catalogue, Cell, Indicator, Rule};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 列出随程序附带的指标体系
    List,
    /// 查看一个指标体系：每行的名称、内容、时限及其读法、责任单位及其读法
    Show {
        /// 编号或文件夹
        #[arg(value_name = "编号")]
        id: String,
        #[command(flatten)]
        unit: UnitArgs,
    },
    /// 导出一个指标体系
    Export {
        /// 编号或文件夹
        #[arg(value_name = "编号")]
        id: String,
        /// 格式
        #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Csv)]
        format: Format,
    },
    /// 检查一个指标体系：列出全部问题
    Check {
        /// 编号或文件夹
        #[arg(value_name = "编号|文件夹")]
        id: String,
    },
    /// 从 Word、Excel、CSV 或文本文件导入一个指标体系
    Import(import::Args),
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Json,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    match &args.what {
        What::List => list(),
        What::Show { id, unit } => show(&open(id)?, unit),
        What::Export { id, format } => export(&open(id)?, *format),
        What::Check { id } => check(id),
        What::Import(args) => import::run(args),
    }
}

fn open(id: &str) -> Result<Catalogue, Fault> {
    Catalogue::open(id).map_err(Fault::input)
}

fn list() -> Result<Done, Fault> {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header(["编号", "名称", "文号", "行数"]);
    for id in catalogue::shipped() {
        let catalogue = Catalogue::open(&id).map_err(Fault::work)?;
        table.add_row([id, catalogue.title, catalogue.document_number, catalogue.indicators.len().to_string()]);
    }
    say(table)?;
    Ok(Done::All)
}

fn show(catalogue: &Catalogue, unit: &UnitArgs) -> Result<Done, Fault> {
    let owed = Owed::of(unit, catalogue)?;
    let known = [&catalogue.document_number, &catalogue.issuer].into_iter().filter(|words| !words.is_empty());
    let origin: Vec<&str> = known.map(String::as_str).collect();
    let origin = if origin.is_empty() { String::new() } else { format!("（{}）", origin.join("，")) };
    say(format_args!("{}{origin}", catalogue.title))?;
    if let Some(due) = catalogue.due {
        say(format_args!("栏目建设截止日期：{due}"))?;
    }
    let Some(owed) = owed else {
        for indicator in &catalogue.indicators {
            say(format_args!("\n{}", row(indicator)))?;
        }
        return Ok(Done::All);
    };
    say(owed.heading())?;
    for indicator in owed.rows() {
        say(format_args!("\n{}\n{}", row(indicator), owed.reason(indicator)))?;
    }
    Ok(Done::All)
}

/// A row in lines, not in a table: its content may be longer than any window is wide.
fn row(indicator: &Indicator) -> String {
    let levels: Vec<&str> = indicator.levels.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    let mut lines = vec![format!("{}　{}", indicator.code, levels.join(" > "))];
    for (label, words) in
        [("信息公开内容", &indicator.content), ("需报送信息", &indicator.report), ("公布平台", &indicator.platform)]
    {
        if !words.is_empty() {
            lines.push(format!("    {label}：{words}"));
        }
    }
    for rule in &indicator.rules {
        lines.push(format!("    {}", reading(rule)));
    }
    lines.push(format!("    责任单位：{} → {}", indicator.responsible, indicator.owners.in_words()));
    lines.join("\n")
}

/// The words of a rule beside what was read from them.
fn reading(rule: &Rule) -> String {
    let label = match rule.from {
        Cell::Deadline => "时限原文",
        Cell::Content => "内容中的原文",
    };
    let mended = rule.mended().map_or_else(String::new, |note| format!("（{note}）"));
    format!("{label}：{} → 读作：{}{mended}", rule.words, rule.in_words())
}

fn export(catalogue: &Catalogue, format: Format) -> Result<Done, Fault> {
    let text = match format {
        Format::Csv => catalogue.export_csv(),
        Format::Json => catalogue.export_json(),
    };
    say_as_is(text)?;
    Ok(Done::All)
}

fn check(id: &str) -> Result<Done, Fault> {
    let problems = soundness::problems(id)?;
    if problems.is_empty() {
        say(format_args!("{id}：没有发现问题"))?;
        return Ok(Done::All);
    }
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Err(Fault::input(format!("{id} 有 {} 处问题：\n{}", lines.len(), lines.join("\n"))))
}
