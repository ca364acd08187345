//! The parties that a text names.

use std::borrow::Cow;

use serde::Serialize;

use crate::unit::UnitIdentity;

/// Who must build the column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Responsible {
    /// Who is named, in the order of the text, each party once.
    pub named: Vec<Named>,
    /// The list is open (等相关职能部门): others may owe it too.
    pub open: bool,
}

/// One entry of a responsible text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Who it is.
    pub selector: Selector,
    /// The words of the text that name it, without blanks (人社局).
    pub words: String,
    /// Its part in the work.
    pub role: Role,
}

/// The part that a party has in the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It does it; the text says no more, or 负责, 落实.
    Owner,
    /// 牵头.
    Lead,
    /// 会同 it, or 配合.
    Partner,
}

/// A party.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
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
    /// The organs that hold a power (具有行政处罚权的行政机关和组织), by the power (行政处罚权): units with a group of that name.
    Power(String),
    /// Bodies that no list of units holds as such (项目法人单位, 项目主管部门, 行业主管部门), by their words.
    Bodies(String),
}

impl Responsible {
    /// Those of the parties that `unit` is.
    pub fn naming<'a>(&'a self, unit: &'a UnitIdentity) -> impl Iterator<Item = &'a Named> {
        self.named.iter().filter(|named| named.selector.selects(unit))
    }

    /// Who it is, in Chinese words: `财政局（牵头）、各县区（另有其他相关部门）`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let named: Vec<String> = self
            .named
            .iter()
            .map(|Named { selector, role, .. }| match role.in_words() {
                Some(role) => format!("{}（{role}）", selector.in_words()),
                None => selector.in_words().into_owned(),
            })
            .collect();
        format!("{}{}", named.join("、"), if self.open { "（另有其他相关部门）" } else { "" })
    }
}

impl Role {
    /// 牵头, 配合; `None` where the text says nothing of it.
    #[must_use]
    pub fn in_words(self) -> Option<&'static str> {
        match self {
            Self::Owner => None,
            Self::Lead => Some("牵头"),
            Self::Partner => Some("配合"),
        }
    }
}

impl Selector {
    /// Is `unit` this party, or one that has taken over its duties?
    #[must_use]
    pub fn selects(&self, unit: &UnitIdentity) -> bool {
        match self {
            Self::Organ(name) => unit.organ.as_ref() == Some(name) || unit.predecessors.contains(name),
            Self::Counties => unit.county,
            Self::Departments => unit.department,
            Self::Everybody => true,
            Self::Power(power) => {
                let power = power.trim_end_matches('权');
                unit.groups.iter().any(|group| group.contains(power) || group.contains("执法"))
            }
            Self::Bodies(_) => false,
        }
    }

    /// Who it is, in Chinese words.
    #[must_use]
    pub fn in_words(&self) -> Cow<'_, str> {
        match self {
            Self::Organ(name) | Self::Bodies(name) => name.into(),
            Self::Counties => "各县区".into(),
            Self::Departments => "各部门".into(),
            Self::Everybody => "各单位".into(),
            Self::Power(power) => format!("有{power}的单位").into(),
        }
    }
}
