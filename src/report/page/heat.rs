//! Units × indicators at a glance.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::order::Ranked;
use super::verdict::{Sign, sign};
use crate::catalogue::Indicator;
use crate::judge::Answer;
use crate::report::{Brief, Evaluation, UnitResult};

/// A catalogue of more columns is shown by its first level: more do not fit on a screen.
const COLUMNS: usize = 60;

/// The columns of the map.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    /// First-level names, each over so many columns; empty where the columns are the first level.
    over: Vec<Over>,
    /// Names of the columns.
    names: Vec<String>,
    #[serde(skip)]
    place: BTreeMap<String, usize>,
}

#[derive(Debug, Serialize)]
struct Over {
    name: String,
    columns: usize,
}

/// The row of one unit.
#[derive(Debug, Serialize)]
pub(super) struct Row<'a> {
    id: usize,
    name: &'a str,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    sign: Sign,
    /// A person's answer is among those of the cell.
    by_hand: bool,
}

impl Head {
    /// The columns that apply to any unit.
    pub(super) fn of(evaluation: &Evaluation) -> Self {
        let judged: BTreeSet<&str> =
            evaluation.units.iter().flat_map(|unit| unit.dossier.briefs()).map(|brief| brief.code.as_str()).collect();
        let rows = || evaluation.catalogue.indicators.iter().filter(|row| judged.contains(row.code.as_str()));
        let columns: BTreeSet<&str> = rows().map(|row| row.column.as_str()).collect();
        let first_level = columns.len() > COLUMNS;
        let mut head = Self { over: Vec::new(), names: Vec::new(), place: BTreeMap::new() };
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for row in rows() {
            let key = if first_level { row.levels[0].as_str() } else { row.column.as_str() };
            let place = *known.entry(key).or_insert_with(|| head.add(row, first_level));
            head.place.insert(row.code.clone(), place);
        }
        head
    }

    fn add(&mut self, row: &Indicator, first_level: bool) -> usize {
        let first = row.levels[0].as_str();
        if first_level {
            self.names.push(first.to_owned());
        } else {
            self.names.push(row.name().to_owned());
            // A column of the first level has nothing over it.
            let first = if first == row.name() { "" } else { first };
            match self.over.last_mut().filter(|over| over.name == first) {
                Some(over) => over.columns += 1,
                None => self.over.push(Over { name: first.to_owned(), columns: 1 }),
            }
        }
        self.names.len() - 1
    }

    pub(super) fn row<'a>(&self, unit: Ranked<'a>) -> Row<'a> {
        let mut cells: Vec<Vec<&Brief>> = vec![Vec::new(); self.names.len()];
        for brief in unit.result.dossier.briefs() {
            if let Some(cell) = self.place.get(&brief.code).and_then(|place| cells.get_mut(*place)) {
                cell.push(brief);
            }
        }
        let UnitResult { unit: about, .. } = unit.result;
        Row { id: unit.id, name: &about.name, cells: cells.iter().map(|briefs| Cell::of(briefs)).collect() }
    }
}

impl Cell {
    fn of(briefs: &[&Brief]) -> Self {
        let answers: Vec<Answer> = briefs.iter().map(|brief| brief.settled).collect();
        Self { sign: sign(together(&answers)), by_hand: briefs.iter().any(|brief| brief.overridden) }
    }
}

/// One answer for several: that of all where they agree, 部分达标 where anything is wanting, else 待核查.
pub(super) fn together(answers: &[Answer]) -> Answer {
    let owed: Vec<Answer> = answers.iter().copied().filter(|answer| *answer != Answer::NotApplicable).collect();
    match owed.first() {
        None => Answer::NotApplicable,
        Some(first) if owed.iter().all(|answer| answer == first) => *first,
        Some(_) if owed.iter().any(|answer| matches!(answer, Answer::Unmet | Answer::Partial)) => Answer::Partial,
        Some(_) => Answer::Unverified,
    }
}
