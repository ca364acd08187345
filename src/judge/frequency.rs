//! How often a column has to be updated, and whether it was.

use jiff::ToSpan;
use jiff::civil::Date;

use super::finding::days_between;
use super::spans;
use super::stock::Stock;
use super::windows::{AnnualReport, Days};
use super::{Case, Windows};
use crate::catalogue::{Cell, Deadline, Indicator, Span};

/// A frequency as it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    /// An item within so many days before the as-of day.
    Rolling { days: u16 },
    /// An item within so many hours, days, weeks, months or years before the as-of day.
    Window { count: u16, span: Span },
    /// An item in each span of so many months; `days` where no whole span can be looked at.
    Spans { months: i8, days: u16 },
    /// An item in each year by this day.
    YearlyBy { month: i8, day: i8 },
    /// An item by this day.
    ByDate { date: Date },
    /// An item within the year of the as-of day.
    WithinYear,
}

/// What a check says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Fresh,
    NotDue(String),
    Stale(String),
    Late(String),
}

/// The checks of a row, each in words with its source. A row without a frequency of its own is checked by the annual
/// report's day (条例第49条) where it is about that, else by the policy's default.
pub(super) fn checks(case: &Case<'_>, row: &Indicator) -> Vec<(Check, String)> {
    let windows = case.windows;
    let own: Vec<_> = (row.rules.iter())
        .filter(|rule| rule.from == Cell::Deadline || row.deadline.is_empty())
        .filter_map(|rule| {
            let check = Check::of(&rule.deadline, &windows.windows)?;
            Some((check, format!("{}（指标原文）{}", rule.in_words(), check.reading())))
        })
        .collect();
    if !own.is_empty() {
        return own;
    }
    if is_annual_report(row) {
        let AnnualReport { government, department } = windows.annual_report;
        let day = if case.identity.department { department } else { government };
        let words = format!("每年{}月{}日前（条例第49条）", day.month, day.day);
        return vec![(Check::YearlyBy { month: day.month, day: day.day }, words)];
    }
    let days = windows.windows.default;
    vec![(Check::Rolling { days }, format!("{days}天内有更新（评分办法默认）"))]
}

/// The check of a 情况说明, which stands for its column for a time.
pub(super) fn note_check(windows: &Windows) -> (Check, String) {
    let days = windows.windows.note;
    (Check::Rolling { days }, format!("情况说明{days}天内有效（评分办法默认）"))
}

fn is_annual_report(row: &Indicator) -> bool {
    let name = row.name();
    name.contains("年度报告") || name.contains("年报")
}

impl Check {
    fn of(deadline: &Deadline, days: &Days) -> Option<Self> {
        let check = match deadline {
            Deadline::Yearly => Self::Rolling { days: days.yearly },
            Deadline::HalfYearly => Self::Spans { months: 6, days: days.half_yearly },
            Deadline::Quarterly => Self::Spans { months: 3, days: days.quarterly },
            Deadline::Monthly => Self::Spans { months: 1, days: days.monthly },
            Deadline::Immediately => Self::Rolling { days: days.immediately },
            Deadline::Promptly => Self::Rolling { days: days.promptly },
            Deadline::Periodically => Self::Rolling { days: days.periodically },
            Deadline::Gradually => Self::Rolling { days: days.gradually },
            Deadline::YearlyBy { month, day } => Self::YearlyBy { month: *month, day: *day },
            Deadline::ByDate { date } => Self::ByDate { date: *date },
            Deadline::WithinYear => Self::WithinYear,
            Deadline::Every { count, span } => Self::Window { count: *count, span: *span },
            Deadline::WorkingDays { .. }
            | Deadline::Within { .. }
            | Deadline::Together { .. }
            | Deadline::Always
            | Deadline::ByLaw { .. }
            | Deadline::Demand { .. } => return None,
        };
        Some(check)
    }

    /// How words that give no number are read.
    fn reading(self) -> String {
        match self {
            Self::Rolling { days } => format!("，按{days}天内有更新判断（评分办法默认）"),
            Self::Window { .. }
            | Self::Spans { .. }
            | Self::YearlyBy { .. }
            | Self::ByDate { .. }
            | Self::WithinYear => String::new(),
        }
    }

    /// Whether nothing at all can be owed yet on the as-of day.
    pub(super) fn is_ahead(self, as_of: Date) -> bool {
        match self {
            Self::ByDate { date } => as_of <= date,
            Self::WithinYear => as_of < end_of_year(as_of),
            Self::Rolling { .. } | Self::Window { .. } | Self::Spans { .. } | Self::YearlyBy { .. } => false,
        }
    }

    /// Checks the items, whose newest date is `newest`.
    pub(super) fn run(self, case: &Case<'_>, stock: &Stock, newest: Date) -> Outcome {
        let look = Look { case, stock, newest };
        match self {
            Self::Rolling { days } => look.rolling(days),
            Self::Window { count, span } => look.window(count, span),
            Self::Spans { months, days } => look.spans(months, days),
            Self::YearlyBy { month, day } => look.yearly_by(month, day),
            Self::ByDate { date } => look.by_date(date),
            Self::WithinYear => look.within_year(),
        }
    }
}

