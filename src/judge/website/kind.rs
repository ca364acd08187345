//! What class of column a column is, by its name, its place and its ColumnType tag.

use serde::Deserialize;
use thiserror::Error;

use crate::site::Column;

/// A class of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
pub enum ColumnKind {
    /// 动态、要闻.
    #[serde(rename = "动态要闻")]
    News,
    /// 通知公告.
    #[serde(rename = "通知公告")]
    Notices,
    /// 政策文件.
    #[serde(rename = "政策文件")]
    Documents,
    /// 人事.
    #[serde(rename = "人事信息")]
    Personnel,
    /// 规划计划.
    #[serde(rename = "规划计划")]
    Plans,
    /// 办事统计数据.
    #[serde(rename = "办事统计")]
    Statistics,
    /// 留言答复.
    #[serde(rename = "留言答复")]
    Replies,
    /// 概况信息.
    #[serde(rename = "概况信息")]
    Overview,
    /// 机构职能.
    #[serde(rename = "机构职能")]
    Functions,
    /// 咨询投诉 and other ways to ask.
    #[serde(rename = "咨询渠道")]
    Consultation,
    /// 办事服务.
    #[serde(rename = "办事服务")]
    Services,
    /// 信息公开指南, 负责人信息: a text, no list.
    #[serde(rename = "正文")]
    Text,
    /// 历史性专题: owes no updates.
    #[serde(rename = "专题")]
    Topic,
    /// Looks like one of the others and is not.
    #[serde(rename = "其他")]
    Other,
}

impl ColumnKind {
    /// The name that a sheet shows.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::News => "动态要闻",
            Self::Notices => "通知公告",
            Self::Documents => "政策文件",
            Self::Personnel => "人事信息",
            Self::Plans => "规划计划",
            Self::Statistics => "办事统计",
            Self::Replies => "留言答复",
            Self::Overview => "概况信息",
            Self::Functions => "机构职能",
            Self::Consultation => "咨询渠道",
            Self::Services => "办事服务",
            Self::Text => "正文",
            Self::Topic => "专题",
            Self::Other => "其他",
        }
    }

    /// What a column of the class holds is one text by nature.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Overview | Self::Functions | Self::Text)
    }

    /// What a column of the class holds is a list by nature.
    pub(super) fn is_list(self) -> bool {
        match self {
            Self::News
            | Self::Notices
            | Self::Documents
            | Self::Personnel
            | Self::Plans
            | Self::Statistics
            | Self::Replies => true,
            Self::Overview
            | Self::Functions
            | Self::Consultation
            | Self::Services
            | Self::Text
            | Self::Topic
            | Self::Other => false,
        }
    }
}

/// The class of one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The class.
    pub kind: ColumnKind,
    /// The words leave no doubt. Where not, the column makes no fault by itself.
    pub certain: bool,
}

/// The words by which columns are sorted: `column-kinds.csv`. The first line that fits decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnKinds {
    lines: Vec<Line>,
}

/// A line of `column-kinds.csv` that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("column-kinds.csv 无法读取（{0}）：各列应为 kind,from,match,words,certain,source，请对照其他行填写")]
pub struct ColumnKindsError(String);

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Line {
    kind: ColumnKind,
    from: From,
    #[serde(rename = "match")]
    fit: Fit,
    words: String,
    certain: Certain,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum From {
    /// The column's name.
    Name,
    /// Any name of its path, its own included.
    Path,
    /// Its ColumnType tag.
    Type,
}

/// How it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Fit {
    Whole,
    Start,
    End,
    Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Certain {
    Yes,
    No,
}

impl ColumnKinds {
    /// The ones that come with the program.
    ///
    /// # Errors
    /// When the shipped file is broken; the tests see to it that it is not.
    pub fn shipped() -> Result<Self, ColumnKindsError> {
        Self::from_csv(include_str!("../../../indicators/vocabulary/column-kinds.csv"))
    }

    /// Reads `kind,from,match,words,certain,source`.
    ///
    /// # Errors
    /// At the first line with a cell that is missing or not known.
    pub fn from_csv(text: &str) -> Result<Self, ColumnKindsError> {
        let lines = csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>();
        lines.map(|lines| Self { lines }).map_err(|error| ColumnKindsError(error.to_string()))
    }

    /// The class of a column whose page says `tag` as its ColumnType; `None` when no line fits.
    #[must_use]
    pub fn sort(&self, column: &Column, tag: Option<&str>) -> Option<Sort> {
        let name = squash(&column.name);
        let path: Vec<String> = column.path.iter().map(|name| squash(name)).chain([name.clone()]).collect();
        let tag = tag.map(squash);
        let fits = |line: &&Line| match line.from {
            From::Name => line.fits(&name),
            From::Path => path.iter().any(|name| line.fits(name)),
            From::Type => tag.as_deref().is_some_and(|tag| line.fits(tag)),
        };
        self.lines.iter().find(fits).map(|line| Sort { kind: line.kind, certain: line.certain == Certain::Yes })
    }
}

impl Line {
    fn fits(&self, text: &str) -> bool {
        let words = self.words.as_str();
        match self.fit {
            Fit::Whole => text == words,
            Fit::Start => text.starts_with(words),
            Fit::End => text.ends_with(words),
            Fit::Part => text.contains(words),
        }
    }
}

fn squash(text: &str) -> String {
    text.split_whitespace().collect()
}
