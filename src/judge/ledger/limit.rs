//! When a task has to be done.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::LedgerCase;
use crate::catalogue::{Cell, Deadline, Indicator, Rule, Span};

/// When a task has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// By a last day.
    By(Date),
    /// Within so many working days of an event that no website tells: the items of the year are looked at, and how soon
    /// each came.
    Workdays(u16),
    /// There is no last day: something must have come within so many calendar days before the as-of day.
    Within(u16),
}

impl Limit {
    /// The limit of a row and its rule in words with its source. A row without a time has the year.
    pub(super) fn of(case: &LedgerCase<'_>, row: &Indicator) -> (Self, String) {
        let rules = row.rules.iter().filter(|rule| rule.from == Cell::Deadline);
        let found = rules.filter_map(|rule| Some((rule, of_rule(case, rule)?))).next();
        let Some((rule, limit)) = found else {
            return (Self::By(date(case.year(), 12, 31)), format!("{}年内完成（未写完成时限）", case.year()));
        };
        let words = format!("{}（指标原文）", rule.in_words());
        match limit {
            Self::Within(days) => (limit, format!("{words}；评估日期之前{days}天内应有信息（评分办法）")),
            Self::Workdays(_) => (limit, format!("{words}；起算日期以网页写明的成文日期为准")),
            Self::By(_) => (limit, words),
        }
    }

    /// The last day, where there is one.
    pub(super) fn day(self) -> Option<Date> {
        match self {
            Self::By(day) => Some(day),
            Self::Workdays(_) | Self::Within(_) => None,
        }
    }

    /// Nothing can be owed yet.
    pub(super) fn is_ahead(self, case: &LedgerCase<'_>) -> bool {
        case.as_of < case.from() || self.day().is_some_and(|day| case.as_of <= day)
    }
}

/// The first day of a window that ends on the as-of day.
pub(super) fn window_start(case: &LedgerCase<'_>, days: u16) -> Date {
    case.as_of.saturating_sub(i64::from(days).days())
}

fn of_rule(case: &LedgerCase<'_>, rule: &Rule) -> Option<Limit> {
    let days = &case.windows.windows;
    Some(match &rule.deadline {
        Deadline::ByDate { date } => Limit::By(*date),
        Deadline::WithinYear | Deadline::Yearly => Limit::By(date(case.year(), 12, 31)),
        Deadline::YearlyBy { month, day } => Limit::By(Date::new(case.year(), *month, *day).ok()?),
        Deadline::WorkingDays { days, .. } | Deadline::ByLaw { days } => Limit::Workdays(*days),
        Deadline::HalfYearly => Limit::Within(days.half_yearly),
        Deadline::Quarterly => Limit::Within(days.quarterly),
        Deadline::Monthly => Limit::Within(days.monthly),
        Deadline::Periodically => Limit::Within(days.periodically),
        // 批准后20日内, 同步发布: the event is not seen from outside.
        Deadline::Promptly | Deadline::Within { .. } | Deadline::Together { .. } => Limit::Within(days.promptly),
        Deadline::Immediately => Limit::Within(days.immediately),
        Deadline::Gradually | Deadline::Always => Limit::Within(days.gradually),
        Deadline::Every { count, span } => Limit::Within(count.saturating_mul(days_of(*span)).clamp(1, 3660)),
        Deadline::Demand { .. } => return None,
    })
}

fn days_of(span: Span) -> u16 {
    match span {
        Span::Hours | Span::Days => 1,
        Span::Weeks => 7,
        Span::Months => 31,
        Span::Years => 366,
    }
}
