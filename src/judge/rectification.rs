//! 整改: what became of a finding. It goes by the finding's number, which is the same in every quarter.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Finding;
use crate::mapping::Signature;

/// What became of one finding so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rectification {
    /// What the unit says; the newest where it replied more than once.
    pub reply: Option<Reply>,
    /// What the newest re-check saw.
    pub recheck: Option<Recheck>,
    /// What the reviewer decided; the newest.
    pub conclusion: Option<Conclusion>,
    /// The finding itself where it was withdrawn (撤销): it stands with no verdict any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Finding>,
}

/// 整改情况: a unit's reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What the unit claims.
    pub state: RectificationState,
    /// Its words.
    pub words: String,
    /// Who replied.
    pub who: String,
    /// When.
    pub at: Timestamp,
}

/// 复查: a finding was looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recheck {
    /// Id of the run that looked.
    pub run: String,
    /// The as-of day of that run.
    pub on: Date,
    /// What it saw; `None` where it could not be seen.
    pub state: Option<RectificationState>,
    /// What was seen, one sentence.
    pub words: String,
    /// Total of the unit before, two places; `None` where nothing could be scored.
    pub before: Option<Decimal>,
    /// Total of the unit with the rows that were looked at again.
    pub after: Option<Decimal>,
}

/// How far a finding is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RectificationState {
    /// 已整改.
    Done,
    /// 部分整改.
    Partly,
    /// 未整改.
    NotDone,
    /// 申诉: the unit says that it is no fault, or not its duty. Only in a reply.
    Appeal,
}

/// 复核结论: a reviewer's decision on a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// The decision.
    pub ruling: FindingRuling,
    /// Who decided.
    pub who: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
    /// The second person's; `None` while nobody has signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signature>,
    /// It has no effect yet: nobody has signed, and the policy asks for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
}

/// What a reviewer decides on a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingRuling {
    /// 维持.
    Upheld,
    /// 撤销.
    Withdrawn,
    /// 改判.
    Amended,
}

impl Rectification {
    /// The same under a policy that asks for a second person's signature on a conclusion, or does not.
    #[must_use]
    pub fn under(mut self, sign_off: bool) -> Self {
        if let Some(conclusion) = &mut self.conclusion {
            conclusion.waits = sign_off && conclusion.signed.is_none();
        }
        self
    }

    /// Whether the finding is taken out of its verdict.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        self.conclusion.as_ref().is_some_and(|by| by.ruling == FindingRuling::Withdrawn && !by.waits)
    }
}

impl RectificationState {
    /// All, in the order in which lists offer them.
    pub const ALL: [Self; 4] = [Self::Done, Self::Partly, Self::NotDone, Self::Appeal];

    /// The name that a sheet shows.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Done => "已整改",
            Self::Partly => "部分整改",
            Self::NotDone => "未整改",
            Self::Appeal => "申诉",
        }
    }
}

impl FindingRuling {
    /// All, in the order in which lists offer them.
    pub const ALL: [Self; 3] = [Self::Upheld, Self::Withdrawn, Self::Amended];

    /// The name that a sheet shows.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Upheld => "维持",
            Self::Withdrawn => "撤销",
            Self::Amended => "改判",
        }
    }
}
