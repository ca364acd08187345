//! Freshness and lateness of one row.

use super::frequency::{self, Check, Outcome};
use super::holding::Holding;
use super::lateness::{self, Lateness};
use super::stock::Stock;
use super::{Case, ContentState, FindingKind, FreshnessState};
use crate::calendar::CalendarError;
use crate::catalogue::Indicator;

/// Freshness of one row.
pub(super) struct Timing {
    pub(super) state: FreshnessState,
    /// The limits that were applied, in words with their sources.
    pub(super) rule: String,
    pub(super) reasons: Vec<String>,
    pub(super) faults: Vec<(FindingKind, String)>,
    /// Nothing can be owed yet on the as-of day.
    pub(super) ahead: bool,
}

/// Judges the dates of what the unit has.
pub(super) fn judge(case: &Case<'_>, row: &Indicator, holding: &Holding<'_>) -> Result<Timing, CalendarError> {
    let mut checks = frequency::checks(case, row);
    let ahead = checks.iter().all(|(check, _)| check.is_ahead(case.as_of));
    if holding.content == ContentState::Note {
        checks = vec![frequency::note_check(case.windows)];
    }
    let words: Vec<&str> = checks.iter().map(|(_, words)| words.as_str()).collect();
    let rule = format!("{}；{}", words.join("；"), lateness::rule(row, case.windows));
    let timing = Timing { state: FreshnessState::Unverifiable, rule, reasons: Vec::new(), faults: Vec::new(), ahead };
    if matches!(holding.content, ContentState::Empty | ContentState::Unknown) || holding.stock.items.is_empty() {
        return Ok(timing);
    }
    timing.with_dates(case, row, holding, &checks)
}

impl Timing {
    fn with_dates(
        mut self,
        case: &Case<'_>,
        row: &Indicator,
        holding: &Holding<'_>,
        checks: &[(Check, String)],
    ) -> Result<Self, CalendarError> {
        let Some(newest) = holding.stock.newest() else {
            let count = holding.stock.items.len();
            self.state = self.fault(
                FindingKind::Undated,
                FreshnessState::Undated,
                format!("{count}条信息都没有注明发布日期，视为不更新"),
            );
            return Ok(self);
        };
        let mut states = Vec::new();
        for (check, _) in checks {
            let outcome = check.run(case, &holding.stock, newest);
            states.push(self.outcome(outcome, &holding.stock));
        }
        match lateness::judge(case, row, &holding.stock)? {
            Lateness::InTime => {}
            Lateness::Unverifiable => self.rule.push_str("；未见成文日期，是否超期发布无法核实"),
            Lateness::Late(why) => states.push(self.fault(FindingKind::Late, FreshnessState::Late, why)),
        }
        self.state = states.into_iter().max_by_key(|state| severity(*state)).unwrap_or(FreshnessState::Fresh);
        Ok(self)
    }

    /// A gap is a gap only where all was seen.
    fn outcome(&mut self, outcome: Outcome, stock: &Stock) -> FreshnessState {
        match outcome {
            Outcome::Fresh => FreshnessState::Fresh,
            Outcome::NotDue(why) => self.remark(FreshnessState::NotDue, why),
            Outcome::Late(why) => self.fault(FindingKind::Late, FreshnessState::Late, why),
            Outcome::Stale(why) if stock.unseen.is_empty() => {
                self.fault(FindingKind::Stale, FreshnessState::Stale, why)
            }
            Outcome::Stale(why) => {
                let why = format!("{why}；但{}，可能有更新的信息", stock.unseen.join("；"));
                self.remark(FreshnessState::Unverifiable, why)
            }
        }
    }

    fn remark(&mut self, state: FreshnessState, why: String) -> FreshnessState {
        self.reasons.push(why);
        state
    }

    fn fault(&mut self, kind: FindingKind, state: FreshnessState, why: String) -> FreshnessState {
        self.faults.push((kind, why.clone()));
        self.reasons.push(why);
        state
    }
}

/// Of several rules the worst state is the row's; it is 未到期 only when no rule has been due.
fn severity(state: FreshnessState) -> u8 {
    match state {
        FreshnessState::NotDue => 0,
        FreshnessState::Fresh => 1,
        FreshnessState::Unverifiable => 2,
        FreshnessState::Late => 3,
        FreshnessState::Stale => 4,
        FreshnessState::Undated => 5,
    }
}
