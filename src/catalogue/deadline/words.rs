//! The rule that a catalogue's words state (更新时限).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A deadline and what it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The matter it is for (法定传染病疫情信息), empty when it is for the whole row.
    pub matter: String,
    /// The rule.
    pub deadline: Deadline,
    /// The words it was read from.
    pub words: String,
}

/// When information has to be on the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Deadline {
    /// Within so many working days of an event (7个工作日内).
    WorkingDays {
        /// How many; 1 to 365.
        days: u16,
        /// The event (行政决定作出之日); empty when the words name none: then 信息形成或者变更之日 (条例第26条).
        event: String,
    },
    /// Every year (每年有更新).
    Yearly,
    /// Every year by a day (每年3月31日前).
    YearlyBy {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// Every half year.
    HalfYearly,
    /// Every quarter.
    Quarterly,
    /// Every month.
    Monthly,
    /// At once (实时, 即时).
    Immediately,
    /// 及时.
    Promptly,
    /// 定期: periodically; the words give no period.
    Periodically,
    /// By a date.
    ByDate {
        /// The last day.
        date: Date,
    },
    /// 年内.
    WithinYear,
    /// 逐步, 逐年.
    Gradually,
    /// As the law says, otherwise within so many working days.
    ByLaw {
        /// How many.
        days: u16,
    },
    /// A demand on the content, not a time (要有编排体系、目录说明).
    Demand,
}
