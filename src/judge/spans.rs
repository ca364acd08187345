//! Calendar months, quarters and half years, and which of them lack an item.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Period;

/// A month, a quarter or a half year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: Date,
    pub(super) to: Date,
    months: i8,
}

impl Span {
    /// The span of so many months (1, 3, 6) that holds a day.
    fn holding(day: Date, months: i8) -> Option<Self> {
        let first = (day.month() - 1) / months * months + 1;
        Self::starting(Date::new(day.year(), first, 1).ok()?, months)
    }

    fn starting(from: Date, months: i8) -> Option<Self> {
        let last = from.checked_add(i32::from(months - 1).months()).ok()?.last_of_month();
        Some(Self { from, to: last, months })
    }

    fn next(self) -> Option<Self> {
        Self::starting(self.to.tomorrow().ok()?, self.months)
    }

    fn previous(self) -> Option<Self> {
        Self::holding(self.from.yesterday().ok()?, self.months)
    }

    /// 2020年7月, 2020年第三季度, 2020年上半年.
    pub(super) fn name(self) -> String {
        let (year, month) = (self.from.year(), self.from.month());
        match (self.months, month) {
            (3, 1) => format!("{year}年第一季度"),
            (3, 4) => format!("{year}年第二季度"),
            (3, 7) => format!("{year}年第三季度"),
            (3, _) => format!("{year}年第四季度"),
            (6, 1) => format!("{year}年上半年"),
            (6, _) => format!("{year}年下半年"),
            _ => format!("{year}年{month}月"),
        }
    }
}

/// The spans that ended, grace included, before the as-of day: those that end within the period, or the last one where no
/// period is evaluated. Empty when none of the period has ended.
///
/// On the last day of a period the grace of its last span still runs: that span is looked at in the next period, so that
/// none is left out and none is looked at twice. An as-of day after the period waits for the grace instead.
pub(super) fn ended(months: i8, period: Option<&Period>, as_of: Date, grace_days: u16) -> Vec<Span> {
    let over = |span: &Span| last_day(*span, grace_days) < as_of;
    let Some(period) = period else {
        let current = Span::holding(as_of, months);
        return std::iter::successors(current, |span| span.previous()).find(over).into_iter().collect();
    };
    let first = Span::holding(period.from, months);
    let mut own: Vec<Span> =
        std::iter::successors(first, |span| span.next()).take_while(|span| span.to <= period.to).filter(over).collect();
    if !own.is_empty() && as_of <= period.to {
        let before = first.and_then(Span::previous);
        let carried_over = std::iter::successors(before, |span| span.previous())
            .take_while(|span| last_day(*span, grace_days) >= period.from);
        own.extend(carried_over);
        own.sort_by_key(|span| span.from);
    }
    own
}

/// The last day on which an item still counts for the span.
pub(super) fn last_day(span: Span, grace_days: u16) -> Date {
    span.to.saturating_add(i64::from(grace_days).days())
}
