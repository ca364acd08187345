//! 复核: what a person decided about a column, laid over the machine's answer and never instead of it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Decision, Mapping, Method, Signature, Validity, usual_last_day};
use crate::calendar::day_in_china;

/// A decision of a person: whether the column at an address serves a column of the catalogue for a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Name of the unit.
    pub unit: String,
    /// Id of the catalogue.
    pub catalogue: String,
    /// Code of the column in the catalogue (`AK-01-02`).
    pub code: String,
    /// Address of the column on the site.
    pub url: String,
    /// Its name when the decision was made; empty where it had not been seen.
    pub name: String,
    /// Its path then, joined by ` > `.
    pub path: String,
    /// The decision.
    pub ruling: Ruling,
    /// Who decided.
    pub who: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
    /// What shows it: an address, a document number, a file; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// The last day on which it holds, where a person named one ([`Review::last_day`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Id of the run on whose result it was made; empty where there was none.
    pub run: String,
    /// The second person's; `None` while nobody has signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signature>,
}

/// What a person decides about a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// It serves.
    Accepted,
    /// It does not.
    Rejected,
}

/// What is settled about a column and one code: by a person, or by the unit that declared the column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// Code of the column in the catalogue.
    pub code: String,
    /// What was decided.
    pub ruling: Ruling,
    /// By whom, when and why, in a Chinese sentence.
    pub words: String,
}

impl Ruling {
    /// The name that a sheet shows.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Accepted => "确认",
            Self::Rejected => "否定",
        }
    }
}

impl Review {
    /// The last day on which it holds: a year after the day on which it was made, where nobody named one.
    #[must_use]
    pub fn last_day(&self) -> Date {
        self.until.unwrap_or_else(|| usual_last_day(day_in_china(self.at)))
    }

    /// Whether it holds on the as-of day `on`; `sign_off` says whether the policy asks for a second person.
    #[must_use]
    pub fn state(&self, on: Date, sign_off: bool) -> Validity {
        Validity::of(self.last_day(), self.signed.as_ref(), on, sign_off)
    }

    /// Why, what shows it, to which day it holds and who signed.
    #[must_use]
    pub fn grounds_in_words(&self) -> String {
        let evidence = if self.evidence.is_empty() { String::new() } else { format!("；依据：{}", self.evidence) };
        let signed = self.signed.as_ref().map(|by| format!("；会签：{}", by.who)).unwrap_or_default();
        format!("理由：{}{evidence}；有效期至 {}{signed}", self.why, self.last_day())
    }

    /// What was decided and does not hold any more, in words: 曾于2020-10-21由甲确认，已于2021-10-21到期（理由：…）.
    #[must_use]
    pub fn expired_in_words(&self) -> String {
        let (day, what) = (day_in_china(self.at), self.ruling.zh());
        let evidence = if self.evidence.is_empty() { String::new() } else { format!("；依据：{}", self.evidence) };
        format!("曾于{day}由{}{what}，已于{}到期（理由：{}{evidence}）", self.who, self.last_day(), self.why)
    }

    /// By whom, when and why.
    pub(super) fn in_words(&self) -> String {
        let Self { who, at, ruling, .. } = self;
        format!("{who}于{}人工{}（{}）", day_in_china(*at), ruling.zh(), self.grounds_in_words())
    }
}

impl Mapping {
    /// What is settled about a code; `None` where only the machine has answered.
    #[must_use]
    pub fn settled_on(&self, code: &str) -> Option<&Settled> {
        self.settled.iter().find(|settled| settled.code == code)
    }

    /// What holds for a code: what is settled, else the machine's answer.
    #[must_use]
    pub fn decision_on(&self, code: &str) -> Decision {
        match self.settled_on(code).map(|settled| settled.ruling) {
            Some(Ruling::Accepted) => Decision::Accept,
            Some(Ruling::Rejected) => Decision::None,
            None if self.codes.iter().any(|own| own == code) => self.decision,
            None => Decision::None,
        }
    }

    /// The codes that it is or may be about, the machine's first.
    pub fn all_codes(&self) -> impl Iterator<Item = &str> {
        let own = |code: &&str| self.codes.iter().all(|known| known != code);
        let settled = self.settled.iter().map(|settled| settled.code.as_str()).filter(own);
        self.codes.iter().map(String::as_str).chain(settled)
    }

    /// What decided for a code.
    #[must_use]
    pub fn method_on(&self, code: &str) -> Option<Method> {
        let confirmed = self.settled_on(code).is_some_and(|settled| settled.ruling == Ruling::Accepted);
        if confirmed { Some(Method::Confirmed) } else { self.method }
    }

    /// Why, for a code: what is settled with the machine's own answer behind it.
    #[must_use]
    pub fn why_on(&self, code: &str) -> String {
        match self.settled_on(code) {
            Some(settled) if self.why.is_empty() => settled.words.clone(),
            Some(settled) => format!("{}；程序的判断：{}", settled.words, self.why),
            None => self.why.clone(),
        }
    }
}
