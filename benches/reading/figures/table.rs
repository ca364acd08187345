//! The tables, in lines as `docs/reading.md` shows them.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;

use super::{Figure, Part, Reading, Share, peers};

/// A table: its heading, its columns, and how a column is counted.
struct Table {
    heading: &'static str,
    /// What the rows are counted by, and which pages those are.
    pages: (&'static str, fn(&Reading) -> bool),
    goals: &'static [Figure],
    nothing: &'static [Figure],
}

const TABLES: [Table; 3] = [
    Table {
        heading: "Pages",
        pages: ("pages", |_| true),
        goals: &[Figure::Kind, Figure::Path, Figure::Navigation],
        nothing: &[],
    },
    Table {
        heading: "Lists",
        pages: ("with items", |reading| !reading.label.items.is_empty()),
        goals: &[Figure::Recall, Figure::Precision, Figure::ItemDate, Figure::Pages, Figure::Next],
        nothing: &[Figure::ItemUndated],
    },
    Table {
        heading: "Articles",
        pages: ("articles", |reading| reading.label.article().is_some()),
        goals: &[Figure::Title, Figure::Published, Figure::Formed, Figure::DocumentNumber, Figure::IndexNumber],
        nothing: &[Figure::Unpublished, Figure::Unformed],
    },
];

/// The readings of a part and of a family; all of them where none is named.
fn rows(readings: &[Reading]) -> Vec<(String, Vec<&Reading>)> {
    let mut rows = Vec::new();
    for (name, part) in Part::ALL {
        let of_part: Vec<&Reading> = readings.iter().filter(|reading| reading.label.part == part).collect();
        let families: BTreeSet<&str> = of_part.iter().map(|reading| reading.label.cms.as_str()).collect();
        for family in families {
            let of_family = of_part.iter().copied().filter(|reading| reading.label.cms == family);
            rows.push((format!("{name} | {family}"), of_family.collect()));
        }
        rows.push((format!("{name} | all"), of_part));
    }
    rows.push(("both | all".to_owned(), readings.iter().collect()));
    rows
}

/// Right answers to a question on some pages.
pub(crate) fn share_of<'a>(figure: Figure, readings: impl IntoIterator<Item = &'a Reading>) -> Share {
    let answers = readings.into_iter().flat_map(|reading| &reading.answers);
    Share::of(answers.filter(|answer| answer.figure == figure).map(|answer| answer.right))
}

/// All lines; those of the peers too.
pub(crate) fn tables(root: &Path, readings: &[Reading]) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for table in TABLES {
        lines.extend(body(&table, readings));
        lines.push(String::new());
    }
    lines.extend(peers::table(root, readings)?);
    Ok(lines)
}

fn body(table: &Table, readings: &[Reading]) -> Vec<String> {
    let figures = table.goals.iter().chain(table.nothing).map(|figure| figure.name());
    let head: Vec<&str> = ["part", "family", table.pages.0].into_iter().chain(figures).collect();
    let mut lines = vec![format!("## {}", table.heading), String::new(), format!("| {} |", head.join(" | "))];
    lines.push(format!("|{}", " --- |".repeat(head.len())));
    for (row, readings) in rows(readings) {
        let count = readings.iter().filter(|reading| (table.pages.1)(reading)).count();
        let goals = table.goals.iter().map(|figure| share_of(*figure, readings.iter().copied()).to_string());
        let nothing = table.nothing.iter().map(|figure| share_of(*figure, readings.iter().copied()).wrong());
        let cells: Vec<String> = goals.chain(nothing).collect();
        if count > 0 {
            lines.push(format!("| {row} | {count} | {} |", cells.join(" | ")));
        }
    }
    lines
}
