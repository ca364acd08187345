//! Who must build a column: the words of 建设单位 / 责任单位 → selectors.

use std::sync::LazyLock;

use regex::Regex;

use super::{Responsible, Selector};
use crate::pattern::pattern;
use crate::unit::Institutions;

/// 各县区, 各县（区）政府, 各县、区人民政府, 各区县: the bracket or comma inside would split the name.
static COUNTIES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"各(?:县(?:市区|区|、区|（[^）]*）|\([^)]*\))?|区县?|市县区?)(?:人民政府|政府)?"));

/// 等相关职能部门, 等行业主管部门, 等: the list is open.
static OPEN: LazyLock<Regex> = LazyLock::new(|| pattern("等(?:[^等]*(?:部门|单位|机构|局))?$"));

/// 牵头, 牵头落实, 负责: what they do, not who they are.
static TASK: LazyLock<Regex> = LazyLock::new(|| pattern("(?:牵头|负责|落实|配合)+$"));

/// Reads `text`. Later names of a list may leave out the 市 that the first has (市教体局、人社局).
///
/// # Errors
/// The names that no organ is known by.
pub(super) fn parse(text: &str, institutions: &Institutions) -> Result<Responsible, Vec<String>> {
    let squashed: String = text.split_whitespace().collect();
    let text = COUNTIES.replace_all(&squashed, "各县区");
    let mut responsible = Responsible::default();
    let mut unknown = Vec::new();
    for part in text.split(['、', '，', '；', ',', ';']).flat_map(|part| part.split("会同")) {
        let part = TASK.replace(part, "");
        let name = OPEN.replace(&part, "");
        responsible.open |= name.len() < part.len();
        if name.is_empty() {
            continue;
        }
        match selector(&name, institutions) {
            Some(selector) if !responsible.selectors.contains(&selector) => responsible.selectors.push(selector),
            Some(_) => {}
            None => unknown.push(name.into_owned()),
        }
    }
    if unknown.is_empty() { Ok(responsible) } else { Err(unknown) }
}

fn selector(name: &str, institutions: &Institutions) -> Option<Selector> {
    match name {
        "各县区" => return Some(Selector::Counties),
        "各部门" | "市级各部门" | "市直各部门" | "市政府各部门" | "市政府各工作部门" => {
            return Some(Selector::Departments);
        }
        "各单位" | "市级各单位" | "市直各单位" => return Some(Selector::Everybody),
        _ => {}
    }
    // A source may lose the last character of a name (市自然资源).
    let organ = institutions.full_name(name).or_else(|| institutions.full_name(&format!("{name}局")))?;
    Some(Selector::Organ(organ.to_owned()))
}
