//! `lanmu workdays`: working days by the State Council's calendar.

use std::path::PathBuf;

use jiff::civil::Date;
use serde_json::json;

use super::fault::{Done, Fault};
use super::input;
use super::output::say;
use super::settings::SettingsArgs;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 起始日期，如 2020-09-08（起始日不计）
    #[arg(value_name = "日期", value_parser = input::day)]
    from: Date,
    /// +N：往后 N 个工作日；-N：往前；或另一个日期：两日之间有多少个工作日
    #[arg(value_name = "+N|日期", allow_hyphen_values = true)]
    to: String,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
    /// 放假调休日历文件（默认：随程序附带）
    #[arg(long, value_name = "文件", env = "LANMU_HOLIDAYS", hide_env_values = true)]
    holidays: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let file = args.settings.load()?;
    let (calendar, _) = input::calendar(args.holidays.as_deref().or(file.holidays.as_deref()))?;
    let from = args.from;
    let (to, days) = if let Ok(to) = args.to.parse::<Date>() {
        (to, calendar.workdays_between(from, to).map_err(Fault::input)?)
    } else {
        let days: i32 = args
            .to
            .parse()
            .map_err(|_| Fault::input(format!("“{}”既不是日期，也不是 +N：写成 +20、-5 或 2020-10-12", args.to)))?;
        (calendar.add_workdays(from, days).map_err(Fault::input)?, i64::from(days))
    };
    if args.json {
        say(json!({ "from": from, "to": to, "workdays": days }))?;
    } else if args.to.parse::<Date>().is_ok() {
        say(days)?;
    } else {
        say(to)?;
    }
    Ok(Done::All)
}
