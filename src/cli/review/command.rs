//! What can be typed.

use std::path::PathBuf;

use clap::Subcommand;

use super::{conclude, decide, exchange, list, overrule, renew, sign};
use crate::cli::evaluate::WORKSPACE;
use crate::cli::fault::{Done, Fault};
use crate::cli::settings::SettingsArgs;
use crate::judge::FindingRuling;
use crate::mapping::Ruling;
use crate::store::{Reviews, Workspace};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 列出最近一次评估后需人工决定的事项：候选栏目、待核查的判定、改判，以及问题的答复和复核
    List(list::Args),
    /// 确认候选栏目对应该指标；lanmu score 重新判定后生效，下次评估优先查看
    Accept(decide::Args),
    /// 否定候选栏目；该栏目不改名，就不再作为该指标的候选
    Reject(decide::Args),
    /// 改判：对一个单位的一行指标另作判定，程序的判定并列保留
    Override(overrule::Args),
    /// 会签：由另一人同意确认、否定、改判或复核结论（评分办法要求会签的，会签后才生效）
    Sign(sign::Args),
    /// 撤回改判，恢复程序的判定；改判的记录仍保留
    Revoke(overrule::OnRows),
    /// 沿用以前评估周期的改判，或给确认、否定续期
    Renew(renew::Args),
    /// 复核结论：维持问题
    Uphold(conclude::Args),
    /// 复核结论：撤销问题，不再计入；该行没有其他问题的，改判为达标
    Withdraw(conclude::Args),
    /// 复核结论：改判问题所在的指标
    Amend(conclude::AmendArgs),
    /// 导出复核清单（CSV 或 XLSX），可在电子表格中填写决定
    Export(exchange::ExportArgs),
    /// 导入填好的复核清单，或单位填好答复的问题清单；有一行不对就全部不导入
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
        What::Override(args) => overrule::run(args),
        What::Sign(args) => sign::run(args),
        What::Revoke(args) => overrule::revoke(args),
        What::Renew(args) => renew::run(args),
        What::Uphold(args) => conclude::run(args, FindingRuling::Upheld),
        What::Withdraw(args) => conclude::run(args, FindingRuling::Withdrawn),
        What::Amend(args) => conclude::amend(args),
        What::Export(args) => exchange::export(args),
        What::Import(args) => exchange::import(args),
    }
    .map(|()| Done::All)
}
