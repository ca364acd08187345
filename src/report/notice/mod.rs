//! `notice.docx`: the period's 通报 as a draft that the office edits, in the layout of the published ones: what was checked and
//! how many passed, the faults by kind with unit, column and last update, what became of the last period's, the demands, and a
//! table of all units. What could not be verified is told as such and never as a fault. The same result gives the same bytes.

mod annex;
mod document;
mod draft;
mod faults;
mod last_period;
mod overall;
#[cfg(test)]
mod tests;

pub(super) use document::Notice;
pub(super) use overall::{has_passed, is_settled};

/// Names in a list, at most; the annex has all.
const LISTED: usize = 50;

/// `names` with marks between them, the first of them where they are many, and of what kind they are.
fn listed(names: &[String], kind: &str) -> String {
    let shown = names.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join("、");
    if names.len() > LISTED { format!("{shown}等{}{kind}", names.len()) } else { shown }
}
