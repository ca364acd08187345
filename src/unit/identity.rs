//! Which of the parties that a catalogue names a unit is.

use super::group::{self, GroupKind};
use super::institutions::{Institutions, OrganKind, plain};
use super::words::Unit;

/// What a unit is to a catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitIdentity {
    /// The organ, by its full name without the place (教育体育局); `None` when its names say none that is known.
    pub organ: Option<String>,
    /// Organs whose duties a reform gave to it (工商行政管理局 for 市场监督管理局), by their full names without the place.
    pub predecessors: Vec<String>,
    /// It is the government of a county or district (or the administration of a zone of that rank).
    pub county: bool,
    /// It is a department of a government.
    pub department: bool,
    /// Names of its groups, without blanks and without what stands in brackets.
    pub groups: Vec<String>,
}

impl Institutions {
    /// What `unit` is, by its groups first (县区, 部门), then by its name and aliases. A county is no organ.
    #[must_use]
    pub fn of_unit(&self, unit: &Unit) -> UnitIdentity {
        let names: Vec<&str> = std::iter::once(&unit.name).chain(&unit.aliases).map(String::as_str).collect();
        self.identify(&names, &unit.groups)
    }

    /// As [`Institutions::of_unit`], for an organ with these `names` (the first is its own, the others its aliases) and
    /// `groups`.
    #[must_use]
    pub fn identify(&self, names: &[&str], groups: &[String]) -> UnitIdentity {
        let groups: Vec<String> = groups.iter().map(|name| plain(name)).collect();
        let grouped = |kind| groups.iter().any(|name| group::kind(name) == Some(kind));
        let (county, department) = (grouped(GroupKind::Counties), grouped(GroupKind::Departments));
        let county = county || (!department && names.iter().any(|name| is_county(&plain(name))));
        if county {
            return UnitIdentity { county, department, groups, ..UnitIdentity::default() };
        }
        let organ = names.iter().find_map(|name| self.full_name(name)).map(str::to_owned);
        let by_name =
            organ.as_deref().and_then(|name| self.kind(name)).is_some_and(|kind| kind != OrganKind::Government);
        let predecessors = organ.as_deref().map_or_else(Vec::new, |name| self.predecessors(name));
        UnitIdentity { organ, predecessors, county, department: department || by_name, groups }
    }
}

/// Is it the name of a county, a district, or a zone of that rank: 某某县, 某某区人民政府, 某市某市人民政府, 某某区管委会?
fn is_county(name: &str) -> bool {
    let body = ["人民政府", "政府", "管理委员会", "管委会"].iter().find_map(|end| name.strip_suffix(end));
    let place = body.unwrap_or(name);
    if let Some(before) = place.strip_suffix('区') {
        // 自治区 and 地区 are above a city; 园区, 社区, 校区, 小区, 片区, 街区, 景区 below a county.
        return !before.is_empty() && !before.ends_with(['治', '地', '园', '社', '校', '小', '片', '街', '景']);
    }
    if let Some(before) = place.strip_suffix('市') {
        // Only 某市某市 is surely a city below a city.
        return body.is_some() && before.contains('市');
    }
    place.ends_with(['县', '旗']) && place.chars().count() > 1
}
