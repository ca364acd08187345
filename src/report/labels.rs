//! All states, for the data package, and the words for those whose room has none: the other rooms only reckon with them.

use crate::judge::{Answer, CheckState, ColumnState, ContentState, FindingKind, FreshnessState, SignalKind, TaskState};
use crate::mapping::Method;
use crate::site::CrawlEnd;

pub(super) const METHODS: [Method; 6] =
    [Method::Exact, Method::Alias, Method::Synonym, Method::Similar, Method::Evidence, Method::Confirmed];

pub(super) fn method(method: Method) -> &'static str {
    match method {
        Method::Exact => "同名",
        Method::Alias => "基本同名",
        Method::Synonym => "含义相同",
        Method::Similar => "名称相近",
        Method::Evidence => "内容相符",
        Method::Confirmed => "人工确认",
    }
}

pub(super) const COLUMN_STATES: [ColumnState; 7] = [
    ColumnState::Exact,
    ColumnState::Alias,
    ColumnState::Misplaced,
    ColumnState::External,
    ColumnState::Candidate,
    ColumnState::Missing,
    ColumnState::Unreachable,
];

pub(super) const CONTENT_STATES: [ContentState; 4] =
    [ContentState::Items, ContentState::Note, ContentState::Empty, ContentState::Unknown];

pub(super) const FRESHNESS_STATES: [FreshnessState; 6] = [
    FreshnessState::Fresh,
    FreshnessState::Stale,
    FreshnessState::Late,
    FreshnessState::NotDue,
    FreshnessState::Undated,
    FreshnessState::Unverifiable,
];

pub(super) const TASK_STATES: [TaskState; 7] = [
    TaskState::InTime,
    TaskState::Late,
    TaskState::NotDue,
    TaskState::NoEvidence,
    TaskState::Unconfirmed,
    TaskState::Invisible,
    TaskState::Unseen,
];

pub(super) const CHECK_STATES: [CheckState; 4] =
    [CheckState::Kept, CheckState::Broken, CheckState::Flagged, CheckState::Unseen];

pub(super) const ANSWERS: [Answer; 5] =
    [Answer::Met, Answer::Partial, Answer::Unmet, Answer::Unverified, Answer::NotApplicable];

pub(super) const FINDING_KINDS: [FindingKind; 28] = [
    FindingKind::Veto,
    FindingKind::ColumnMissing,
    FindingKind::SubColumnMissing,
    FindingKind::ColumnEmpty,
    FindingKind::Stale,
    FindingKind::Late,
    FindingKind::Undated,
    FindingKind::Misplaced,
    FindingKind::NoteOnly,
    FindingKind::Candidate,
    FindingKind::Lapsed,
    FindingKind::External,
    FindingKind::Unreachable,
    FindingKind::Insecure,
    FindingKind::ContentUnknown,
    FindingKind::SuspiciousDates,
    FindingKind::TagsMissing,
    FindingKind::DeadLink,
    FindingKind::GuideIncomplete,
    FindingKind::DocumentMissing,
    FindingKind::HigherWorks,
    FindingKind::InterpretationMissing,
    FindingKind::InterpretationLate,
    FindingKind::ReportMissing,
    FindingKind::NoEvidence,
    FindingKind::DoneLate,
    FindingKind::Unconfirmed,
    FindingKind::Unstable,
];

pub(super) const SIGNAL_KINDS: [SignalKind; 5] =
    [SignalKind::SameDay, SignalKind::Repeated, SignalKind::DateConflict, SignalKind::Hollow, SignalKind::PersonalData];

pub(super) fn crawl_end(end: CrawlEnd) -> &'static str {
    match end {
        CrawlEnd::Complete => "栏目树已看完",
        CrawlEnd::BudgetEnded => "请求次数用完，栏目树未看完",
        CrawlEnd::Failed => "网站无法进入",
    }
}
