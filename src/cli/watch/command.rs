//! Options, beginning and end.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::runtime::Runtime;

use super::patrol::{Eye, Patrol};
use super::slots::Slots;
use super::tally::{self, DAYS, LONGEST, Tally, VISITS};
use super::telling::Telling;
use crate::cli::evaluate::WORKSPACE;
use crate::cli::fault::{Done, Fault};
use crate::cli::input;
use crate::cli::output::{in_china, note, say};
use crate::cli::settings::{RoadArgs, SettingsArgs};
use crate::crawl::{Clock, Lookout, Manners};
use crate::store::{Logbook, WatchPlan, Watching};
use crate::unit::{self, Unit};

/// At Ctrl-C work that cannot be broken off is waited for so long.
const FAREWELL: Duration = Duration::from_secs(1);

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// 单位名单（CSV 或 XLSX：name,site,groups,aliases,section,notes）
    #[arg(long, value_name = "文件", env = "LANMU_UNITS", hide_env_values = true)]
    units: Option<PathBuf>,
    /// 工作区文件夹：访问记录存在这里，中断后可以接着监测（默认 .lanmu）
    #[arg(long, value_name = "文件夹", env = "LANMU_WORKSPACE", hide_env_values = true)]
    workspace: Option<PathBuf>,
    /// 监测多少个整天（北京时间）；开始当天剩下的时间另算
    #[arg(long, value_name = "天数", default_value_t = DAYS, value_parser = day_count)]
    days: u16,
    /// 每天访问多少次，均匀分布
    #[arg(long, value_name = "次数", default_value_t = VISITS, value_parser = visit_count)]
    visits: u16,
    /// 以 JSON 输出结果
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    road: RoadArgs,
    #[command(flatten)]
    settings: SettingsArgs,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Done, Fault> {
    let file = args.settings.load()?;
    let path = args.units.as_ref().or(file.units.as_ref()).ok_or_else(|| Fault::input(input::NO_UNITS))?;
    let travel = args.road.travel(&file)?;
    let units = unit::load(path).map_err(Fault::input)?;
    let folder = args.workspace.clone().or_else(|| file.workspace.clone()).unwrap_or_else(|| PathBuf::from(WORKSPACE));
    let logbook = Arc::new(Logbook::open(&folder).map_err(Fault::work)?);
    let plan = WatchPlan { units: &units, days: args.days, visits: args.visits };
    let watching = logbook.take_up(&plan, Timestamp::now()).map_err(Fault::work)?;
    let slots = Slots::new(watching.started, args.days, args.visits);
    tell_beginning(&units, watching, slots);
    let limit = Duration::from_millis(u64::from(LONGEST));
    let lookout = Lookout::new(Manners { timeout: limit, ..travel.manners });
    let patrol = Patrol {
        slots,
        clock: Clock::new(Timestamp::now),
        logbook: Arc::clone(&logbook),
        watching,
        jobs: travel.jobs,
        eyes: Box::new(move || eye(&lookout)),
        units,
    };
    let ended = go(&patrol)?;
    let tallies = tallies(&patrol.units, &logbook, watching)?;
    if args.json {
        say(serde_json::to_string_pretty(&tallies).map_err(Fault::work)?)?;
    } else {
        say(tally::table(&tallies))?;
    }
    if !ended {
        return Err(Fault::work("已中断。访问记录都已保存，再次运行同一命令即接着监测；中断期间错过的访问不计入次数"));
    }
    logbook.finish(watching, Timestamp::now()).map_err(Fault::work)?;
    Ok(Done::All)
}

/// Goes on until the watch is over or Ctrl-C comes; whether it is over.
fn go(patrol: &Patrol) -> Result<bool, Fault> {
    let runtime = Runtime::new().map_err(|error| Fault::work(format!("无法启动：{error}")))?;
    let mut telling = Telling::start();
    let ended = runtime.block_on(async {
        tokio::select! {
            ended = patrol.run(&mut telling) => ended.map(|()| true),
            _ = tokio::signal::ctrl_c() => Ok(false),
        }
    });
    telling.finish();
    runtime.shutdown_timeout(FAREWELL);
    ended
}

/// What looks during one round.
fn eye(lookout: &Lookout) -> Result<Eye, Fault> {
    let round = Arc::new(lookout.round().map_err(Fault::work)?);
    Ok(Arc::new(move |site| {
        let round = Arc::clone(&round);
        Box::pin(async move { round.look(&site).await })
    }))
}

fn tell_beginning(units: &[Unit], watching: Watching, slots: Slots) {
    if Timestamp::now() >= slots.end() {
        note(format_args!(
            "{} 开始的监测已于 {} 到期，结果如下。再次运行即开始新的监测。",
            in_china(watching.started),
            in_china(slots.end())
        ));
        return;
    }
    if watching.resumed {
        note(format_args!("接着 {} 开始的监测。", in_china(watching.started)));
    }
    note(format_args!(
        "监测 {} 个单位的首页，到 {}（北京时间）自行结束。可以随时按 Ctrl-C 停下，再次运行同一命令即接着监测。",
        units.len(),
        in_china(slots.end())
    ));
}

/// What the looks come to so far, in the order of the units file.
pub(super) fn tallies(units: &[Unit], logbook: &Logbook, watching: Watching) -> Result<Vec<Tally>, Fault> {
    let looks = logbook.looks(watching).map_err(Fault::work)?;
    let of = |unit: &Unit| Tally::of(unit, looks.get(&unit.name).map_or(&[][..], Vec::as_slice));
    Ok(units.iter().map(of).collect())
}

fn day_count(text: &str) -> Result<u16, String> {
    number(text, 366)
}

fn visit_count(text: &str) -> Result<u16, String> {
    number(text, 1440)
}

fn number(text: &str, most: u16) -> Result<u16, String> {
    text.parse().ok().filter(|number| (1..=most).contains(number)).ok_or_else(|| format!("应为 1 到 {most} 的整数"))
}
