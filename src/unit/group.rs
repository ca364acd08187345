//! What the name of a group says of its members.

/// What a group says of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GroupKind {
    /// 县区, 区县, 县（区）, 各县区政府.
    Counties,
    /// 部门, 市直部门, 工作部门, 直属机构.
    Departments,
}

/// Words in the name of a group of departments.
const DEPARTMENTS: [&str; 6] = ["部门", "委办局", "直属机构", "直属单位", "市直", "县直"];

/// What a group says; `None` when it says neither.
pub(super) fn kind(group: &str) -> Option<GroupKind> {
    if DEPARTMENTS.iter().any(|word| group.contains(word)) {
        return Some(GroupKind::Departments);
    }
    let places = ["人民政府", "政府"].iter().find_map(|end| group.strip_suffix(end)).unwrap_or(group);
    let only_places = places.chars().all(|c| "各县区市旗、（）()".contains(c));
    (only_places && places.contains(['县', '区', '旗'])).then_some(GroupKind::Counties)
}
