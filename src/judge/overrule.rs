//! 改判: what a person puts in the place of the machine's answer. It is laid over the answer, which stays and is shown beside it.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Answer, Verdict};
use crate::calendar::day_in_china;
use crate::mapping::{Signature, Validity};

/// A person's answer for one unit and one row of a catalogue in one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Name of the unit.
    pub unit: String,
    /// Id of the catalogue.
    pub catalogue: String,
    /// Code of the row.
    pub code: String,
    /// The period that it is for (`2020Q3`); empty where the run had none.
    pub period: String,
    /// What holds instead.
    pub answer: Answer,
    /// For 部分达标: the share of the row's points that it gets, above 0 and below 1; `None` with the other answers.
    pub share: Option<Decimal>,
    /// Who decided.
    pub who: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
    /// What shows it: an address, a document number, a file; may be empty.
    pub evidence: String,
    /// The last day on which it holds.
    pub until: Date,
    /// Numbers of the findings whose conclusions it came of; empty where somebody overrode the row itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub came_of: Vec<String>,
    /// Id of the run on whose result it was made.
    pub run: String,
    /// The second person's; `None` while nobody has signed.
    pub signed: Option<Signature>,
}

impl Override {
    /// The day on which it was decided, in China.
    #[must_use]
    pub fn day(&self) -> Date {
        day_in_china(self.at)
    }

    /// Whether it holds on the as-of day `on`; `sign_off` says whether the policy asks for a second person.
    #[must_use]
    pub fn state(&self, on: Date, sign_off: bool) -> Validity {
        Validity::of(self.until, self.signed.as_ref(), on, sign_off)
    }

    /// What was decided in an earlier period, in words: 2020Q3 曾改判为达标（甲，理由：…）.
    #[must_use]
    pub fn before_in_words(&self) -> String {
        let Self { period, who, why, .. } = self;
        format!("{period} 曾改判为{}（{who}，理由：{why}）", self.answer_in_words())
    }

    /// What it is, in words: 部分达标（得分比例 0.5）.
    #[must_use]
    pub fn answer_in_words(&self) -> String {
        let share = self.share.map(|share| format!("（得分比例 {}）", share.normalize())).unwrap_or_default();
        format!("{}{share}", self.answer.zh())
    }
}

impl Verdict {
    /// What holds: a person's answer where there is one, else the machine's.
    #[must_use]
    pub fn settled(&self) -> Answer {
        self.overridden.as_ref().map_or(self.answer, |by| by.answer)
    }
}
