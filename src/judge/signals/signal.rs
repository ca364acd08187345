//! 线索: signs that something was done for the check only, and personal data left in the open. For people to look at; they
//! change no answer and no points.

use serde::{Deserialize, Serialize};

/// A sign that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// Kind.
    pub kind: SignalKind,
    /// Name of the unit.
    pub unit: String,
    /// Code of the row of which the column serves; empty where it serves none.
    pub code: String,
    /// Where.
    pub url: String,
    /// One sentence for people.
    pub description: String,
    /// Some of what was seen, personal data masked.
    pub samples: Vec<String>,
}

/// Kind of a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// 集中补录: many items dated the same day, just before the check.
    SameDay,
    /// 重复信息: the same items in many columns.
    Repeated,
    /// 日期矛盾: the address or a site tag contradicts the date that is shown.
    DateConflict,
    /// 空转栏目: the column only links back.
    Hollow,
    /// 个人信息: personal data in the open.
    PersonalData,
}

impl SignalKind {
    /// The name that a sheet shows.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::SameDay => "集中补录",
            Self::Repeated => "重复信息",
            Self::DateConflict => "日期矛盾",
            Self::Hollow => "空转栏目",
            Self::PersonalData => "个人信息",
        }
    }
}
