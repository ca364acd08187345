//! What a verdict is (design: column × content × freshness → answer).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::mapping::Method;

/// The answer for one unit and one indicator that applies to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Name of the unit.
    pub unit: String,
    /// Code of the indicator's row.
    pub code: String,
    /// Code of the column that the row belongs to: rows of one column share the column that was taken.
    pub column_code: String,
    /// Column.
    pub column: ColumnState,
    /// The first-level column was taken though it holds so much that a column of the row's own is owed.
    pub sub_column_missing: bool,
    /// Content.
    pub content: ContentState,
    /// Freshness.
    pub freshness: FreshnessState,
    /// The answer.
    pub answer: Answer,
    /// The column that was taken; `None` where none was.
    pub taken: Option<Taken>,
    /// The deadline that was applied and where it comes from, in words.
    pub rule: String,
    /// Why, in words: one sentence per reason, most important first.
    pub reasons: Vec<String>,
    /// What was seen: for a pass the column; for a missing one the columns that came nearest.
    pub evidence: Vec<Evidence>,
    /// Faults that the unit can put right.
    pub findings: Vec<Finding>,
}

/// The column that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Taken {
    /// Its name on the site.
    pub name: String,
    /// Its path on the site.
    pub path: Vec<String>,
    /// Its address.
    pub url: String,
    /// How the name was matched.
    pub method: Method,
    /// How sure, 0 to 1.
    pub score: f64,
    /// Items that were seen and count.
    pub items: usize,
    /// Newest date of publication not after the as-of day.
    pub newest: Option<Date>,
}

/// State of the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnState {
    /// 同名.
    Exact,
    /// 含义相同.
    Alias,
    /// Not under the disclosure section.
    Misplaced,
    /// A link to another platform.
    External,
    /// A person must decide.
    Candidate,
    /// Not there, after a complete look at the column tree.
    Missing,
    /// Could not be seen.
    Unreachable,
}

/// State of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentState {
    /// There are items.
    Items,
    /// Only a 情况说明.
    Note,
    /// Nothing.
    Empty,
    /// Could not be seen.
    Unknown,
}

/// State of the freshness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FreshnessState {
    /// In time.
    Fresh,
    /// Not updated within the window.
    Stale,
    /// Published after the limit.
    Late,
    /// The day has not come.
    NotDue,
    /// Items without a date: counts as not updated (全国政府网站普查评分表), flagged.
    Undated,
    /// Cannot be told from outside.
    Unverifiable,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// 达标.
    Met,
    /// 部分达标.
    Partial,
    /// 未达标.
    Unmet,
    /// 待核查.
    Unverified,
    /// 不适用.
    NotApplicable,
}

/// What was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Address.
    pub url: String,
    /// When it was fetched; `None` when only a link to it was seen.
    pub at: Option<Timestamp>,
    /// HTTP status.
    pub status: Option<u16>,
    /// Breadcrumb, or the path of the link.
    pub path: Vec<String>,
    /// The words that matched and why, or why it lost.
    pub matched: String,
    /// Items seen.
    pub items: Option<usize>,
    /// Newest date.
    pub newest: Option<Date>,
    /// Where the newest date was read.
    pub newest_from: Option<String>,
    /// SHA-256 of the stored page, hex.
    pub hash: Option<String>,
}

/// One fault, with evidence, that the unit can put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The same in every quarter for the same unit, indicator, kind and place.
    pub number: String,
    /// Name of the unit.
    pub unit: String,
    /// Code of the indicator.
    pub code: String,
    /// Kind.
    pub kind: FindingKind,
    /// One sentence for people.
    pub description: String,
    /// Where.
    pub url: String,
    /// As-of day.
    pub found: Date,
    /// 最近更新日期.
    pub last_update: Option<Date>,
    /// 未更新天数 (calendar days).
    pub stale_days: Option<i64>,
    /// What to do, one sentence.
    pub advice: String,
}

/// Kind of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// 栏目缺失.
    ColumnMissing,
    /// 子栏目缺失.
    SubColumnMissing,
    /// 空白栏目.
    ColumnEmpty,
    /// 长期未更新.
    Stale,
    /// 发布超期.
    Late,
    /// 信息无日期.
    Undated,
    /// 栏目位置不当.
    Misplaced,
    /// 仅有情况说明.
    NoteOnly,
    /// 栏目待确认.
    Candidate,
    /// 外部链接待核查.
    External,
    /// 无法访问.
    Unreachable,
    /// 内容待核查.
    ContentUnknown,
}

/// The quarter or year that is evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// `2020Q3`, or `2020`.
    pub name: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}
