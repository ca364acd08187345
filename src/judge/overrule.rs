//! 改判: what a person puts in the place of the machine's answer. It is laid over the answer, which stays and is shown beside it.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Answer, Verdict};
use crate::calendar::day_in_china;

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
    /// Id of the run on whose result it was made.
    pub run: String,
    /// The second person's; `None` while nobody has signed.
    pub signed: Option<Signature>,
}

/// 会签: a second person agrees with a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who signed; another person than the one who decided.
    pub who: String,
    /// When.
    pub at: Timestamp,
}

impl Override {
    /// The day on which it was decided, in China.
    #[must_use]
    pub fn day(&self) -> Date {
        day_in_china(self.at)
    }
}

impl Verdict {
    /// What holds: a person's answer where there is one, else the machine's.
    #[must_use]
    pub fn settled(&self) -> Answer {
        self.overridden.as_ref().map_or(self.answer, |by| by.answer)
    }
}
