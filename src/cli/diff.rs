//! `lanmu diff`: what changed between two runs, and why.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::fault::{Done, Fault};
use super::output::{harmless, note, say};
use super::settings::WorkspaceArgs;
use super::stored;
use crate::catalogue::Catalogue;
use crate::report::{self, Record};
use crate::store::Workspace;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 前一次评估的运行编号
    #[arg(value_name = "前一次")]
    before: String,
    /// 后一次评估的运行编号
    #[arg(value_name = "后一次")]
    after: String,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
    /// 把变化表 changes.csv 写到哪个文件夹
    #[arg(long, value_name = "文件夹")]
    out: Option<PathBuf>,
    #[command(flatten)]
    workspace: WorkspaceArgs,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let (folder, _) = args.workspace.load()?;
    let workspace = stored::workspace(&folder)?;
    let (before, _) = record(&workspace, &args.before)?;
    let (after, catalogue) = record(&workspace, &args.after)?;
    if before.catalogue != after.catalogue {
        return Err(Fault::input(format!(
            "两次评估的指标体系不同（{} 为 {}，{} 为 {}），无法比较",
            args.before, before.catalogue, args.after, after.catalogue
        )));
    }
    let changes = report::changes(&before, &after);
    let names = names(&catalogue);
    if args.json {
        say(serde_json::to_string_pretty(&changes).map_err(Fault::work)?)?;
    } else {
        say(harmless(&report::changes_text(&changes, &names)))?;
    }
    if let Some(out) = &args.out {
        for file in report::write_changes(&changes, &names, out).map_err(Fault::work)? {
            note(format_args!("变化表：{}", file.display()));
        }
    }
    Ok(Done::All)
}

/// The newest record of a run, and how its catalogue was named.
fn record(workspace: &Workspace, id: &str) -> Result<(Record, String), Fault> {
    let run = workspace.run(id).map_err(Fault::input)?;
    let record: Option<Record> = run.record().map_err(Fault::work)?;
    let missing = || {
        Fault::input(format!(
            "运行 {id} 没有留下结果（没有做完，或由旧版本评估）：没有做完的请再次运行 lanmu evaluate；旧版本评估的请先运行 lanmu score --run {id}"
        ))
    };
    Ok((record.ok_or_else(missing)?, run.plan().catalogue.clone()))
}

/// Names of the rows of a catalogue by code; none where it is no longer there.
fn names(catalogue: &str) -> BTreeMap<String, String> {
    let rows = Catalogue::open(catalogue).map(|catalogue| catalogue.indicators).unwrap_or_default();
    rows.into_iter().map(|row| (row.code.clone(), row.names().join(" > "))).collect()
}
