//! Thresholds and windows of the website check: the `[judge]` table of its `policy.toml`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};
use serde::{Deserialize, Serialize};

use super::ColumnKind;
use crate::catalogue::Span;
use crate::judge::range::Ranges;

/// How the checks are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebsiteRules {
    /// From so many on, 动态/要闻 columns and first-level 通知公告/政策文件 columns that were not updated are a veto.
    pub overdue_columns: usize,
    /// From so many on, columns that should have been updated and were not are a veto.
    pub stale_columns: usize,
    /// From so many on, empty columns are a veto.
    pub empty_columns: usize,
    /// How long what may go without an update.
    pub windows: KindWindows,
    /// How often the home page has to open.
    pub availability: Availability,
    /// Which dates a person has to look at.
    pub suspicion: Suspicion,
    /// Which check answers a row, by the row's code.
    pub checks: BTreeMap<String, Check>,
}

/// How long the home page and the columns of a kind may go without an update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindWindows {
    /// 首页.
    pub home: Window,
    /// 动态、要闻.
    pub news: Window,
    /// 通知公告.
    pub notices: Window,
    /// 政策文件.
    pub documents: Window,
    /// 人事.
    pub personnel: Window,
    /// 规划计划.
    pub plans: Window,
    /// 办事统计数据.
    pub statistics: Window,
    /// 留言答复.
    pub replies: Window,
}

/// A length of time up to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// How many; 1 to 3660.
    pub count: u16,
    /// Of what; not hours.
    pub span: Span,
}

/// How often the home page has to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Availability {
    /// On so many days in a row; 1 to 366.
    pub days: u16,
    /// The last of them is the as-of day or lies so many calendar days before it at most; 0 to 366.
    pub ends_within: u16,
    /// At least so many visits on each.
    pub visits_per_day: u16,
    /// A visit fails when the page has not opened after so many seconds.
    pub seconds: u16,
    /// From this share of failing visits on, in per cent, it is a veto.
    pub failing_percent: u8,
}

/// Which dates a person has to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspicion {
    /// Items of so many calendar days before the as-of day are looked at.
    pub days: u16,
    /// So many items of one column on one day.
    pub items: usize,
    /// So many columns that come to life on one day.
    pub columns: usize,
    /// Calendar days without an item before that day.
    pub silent_days: u16,
    /// Calendar days between the day that is shown and the one in the address.
    pub gap_days: u16,
}

/// What the program looks at to answer a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// 安全、泄密等: only forged dates leave a trace.
    Safety,
    /// 站点无法访问.
    Availability,
    /// 首页不更新.
    Home,
    /// 动态要闻 with first-level 通知公告 and 政策文件.
    OverdueColumns,
    /// 应更新但长期未更新的栏目.
    StaleColumns,
    /// 空白栏目.
    EmptyColumns,
    /// 互动回应.
    Interaction,
    /// 办事服务.
    Services,
    /// 政务新媒体: not on the site.
    NewMedia,
    /// 政策文件类一级栏目.
    Documents,
    /// 办事统计数据.
    Statistics,
    /// 留言答复.
    Replies,
    /// 概况信息.
    Overview,
    /// 机构职能.
    Functions,
    /// 网页标签.
    Tags,
    /// 链接可用性.
    Links,
    /// 站内搜索.
    Search,
    /// IPv6.
    Ipv6,
}

impl Window {
    /// Whether what was updated last on `newest` is still updated on `as_of`: the last day of the window belongs to it.
    #[must_use]
    pub fn holds(self, newest: Date, as_of: Date) -> bool {
        newest.checked_add(self.length()).is_ok_and(|last| last >= as_of)
    }

    /// 2周, 6个月.
    #[must_use]
    pub fn in_words(self) -> String {
        let unit = match self.span {
            Span::Hours => "小时",
            Span::Days => "天",
            Span::Weeks => "周",
            Span::Months => "个月",
            Span::Years => "年",
        };
        format!("{}{unit}", self.count)
    }

    fn length(self) -> Length {
        match self.span {
            Span::Hours => i64::from(self.count / 24).days(),
            Span::Days => i64::from(self.count).days(),
            Span::Weeks => i64::from(self.count).weeks(),
            Span::Months => i64::from(self.count).months(),
            Span::Years => i64::from(self.count).years(),
        }
    }
}

impl KindWindows {
    /// The window of the columns of a kind that 应更新; `None` for those that need no new items, and for those whose
    /// updates have a row of their own.
    pub(super) fn of_updated(&self, kind: ColumnKind) -> Option<Window> {
        match kind {
            ColumnKind::News => Some(self.news),
            ColumnKind::Notices => Some(self.notices),
            ColumnKind::Documents => Some(self.documents),
            ColumnKind::Personnel => Some(self.personnel),
            ColumnKind::Plans => Some(self.plans),
            ColumnKind::Statistics
            | ColumnKind::Replies
            | ColumnKind::Overview
            | ColumnKind::Functions
            | ColumnKind::Consultation
            | ColumnKind::Services
            | ColumnKind::Text
            | ColumnKind::Topic
            | ColumnKind::Other => None,
        }
    }

    fn each(&self) -> [(&'static str, Window); 8] {
        [
            ("home", self.home),
            ("news", self.news),
            ("notices", self.notices),
            ("documents", self.documents),
            ("personnel", self.personnel),
            ("plans", self.plans),
            ("statistics", self.statistics),
            ("replies", self.replies),
        ]
    }
}

impl WebsiteRules {
    /// What is out of range: key below `[judge]`, and what would be right, in Chinese.
    #[must_use]
    pub fn problems(&self) -> Vec<(String, &'static str)> {
        let mut ranges = Ranges::default();
        let counts = [
            ("overdue_columns", self.overdue_columns),
            ("stale_columns", self.stale_columns),
            ("empty_columns", self.empty_columns),
            ("suspicion.items", self.suspicion.items),
            ("suspicion.columns", self.suspicion.columns),
        ];
        for (key, count) in counts {
            ranges.demand(count > 0, key, "应为大于 0 的整数");
        }
        for (key, window) in self.windows.each() {
            let right = (1..=3660).contains(&window.count) && window.span != Span::Hours;
            ranges.demand(
                right,
                &format!("windows.{key}"),
                "count 应为 1 至 3660 的整数，span 应为 days、weeks、months 或 years",
            );
        }
        let Availability { days, visits_per_day, seconds, failing_percent, ends_within } = self.availability;
        ranges.demand((1..=366).contains(&days), "availability.days", "应为 1 至 366 的整数");
        ranges.demand(visits_per_day > 0, "availability.visits_per_day", "应为大于 0 的整数");
        ranges.demand(seconds > 0, "availability.seconds", "应为大于 0 的整数");
        ranges.demand((1..=100).contains(&failing_percent), "availability.failing_percent", "应为 1 至 100 的整数");
        ranges.demand(ends_within <= 366, "availability.ends_within", "应为 0 至 366 的整数");
        let Suspicion { days, silent_days, gap_days, .. } = self.suspicion;
        ranges.days("suspicion", [("days", days), ("silent_days", silent_days), ("gap_days", gap_days)]);
        ranges.problems
    }
}
