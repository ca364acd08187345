//! The demands of a row on its content, each a check of its own: a guide with contents (`guide`), a document that has to be
//! there (`document`), works of the unit's own (`own_works`), interpretations of its documents (`interpretation`).
//!
//! They are judged where there is something to judge: a column that is empty or was not seen is a fault of its own, or none.

mod document;
mod guide;
pub(super) mod interpretation;
mod own_works;

pub use own_works::ENTRIES as ENTRIES_OF_OWN_WORKS;

use super::finding::Fault;
use super::holding::Holding;
use super::sight::Sight;
use super::{ColumnState, ContentState, Evidence, FindingKind, evidence};
use crate::calendar::CalendarError;
use crate::catalogue::{Deadline, Demand, Indicator};
use crate::site::Column;

/// What the demands of a row add to its verdict.
#[derive(Default)]
pub(super) struct Demands {
    /// One of them is broken.
    pub(super) broken: bool,
    pub(super) reasons: Vec<String>,
    pub(super) faults: Vec<Fault>,
    pub(super) evidence: Vec<Evidence>,
}

/// What came of one demand.
pub(super) enum Outcome {
    /// It is kept.
    Kept(String),
    /// It is broken.
    Broken { kind: FindingKind, why: String, evidence: Vec<Evidence> },
    /// It cannot be told from what was seen.
    Unverifiable(String),
}

/// Checks the demands of a row.
pub(super) fn judge(sight: &Sight<'_>, row: &Indicator, holding: &Holding<'_>) -> Result<Demands, CalendarError> {
    let mut demands = Demands::default();
    let (Some((column, _)), ContentState::Items) = (holding.taken, holding.content) else { return Ok(demands) };
    for rule in &row.rules {
        let Deadline::Demand { demand } = &rule.deadline else { continue };
        let outcomes = if holding.column == ColumnState::External {
            vec![Outcome::Unverifiable("栏目在其他平台上".to_owned())]
        } else {
            check(sight, demand, column, holding)?
        };
        for outcome in outcomes {
            demands.add(sight, outcome, &rule.words, column);
        }
    }
    Ok(demands)
}

fn check(
    sight: &Sight<'_>,
    demand: &Demand,
    column: &Column,
    holding: &Holding<'_>,
) -> Result<Vec<Outcome>, CalendarError> {
    let stock = &holding.stock;
    Ok(match demand {
        Demand::Guide => vec![guide::check(sight, column, stock)],
        Demand::Document { name } => vec![document::check(sight, name, column, stock)],
        Demand::OwnWorks => vec![own_works::check(sight, stock)],
        Demand::Interpretation { workdays } => interpretation::check(sight, *workdays, stock)?,
        Demand::Other => vec![Outcome::Unverifiable("需人工核查".to_owned())],
    })
}

impl Demands {
    /// A broken demand is a fault, one that cannot be told a remark; of a kept one there is evidence.
    fn add(&mut self, sight: &Sight<'_>, outcome: Outcome, words: &str, column: &Column) {
        match outcome {
            Outcome::Kept(why) => {
                let text = format!("符合内容要求“{words}”：{why}");
                self.evidence.push(evidence::of_page(&sight.pages, &column.url, text));
            }
            Outcome::Unverifiable(why) => self.reasons.push(format!("内容要求“{words}”无法核实：{why}")),
            Outcome::Broken { kind, why, evidence } => {
                let text = format!("不符合内容要求“{words}”：{why}");
                let description = format!("“{}”栏目{text}", column.name);
                // Before the remarks: reasons stand in the order of their weight.
                self.reasons.insert(self.faults.len(), text);
                self.faults.push(Fault::new(kind, &column.url, description));
                self.evidence.extend(evidence);
                self.broken = true;
            }
        }
    }
}
