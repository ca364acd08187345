//! Days so long before or after another, by the calendar.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::catalogue::Span;

/// The day so long before `day`. A day has no hours: every 24 of them that begin are one day.
pub(super) fn before(day: Date, count: u16, span: Span) -> Date {
    day.saturating_sub(length(count, span))
}

/// The day so long after `day`, as [`before`].
pub(super) fn after(day: Date, count: u16, span: Span) -> Date {
    day.saturating_add(length(count, span))
}

fn length(count: u16, span: Span) -> jiff::Span {
    // More years than jiff counts.
    let count = i64::from(count).min(9_998);
    match span {
        Span::Hours => ((count + 23) / 24).days(),
        Span::Days => count.days(),
        Span::Weeks => count.weeks(),
        Span::Months => count.months(),
        Span::Years => count.years(),
    }
}
