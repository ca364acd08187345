//! Which frequencies a row is checked by.

use std::borrow::Cow;

use jiff::civil::Date;

use super::stock::Stock;
use super::windows::{AnnualReport, Days};
use super::{Case, Windows, matter};
use crate::catalogue::{Cell, Deadline, Indicator, Rule, Span};

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
    /// Any item, however old.
    Always,
}

/// A check of a row.
pub(super) struct RowCheck {
    pub(super) check: Check,
    /// In words, with its source.
    pub(super) words: String,
    /// It is only for the items whose title names this matter.
    pub(super) matter: Option<String>,
}

/// The checks of a row. A row without a frequency of its own is checked by the annual report's day (条例第49条) where it is
/// about that, else by the policy's default. Where the deadline cell is filled, what the content cell says beside it is
/// only for the matter that it names.
pub(super) fn of_row(case: &Case<'_>, row: &Indicator) -> Vec<RowCheck> {
    let for_all = |rule: &Rule| rule.from == Cell::Deadline || row.deadline.is_empty();
    let mut checks: Vec<RowCheck> =
        row.rules.iter().filter(|rule| for_all(rule)).filter_map(|rule| RowCheck::of(case, rule, None)).collect();
    if checks.is_empty() {
        checks.push(usual(case, row));
    }
    let named = row.rules.iter().filter(|rule| !for_all(rule));
    checks.extend(named.filter_map(|rule| RowCheck::of(case, rule, Some(rule.matter.clone()))));
    checks
}

/// The check of a 情况说明, which stands for its column for a time.
pub(super) fn of_note(windows: &Windows) -> RowCheck {
    let days = windows.windows.note;
    let words = format!("情况说明{days}天内有效（评分办法默认）");
    RowCheck { check: Check::Rolling { days }, words, matter: None }
}

/// The check of a row that names no frequency.
fn usual(case: &Case<'_>, row: &Indicator) -> RowCheck {
    if is_annual_report(row.name()) {
        let AnnualReport { government, department } = case.windows.annual_report;
        let day = if case.identity.department { department } else { government };
        let words = format!("每年{}月{}日前（条例第49条）", day.month, day.day);
        return RowCheck { check: Check::YearlyBy { month: day.month, day: day.day }, words, matter: None };
    }
    let days = case.windows.windows.default;
    let words = format!("{days}天内有更新（评分办法默认）");
    RowCheck { check: Check::Rolling { days }, words, matter: None }
}

/// 政府信息公开工作年度报告, under its usual names. Other yearly reports (政府网站监管年报, 住房公积金年度报告) are not those of
/// 条例第49条.
fn is_annual_report(name: &str) -> bool {
    let before = ["年度报告", "年报"].iter().find_map(|end| name.strip_suffix(end));
    before.is_some_and(|before| {
        let before = before.strip_suffix("工作").unwrap_or(before);
        before.is_empty() || before.ends_with("公开")
    })
}

impl RowCheck {
    fn of(case: &Case<'_>, rule: &Rule, matter: Option<String>) -> Option<Self> {
        let check = Check::of(&rule.deadline, &case.windows.windows)?;
        let words = format!("{}（指标原文）{}", rule.in_words(), check.reading());
        Some(Self { check, words, matter })
    }

    /// The items that the check is for, at least one of them with a date; `None` where no title names its matter.
    pub(super) fn items<'s, 'a>(&self, stock: &'s Stock<'a>) -> Option<Cow<'s, Stock<'a>>> {
        let Some(matter) = &self.matter else { return Some(Cow::Borrowed(stock)) };
        let part = stock.only(|entry| matter::is_named(&entry.item.title, matter));
        part.newest().is_some().then_some(Cow::Owned(part))
    }
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
            Deadline::Always => Self::Always,
            Deadline::WorkingDays { .. }
            | Deadline::Within { .. }
            | Deadline::Together { .. }
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
            | Self::WithinYear
            | Self::Always => String::new(),
        }
    }

    /// Whether undated items keep it as well.
    pub(super) fn needs_no_date(self) -> bool {
        self == Self::Always
    }

    /// Whether nothing at all can be owed yet on the as-of day.
    pub(super) fn is_ahead(self, as_of: Date) -> bool {
        match self {
            Self::ByDate { date } => as_of <= date,
            Self::WithinYear => as_of < as_of.last_of_year(),
            Self::Rolling { .. } | Self::Window { .. } | Self::Spans { .. } | Self::YearlyBy { .. } | Self::Always => {
                false
            }
        }
    }
}
