//! The rows of the list with every merged cell and every 同上 written out.

use super::choose::{Body, ListRow, Under};
use super::clean::{is_ditto, joined, name, squashed};
use super::head::Column;
use super::role::Role;

/// What a row of the list says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) levels: [String; 4],
    pub(super) content: String,
    pub(super) report: String,
    pub(super) platform: String,
    pub(super) responsible: String,
    pub(super) deadline: String,
    /// Names of the columns whose empty cell was taken to be merged with the one above it.
    pub(super) guessed: Vec<String>,
}

/// How often a cell was written out for certain.
#[derive(Debug, Default)]
pub(super) struct Certain {
    pub(super) merged: usize,
    pub(super) ditto: usize,
}

/// The rows of `body`, and how many cells were written out because the document says so.
pub(super) fn rows(body: &Body) -> (Vec<Row>, Certain) {
    let mut filling = Filling { columns: &body.columns, done: Vec::new(), certain: Certain::default() };
    for row in &body.rows {
        let row = filling.row(row);
        filling.done.push(row);
    }
    (filling.done, filling.certain)
}

struct Filling<'a> {
    columns: &'a [Column],
    done: Vec<Row>,
    certain: Certain,
}

/// What a cell is before anything is guessed.
enum Said {
    /// Its own words, or those of the cell above because it is merged with it or says 同上.
    Words(String),
    /// Nothing.
    Empty,
}

impl Filling<'_> {
    fn row(&mut self, source: &ListRow) -> Row {
        let mut row = Row::default();
        let own_level = self.levels(source, &mut row);
        for (column, under) in self.columns.iter().zip(&source.cells) {
            let above = self.done.last();
            let (slot, before): (fn(&mut Row) -> &mut String, _) = match column.role {
                Some(Role::Content) => (|row| &mut row.content, above.map(|row| &row.content)),
                Some(Role::Report) => (|row| &mut row.report, above.map(|row| &row.report)),
                Some(Role::Platform) => (|row| &mut row.platform, above.map(|row| &row.platform)),
                Some(Role::Responsible) => (|row| &mut row.responsible, above.map(|row| &row.responsible)),
                Some(Role::Deadline) => (|row| &mut row.deadline, above.map(|row| &row.deadline)),
                Some(Role::Level | Role::Other) | None => continue,
            };
            let before = before.cloned().unwrap_or_default();
            let tidy = if matches!(column.role, Some(Role::Responsible | Role::Deadline | Role::Platform)) {
                squashed
            } else {
                joined
            };
            let words = match self.said(under, &before, tidy) {
                Said::Words(words) => words,
                Said::Empty if source.guess => self.guess(column, &mut row, own_level, before),
                Said::Empty => String::new(),
            };
            *slot(&mut row) = words;
        }
        row
    }

    /// What an empty cell of a document that does not tell merged cells apart holds. 责任单位 and 时限 go on; a content only
    /// among rows that belong together; what is reported, and where it is published, stand for their own row alone.
    fn guess(&self, column: &Column, row: &mut Row, own_level: Option<usize>, before: String) -> String {
        let words = match column.role {
            Some(Role::Content) => self.content_of_group(row, own_level),
            Some(Role::Responsible | Role::Deadline) => before,
            _ => String::new(),
        };
        if !words.is_empty() {
            row.guessed.push(column.name.clone());
        }
        words
    }

    /// The last content above that stands under the same level: the level above the lowest one that the row names itself.
    fn content_of_group(&self, row: &Row, own_level: Option<usize>) -> String {
        let depth = match own_level {
            Some(0) => return String::new(),
            Some(level) => level,
            None => row.levels.len(),
        };
        let group = &row.levels[..depth];
        let together = self.done.iter().rev().take_while(|above| &above.levels[..depth] == group);
        together.map(|above| &above.content).find(|content| !content.is_empty()).cloned().unwrap_or_default()
    }

    /// Fills the levels of `row`; the lowest one that is its own and new is returned. A level that is empty goes on from the
    /// row above while the levels before it do, too.
    fn levels(&mut self, source: &ListRow, row: &mut Row) -> Option<usize> {
        let above = self.done.last().map(|row| row.levels.clone()).unwrap_or_default();
        let columns: Vec<(&Column, &Under)> =
            self.columns.iter().zip(&source.cells).filter(|(column, _)| column.role == Some(Role::Level)).collect();
        let said: Vec<Said> =
            columns.iter().zip(&above).map(|((_, under), before)| self.said(under, before, name)).collect();
        // No row is without its first level: there the cells were left empty instead of being merged.
        let guess = source.guess || matches!(said.first(), Some(Said::Empty));
        let (mut goes_on, mut own) = (true, None);
        for (index, (said, (column, _))) in said.into_iter().zip(columns).enumerate() {
            match said {
                Said::Words(words) => row.levels[index] = words,
                Said::Empty if guess && goes_on && !above[index].is_empty() => {
                    row.levels[index].clone_from(&above[index]);
                    row.guessed.push(column.name.clone());
                }
                Said::Empty => {}
            }
            goes_on &= row.levels[index] == above[index];
            if !goes_on && !row.levels[index].is_empty() {
                own = Some(index);
            }
        }
        own
    }

    fn said(&mut self, under: &Under, before: &str, tidy: fn(&str) -> String) -> Said {
        if under.merged {
            self.certain.merged += 1;
            return Said::Words(before.to_owned());
        }
        if is_ditto(&under.text) {
            self.certain.ditto += 1;
            return Said::Words(before.to_owned());
        }
        let words = tidy(&under.text);
        if words.is_empty() { Said::Empty } else { Said::Words(words) }
    }
}
