//! 评分办法: `policy.toml`.

use serde::{Deserialize, Serialize};

use super::columns::ColumnPolicy;
use super::contradictions;
use super::error::Problem;
use super::keys::{Keys, anything};
use super::tasks::LedgerPolicy;
use super::website::WebsitePolicy;
use super::{Grade, PolicyError, Scoring, YearPolicy, year_policy};
use crate::catalogue::Kind;

/// How verdicts come about and become points: all of `policy.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// What catalogues of one kind alone have.
    pub of_kind: OfKind,
    /// What all have in the `[score]` table.
    pub scoring: Scoring,
    review: ReviewPolicy,
    year: YearPolicy,
}

/// What a policy has for the kind of its catalogue alone.
#[derive(Debug, Clone, PartialEq)]
pub enum OfKind {
    /// Of a catalogue of columns.
    Columns(Box<ColumnPolicy>),
    /// Of a ledger.
    Ledger(Box<LedgerPolicy>),
    /// Of a website check.
    Website(Box<WebsitePolicy>),
}

/// How people review: the `[review]` table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewPolicy {
    /// Decisions on columns, overrides and conclusions hold only once a second person has signed them (会签).
    #[serde(default)]
    pub sign_off: bool,
}

impl Policy {
    /// Reads the `policy.toml` of a catalogue of the kind `kind`; `file` is its name for error messages.
    ///
    /// # Errors
    /// All that is wrong with it: it is no TOML, lacks a key, has one that is not known, or a value is out of range.
    pub fn parse(text: &str, file: &str, kind: Kind) -> Result<Self, PolicyError> {
        let mut keys = Keys::of_file(text);
        let mut score = keys.table("score");
        let of_kind = match kind {
            Kind::Columns => ColumnPolicy::read(&mut keys, &mut score).map(|own| OfKind::Columns(Box::new(own))),
            Kind::Ledger => LedgerPolicy::read(&mut keys, &mut score).map(|own| OfKind::Ledger(Box::new(own))),
            Kind::Website => WebsitePolicy::read(&mut keys, &mut score).map(|own| OfKind::Website(Box::new(own))),
        };
        let scoring = Scoring::read(&mut score);
        let review = keys.usual("review", anything);
        let year = keys.usual("year", year_policy::problems);
        let mut problems: Vec<Problem> = keys.done();
        problems.extend(score.done());
        match (of_kind, scoring, review, year) {
            (Some(of_kind), Some(scoring), Some(review), Some(year)) if problems.is_empty() => {
                let policy = Self { of_kind, scoring, review, year };
                let problems = contradictions::of(&policy);
                if problems.is_empty() { Ok(policy) } else { Err(PolicyError::new(file, problems)) }
            }
            _ => Err(PolicyError::new(file, problems)),
        }
    }

    /// Its grades, the best first.
    #[must_use]
    pub fn grades(&self) -> &[Grade] {
        &self.scoring.grades
    }

    /// How the quarters become a year.
    #[must_use]
    pub fn year(&self) -> &YearPolicy {
        &self.year
    }

    /// How people review.
    #[must_use]
    pub fn review(&self) -> &ReviewPolicy {
        &self.review
    }
}
