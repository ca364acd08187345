//! A catalogue and its indicators.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Responsible, Rule};
use crate::unit::{Institutions, UnitIdentity};

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
    /// The year that its deadlines without a year are of; that of `issued` where none is given.
    pub year: Option<i16>,
    /// The day by which the columns have to stand.
    pub due: Option<Date>,
    /// The days on which the document says that it will be checked.
    pub check_days: Vec<Date>,
    /// Place it is for (安康市).
    pub region: String,
    /// What its rows are.
    pub kind: Kind,
    /// Names of the levels (一级指标, 二级指标).
    pub level_names: Vec<String>,
    /// Names of the section of a site in which the columns have to stand (信息公开, 政府信息公开 …).
    pub sections: Vec<String>,
    /// A column named like the level above a row may serve it (ankang-2020: 相关信息较多的单位应…开设子栏目). Where not, a column of the
    /// row's own is always owed.
    pub headings_serve: bool,
    /// What counties and districts owe beyond the rows that name them.
    pub counties: Counties,
    /// What else the document says of its columns, for people.
    pub notes: String,
    /// The rows, in the order of the source.
    pub indicators: Vec<Indicator>,
    /// How it is scored: `policy.toml` verbatim; empty when the catalogue has none.
    #[serde(skip)]
    pub policy_text: String,
    /// Names that its columns go by besides those of the vocabulary: `aliases.csv` verbatim; empty when it has none.
    #[serde(skip)]
    pub aliases_text: String,
    /// The organs that it may name: those that the program ships and, where there is one, those of its `institutions.csv`.
    #[serde(skip)]
    pub institutions: Institutions,
    /// SHA-256 over `catalogue.toml`, `indicators.csv` and, where they are there, `institutions.csv` and `aliases.csv`, hex. (The policy is not in it: it may change without a site being
    /// visited again.)
    pub hash: String,
}

/// What counties and districts owe.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counties {
    /// The rows that name them.
    #[default]
    Named,
    /// The whole catalogue (各县区参照《指标》要求).
    All,
}

/// What the rows of a catalogue are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Columns of a website.
    #[default]
    Columns,
    /// Tasks with deadlines (台账).
    Ledger,
    /// Checks of a whole site (国办秘函〔2019〕19号).
    Website,
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
    /// The rules read from `deadline`, then those read from `content`.
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

    /// Does the text on who is responsible name this unit? Open lists (等相关职能部门) bind only those whom they name.
    #[must_use]
    pub fn owed_by(&self, unit: &UnitIdentity) -> bool {
        self.owners.naming(unit).next().is_some()
    }

    /// Code and name of the heading above its column, by its levels: `AK-01` for `AK-01-02`, `CD-01-01` for the third-level
    /// column `CD-01-01-05-00`. `None` for a column of the first level.
    #[must_use]
    pub fn heading(&self) -> Option<(&str, &str)> {
        let names = self.names();
        let name = names.iter().rev().nth(1)?;
        let ends: Vec<usize> = self.column.match_indices('-').map(|(end, _)| end).collect();
        // A code may have fewer groups than there are levels; then the last of them is the column's own.
        let end = ends.get(names.len() - 1).or(ends.last())?;
        self.column.get(..*end).filter(|code| code.contains('-')).map(|code| (code, *name))
    }

    /// Name of the lowest level.
    #[must_use]
    pub fn name(&self) -> &str {
        self.names().last().copied().unwrap_or_default()
    }
}

impl Catalogue {
    /// The rows that `unit` owes, in the order of the source.
    #[must_use]
    pub fn indicators_of(&self, unit: &UnitIdentity) -> Vec<&Indicator> {
        let all = unit.county && self.counties == Counties::All;
        self.indicators.iter().filter(|indicator| all || indicator.owed_by(unit)).collect()
    }

    /// The day by which the columns have to stand, for a judgement on `day`. A catalogue that is applied to a time before it
    /// was issued is applied on purpose, to look back: then there is no day to wait for.
    #[must_use]
    pub fn due_on(&self, day: Date) -> Option<Date> {
        self.due.filter(|_| self.issued.is_none_or(|issued| issued <= day))
    }
}