struct Look<'a> {
    case: &'a Case<'a>,
    stock: &'a Stock,
    newest: Date,
}

impl Look<'_> {
    fn dates(&self) -> impl Iterator<Item = Date> {
        self.stock.items.iter().filter_map(|entry| entry.published)
    }

    /// Whether every item since a day was read, so that a gap is a gap.
    fn knows_since(&self, day: Date) -> bool {
        self.stock.known_from.is_none_or(|from| from <= day)
    }

    fn first_in(&self, from: Date, to: Date) -> Option<Date> {
        self.dates().filter(|date| (from..=to).contains(date)).min()
    }

    fn rolling(&self, days: u16) -> Outcome {
        let since = days_between(self.newest, self.case.as_of);
        if since <= i64::from(days) {
            return Outcome::Fresh;
        }
        Outcome::Stale(format!("最近更新{}，已{since}天未更新，超过{days}天", self.newest))
    }

    fn window(&self, count: u16, span: Span) -> Outcome {
        let since = before(self.case.as_of, count, span);
        if self.newest >= since {
            return Outcome::Fresh;
        }
        Outcome::Stale(format!("最近更新{}，{since}以来没有更新", self.newest))
    }

    /// Where no whole span can be looked at, the newest item must not be older than one span and its grace.
    fn spans(&self, months: i8, days: u16) -> Outcome {
        let grace = self.case.windows.grace_days;
        let spans: Vec<_> = spans::ended(months, self.case.period, self.case.as_of, grace)
            .into_iter()
            .filter(|span| self.knows_since(span.from))
            .collect();
        if spans.is_empty() {
            return self.rolling(days.saturating_add(grace));
        }
        let lacking: Vec<String> = (spans.iter())
            .filter(|span| self.first_in(span.from, spans::last_day(**span, grace)).is_none())
            .map(|span| span.name())
            .collect();
        if lacking.is_empty() {
            Outcome::Fresh
        } else {
            Outcome::Stale(format!("缺少{}的信息", lacking.join("、")))
        }
    }

    fn yearly_by(&self, month: i8, day: i8) -> Outcome {
        let as_of = self.case.as_of;
        let limit = day_of(as_of.year(), month, day);
        let start = as_of.first_of_year();
        let first = self.first_in(start, as_of);
        if as_of > limit {
            return match first {
                Some(first) if first <= limit => Outcome::Fresh,
                Some(first) if self.knows_since(start) => Outcome::Late(late(limit, first)),
                Some(_) => Outcome::Fresh,
                None => Outcome::Stale(format!("应于{limit}前更新，最近更新{}", self.newest)),
            };
        }
        if first.is_some() {
            return Outcome::Fresh;
        }
        let last_year = start.yesterday().map_or(start, Date::first_of_year);
        if self.newest < last_year {
            return Outcome::Stale(format!("{}年没有更新，最近更新{}", last_year.year(), self.newest));
        }
        Outcome::NotDue(format!("本年度更新期限{limit}未到"))
    }

    /// A limit further back than the policy's look-back is no longer judged: sites move their old items about.
    fn by_date(&self, date: Date) -> Outcome {
        let as_of = self.case.as_of;
        let judged = days_between(date, as_of) <= i64::from(self.case.windows.look_back_days);
        match self.dates().min() {
            Some(first) if first > date && judged && self.stock.known_from.is_none() => {
                Outcome::Late(late(date, first))
            }
            _ => Outcome::Fresh,
        }
    }

    fn within_year(&self) -> Outcome {
        let as_of = self.case.as_of;
        if self.newest >= as_of.first_of_year() {
            Outcome::Fresh
        } else if as_of < end_of_year(as_of) {
            Outcome::NotDue(format!("年内（{}前）更新的期限未到", end_of_year(as_of)))
        } else {
            Outcome::Stale(format!("{}年内没有更新，最近更新{}", as_of.year(), self.newest))
        }
    }
}

/// The day so long before another; hours count as whole days.
fn before(day: Date, count: u16, span: Span) -> Date {
    // More years than jiff counts.
    let count = i64::from(count).min(9_998);
    day.saturating_sub(match span {
        Span::Hours => ((count + 23) / 24).days(),
        Span::Days => count.days(),
        Span::Weeks => count.weeks(),
        Span::Months => count.months(),
        Span::Years => count.years(),
    })
}

fn late(limit: Date, first: Date) -> String {
    format!("应于{limit}前公开，实际{first}公开，超期{}天", days_between(limit, first))
}

fn end_of_year(day: Date) -> Date {
    day.last_of_year()
}

/// The day of a year; the last of the month where the month is shorter.
fn day_of(year: i16, month: i8, day: i8) -> Date {
    let first = Date::new(year, month.clamp(1, 12), 1).unwrap_or(Date::MAX);
    let wanted = first.saturating_add((i32::from(day.clamp(1, 31)) - 1).days());
    wanted.min(first.last_of_month())
}
