//! How many points of a part of the catalogue were reached.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::codes::under;
use super::row::Row;
use super::total::ratio;

/// The points of some rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) got: Decimal,
    /// Of rows that could not be told.
    open: Decimal,
    /// Of the rows that apply.
    owed: Decimal,
    all: Decimal,
}

/// How a threshold is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    Yes,
    /// It depends on what could not be told.
    Open,
    No,
}

impl Reach {
    /// Of the rows under any of `codes`.
    pub(super) fn of(rows: &[Row], codes: &[&String]) -> Self {
        let meant = |row: &&Row| !row.bonus && codes.iter().any(|key| under(&row.code, key));
        rows.iter().filter(meant).fold(Self::default(), |sum, row| Self {
            got: sum.got + row.got.unwrap_or_default(),
            open: sum.open + if row.got.is_none() { row.counted } else { Decimal::ZERO },
            owed: sum.owed + row.counted,
            all: sum.all + row.full,
        })
    }

    /// What is asked of the unit where `least` is asked of the whole part: the share that it owes of the part.
    pub(super) fn asked(self, least: Decimal) -> Decimal {
        ratio(least * self.owed, self.all).unwrap_or_default()
    }

    /// Whether what is asked where `least` is asked of the whole part was reached.
    pub(super) fn meets(self, least: Decimal) -> Met {
        let least = self.asked(least);
        if self.got >= least {
            Met::Yes
        } else if self.got + self.open >= least {
            Met::Open
        } else {
            Met::No
        }
    }
}

/// The parts that may lie below their least points, with how they stand.
pub(super) fn below<'a>(rows: &[Row], least: &'a BTreeMap<String, Decimal>) -> Vec<(&'a String, Decimal, Reach)> {
    let parts = least.iter().map(|(code, least)| (code, *least, Reach::of(rows, &[code])));
    parts.filter(|(_, least, reach)| reach.meets(*least) != Met::Yes).collect()
}
