//! Whether a column was updated as often as it has to be.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Case;
use super::checks::Check;
use super::finding::days_between;
use super::reach::before;
use super::spans;
use super::stock::Stock;
use crate::catalogue::Span;

/// What a check says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Fresh,
    NotDue(String),
    Stale(String),
    Late(String),
}

impl Outcome {
    /// The same, said of a matter; of everything where that is empty.
    pub(super) fn about(self, matter: &str) -> Self {
        let named = |why: String| if matter.is_empty() { why } else { format!("“{matter}”{why}") };
        match self {
            Self::Fresh => Self::Fresh,
            Self::NotDue(why) => Self::NotDue(named(why)),
            Self::Stale(why) => Self::Stale(named(why)),
            Self::Late(why) => Self::Late(named(why)),
        }
    }
}

impl Check {
    /// Checks the items, whose newest date is `newest`.
    pub(super) fn run(self, case: &Case<'_>, stock: &Stock<'_>, newest: Date) -> Outcome {
        let look = Look { case, stock, newest };
        match self {
            Self::Rolling { days } => look.rolling(days),
            Self::Window { count, span } => look.window(count, span),
            Self::Spans { months, days } => look.spans(months, days),
            Self::YearlyBy { month, day } => look.yearly_by(month, day),
            Self::ByDate { date } => look.by_date(date),
            Self::WithinYear => look.within_year(),
            Self::Always => Outcome::Fresh,
        }
    }
}

struct Look<'a> {
    case: &'a Case<'a>,
    stock: &'a Stock<'a>,
    newest: Date,
}

impl Look<'_> {
    fn dates(&self) -> impl Iterator<Item = Date> {
        self.stock.items.iter().filter_map(|entry| entry.published)
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
            .filter(|span| self.stock.knows_since(span.from))
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
                Some(first) if self.stock.knows_since(start) => Outcome::Late(late(limit, first)),
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
        } else if as_of < as_of.last_of_year() {
            Outcome::NotDue(format!("年内（{}前）更新的期限未到", as_of.last_of_year()))
        } else {
            Outcome::Stale(format!("{}年内没有更新，最近更新{}", as_of.year(), self.newest))
        }
    }
}

fn late(limit: Date, first: Date) -> String {
    format!("应于{limit}前公开，实际{first}公开，超期{}天", days_between(limit, first))
}

/// The day of a year; the last of the month where the month is shorter.
fn day_of(year: i16, month: i8, day: i8) -> Date {
    let first = Date::new(year, month.clamp(1, 12), 1).unwrap_or(Date::MAX);
    let wanted = first.saturating_add((i32::from(day.clamp(1, 31)) - 1).days());
    wanted.min(first.last_of_month())
}
