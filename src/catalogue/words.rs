//! A catalogue and its indicators.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Rule;

/// One published list of what must be disclosed, by whom, by when.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Catalogue {
    /// `ankang-2020`.
    pub id: String,
    /// Title of the list.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// 文号.
    pub document_number: String,
    /// 成文日期.
    pub issued: Option<Date>,
    /// The day by which the columns have to stand.
    pub due: Option<Date>,
    /// Place it is for (安康市).
    pub region: String,
    /// What its rows are.
    pub kind: Kind,
    /// Names of the levels (一级指标, 二级指标).
    pub level_names: Vec<String>,
    /// Names of the section of a site in which the columns have to stand (信息公开, 政府信息公开 …).
    pub sections: Vec<String>,
    /// The rows, in the order of the source.
    pub indicators: Vec<Indicator>,
    /// SHA-256 over the files it was loaded from, hex.
    pub hash: String,
}

/// What the rows of a catalogue are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Columns of a website.
    Columns,
    /// Tasks with deadlines (台账).
    Ledger,
}

/// One row of a catalogue. The words are the source's own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Indicator {
    /// Stable and unique: `AK-01-02-03` is the third row of the second column under the first heading.
    pub code: String,
    /// Code of the column that the row belongs to (`AK-01-02`): rows of the same levels share it.
    pub column: String,
    /// The four level cells; empty where the source has none.
    pub levels: [String; 4],
    /// 信息公开内容.
    pub content: String,
    /// 需报送信息.
    pub report: String,
    /// 公布平台.
    pub platform: String,
    /// 建设单位 / 责任单位, verbatim.
    pub responsible: String,
    /// 更新时限, verbatim.
    pub deadline: String,
    /// It is to be shown as a special topic (以专题形式展现): no column name is prescribed.
    pub topic: bool,
    /// The rules read from `deadline`, or else from `content`.
    pub rules: Vec<Rule>,
    /// What `responsible` resolves to.
    pub owners: Responsible,
}

impl Indicator {
    /// Names of the levels that are column names, first level first: cells that are empty or say how to show it
    /// (以专题形式展现) are left out.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.levels.iter().map(String::as_str).filter(|name| !name.is_empty() && !name.contains("专题形式")).collect()
    }

    /// Name of the lowest level.
    #[must_use]
    pub fn name(&self) -> &str {
        self.names().last().copied().unwrap_or_default()
    }
}

/// Who must build the column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Responsible {
    /// Who is named, in the order of the text.
    pub selectors: Vec<Selector>,
    /// The list is open (等相关职能部门): others may owe it too.
    pub open: bool,
}

/// One entry of a responsible text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Selector {
    /// One organ, by its full name without the place (教育体育局).
    Organ(String),
    /// 各县区: every county and district.
    Counties,
    /// 各部门: every department.
    Departments,
    /// 各单位: everybody.
    Everybody,
}
