//! What a verdict is (design: column × content × freshness → answer).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Cause, Override, Shared, Unstable};
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
    /// What the row's matter looks like.
    #[serde(flatten)]
    pub state: State,
    /// The answer.
    pub answer: Answer,
    /// The deadline that was applied and where it comes from, in words.
    pub rule: Shared<str>,
    /// Why, in words: one sentence per reason, most important first.
    pub reasons: Vec<String>,
    /// What was seen: for a pass the column; for a missing one the columns that came nearest.
    pub evidence: Vec<Shared<Evidence>>,
    /// Faults that the unit can put right.
    pub findings: Vec<Finding>,
    /// Why it is 待核查; `None` where it is not.
    pub cause: Option<Cause>,
    /// What the two looks at the site said where they differed; `None` where they agreed, or one was enough.
    pub unstable: Option<Box<Unstable>>,
    /// What a person put in the place of the answer; `None` where nobody did.
    pub overridden: Option<Box<Override>>,
}

/// What a row's matter looks like, by the kind of its catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum State {
    /// A column of the site.
    Column(ColumnVerdict),
    /// A task of a 台账.
    Task(TaskVerdict),
    /// A check of the whole site.
    Check(CheckVerdict),
}

/// What a column looks like.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnVerdict {
    /// Column.
    pub column: ColumnState,
    /// The first-level column was taken though it holds so much that a column of the row's own is owed.
    pub sub_column_missing: bool,
    /// Content.
    pub content: ContentState,
    /// The content does not keep a demand of the catalogue (要有编排体系、目录说明).
    pub demand_broken: bool,
    /// Freshness.
    pub freshness: FreshnessState,
    /// The column that was taken; `None` where none was.
    pub taken: Option<Taken>,
}

/// How a task stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaskVerdict {
    /// State of the task.
    pub task: TaskState,
    /// Its last day; `None` where the words name none (及时公开).
    pub limit: Option<Date>,
    /// The day of the earliest evidence that it was done.
    pub done: Option<Date>,
}

/// How a check of the whole site came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckVerdict {
    /// State of the check.
    pub check: CheckState,
    /// How many were counted (stale columns, empty columns, visits that failed …), where the check counts.
    pub count: Option<usize>,
    /// From how many on the check is broken.
    pub limit: Option<usize>,
}

impl Verdict {
    /// How the task stands; `None` in a catalogue of columns or checks.
    #[must_use]
    pub fn as_task(&self) -> Option<&TaskVerdict> {
        match &self.state {
            State::Task(task) => Some(task),
            State::Column(_) | State::Check(_) => None,
        }
    }

    /// What the column looks like; `None` in a catalogue of tasks or checks.
    #[must_use]
    pub fn as_column(&self) -> Option<&ColumnVerdict> {
        match &self.state {
            State::Column(column) => Some(column),
            State::Task(_) | State::Check(_) => None,
        }
    }

    /// How the check came out; `None` in a catalogue of columns or tasks.
    #[must_use]
    pub fn as_check(&self) -> Option<&CheckVerdict> {
        match &self.state {
            State::Check(check) => Some(check),
            State::Column(_) | State::Task(_) => None,
        }
    }
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

/// State of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Evidence from before its last day.
    InTime,
    /// The only evidence is from after its last day.
    Late,
    /// Its last day has not come.
    NotDue,
    /// A complete look at the site and the unit's declarations show nothing that answers it.
    NoEvidence,
    /// The unit declared evidence that could not be confirmed.
    Unconfirmed,
    /// It is of a kind that no website shows (组建队伍, 培训).
    Invisible,
    /// The site could not be seen well enough to tell.
    Unseen,
}

/// State of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// The demand is kept.
    Kept,
    /// The demand is broken.
    Broken,
    /// Signs of a fault that a person must look at.
    Flagged,
    /// Cannot be told from what was seen.
    Unseen,
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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// Where the response stands in the evidence that is kept of the site, for whoever keeps it; the judge leaves it open.
    pub warc: Option<InWarc>,
}

/// A record of a WARC file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct InWarc {
    /// The file, from the workspace (`evidence/r1/0001.warc.gz`).
    pub file: String,
    /// `WARC-Record-ID` (`urn:uuid:…`).
    pub record: String,
    /// When the page came, where the site now said no more than that it is unchanged: the record says so and refers to the
    /// one with the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unchanged_since: Option<Timestamp>,
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
    pub advice: Shared<str>,
}

/// Kind of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// 单项否决.
    Veto,
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
    /// 登记栏目失效: a column that was confirmed or declared is none now.
    Lapsed,
    /// 外部链接待核查.
    External,
    /// 无法访问.
    Unreachable,
    /// HTTPS证书问题: the certificate of a host, or its protocol.
    Insecure,
    /// 内容待核查.
    ContentUnknown,
    /// 日期存疑.
    SuspiciousDates,
    /// 网页标签缺失.
    TagsMissing,
    /// 链接失效.
    DeadLink,
    /// 指南缺少目录说明.
    GuideIncomplete,
    /// 缺少规定文件.
    DocumentMissing,
    /// 转发上级文件过多.
    HigherWorks,
    /// 文件未解读.
    InterpretationMissing,
    /// 解读超期.
    InterpretationLate,
    /// 未报送信息: 需报送信息 of which the office has no record.
    ReportMissing,
    /// 未见完成证据.
    NoEvidence,
    /// 逾期完成.
    DoneLate,
    /// 申报未证实.
    Unconfirmed,
    /// 结果不稳定: the two looks at the site differed. Takes no points.
    Unstable,
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
