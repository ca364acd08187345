//! Published together with the document that it goes with (与政策文件同步发布).

use super::lateness;
use super::papers::{Paper, Papers};
use super::sight::Sight;
use super::stock::Stock;
use crate::catalogue::{Deadline, Indicator, Rule};
use crate::site::ColumnItem;

/// What can be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Together {
    /// All pairs that were seen came together.
    InTime,
    /// An item came after its document; the first of them in words.
    Late(String),
    /// No document with its item was seen.
    Unverifiable(String),
}

/// The rules of this kind in words.
pub(super) fn rules(row: &Indicator) -> impl Iterator<Item = String> {
    row.rules.iter().filter(|rule| document(&rule.deadline).is_some()).map(Rule::in_words)
}

/// Judges the pairs of document and item that both show a date; `None` where the row has no such rule.
pub(super) fn judge(sight: &Sight<'_>, row: &Indicator, stock: &Stock<'_>) -> Option<Together> {
    let document = row.rules.iter().find_map(|rule| document(&rule.deadline))?;
    let papers = Papers::of(&sight.pages, lateness::since(sight.case), Some(document))
        .map(|papers| papers.papers)
        .unwrap_or_default();
    let pairs: Vec<(&Paper, &ColumnItem)> = (papers.iter())
        .filter_map(|paper| Some((paper, paper.explained_by(&stock.items)?)))
        .filter(|(_, item)| item.published.is_some())
        .collect();
    if pairs.is_empty() {
        return Some(Together::Unverifiable(format!("没有看到{document}及与其对应的信息，是否同步发布无法核实")));
    }
    let late: Vec<_> = pairs.iter().filter(|(paper, item)| item.published > Some(paper.published)).collect();
    let Some((paper, item)) = late.first() else { return Some(Together::InTime) };
    let (title, own) = (&item.item.title, &paper.title);
    let day = item.published.map(|day| day.to_string()).unwrap_or_default();
    let others =
        if late.len() == 1 { String::new() } else { format!("；另有{}条没有同步发布", late.len() - 1) };
    Some(Together::Late(format!("“{title}”{day}发布，晚于所对应的“{own}”（{}发布）{others}", paper.published)))
}

/// The document that a rule of this kind names.
pub(super) fn document(deadline: &Deadline) -> Option<&str> {
    match deadline {
        Deadline::Together { document } => Some(document),
        _ => None,
    }
}
