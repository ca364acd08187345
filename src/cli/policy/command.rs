//! What can be typed.

use clap::Subcommand;

use super::{check, explain};
use crate::cli::fault::{Done, Fault};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 检查评分办法：列出全部问题
    Check(check::Args),
    /// 逐步说明一个单位一个指标的得分，以及该单位总分和等级的由来
    Explain(Box<explain::Args>),
}

pub(in crate::cli) fn run(args: &Args) -> Result<Done, Fault> {
    match &args.what {
        What::Check(args) => check::run(args),
        What::Explain(args) => explain::run(args),
    }
}
