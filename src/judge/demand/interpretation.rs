//! 行政规范性文件原则必须解读: each document of the unit is explained, and in time where the words name one.

use jiff::civil::Date;

use super::Outcome;
use crate::calendar::CalendarError;
use crate::judge::papers::{Paper, Papers};
use crate::judge::sight::Sight;
use crate::judge::stock::Stock;
use crate::judge::{Case, Evidence, FindingKind, evidence, lateness};

/// So many documents are named.
const NAMED: usize = 3;

/// Pairs the unit's documents of the look-back with the column's items.
pub(super) fn check(sight: &Sight<'_>, workdays: Option<u16>, stock: &Stock) -> Result<Vec<Outcome>, CalendarError> {
    let case = sight.case;
    let Some(papers) = Papers::of(sight, None) else {
        return Ok(vec![Outcome::Unverifiable("网站上没有看到规范性文件或政策文件栏目，不能逐件核对".to_owned())]);
    };
    let mut pairing = Pairing::default();
    for paper in &papers.papers {
        let last = last_day(case, paper, workdays)?;
        match paper.explained_by(&stock.items) {
            None if case.as_of <= last => pairing.waiting += 1,
            None => pairing.unexplained.push(paper),
            Some(item) => {
                pairing.explained += 1;
                if workdays.is_some() && item.published.is_some_and(|day| day > last) {
                    pairing.late.push((paper, item.published));
                }
            }
        }
    }
    let all_read = papers.whole && stock.is_whole_since(lateness::since(case));
    Ok(pairing.outcomes(sight, workdays, all_read))
}

/// The last day for the explanation: where the words name none, it is information like any other (条例第26条).
fn last_day(case: &Case<'_>, paper: &Paper, workdays: Option<u16>) -> Result<Date, CalendarError> {
    let days = i32::from(workdays.unwrap_or(case.windows.late_workdays));
    match case.calendar.add_workdays(paper.published, days) {
        // A count that leaves the calendar ends after the as-of day, which lies inside it.
        Err(CalendarError::Outside { .. }) => Ok(Date::MAX),
        day => day,
    }
}

/// The documents with what was found of their explanations.
#[derive(Default)]
struct Pairing<'p> {
    explained: usize,
    /// Their time has not come.
    waiting: usize,
    unexplained: Vec<&'p Paper>,
    late: Vec<(&'p Paper, Option<Date>)>,
}

impl Pairing<'_> {
    fn outcomes(&self, sight: &Sight<'_>, workdays: Option<u16>, all_read: bool) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        if !self.unexplained.is_empty() && all_read {
            let names = self.unexplained.iter().map(|paper| format!("“{}”", paper.title));
            outcomes.push(Outcome::Broken {
                kind: FindingKind::InterpretationMissing,
                why: format!("以下文件没有解读：{}", first(names.collect())),
                evidence: pages(sight, self.unexplained.iter().copied(), "没有看到该文件的解读"),
            });
        }
        if let (Some(days), false) = (workdays, self.late.is_empty()) {
            let names = self.late.iter().map(|(paper, day)| {
                let day = day.map(|day| day.to_string()).unwrap_or_default();
                format!("“{}”{}公开，{day}解读", paper.title, paper.published)
            });
            outcomes.push(Outcome::Broken {
                kind: FindingKind::InterpretationLate,
                why: format!("以下文件没有在公开后{days}个工作日内解读：{}", first(names.collect())),
                evidence: pages(sight, self.late.iter().map(|(paper, _)| *paper), "该文件的解读超过期限"),
            });
        }
        if !all_read {
            let count = self.unexplained.len();
            let why = format!("文件或解读列表没有读完，有{count}件文件还没有看到解读");
            outcomes.push(Outcome::Unverifiable(why));
        } else if outcomes.is_empty() {
            outcomes.push(Outcome::Kept(self.in_order()));
        }
        outcomes
    }

    fn in_order(&self) -> String {
        let waiting =
            if self.waiting == 0 { String::new() } else { format!("，{}件的解读期限未到", self.waiting) };
        format!("评估日之前一段时间公开的文件中，{}件有解读{waiting}", self.explained)
    }
}

fn pages<'p>(sight: &Sight<'_>, papers: impl Iterator<Item = &'p Paper>, why: &str) -> Vec<Evidence> {
    papers.take(NAMED).map(|paper| evidence::of_page(sight, &paper.url, why.to_owned())).collect()
}

/// The first few, and how many there are.
fn first(names: Vec<String>) -> String {
    let count = names.len();
    let shown = names.into_iter().take(NAMED).collect::<Vec<_>>().join("、");
    if count > NAMED { format!("{shown}等{count}件") } else { shown }
}
