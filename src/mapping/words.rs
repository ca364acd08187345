//! What a mapping says. Its JSON form is what `lanmu match --json` prints.

use serde::{Deserialize, Serialize};

use super::Settled;
use crate::site::Column;

/// What a column name means in a catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// The name as it stands on the site.
    pub name: String,
    /// The column's path, joined by ` > `; empty where none is known.
    pub path: String,
    /// The decision.
    pub decision: Decision,
    /// Codes of columns of the catalogue (`AK-01-02`; a first-level heading is `AK-01`). Several when one column serves
    /// several indicators; for `review` the likely ones; empty for `none`.
    pub codes: Vec<String>,
    /// What decided; `None` for `none`.
    pub method: Option<Method>,
    /// How sure, 0 to 1.
    pub score: f64,
    /// The next best.
    pub runner_up: Option<RunnerUp>,
    /// Why, in a Chinese sentence.
    pub why: String,
    /// What people or the unit itself settled, by code; all else is the machine's own answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<Settled>,
}

/// Score of a column that stands in another organ's place, or is no column: behind every candidate of the unit's own.
const DOUBTED: f64 = 0.3;

impl Mapping {
    /// That of a column in a catalogue that is not about columns.
    #[must_use]
    pub fn none(column: &Column) -> Self {
        Self {
            name: column.name.clone(),
            path: column.path.join(" > "),
            decision: Decision::None,
            codes: Vec::new(),
            method: None,
            score: 0.0,
            runner_up: None,
            why: String::new(),
            settled: Vec::new(),
        }
    }

    /// Takes back a decision on a column that is not the unit's own, or no column at all: a person must say whether it may
    /// stand for one. `why` is a sentence.
    pub(super) fn doubt(&mut self, why: &str) {
        if self.decision != Decision::None {
            self.decision = Decision::Review;
            self.score = self.score.min(DOUBTED);
            why.clone_into(&mut self.why);
        }
    }
}

/// What to do with a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// It is the column.
    Accept,
    /// A person must decide.
    Review,
    /// It is not.
    None,
}

/// What decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// 同名: the same name after normalising width, blanks, punctuation and list numbers.
    Exact,
    /// The same name but for words that come and go (信息, 领域, 公开, 专栏, years).
    Alias,
    /// 含义相同, by the vocabulary.
    Synonym,
    /// Similar words and characters.
    Similar,
    /// The titles of its items.
    Evidence,
    /// A person, or the unit that declared it: what the machine says of it comes second.
    Confirmed,
}

/// The next best.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunnerUp {
    /// Its code.
    pub code: String,
    /// Its score, 0 to 1.
    pub score: f64,
}
