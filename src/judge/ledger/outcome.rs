//! How a task stands: what was seen and declared against its limit.

use jiff::civil::Date;

use super::account::Asked;
use super::case::Site;
use super::declared::Checked;
use super::interpretation::Interpretation;
use super::limit::{Limit, window_start};
use super::sighting::{Seen, Sighting};
use crate::calendar::CalendarError;
use crate::judge::finding::{Fault, Scope};
use crate::judge::{Answer, FindingKind, TaskState};

/// How a task stands, and why.
pub(super) struct Outcome {
    pub(super) state: TaskState,
    /// The day on which it was done.
    pub(super) done: Option<Date>,
    pub(super) reasons: Vec<String>,
    pub(super) faults: Vec<Fault>,
}

/// What one row is judged by.
pub(super) struct Facts<'f, 'a> {
    pub(super) site: &'f Site<'a>,
    pub(super) asked: &'f Asked<'f>,
    pub(super) limit: Limit,
    pub(super) seen: &'f Seen<'a>,
    pub(super) checked: &'f [Checked<'a>],
    /// What answers the task, seen or confirmed, oldest first.
    pub(super) answers: &'f [Sighting<'a>],
    pub(super) interpretation: &'f Interpretation<'f>,
}

impl Outcome {
    pub(super) fn new(state: TaskState, reason: String) -> Self {
        Self { state, done: None, reasons: vec![reason], faults: Vec::new() }
    }

    fn fault(mut self, kind: FindingKind, url: &str) -> Self {
        let description = self.reasons.join("；");
        self.faults.push(Fault::new(kind, url, description).of(Scope::Row));
        self
    }

    fn on(self, done: Date) -> Self {
        Self { done: Some(done), ..self }
    }

    /// The answer that the state gives.
    pub(super) fn answer(&self) -> Answer {
        match self.state {
            TaskState::InTime => Answer::Met,
            TaskState::Late => Answer::Partial,
            TaskState::NotDue => Answer::NotApplicable,
            TaskState::NoEvidence => Answer::Unmet,
            TaskState::Unconfirmed | TaskState::Invisible | TaskState::Unseen => Answer::Unverified,
        }
    }
}

impl Facts<'_, '_> {
    /// How the task stands.
    pub(super) fn outcome(&self) -> Result<Outcome, CalendarError> {
        let (reached, seen) = self.asked.reached(self.site.case, self.answers);
        let outcome = match reached {
            Some(day) => self.done(day)?,
            None => self.open(seen.is_empty()),
        };
        let mut outcome = self.interpretation.weigh(outcome);
        if !self.answers.is_empty() {
            outcome.reasons.extend(self.asked.tally(&seen));
        }
        outcome.reasons.extend(self.refused());
        Ok(outcome)
    }

    /// Enough was there on `day`.
    fn done(&self, day: Date) -> Result<Outcome, CalendarError> {
        let first = self.answers.iter().find(|answer| answer.day == Some(day));
        let shown = first.map_or_else(String::new, |answer| format!("{day}发布“{}”", answer.title));
        Ok(match self.limit {
            Limit::By(last) if day <= last => {
                Outcome::new(TaskState::InTime, format!("{shown}，在{last}前完成")).on(day)
            }
            Limit::By(last) => self.after(last, day, &shown, first.map_or("", |answer| answer.url)),
            Limit::Workdays(days) => self.soon_enough(days, &shown)?.on(day),
            Limit::Within(days) => self.lately(days, day, &shown),
        })
    }

    /// What was seen came after the last day: late, unless something older may have been missed.
    fn after(&self, last: Date, day: Date, shown: &str, url: &str) -> Outcome {
        let maybe = self.seen.doubtful.iter().find(|one| one.day.is_none_or(|day| day <= last));
        let why = match (&self.site.blind, self.seen.unseen.first(), maybe) {
            (Some(blind), ..) => blind.reason.clone(),
            (None, Some(unseen), _) => unseen.clone(),
            (None, None, Some(maybe)) => format!("时限之前可能有相应信息“{}”，需人工核查", maybe.title),
            (None, None, None) => {
                let text = format!("应在{last}前完成，最早见到的完成证据晚于时限：{shown}");
                return Outcome::new(TaskState::Late, text).fault(FindingKind::DoneLate, url).on(day);
            }
        };
        let text = format!("见到的完成证据晚于时限（{shown}），但不能认定此前没有完成：{why}");
        Outcome::new(TaskState::Unseen, text)
    }

