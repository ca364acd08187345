//! What the rows of a unit ask to be seen of its site.

use std::collections::HashSet;

use crate::catalogue::{Catalogue, Deadline, Demand, Indicator, Kind};
use crate::judge::PaperColumns;

/// Entries that are opened of one list.
const ENTRIES: usize = 3;
/// Entries that are opened where it is told from their sources whose works they are: not every page names its source, and
/// a few that do are needed.
const ENTRIES_OF_OWN_WORKS: usize = 6;

/// What to look for on a unit's site.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'r> {
    /// Codes of the columns that the unit owes.
    pub(super) columns: HashSet<String>,
    /// Columns with documents that its rows are held against, owed or not.
    pub(super) papers: PaperColumns<'r>,
    /// Codes of the columns that must not pass on works of higher organs.
    own_works: HashSet<String>,
    /// Codes of the columns in which a guide has to stand.
    guides: HashSet<String>,
}

impl<'r> Wanted<'r> {
    /// What these rows of a catalogue ask for. Nothing where the catalogue is about the whole site; of a ledger only the
    /// columns named like its tasks, whose content nobody demands anything of.
    #[must_use]
    pub fn of(catalogue: &Catalogue, rows: &[&'r Indicator]) -> Self {
        let columns = || rows.iter().map(|row| row.column.clone()).collect();
        match catalogue.kind {
            Kind::Website => Self::default(),
            Kind::Ledger => Self { columns: columns(), ..Self::default() },
            Kind::Columns => Self {
                columns: columns(),
                papers: PaperColumns::of(rows),
                own_works: demanding(rows, &Demand::OwnWorks),
                guides: demanding(rows, &Demand::Guide),
            },
        }
    }

    /// Entries of a list to open, where its column serves these codes.
    pub(super) fn entries(&self, codes: &[String]) -> usize {
        if asks(&self.own_works, codes) { ENTRIES_OF_OWN_WORKS } else { ENTRIES }
    }

    /// Whether a guide has to stand in the column that serves these codes.
    pub(super) fn a_guide(&self, codes: &[String]) -> bool {
        asks(&self.guides, codes)
    }

    /// Whether a wanted column has this code, or stands under the heading that has it.
    pub(super) fn holds(&self, code: &str) -> bool {
        covers(&self.columns, code)
    }
}

fn demanding(rows: &[&Indicator], demand: &Demand) -> HashSet<String> {
    let demands = |row: &&&Indicator| {
        row.rules.iter().any(|rule| matches!(&rule.deadline, Deadline::Demand { demand: own } if own == demand))
    };
    rows.iter().filter(demands).map(|row| row.column.clone()).collect()
}

fn asks(columns: &HashSet<String>, codes: &[String]) -> bool {
    codes.iter().any(|code| covers(columns, code))
}

fn covers(columns: &HashSet<String>, code: &str) -> bool {
    let below = || columns.iter().any(|column| column.strip_prefix(code).is_some_and(|rest| rest.starts_with('-')));
    columns.contains(code) || below()
}
