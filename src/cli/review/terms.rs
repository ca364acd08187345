//! 依据 and 有效期: what shows that a decision is right, and how long it holds.

use jiff::civil::Date;

use super::decide;
use super::decided::Decided;
use crate::cli::input;
use crate::mapping::usual_last_day;

/// Longest evidence, in characters.
const LONGEST_EVIDENCE: usize = 500;

#[derive(Debug, Clone, clap::Args)]
pub(super) struct Terms {
    /// 依据：网址、文号或文件
    #[arg(long, value_name = "文字", default_value = "", hide_default_value = true, value_parser = evidence)]
    pub(super) evidence: String,
    #[command(flatten)]
    pub(super) until: Until,
}

/// How long it holds.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Until {
    /// 有效期至，当天仍有效（默认：确认、否定自决定之日起一年；改判到评估周期的最后一天，没有评估周期的，自评估日期起一年）
    #[arg(long = "until", value_name = "日期", value_parser = input::day)]
    pub(super) day: Option<Date>,
}

/// What shows that a decision is right; may be empty.
pub(super) fn evidence(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Ok(String::new()) } else { decide::line(text, LONGEST_EVIDENCE, "依据") }
}

/// The last day of an override: the day given, or the end of the period, or a year after the as-of day.
pub(super) fn last_day_of_override(decided: &Decided, given: Option<Date>) -> Result<Date, String> {
    let as_of = decided.as_of;
    let usual = || decided.period.as_ref().map_or_else(|| usual_last_day(as_of), |period| period.to.max(as_of));
    let until = given.unwrap_or_else(usual);
    not_over(until, as_of)?;
    Ok(until)
}

/// Refuses a decision that would not hold for the result.
pub(super) fn not_over(until: Date, as_of: Date) -> Result<(), String> {
    if until < as_of { Err(format!("有效期至 {until} 早于评估日期 {as_of}，不会生效")) } else { Ok(()) }
}
