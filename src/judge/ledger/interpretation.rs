//! 相关解读材料应于文件公开后3个工作日内发布: the unit's documents of the year, paired with what explains them.

use std::borrow::Cow;

use super::case::Site;
use super::outcome::Outcome;
use super::sighting::Sighting;
use crate::calendar::CalendarError;
use crate::catalogue::{Deadline, Demand, Indicator};
use crate::judge::demand::{self, interpretation::Question};
use crate::judge::finding::{Fault, Scope};
use crate::judge::stock::Stock;
use crate::judge::{Evidence, FindingKind, TaskState};
use crate::site::Column;

/// The word in the names of columns and items that explain.
pub(super) const EXPLANATION: &str = "解读";
/// Working days for information of any kind (条例第26条; 第18条 of 2007).
const BY_LAW: u16 = 20;
const IN_PART: &str = "只见到任务的一部分，是否完成需人工核查";

/// What a row demands of explanations, checked.
#[derive(Default)]
pub(super) struct Interpretation<'r> {
    /// The demand in its words.
    words: &'r str,
    outcomes: Vec<demand::Outcome>,
    /// There are documents, and each that is due was explained in time.
    pub(super) kept: bool,
    /// Some document was explained.
    some: bool,
    /// The place of its findings: the first column of explanations, or the site.
    place: String,
}

impl<'r> Interpretation<'r> {
    /// Checks a row; nothing comes of one that demands none. `declared` are the confirmed declarations for it.
    pub(super) fn of<'s, 'a: 's>(
        site: &Site<'a>,
        row: &'r Indicator,
        declared: impl Iterator<Item = &'s Sighting<'a>>,
    ) -> Result<Self, CalendarError> {
        let found = row.rules.iter().find_map(|rule| match &rule.deadline {
            Deadline::Demand { demand: Demand::Interpretation { workdays } } => Some((rule, *workdays)),
            _ => None,
        });
        let Some((rule, workdays)) = found else { return Ok(Self::default()) };
        let case = site.case;
        let columns: Vec<&Column> =
            case.columns.iter().map(|(column, _)| column).filter(|column| column.name.contains(EXPLANATION)).collect();
        let place = columns.first().map_or(&case.snapshot.site, |column| &column.url).clone();
        let mut stock = Stock::of(&site.pages, columns);
        stock.items.extend(site.shown.iter().filter(|one| one.explains()).map(|one| Cow::Borrowed(one.entry)));
        stock.items.extend(declared.map(|one| Cow::Owned(one.entry())));
        stock.unseen.extend(site.blind.iter().map(|blind| blind.reason.clone()));
        let question = Question {
            pages: &site.pages,
            calendar: case.calendar,
            since: case.from().max(case.calendar.range().0),
            workdays,
            late_workdays: BY_LAW,
        };
        let explanations = question.answer(&stock)?;
        Ok(Self {
            words: &rule.words,
            outcomes: explanations.outcomes,
            kept: explanations.kept,
            some: explanations.some,
            place,
        })
    }

    /// Pages of the documents that were not explained in time.
    pub(super) fn evidence(&self) -> impl Iterator<Item = Evidence> {
        self.broken().flat_map(|(_, _, evidence)| evidence.iter().cloned())
    }

    /// How the task stands with it. Where a document lacks its explanation, what was seen done is only a part of the task, and
    /// whether that will do is for a person; where some only came late, the task was done late. Where nothing else answers the
    /// task, explanations do in part. What cannot be told changes nothing.
    pub(super) fn weigh(&self, outcome: Outcome) -> Outcome {
        let missing = self.is_broken(FindingKind::InterpretationMissing);
        let late = self.is_broken(FindingKind::InterpretationLate);
        let mut outcome = match outcome.state {
            _ if late && !missing => restate(outcome, TaskState::Late, "有文件的解读晚于规定期限"),
            TaskState::InTime | TaskState::Late if missing => restate(outcome, TaskState::Unseen, IN_PART),
            TaskState::NoEvidence if self.some => restate(outcome, TaskState::Unseen, IN_PART),
            _ => outcome,
        };
        // Reasons stand in the order of their weight: the first tells the state.
        for (at, (kind, why, _)) in (1..).zip(self.broken()) {
            let text = format!("不符合“{}”：{why}", self.words);
            outcome.faults.push(Fault::new(kind, &self.place, text.clone()).of(Scope::Row));
            outcome.reasons.insert(at.min(outcome.reasons.len()), text);
        }
        outcome.reasons.extend(self.outcomes.iter().filter_map(|told| match told {
            demand::Outcome::Kept(why) => Some(format!("符合“{}”：{why}", self.words)),
            demand::Outcome::Unverifiable(why) => Some(format!("“{}”无法核实：{why}", self.words)),
            demand::Outcome::Broken { .. } => None,
        }));
        outcome
    }

    fn is_broken(&self, wanted: FindingKind) -> bool {
        self.broken().any(|(kind, ..)| kind == wanted)
    }

    fn broken(&self) -> impl Iterator<Item = (FindingKind, &str, &[Evidence])> {
        self.outcomes.iter().filter_map(|outcome| match outcome {
            demand::Outcome::Broken { kind, why, evidence } => Some((*kind, why.as_str(), evidence.as_slice())),
            demand::Outcome::Kept(_) | demand::Outcome::Unverifiable(_) => None,
        })
    }
}

/// Another state, for a reason that comes first. Where the task was not seen done, what was said of it falls: there is evidence.
fn restate(mut outcome: Outcome, state: TaskState, why: &str) -> Outcome {
    if !matches!(outcome.state, TaskState::InTime | TaskState::Late) {
        return Outcome::new(state, why.to_owned());
    }
    outcome.reasons.insert(0, why.to_owned());
    outcome.done = outcome.done.filter(|_| state == TaskState::Late);
    outcome.state = state;
    outcome
}
