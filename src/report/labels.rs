//! What a reader sees for each state.

use crate::judge::{Answer, ColumnState, ContentState, FindingKind, FreshnessState};
use crate::mapping::Method;
use crate::site::CrawlEnd;

pub(super) const METHODS: [Method; 5] =
    [Method::Exact, Method::Alias, Method::Synonym, Method::Similar, Method::Evidence];

pub(super) fn method(method: Method) -> &'static str {
    match method {
        Method::Exact => "同名",
        Method::Alias => "基本同名",
        Method::Synonym => "含义相同",
        Method::Similar => "名称相近",
        Method::Evidence => "内容相符",
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

pub(super) fn column_state(state: ColumnState) -> &'static str {
    match state {
        ColumnState::Exact => "同名",
        ColumnState::Alias => "含义相同",
        ColumnState::Misplaced => "位置不当",
        ColumnState::External => "外部平台",
        ColumnState::Candidate => "待确认",
        ColumnState::Missing => "缺失",
        ColumnState::Unreachable => "无法访问",
    }
}

pub(super) const CONTENT_STATES: [ContentState; 4] =
    [ContentState::Items, ContentState::Note, ContentState::Empty, ContentState::Unknown];

pub(super) fn content_state(state: ContentState) -> &'static str {
    match state {
        ContentState::Items => "有信息",
        ContentState::Note => "仅情况说明",
        ContentState::Empty => "空白",
        ContentState::Unknown => "待核查",
    }
}

pub(super) const FRESHNESS_STATES: [FreshnessState; 6] = [
    FreshnessState::Fresh,
    FreshnessState::Stale,
    FreshnessState::Late,
    FreshnessState::NotDue,
    FreshnessState::Undated,
    FreshnessState::Unverifiable,
];

pub(super) fn freshness_state(state: FreshnessState) -> &'static str {
    match state {
        FreshnessState::Fresh => "及时",
        FreshnessState::Stale => "长期未更新",
        FreshnessState::Late => "发布超期",
        FreshnessState::NotDue => "未到期",
        FreshnessState::Undated => "无日期",
        FreshnessState::Unverifiable => "无法核实",
    }
}

pub(super) const ANSWERS: [Answer; 5] =
    [Answer::Met, Answer::Partial, Answer::Unmet, Answer::Unverified, Answer::NotApplicable];

pub(super) fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Met => "达标",
        Answer::Partial => "部分达标",
        Answer::Unmet => "未达标",
        Answer::Unverified => "待核查",
        Answer::NotApplicable => "不适用",
    }
}

pub(super) const FINDING_KINDS: [FindingKind; 12] = [
    FindingKind::ColumnMissing,
    FindingKind::SubColumnMissing,
    FindingKind::ColumnEmpty,
    FindingKind::Stale,
    FindingKind::Late,
    FindingKind::Undated,
    FindingKind::Misplaced,
    FindingKind::NoteOnly,
    FindingKind::Candidate,
    FindingKind::External,
    FindingKind::Unreachable,
    FindingKind::ContentUnknown,
];

pub(super) fn finding_kind(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::ColumnMissing => "栏目缺失",
        FindingKind::SubColumnMissing => "子栏目缺失",
        FindingKind::ColumnEmpty => "空白栏目",
        FindingKind::Stale => "长期未更新",
        FindingKind::Late => "发布超期",
        FindingKind::Undated => "信息无日期",
        FindingKind::Misplaced => "栏目位置不当",
        FindingKind::NoteOnly => "仅有情况说明",
        FindingKind::Candidate => "栏目待确认",
        FindingKind::External => "外部链接待核查",
        FindingKind::Unreachable => "无法访问",
        FindingKind::ContentUnknown => "内容待核查",
    }
}

pub(super) fn crawl_end(end: CrawlEnd) -> &'static str {
    match end {
        CrawlEnd::Complete => "栏目树已看完",
        CrawlEnd::BudgetEnded => "请求次数用完，栏目树未看完",
        CrawlEnd::Failed => "网站无法进入",
    }
}
