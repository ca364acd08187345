//! Freshness and lateness of one row.

use super::checks::{self, RowCheck};
use super::frequency::Outcome;
use super::holding::Holding;
use super::lateness::{self, Lateness};
use super::sight::Sight;
use super::stock::Stock;
use super::together::{self, Together};
use super::{ContentState, FindingKind, FreshnessState};
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
pub(super) fn judge(sight: &Sight<'_>, row: &Indicator, holding: &Holding<'_>) -> Result<Timing, CalendarError> {
    let case = sight.case;
    let mut checks = checks::of_row(case, row);
    let ahead = checks.iter().filter(|check| check.matter.is_none()).all(|check| check.check.is_ahead(case.as_of));
    if holding.content == ContentState::Note {
        checks = vec![checks::of_note(case.windows)];
    }
    let words: Vec<&str> = checks.iter().map(|check| check.words.as_str()).collect();
    let mut rule = format!("{}；{}", words.join("；"), lateness::rule(row, case.windows));
    for words in together::rules(row) {
        rule = format!("{rule}；{words}（指标原文）");
    }
    let timing = Timing { state: FreshnessState::Unverifiable, rule, reasons: Vec::new(), faults: Vec::new(), ahead };
    if matches!(holding.content, ContentState::Empty | ContentState::Unknown) || holding.stock.items.is_empty() {
        return Ok(timing);
    }
    timing.with_dates(sight, row, holding, &checks)
}

impl Timing {
    fn with_dates(
        mut self,
        sight: &Sight<'_>,
        row: &Indicator,
        holding: &Holding<'_>,
        checks: &[RowCheck],
    ) -> Result<Self, CalendarError> {
        let stock = &holding.stock;
        if stock.newest().is_none() {
            self.state = self.undated(stock, checks);
            return Ok(self);
        }
        let mut states: Vec<FreshnessState> = checks.iter().filter_map(|check| self.run(sight, check, stock)).collect();
        match lateness::judge(sight.case, row, stock)? {
            Lateness::InTime => {}
            Lateness::Unverifiable => self.rule.push_str("；未见成文日期，是否超期发布无法核实"),
            Lateness::Late(why) => states.push(self.fault(FindingKind::Late, FreshnessState::Late, why)),
        }
        match together::judge(sight, row, stock) {
            None | Some(Together::InTime) => {}
            Some(Together::Unverifiable(why)) => self.rule.push_str(&format!("；{why}")),
            Some(Together::Late(why)) => states.push(self.fault(FindingKind::Late, FreshnessState::Late, why)),
        }
        self.state = states.into_iter().max_by_key(|state| severity(*state)).unwrap_or(FreshnessState::Fresh);
        Ok(self)
    }

    fn undated(&mut self, stock: &Stock<'_>, checks: &[RowCheck]) -> FreshnessState {
        let count = stock.items.len();
        if self.ahead {
            return self.remark(FreshnessState::NotDue, format!("{count}条信息都没有注明发布日期；期限未到"));
        }
        if checks.iter().all(|check| check.check.needs_no_date()) {
            return FreshnessState::Fresh;
        }
        let why = format!("{count}条信息都没有注明发布日期，视为不更新");
        self.fault(FindingKind::Undated, FreshnessState::Undated, why)
    }

    /// The state that a check gives; none where it is for a matter that no title names.
    fn run(&mut self, sight: &Sight<'_>, check: &RowCheck, stock: &Stock<'_>) -> Option<FreshnessState> {
        let matter = check.matter.as_deref().unwrap_or_default();
        let part = check.items(stock);
        let Some((part, newest)) = part.and_then(|part| part.newest().map(|newest| (part, newest))) else {
            self.rule.push_str(&format!("；没有标题写明“{matter}”的信息，其更新频率不作判断"));
            return None;
        };
        let outcome = check.check.run(sight.case, &part, newest);
        Some(self.outcome(outcome.about(matter), &part))
    }

    /// A gap is a gap only where all was seen.
    fn outcome(&mut self, outcome: Outcome, stock: &Stock<'_>) -> FreshnessState {
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
