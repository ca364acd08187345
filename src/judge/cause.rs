//! Why a verdict is 待核查, in one word.

use serde::{Deserialize, Serialize};

use crate::site::{Column, CrawlEnd, FailureClass, Outcome, PageKind, Snapshot, Standing};

/// Why a verdict is 待核查. In JSON one word; a page that did not come has that of its [`FailureClass`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The budget of requests ended first.
    Budget,
    /// The content is filled by a script.
    Script,
    /// The page asks the visitor to prove to be a browser.
    Challenge,
    /// The site links to a page that is not there.
    DeadLink,
    /// A person has to say whether the column is the one.
    Candidate,
    /// It stands on another platform.
    Platform,
    /// What stands in the column could not be told apart.
    Content,
    /// Only a person can tell.
    ByHand,
    /// A page did not come.
    #[serde(untagged)]
    Failure(FailureClass),
}

impl Cause {
    /// What a person reads.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Budget => "访问次数预算用尽",
            Self::Script => "内容由脚本生成",
            Self::Challenge => "要求验证浏览器",
            Self::DeadLink => "链接失效",
            Self::Candidate => "候选栏目待确认",
            Self::Platform => "外部平台待核查",
            Self::Content => "内容无法辨认",
            Self::ByHand => "需人工核查",
            Self::Failure(class) => class.advice().split('：').next().unwrap_or_default(),
        }
    }

    /// Why the site could not be entered; `None` where it was.
    pub(super) fn of_closed_site(snapshot: &Snapshot) -> Option<Self> {
        let failed = snapshot.visits.iter().find_map(|visit| match &visit.outcome {
            Outcome::Failed(failure) => Some(Self::Failure(failure.class)),
            Outcome::Page { .. } => None,
        });
        (snapshot.end == CrawlEnd::Failed).then(|| failed.unwrap_or(Self::ByHand))
    }

    /// Why a column could not be looked into.
    pub(super) fn of_closed_column(column: &Column, end: CrawlEnd) -> Self {
        match &column.standing {
            Standing::Opened(kind) => Self::of_kind(*kind),
            Standing::Failed(failure) => Self::Failure(failure.class),
            Standing::Linked if end == CrawlEnd::BudgetEnded => Self::Budget,
            Standing::Linked => Self::ByHand,
            Standing::External => Self::Platform,
        }
    }

    /// Why a page of this kind tells nothing.
    pub(super) fn of_kind(kind: PageKind) -> Self {
        match kind {
            PageKind::Shell => Self::Script,
            PageKind::Challenge => Self::Challenge,
            PageKind::Soft404 | PageKind::Home => Self::DeadLink,
            _ => Self::Content,
        }
    }
}
