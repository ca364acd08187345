//! `lanmu score`: judges a stored run again, without the network.

use super::closing;
use super::evaluate::{Places, RulesArgs, keep, write_and_tell};
use super::fault::{Done, Fault};
use super::settings::SettingsArgs;
use super::stored::Stored;
use crate::report;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 运行编号（评估结束时显示；不写则取最近一次）
    #[arg(long, value_name = "编号")]
    run: Option<String>,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    places: Places,
    #[command(flatten)]
    settings: SettingsArgs,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let file = args.settings.load()?;
    let out = args.places.out(&file);
    let folder = args.places.workspace(&file);
    let stored = Stored::open(&folder, args.run.as_deref(), &args.rules, &file)?;
    if let Some(recheck) = &stored.run.plan().recheck {
        let (id, of) = (stored.run.id(), &recheck.of);
        return Err(Fault::input(format!("运行 {id} 是对 {of} 的复查，不能单独评分：请用 lanmu score --run {of}")));
    }
    closing::refuse_out(&folder, &out)?;
    report::prepare(&out).map_err(Fault::input)?;
    stored.rules.tell_idle_groups(stored.units());
    let evaluation = stored.evaluation("已中断，原有评分表没有改动")?;
    let done = write_and_tell(&evaluation, &folder, &out)?;
    keep(&evaluation, &stored.rules, &stored.run, &folder)?;
    closing::tell_that_it_stands(&folder, &stored.rules)?;
    Ok(done)
}
