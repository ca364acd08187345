//! The words for differences.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::judge::{Finding, Period};
use crate::report::{Record, RowRecord};

/// What differs between two results.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changes {
    /// The older result.
    pub before: Side,
    /// The newer one.
    pub after: Side,
    /// Which of the inputs that all units share differ. (Sites differ unit by unit.)
    pub causes: Vec<Cause>,
    /// Every unit of the newer result in its order, then those that only the older one has.
    pub units: Vec<UnitChange>,
}

/// One of the two results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Id of its run.
    pub run: String,
    /// Id of its catalogue.
    pub catalogue: String,
    /// Its period.
    pub period: Option<Period>,
    /// Its as-of day.
    pub as_of: Date,
}

/// An input that differs, so that a difference in the result may come from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// 网站: what was seen of the site.
    Site,
    /// 评估日期: the as-of day or the period.
    Day,
    /// 指标体系.
    Catalogue,
    /// 评分办法.
    Policy,
    /// 单位名单.
    Units,
    /// 申报: what units declared.
    Declarations,
    /// 人工复核: what people decided.
    Reviews,
    /// 放假调休日历.
    Calendar,
    /// 程序版本.
    Tool,
}

/// Something before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pair<T> {
    /// In the older result.
    pub before: T,
    /// In the newer one.
    pub after: T,
}

/// In which of the two results a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// In both.
    Both,
    /// Only in the newer one.
    Joined,
    /// Only in the older one.
    Left,
}

/// What changed for one unit. Where it is in one result only, the other side of each pair is empty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnitChange {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub presence: Presence,
    /// What its changes may come from: the shared inputs that differ, and its site. Empty where it is in one result only.
    pub causes: Vec<Cause>,
    /// Totals.
    pub total: Pair<Option<Decimal>>,
    /// Grades.
    pub grade: Pair<String>,
    /// Places in the ranking.
    pub rank: Pair<Option<usize>>,
    /// The rows of which something changed, in the order of the newer result; none where the unit is in one result only.
    pub rows: Vec<RowChange>,
    /// How many findings of the older result are still there.
    pub still: usize,
}

/// What changed of one row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowChange {
    /// Code of the row.
    pub code: String,
    /// What it may come from.
    pub causes: Vec<Cause>,
    /// The row in the older result, where it is there.
    pub before: Option<RowRecord>,
    /// In the newer one.
    pub after: Option<RowRecord>,
    /// Findings that are gone.
    pub gone: Vec<Finding>,
    /// Findings of which it could not be seen whether they are gone.
    pub open: Vec<Finding>,
    /// Findings that are new.
    pub new: Vec<Finding>,
    /// Findings that are still there, as the newer result tells them.
    pub still: Vec<Finding>,
}

impl Side {
    pub(super) fn of(record: &Record) -> Self {
        Self {
            run: record.run.id.clone(),
            catalogue: record.catalogue.clone(),
            period: record.run.period.clone(),
            as_of: record.run.as_of,
        }
    }
}

impl Cause {
    /// The name that people read.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Site => "网站",
            Self::Day => "评估日期",
            Self::Catalogue => "指标体系",
            Self::Policy => "评分办法",
            Self::Units => "单位名单",
            Self::Declarations => "申报",
            Self::Reviews => "人工复核",
            Self::Calendar => "放假调休日历",
            Self::Tool => "程序版本",
        }
    }

    /// Several in one line; what no input explains is said to be so.
    #[must_use]
    pub fn in_words(causes: &[Self]) -> String {
        let names: Vec<&str> = causes.iter().map(|cause| cause.zh()).collect();
        if names.is_empty() { "输入相同，原因不明".to_owned() } else { names.join("、") }
    }
}

impl Presence {
    /// The name that people read.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Both => "原有",
            Self::Joined => "新增",
            Self::Left => "减少",
        }
    }
}

impl UnitChange {
    /// Anything changed.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.presence != Presence::Both || self.total.before != self.total.after || !self.rows.is_empty()
    }

    /// How much more the newer total is, where there are two.
    #[must_use]
    pub fn gained(&self) -> Option<Decimal> {
        Some(self.total.after? - self.total.before?)
    }
}
