//! What can be typed.

use std::path::PathBuf;

use clap::Subcommand;

use super::{decide, exchange, list};
use crate::cli::evaluate::WORKSPACE;
use crate::cli::fault::{Done, Fault};
use crate::cli::settings::SettingsArgs;
use crate::mapping::Ruling;
use crate::store::{Reviews, Workspace};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 列出最近一次评估后需人工决定的事项：候选栏目和待核查的判定
    List(list::Args),
    /// 确认候选栏目对应该指标；lanmu score 重新判定后生效，下次评估优先查看
    Accept(decide::Args),
    /// 否定候选栏目；该栏目不改名，就不再作为该指标的候选
    Reject(decide::Args),
    /// 导出复核清单（CSV），可在电子表格中填写决定
    Export(exchange::ExportArgs),
    /// 导入填好的复核清单；有一行不对就全部不导入
    Import(exchange::ImportArgs),
}

/// Where the decisions are.
#[derive(Debug, clap::Args)]
pub(super) struct Desk {
    /// 运行编号（默认：最近一次有复核清单的评估）
    #[arg(long, value_name = "编号")]
    pub(super) run: Option<String>,
    /// 工作区文件夹（默认 .lanmu）
    #[arg(long, value_name = "文件夹", env = "LANMU_WORKSPACE", hide_env_values = true)]
    workspace: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
}

impl Desk {
    /// Opens them.
    pub(super) fn open(&self) -> Result<Reviews, Fault> {
        let folder = match &self.workspace {
            Some(folder) => folder.clone(),
            None => self.settings.load()?.workspace.unwrap_or_else(|| PathBuf::from(WORKSPACE)),
        };
        if !Workspace::is_at(&folder) {
            return Err(Fault::input(format!(
                "{} 中没有评估记录：请先运行 lanmu evaluate，或用 --workspace 指明工作区文件夹",
                folder.display()
            )));
        }
        Reviews::open(&folder).map_err(Fault::work)
    }
}

pub(in crate::cli) fn run(args: &Args) -> Result<Done, Fault> {
    match &args.what {
        What::List(args) => list::run(args),
        What::Accept(args) => decide::run(args, Ruling::Accepted),
        What::Reject(args) => decide::run(args, Ruling::Rejected),
        What::Export(args) => exchange::export(args),
        What::Import(args) => exchange::import(args),
    }
    .map(|()| Done::All)
}
