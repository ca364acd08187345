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
    /// The cell they stand in.
    pub from: Cell,
}

/// A cell of a row that may state rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// 更新时限.
    Deadline,
    /// 信息公开内容: what stands there binds only the matter that it names.
    Content,
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
    /// Within so many hours, calendar days, months or years of an event (批准后20日内).
    Within {
        /// How many; at least 1.
        count: u16,
        /// Of what.
        span: Span,
        /// The event (批准); empty when the words name none.
        event: String,
    },
    /// A bare window (2周内, 6个月): at least one item in every window of this length, whenever it is looked at.
    Every {
        /// How many; at least 1.
        count: u16,
        /// Of what.
        span: Span,
    },
    /// Together with a document (与政策文件同步发布).
    Together {
        /// The document (政策文件).
        document: String,
    },
    /// Stays public for good (保持长期公开).
    Always,
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
    /// A demand on the content, not a time.
    Demand {
        /// What is demanded.
        demand: Demand,
    },
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// 小时.
    Hours,
    /// 日, 天: calendar days.
    Days,
    /// 周.
    Weeks,
    /// 月.
    Months,
    /// 年.
    Years,
}

/// What the content has to be or to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Demand {
    /// A guide in order, with contents (要有编排体系、目录说明).
    Guide,
    /// A document that has to be there (包括信息公开保密审查制度等).
    Document {
        /// Its name (信息公开保密审查制度).
        name: String,
    },
    /// Documents of the unit's own, not of higher organs (原则上不得转发上级文件).
    OwnWorks,
    /// Each normative document has its interpretation (行政规范性文件原则必须解读).
    Interpretation {
        /// Within so many working days of the document (文件公开后3个工作日内); `None` when the words name no time.
        workdays: Option<u16>,
    },
    /// Any other demand: for a person to look at.
    Other,
}