    /// The event is not seen from outside: each item that shows its 成文日期 is counted from there.
    fn soon_enough(&self, days: u16, shown: &str) -> Result<Outcome, CalendarError> {
        let calendar = self.site.case.calendar;
        let since = self.site.case.from().max(calendar.range().0);
        for answer in self.answers {
            let (Some(formed), Some(published)) = (answer.formed, answer.day) else { continue };
            if formed < since || published < formed {
                continue;
            }
            let taken = calendar.workdays_between(formed, published)?;
            if taken > i64::from(days) {
                let text =
                    format!("“{}”{formed}形成，{published}公开，用了{taken}个工作日，超过{days}个工作日", answer.title);
                return Ok(Outcome::new(TaskState::Late, text).fault(FindingKind::DoneLate, answer.url));
            }
        }
        Ok(Outcome::new(TaskState::InTime, shown.to_owned()))
    }

    /// There is no last day: something must have come lately, unless all that there was to explain is explained.
    fn lately(&self, days: u16, day: Date, shown: &str) -> Outcome {
        let newest = self.answers.iter().filter_map(|answer| answer.day).max();
        let since = window_start(self.site.case, days);
        match newest {
            Some(newest) if newest < since && !self.interpretation.kept => {
                let text = format!("{shown}，但最近一条发布于{newest}，评估日期之前{days}天内没有，需人工核查");
                Outcome::new(TaskState::Unseen, text)
            }
            _ => Outcome::new(TaskState::InTime, shown.to_owned()).on(day),
        }
    }

    /// Not enough was seen.
    fn open(&self, nothing: bool) -> Outcome {
        let case = self.site.case;
        if self.limit.is_ahead(case) {
            let text = match self.limit.day() {
                Some(day) => format!("尚未到期：{day}前完成即可，目前未见完成证据"),
                None => format!("尚未到期：任务期从{}开始", case.from()),
            };
            return Outcome::new(TaskState::NotDue, text);
        }
        if let Some(first) = self.checked.first() {
            let url = first.declaration.url.as_ref().map_or(case.snapshot.site.as_str(), |url| url.as_str());
            let text = match &first.outcome {
                Err(why) => format!("申报的证据没有得到证实：{why}"),
                Ok(_) => "申报的证据只涉及该项任务的一部分".to_owned(),
            };
            return Outcome::new(TaskState::Unconfirmed, text).fault(FindingKind::Unconfirmed, url);
        }
        if !self.asked.visible {
            let text = "该项任务没有要求公开的内容，是否完成从网站上无法查看，需人工核查";
            return Outcome::new(TaskState::Invisible, text.to_owned());
        }
        if let Some(doubt) = self.doubt(nothing) {
            return doubt;
        }
        let count = case.columns.len();
        let text = format!("已查看网站的{count}个栏目，{}以来没有与该项任务相符的栏目和信息，也没有申报", case.from());
        Outcome::new(TaskState::NoEvidence, text).fault(FindingKind::NoEvidence, &case.snapshot.site)
    }

    /// Why nothing can be said of a task that was not seen done.
    fn doubt(&self, nothing: bool) -> Option<Outcome> {
        let unseen = |text: String| Some(Outcome::new(TaskState::Unseen, text));
        if let Some(blind) = &self.site.blind {
            let mut outcome = Outcome::new(TaskState::Unseen, blind.reason.clone());
            outcome.faults.extend(blind.fault.clone());
            return Some(outcome);
        }
        if !self.seen.unseen.is_empty() {
            return unseen(format!("对应的栏目没有看全：{}", self.seen.unseen.join("；")));
        }
        if !nothing {
            return unseen("只见到任务的一部分，是否完成需人工核查".to_owned());
        }
        if let Some(one) = self.seen.doubtful.first() {
            let undated = if one.day.is_none() { "（没有注明日期）" } else { "" };
            return unseen(format!("有可能相符的信息“{}”{undated}，不能确定，需人工核查", one.title));
        }
        if !self.asked.is_telling() {
            return unseen("任务原文没有可以在网站上辨认的具体内容，需人工核查".to_owned());
        }
        None
    }

    /// What was declared and does not count, beside what the first reason tells.
    fn refused(&self) -> Vec<String> {
        let refused = self.checked.iter().filter_map(|one| {
            let why = one.outcome.as_ref().err()?;
            let place = one.declaration.url.as_ref().map_or("", |url| url.as_str());
            Some(format!("申报未证实（{place}）：{why}"))
        });
        refused.collect()
    }
}
