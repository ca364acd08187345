//! Freshness and lateness of one row.

use super::frequency::{self, Check, Outcome};
use super::holding::Holding;
use super::lateness::{self, Lateness};
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
            self.state = FreshnessState::Undated;
            let count = holding.stock.items.len();
            self.tell(FindingKind::Undated, format!("{count}条信息都没有注明发布日期，视为不更新"));
            return Ok(self);
        };
        let (mut stale, mut late, mut unsure, mut not_due) = (false, false, false, 0);
        for (check, _) in checks {
            match check.run(case, &holding.stock, newest) {
                Outcome::Fresh => {}
                Outcome::NotDue(why) => {
                    not_due += 1;
                    self.reasons.push(why);
                }
                Outcome::Stale(why) if !holding.stock.unseen.is_empty() => {
                    unsure = true;
                    let unseen = holding.stock.unseen.join("；");
                    self.reasons.push(format!("{why}；但{unseen}，可能有更新的信息"));
                }
                Outcome::Stale(why) => {
                    stale = true;
                    self.tell(FindingKind::Stale, why);
                }
                Outcome::Late(why) => {
                    late = true;
                    self.tell(FindingKind::Late, why);
                }
            }
        }
        match lateness::judge(case, row, &holding.stock)? {
            Lateness::InTime => {}
            Lateness::Unverifiable => self.rule.push_str("；未见成文日期，是否超期发布无法核实"),
            Lateness::Late(why) => {
                late = true;
                self.tell(FindingKind::Late, why);
            }
        }
        self.state = match (stale, late) {
            (true, _) => FreshnessState::Stale,
            (false, true) => FreshnessState::Late,
            (false, false) if unsure => FreshnessState::Unverifiable,
            (false, false) if not_due == checks.len() => FreshnessState::NotDue,
            (false, false) => FreshnessState::Fresh,
        };
        Ok(self)
    }

    fn tell(&mut self, kind: FindingKind, why: String) {
        self.reasons.push(why.clone());
        self.faults.push((kind, why));
    }
}
