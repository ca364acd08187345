//! 包括信息公开保密审查制度等: a document that has to be there.

use jiff::civil::Date;

use super::Outcome;
use crate::judge::FindingKind;
use crate::judge::sight::Sight;
use crate::judge::stock::Stock;
use crate::site::Column;

/// What a document's name begins with in one title and not in another.
const BEFORE: [&str; 4] = ["政府信息公开", "政务公开", "信息公开", "政府信息"];
/// What it ends with.
const KINDS: [&str; 6] = ["制度", "办法", "规定", "机制", "规程", "细则"];
/// A shorter core could stand in a title by chance.
const SHORTEST_CORE: usize = 3;

/// Looks for the document among the titles of the column's items and the names of the columns below it.
pub(super) fn check(sight: &Sight<'_>, name: &str, column: &Column, stock: &Stock<'_>) -> Outcome {
    let core = core(name);
    let holds = |text: &str| text.contains(core);
    let below = sight.case.columns.iter().map(|(other, _)| other).filter(|other| is_below(other, column));
    let titles = stock.items.iter().map(|entry| entry.item.title.as_str());
    let found = titles.chain(below.map(|other| other.name.as_str())).find(|text| holds(text));
    match found {
        Some(found) => Outcome::Kept(format!("有“{found}”")),
        None if stock.is_whole_since(Date::MIN) => Outcome::Broken {
            kind: FindingKind::DocumentMissing,
            why: format!("{}条信息中没有“{name}”", stock.items.len()),
            evidence: Vec::new(),
        },
        None => Outcome::Unverifiable(format!("已读到的信息中没有“{name}”，但信息列表没有读完")),
    }
}

fn is_below(other: &Column, column: &Column) -> bool {
    other.path.len() > column.path.len() && other.path.starts_with(&column.path)
}

/// The words of a document's name that every title of it holds: 保密审查 of 信息公开保密审查制度.
fn core(name: &str) -> &str {
    let core = BEFORE.iter().find_map(|before| name.strip_prefix(before)).unwrap_or(name);
    let core = KINDS.iter().find_map(|kind| core.strip_suffix(kind)).unwrap_or(core);
    if core.chars().count() < SHORTEST_CORE { name } else { core }
}
