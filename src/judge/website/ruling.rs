//! The outcome of one check, before it is tied to a row.

use jiff::civil::Date;

use super::WebsiteCase;
use super::estate::Stand;
use crate::catalogue::Indicator;
use crate::judge::finding::{advice, days_between, number};
use crate::judge::{Answer, Cause, CheckState, CheckVerdict, Evidence, Finding, FindingKind, Shared, State, Verdict};

/// The outcome of one check.
#[derive(Debug, Clone)]
pub(super) struct Ruling {
    pub(super) state: CheckState,
    /// Other than the state's own answer.
    answer: Option<Answer>,
    /// What was applied, in words.
    rule: String,
    count: Option<usize>,
    limit: Option<usize>,
    reasons: Vec<String>,
    evidence: Vec<Evidence>,
    faults: Vec<SiteFault>,
}

/// A fault before it is tied to a row.
#[derive(Debug, Clone)]
pub(super) struct SiteFault {
    pub(super) kind: FindingKind,
    /// What it concerns: the name of a column, 网站, 首页.
    pub(super) name: String,
    pub(super) url: String,
    pub(super) description: String,
    pub(super) newest: Option<Date>,
}

impl SiteFault {
    /// A fault of a column; `words` follow its name.
    pub(super) fn of_column(kind: FindingKind, stand: &Stand<'_>, words: &str) -> Self {
        let column = stand.column;
        Self {
            kind,
            name: column.name.clone(),
            url: column.url.clone(),
            description: format!("“{}”栏目{words}", column.name),
            newest: stand.newest(),
        }
    }
}

impl Ruling {
    /// A check that came out as `state`.
    pub(super) fn new(state: CheckState, reason: String) -> Self {
        Self {
            state,
            answer: None,
            rule: String::new(),
            count: None,
            limit: None,
            reasons: vec![reason],
            evidence: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// It cannot be told, for this reason.
    pub(super) fn unseen(reason: String) -> Self {
        Self::new(CheckState::Unseen, reason)
    }

    pub(super) fn answered(self, answer: Answer) -> Self {
        Self { answer: Some(answer), ..self }
    }

    pub(super) fn by(self, rule: String) -> Self {
        Self { rule, ..self }
    }

    pub(super) fn counted(self, count: usize, limit: usize) -> Self {
        Self { count: Some(count), limit: Some(limit), ..self }
    }

    pub(super) fn because(mut self, reasons: impl IntoIterator<Item = String>) -> Self {
        self.reasons.extend(reasons);
        self
    }

    pub(super) fn seen(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(evidence);
        self
    }

    pub(super) fn faulty(mut self, faults: impl IntoIterator<Item = SiteFault>) -> Self {
        self.faults.extend(faults);
        self
    }

    /// A veto that is broken has a finding of its own.
    pub(super) fn vetoing(mut self, url: &str, why: String) -> Self {
        if self.state == CheckState::Broken {
            let name = "网站".to_owned();
            let fault =
                SiteFault { kind: FindingKind::Veto, name, url: url.to_owned(), description: why, newest: None };
            self.faults.insert(0, fault);
        }
        self
    }

    /// The verdict of a row.
    pub(super) fn verdict(self, case: &WebsiteCase<'_>, row: &Indicator) -> Verdict {
        let answer = self.answer.unwrap_or(match self.state {
            CheckState::Kept => Answer::Met,
            CheckState::Broken => Answer::Unmet,
            CheckState::Flagged | CheckState::Unseen => Answer::Unverified,
        });
        // The rows of one item share their faults, but each is a veto by itself.
        let code = |fault: &SiteFault| if fault.kind == FindingKind::Veto { &row.code } else { &row.column };
        let finding = |fault: &SiteFault| Finding {
            number: number(&case.unit.name, code(fault), fault.kind, &fault.url),
            unit: case.unit.name.clone(),
            code: row.code.clone(),
            kind: fault.kind,
            description: fault.description.clone(),
            url: fault.url.clone(),
            found: case.as_of,
            last_update: fault.newest,
            stale_days: fault.newest.map(|newest| days_between(newest, case.as_of)),
            advice: advice(fault.kind, &fault.name).into(),
        };
        Verdict {
            unit: case.unit.name.clone(),
            code: row.code.clone(),
            column_code: row.column.clone(),
            findings: self.faults.iter().map(finding).collect(),
            state: State::Check(CheckVerdict { check: self.state, count: self.count, limit: self.limit }),
            answer,
            rule: self.rule.into(),
            reasons: self.reasons,
            evidence: self.evidence.into_iter().map(Shared::from).collect(),
            cause: (answer == Answer::Unverified)
                .then(|| Cause::of_closed_site(case.snapshot).unwrap_or(Cause::ByHand)),
            unstable: None,
            overridden: None,
        }
    }
}
