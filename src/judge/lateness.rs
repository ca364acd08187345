//! 条例第26条: published within so many working days after it was formed.

use jiff::ToSpan;
use jiff::civil::Date;

use super::stock::Stock;
use super::{Case, Windows};
use crate::calendar::CalendarError;
use crate::catalogue::{Cell, Deadline, Indicator, Rule};
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

/// Judges the items that were opened, show both days, and were formed and published within the look-back: what is older
/// may have been moved from a former site.
pub(super) fn judge(case: &Case<'_>, row: &Indicator, stock: &Stock) -> Result<Lateness, CalendarError> {
    let since = case.as_of.saturating_sub(i64::from(case.windows.look_back_days).days()).max(case.calendar.range().0);
    let mut judged = false;
    let mut late: Vec<LateItem<'_>> = Vec::new();
    for entry in &stock.items {
        let (true, Some(formed), Some(published)) = (entry.opened, entry.formed, entry.published) else { continue };
        if formed < since || published < formed {
            continue;
        }
        judged = true;
        let limit = limit(row, case.windows, &entry.item.title);
        if case.calendar.workdays_between(formed, published)? > i64::from(limit) {
            let last = case.calendar.add_workdays(formed, i32::from(limit))?;
            let over = case.calendar.workdays_between(last, published)?;
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

/// The limits in words with their sources.
pub(super) fn rule(row: &Indicator, windows: &Windows) -> String {
    let own = row.rules.iter().filter(|rule| working_days(&rule.deadline).is_some());
    let mut words: Vec<String> = own.clone().map(|rule| format!("{}（指标原文）", rule.in_words())).collect();
    if !own.clone().any(is_for_all) {
        words.push(format!("自信息形成或者变更之日起{}个工作日内公开（条例第26条）", windows.late_workdays));
    }
    words.join("；")
}

struct LateItem<'a> {
    entry: &'a ColumnItem,
    formed: Date,
    published: Date,
    limit: u16,
    last: Date,
    over: i64,
}

impl LateItem<'_> {
    fn in_words(&self, others: usize) -> String {
        let Self { entry, formed, published, limit, last, over } = self;
        let title = &entry.item.title;
        let others = if others == 0 { String::new() } else { format!("；另有{others}条发布超期") };
        format!(
            "“{title}”{formed}形成，应于{last}前（{limit}个工作日内）公开，实际{published}公开，超期{over}个工作日{others}"
        )
    }
}

/// Working days that an item has.
fn limit(row: &Indicator, windows: &Windows, title: &str) -> u16 {
    let own = row.rules.iter().find_map(|rule| {
        let days = working_days(&rule.deadline)?;
        (is_for_all(rule) || names_matter(title, &rule.matter)).then_some(days)
    });
    own.unwrap_or(windows.late_workdays)
}

/// A limit for one matter, and one found among the sentences of the content, is only for items whose title names it.
fn is_for_all(rule: &Rule) -> bool {
    rule.matter.is_empty() && rule.from == Cell::Deadline
}

fn names_matter(title: &str, matter: &str) -> bool {
    matter.split(['、', '，', '和', '及']).any(|part| {
        let part = part.trim_end_matches('等').trim_end_matches("信息");
        part.chars().count() > 1 && title.contains(part)
    })
}

fn working_days(deadline: &Deadline) -> Option<u16> {
    match deadline {
        Deadline::WorkingDays { days, .. } | Deadline::ByLaw { days } => Some(*days),
        _ => None,
    }
}
