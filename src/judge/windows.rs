//! What the judge does not know from the law or the catalogue: the `[judge]` table of `policy.toml`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::range::Ranges;

/// Thresholds and windows of the judge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// A first-level column that holds more items than this owes its sub-columns (相关信息较多的单位).
    pub sub_column_items: usize,
    /// How sure the mapping must be that an item of a first-level column belongs to an indicator, 0 to 1.
    pub item_certainty: f64,
    /// Lateness is judged for items that were formed and published within so many calendar days before the as-of day.
    pub look_back_days: u16,
    /// Working days from `formed` to `published` where the row names none (条例第26条).
    pub late_workdays: u16,
    /// Calendar days after a month, quarter or half year in which its item may still come.
    pub grace_days: u16,
    /// Platforms that count in place of a column of the unit's own where the row's words name them (信用中国).
    pub platforms: Vec<String>,
    /// After how many calendar days without a new item a column is stale.
    pub windows: Days,
    /// The day of the annual report where the row names none (条例第49条).
    pub annual_report: AnnualReport,
    /// When a demand on the content is broken.
    pub demands: Demands,
}

/// Calendar days, each 1 to 3660.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// Rows without a frequency of their own.
    pub default: u16,
    /// 每年.
    pub yearly: u16,
    /// 每半年, where no whole half year can be looked at.
    pub half_yearly: u16,
    /// 每季度, where no whole quarter can be looked at.
    pub quarterly: u16,
    /// 每月, where no whole month can be looked at.
    pub monthly: u16,
    /// 定期.
    pub periodically: u16,
    /// 及时.
    pub promptly: u16,
    /// 实时, 即时.
    pub immediately: u16,
    /// 逐步, 逐年.
    pub gradually: u16,
    /// 情况说明: how long a note stands for its column.
    pub note: u16,
}

/// Last days for the annual report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnualReport {
    /// Governments.
    pub government: MonthDay,
    /// Departments.
    pub department: MonthDay,
}

/// Thresholds of the demands on the content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demands {
    /// From which share of higher organs' works on, 0 to 1 but not 0, 原则上不得转发上级文件 is broken.
    pub higher_share: f64,
    /// The fewest items that show whose work they are for that to be judged.
    pub higher_least: usize,
}

/// A day of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl Windows {
    /// What is out of range: key below `[judge]`, and what would be right, in Chinese.
    #[must_use]
    pub fn problems(&self) -> Vec<(String, &'static str)> {
        let mut ranges = Ranges::default();
        ranges.demand(self.sub_column_items > 0, "sub_column_items", "应为大于 0 的整数");
        ranges.demand((0.0..=1.0).contains(&self.item_certainty), "item_certainty", "应在 0 至 1 之间");
        ranges.demand((1..=3660).contains(&self.look_back_days), "look_back_days", "应为 1 至 3660 的整数");
        ranges.demand((1..=365).contains(&self.late_workdays), "late_workdays", "应为 1 至 365 的整数");
        ranges.demand(self.grace_days <= 366, "grace_days", "应为 0 至 366 的整数");
        ranges.demand(self.platforms.iter().all(|name| !name.trim().is_empty()), "platforms", "平台名称不能为空");
        let share = self.demands.higher_share;
        ranges.demand(share > 0.0 && share <= 1.0, "demands.higher_share", "应大于 0，不超过 1");
        ranges.demand(self.demands.higher_least > 0, "demands.higher_least", "应为大于 0 的整数");
        ranges.days("windows", self.windows.each());
        for (key, day) in [("government", self.annual_report.government), ("department", self.annual_report.department)]
        {
            let exists = Date::new(2001, day.month, day.day).is_ok();
            ranges.demand(exists, &format!("annual_report.{key}"), "应为存在的月和日，例如 { month = 3, day = 31 }");
        }
        ranges.problems
    }
}

impl Days {
    /// The shortest window.
    #[must_use]
    pub fn shortest(&self) -> u16 {
        self.each().into_iter().map(|(_, days)| days).min().unwrap_or_default()
    }

    fn each(&self) -> [(&'static str, u16); 10] {
        [
            ("default", self.default),
            ("yearly", self.yearly),
            ("half_yearly", self.half_yearly),
            ("quarterly", self.quarterly),
            ("monthly", self.monthly),
            ("periodically", self.periodically),
            ("promptly", self.promptly),
            ("immediately", self.immediately),
            ("gradually", self.gradually),
            ("note", self.note),
        ]
    }
}
