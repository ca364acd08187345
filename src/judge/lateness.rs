//! 条例第26条: published within so long after it was formed.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::Date;

use super::finding::days_between;
use super::stock::Stock;
use super::{Case, Windows, matter, reach};
use crate::calendar::CalendarError;
use crate::catalogue::{Cell, Deadline, Indicator, Rule, Span};
use crate::site::ColumnItem;

/// What can be said of lateness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lateness {
    /// No item shows when it was formed.
    Unverifiable,
    /// All that show it came in time.
    InTime,
    /// Some came late; the worst of them in words.
    Late(String),
}

/// Of so many entries, the newest that were opened and show both days, lateness is judged: a visit opens no more of a list.
pub const ENTRIES: usize = 3;

/// Judges the newest items that were opened, show both days, and were formed and published within the look-back: what is
/// older may have been moved from a former site.
pub(super) fn judge(case: &Case<'_>, row: &Indicator, stock: &Stock<'_>) -> Result<Lateness, CalendarError> {
    let since = since(case);
    let shows_both = |entry: &'_ ColumnItem| {
        let (true, Some(formed), Some(published)) = (entry.opened, entry.formed, entry.published) else { return None };
        (formed >= since && published >= formed).then_some((formed, published))
    };
    let mut shown: Vec<(&ColumnItem, Date, Date)> = (stock.items.iter().map(Cow::as_ref))
        .filter_map(|entry| shows_both(entry).map(|(formed, published)| (entry, formed, published)))
        .collect();
    shown.sort_by_key(|(_, _, published)| std::cmp::Reverse(*published));
    let judged = !shown.is_empty();
    let mut late: Vec<LateItem<'_>> = Vec::new();
    for (entry, formed, published) in shown.into_iter().take(ENTRIES) {
        let limit = Limit::of_item(row, case.windows, &entry.item.title);
        if let Some((last, over)) = limit.broken(case, formed, published)? {
            late.push(LateItem { entry, formed, published, limit, last, over });
        }
    }
    late.sort_by_key(|item| std::cmp::Reverse(item.over));
    Ok(match late.first() {
        Some(worst) => Lateness::Late(worst.in_words(late.len() - 1)),
        None if judged => Lateness::InTime,
        None => Lateness::Unverifiable,
    })
}

/// The first day of the look-back.
pub(super) fn since(case: &Case<'_>) -> Date {
    case.as_of.saturating_sub(i64::from(case.windows.look_back_days).days()).max(case.calendar.range().0)
}

/// The limits in words with their sources.
pub(super) fn rule(row: &Indicator, windows: &Windows) -> String {
    let own = row.rules.iter().filter(|rule| Limit::of(&rule.deadline).is_some());
    let mut words: Vec<String> = own.clone().map(|rule| format!("{}（指标原文）", rule.in_words())).collect();
    if !own.clone().any(is_for_all) {
        words.push(format!("自信息形成或者变更之日起{}个工作日内公开（条例第26条）", windows.late_workdays));
    }
    words.join("；")
}

/// How long an item may take from the day on which it was formed. That day stands for the event that the words name (批准后):
/// no page shows another one.
#[derive(Debug, Clone, Copy)]
enum Limit {
    Workdays(u16),
    Calendar(u16, Span),
}

impl Limit {
    fn of(deadline: &Deadline) -> Option<Self> {
        match deadline {
            Deadline::WorkingDays { days, .. } | Deadline::ByLaw { days } => Some(Self::Workdays(*days)),
            Deadline::Within { count, span, .. } => Some(Self::Calendar(*count, *span)),
            _ => None,
        }
    }

    /// The limit of an item: the first of the row's own that is for it, else the law's.
    fn of_item(row: &Indicator, windows: &Windows, title: &str) -> Self {
        let own = row.rules.iter().find_map(|rule| {
            let limit = Self::of(&rule.deadline)?;
            (is_for_all(rule) || matter::is_named(title, &rule.matter)).then_some(limit)
        });
        own.unwrap_or(Self::Workdays(windows.late_workdays))
    }

    /// The last day and how many days, of its own kind, it was missed by; `None` when it was kept.
    fn broken(self, case: &Case<'_>, formed: Date, published: Date) -> Result<Option<(Date, i64)>, CalendarError> {
        Ok(match self {
            Self::Workdays(days) => {
                if case.calendar.workdays_between(formed, published)? <= i64::from(days) {
                    return Ok(None);
                }
                let last = case.calendar.add_workdays(formed, i32::from(days))?;
                Some((last, case.calendar.workdays_between(last, published)?))
            }
            Self::Calendar(count, span) => {
                let last = reach::after(formed, count, span);
                (published > last).then(|| (last, days_between(last, published)))
            }
        })
    }

    fn in_words(self) -> String {
        match self {
            Self::Workdays(days) => format!("{days}个工作日内"),
            Self::Calendar(count, span) => format!("{count}{}内", span.in_words()),
        }
    }
}

struct LateItem<'a> {
    entry: &'a ColumnItem,
    formed: Date,
    published: Date,
    limit: Limit,
    last: Date,
    over: i64,
}

impl LateItem<'_> {
    fn in_words(&self, others: usize) -> String {
        let Self { entry, formed, published, limit, last, over } = self;
        let title = &entry.item.title;
        let unit = if matches!(limit, Limit::Workdays(_)) { "个工作日" } else { "天" };
        let limit = limit.in_words();
        let others = if others == 0 { String::new() } else { format!("；另有{others}条发布超期") };
        format!("“{title}”{formed}形成，应于{last}前（{limit}）公开，实际{published}公开，超期{over}{unit}{others}")
    }
}

/// A limit for one matter, and one found among the sentences of the content, is only for items whose title names it.
fn is_for_all(rule: &Rule) -> bool {
    rule.matter.is_empty() && rule.from == Cell::Deadline
}
