//! The names of the states as the sheets show them.

use std::fmt;

use super::{Answer, CheckState, ColumnState, ContentState, FindingKind, FreshnessState, TaskState};

impl ColumnState {
    /// The name that a sheet shows.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Exact => "同名",
            Self::Alias => "含义相同",
            Self::Misplaced => "位置不当",
            Self::External => "外部平台",
            Self::Candidate => "待确认",
            Self::Missing => "缺失",
            Self::Unreachable => "无法访问",
        }
    }
}

impl ContentState {
    /// The name that a sheet shows.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Items => "有信息",
            Self::Note => "仅情况说明",
            Self::Empty => "空白",
            Self::Unknown => "待核查",
        }
    }
}

impl FreshnessState {
    /// The name that a sheet shows.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Fresh => "及时",
            Self::Stale => "长期未更新",
            Self::Late => "发布超期",
            Self::NotDue => "未到期",
            Self::Undated => "无日期",
            Self::Unverifiable => "无法核实",
        }
    }
}

impl TaskState {
    /// The name that a sheet shows.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::InTime => "按时完成",
            Self::Late => "逾期完成",
            Self::NotDue => "未到期",
            Self::NoEvidence => "未见证据",
            Self::Unconfirmed => "申报未证实",
            Self::Invisible => "网站上无法查看",
            Self::Unseen => "未能查看",
        }
    }
}

impl CheckState {
    /// The name that a sheet shows.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Kept => "符合",
            Self::Broken => "不符合",
            Self::Flagged => "需人工核查",
            Self::Unseen => "无法核实",
        }
    }
}

impl Answer {
    /// The name that a sheet shows.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Met => "达标",
            Self::Partial => "部分达标",
            Self::Unmet => "未达标",
            Self::Unverified => "待核查",
            Self::NotApplicable => "不适用",
        }
    }
}

impl FindingKind {
    /// The name that a sheet shows. Part of a finding's number: a changed name changes the numbers.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::ColumnMissing => "栏目缺失",
            Self::SubColumnMissing => "子栏目缺失",
            Self::ColumnEmpty => "空白栏目",
            Self::Stale => "长期未更新",
            Self::Late => "发布超期",
            Self::Undated => "信息无日期",
            Self::Misplaced => "栏目位置不当",
            Self::NoteOnly => "仅有情况说明",
            Self::Candidate => "栏目待确认",
            Self::Lapsed => "登记栏目失效",
            Self::External => "外部链接待核查",
            Self::Unreachable => "无法访问",
            Self::Insecure => "HTTPS证书问题",
            Self::ContentUnknown => "内容待核查",
            Self::Veto => "单项否决",
            Self::SuspiciousDates => "日期存疑",
            Self::TagsMissing => "网页标签缺失",
            Self::DeadLink => "链接失效",
            Self::GuideIncomplete => "指南缺少目录说明",
            Self::DocumentMissing => "缺少规定文件",
            Self::HigherWorks => "转发上级文件过多",
            Self::InterpretationMissing => "文件未解读",
            Self::InterpretationLate => "解读超期",
            Self::ReportMissing => "未报送信息",
            Self::NoEvidence => "未见完成证据",
            Self::DoneLate => "逾期完成",
            Self::Unconfirmed => "申报未证实",
            Self::Unstable => "结果不稳定",
        }
    }
}

macro_rules! display_in_chinese {
    ($($state:ty),+) => {
        $(impl fmt::Display for $state {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.zh())
            }
        })+
    };
}

display_in_chinese!(ColumnState, ContentState, FreshnessState, TaskState, CheckState, Answer, FindingKind);
