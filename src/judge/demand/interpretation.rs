//! 行政规范性文件原则必须解读: each document of the unit is explained, and in time where the words name one.

use jiff::civil::Date;

use super::Outcome;
use crate::calendar::{Calendar, CalendarError};
use crate::judge::papers::{Paper, Papers};
use crate::judge::sight::{Pages, Sight};
use crate::judge::stock::Stock;
use crate::judge::{Evidence, FindingKind, evidence, lateness};

/// So many documents are named.
const NAMED: usize = 3;

/// What is asked of a unit's documents.
pub(in crate::judge) struct Question<'q, 'a> {
    pub(in crate::judge) pages: &'q Pages<'a>,
    pub(in crate::judge) calendar: &'q Calendar,
    /// Documents count from this day on.
    pub(in crate::judge) since: Date,
    /// The time that the words name, in working days.
    pub(in crate::judge) workdays: Option<u16>,
    /// The time where the words name none: an explanation is information like any other (条例第26条).
    pub(in crate::judge) late_workdays: u16,
}

/// What came of it.
pub(in crate::judge) struct Explanations {
    pub(in crate::judge) outcomes: Vec<Outcome>,
    /// There are documents, and each that is due was explained in time.
    pub(in crate::judge) kept: bool,
    /// Some document was explained, in time or not.
    pub(in crate::judge) some: bool,
}

/// Pairs the unit's documents of the look-back with the column's items.
pub(super) fn check(
    sight: &Sight<'_>,
    workdays: Option<u16>,
    stock: &Stock<'_>,
) -> Result<Vec<Outcome>, CalendarError> {
    let case = sight.case;
    let question = Question {
        pages: &sight.pages,
        calendar: case.calendar,
        since: lateness::since(case),
        workdays,
        late_workdays: case.windows.late_workdays,
    };
    Ok(question.answer(stock)?.outcomes)
}

impl Question<'_, '_> {
    /// Pairs the unit's documents with what `stock` holds.
    ///
    /// # Errors
    /// When a document's day lies outside the calendar.
    pub(in crate::judge) fn answer(&self, stock: &Stock<'_>) -> Result<Explanations, CalendarError> {
        let Some(papers) = Papers::of(self.pages, self.since, None) else {
            let why = "网站上没有看到规范性文件或政策文件栏目，不能逐件核对".to_owned();
            return Ok(Explanations { outcomes: vec![Outcome::Unverifiable(why)], kept: false, some: false });
        };
        let mut pairing = Pairing { all_read: papers.whole && stock.is_whole_since(self.since), ..Pairing::default() };
        for paper in &papers.papers {
            let last = self.last_day(paper)?;
            match paper.explained_by(&stock.items) {
                None if self.pages.scene.as_of <= last => pairing.waiting += 1,
                None => pairing.unexplained.push(paper),
                Some(item) if self.workdays.is_some() && item.published.is_some_and(|day| day > last) => {
                    // What was not read may hold an earlier one.
                    if stock.is_whole_since(paper.published) {
                        pairing.late.push((paper, item.published));
                    } else {
                        pairing.unsure += 1;
                    }
                }
                Some(_) => pairing.in_time += 1,
            }
        }
        Ok(Explanations { outcomes: pairing.outcomes(self), kept: pairing.is_kept(), some: pairing.is_some() })
    }

    /// The last day for the explanation.
    fn last_day(&self, paper: &Paper) -> Result<Date, CalendarError> {
        let days = i32::from(self.workdays.unwrap_or(self.late_workdays));
        match self.calendar.add_workdays(paper.published, days) {
            // A count that leaves the calendar ends after the as-of day, which lies inside it.
            Err(CalendarError::Outside { .. }) => Ok(Date::MAX),
            day => day,
        }
    }

    fn pages<'p>(&self, papers: impl Iterator<Item = &'p Paper>, why: &str) -> Vec<Evidence> {
        papers.take(NAMED).map(|paper| evidence::of_page(self.pages, &paper.url, why.to_owned())).collect()
    }
}

/// The documents with what was found of their explanations.
#[derive(Default)]
struct Pairing<'p> {
    /// All lists were read.
    all_read: bool,
    in_time: usize,
    /// Their time has not come.
    waiting: usize,
    unexplained: Vec<&'p Paper>,
    late: Vec<(&'p Paper, Option<Date>)>,
    /// Late by what was read.
    unsure: usize,
}

impl Pairing<'_> {
    fn is_some(&self) -> bool {
        self.in_time + self.late.len() + self.unsure > 0
    }

    fn is_kept(&self) -> bool {
        self.all_read && self.in_time > 0 && self.unexplained.is_empty() && self.late.is_empty()
    }

    fn outcomes(&self, question: &Question<'_, '_>) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        if !self.unexplained.is_empty() && self.all_read {
            let names = self.unexplained.iter().map(|paper| format!("“{}”", paper.title));
            outcomes.push(Outcome::Broken {
                kind: FindingKind::InterpretationMissing,
                why: format!("以下文件没有解读：{}", first(names.collect())),
                evidence: question.pages(self.unexplained.iter().copied(), "没有看到该文件的解读"),
            });
        }
        if let (Some(days), false) = (question.workdays, self.late.is_empty()) {
            let names = self.late.iter().map(|(paper, day)| {
                let day = day.map(|day| day.to_string()).unwrap_or_default();
                format!("“{}”{}公开，{day}解读", paper.title, paper.published)
            });
            outcomes.push(Outcome::Broken {
                kind: FindingKind::InterpretationLate,
                why: format!("以下文件没有在公开后{days}个工作日内解读：{}", first(names.collect())),
                evidence: question.pages(self.late.iter().map(|(paper, _)| *paper), "该文件的解读超过期限"),
            });
        }
        if !self.all_read {
            outcomes.push(Outcome::Unverifiable(self.unread()));
        } else if outcomes.is_empty() {
            outcomes.push(Outcome::Kept(self.in_order()));
        }
        outcomes
    }

    fn unread(&self) -> String {
        let late = if self.unsure == 0 {
            String::new()
        } else {
            format!("，{}件只看到期限之后的解读", self.unsure)
        };
        format!("文件或解读列表没有读完，有{}件文件还没有看到解读{late}", self.unexplained.len())
    }

    fn in_order(&self) -> String {
        let waiting =
            if self.waiting == 0 { String::new() } else { format!("，{}件的解读期限未到", self.waiting) };
        format!("评估日之前一段时间公开的文件中，{}件有解读{waiting}", self.in_time)
    }
}

/// The first few, and how many there are.
fn first(names: Vec<String>) -> String {
    let count = names.len();
    let shown = names.into_iter().take(NAMED).collect::<Vec<_>>().join("、");
    if count > NAMED { format!("{shown}等{count}件") } else { shown }
}
