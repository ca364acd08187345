//! For a column that is missing: what came nearest, and why it lost.

use std::fmt;

use super::lexicon::{Owner, Sense};
use super::likeness::Near;
use super::vocabulary::Relation;
use super::{Mapper, reading};

/// Likeness below which a name is no neighbour.
const LEAST: f64 = 0.2;

/// Neighbours that are shown.
const MOST: usize = 3;

/// The names of a site's columns, ready to be compared with one column of the catalogue after the other.
pub struct ColumnNames<'n>(Vec<ColumnName<'n>>);

/// One name with all that it means and is like.
struct ColumnName<'n> {
    name: &'n str,
    senses: &'n [Sense],
    alike: Vec<Near>,
}

impl Mapper {
    /// Prepares the names of columns for [`Self::nearest`].
    pub fn names<'n>(&'n self, names: impl Iterator<Item = &'n str>) -> ColumnNames<'n> {
        let prepared = names.map(|name| {
            let plain = reading::plain(name);
            let senses = self.lexicon.look_up(&plain).unwrap_or_default();
            ColumnName { name, senses, alike: self.likeness.nearest(&reading::core(&plain)) }
        });
        ColumnNames(prepared.collect())
    }

    /// The columns whose names come nearest to a column of the catalogue, nearest first, at most three: place among the
    /// names, likeness 0 to 1, and in a Chinese sentence why it is not the column. Empty for an unknown code.
    #[must_use]
    pub fn nearest(&self, code: &str, ColumnNames(names): &ColumnNames<'_>) -> Vec<(usize, f64, String)> {
        let Some(at) = self.targets.iter().position(|target| target.code == code) else { return Vec::new() };
        let mut near: Vec<(usize, f64, String)> = names
            .iter()
            .enumerate()
            .filter_map(|(number, name)| self.why_not(at, name).map(|(score, why)| (number, score, why)))
            .filter(|(_, score, _)| *score >= LEAST)
            .collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut shown: Vec<(usize, f64, String)> = Vec::new();
        for one in near {
            if shown.len() < MOST && shown.iter().all(|(number, ..)| names[*number].name != names[one.0].name) {
                shown.push(one);
            }
        }
        shown
    }

    /// How near a name comes to a target and why it is not it.
    fn why_not(&self, at: usize, name: &ColumnName<'_>) -> Option<(f64, String)> {
        let target = &self.targets[at];
        let ColumnName { name, senses, alike } = name;
        let own = senses.iter().find(|sense| sense.owner == Owner::Target(at));
        if let Some(sense) = own {
            return Some(match sense.relation {
                Relation::Same => (0.9, format!("“{name}”与“{}”含义相同，但所在位置属于其他内容", target.name)),
                Relation::Narrower => (0.7, format!("“{name}”含义较窄，只是“{}”的一部分", target.name)),
                Relation::Broader => (0.6, format!("“{name}”含义较宽，不限于“{}”", target.name)),
            });
        }
        let alike = alike.iter().find(|near| near.owner == Owner::Target(at))?;
        let meant = senses.first().map(|sense| match sense.owner {
            Owner::Target(other) => self.targets[other].name.as_str(),
            Owner::Other(group) => self.lexicon.others[group].canonical.as_str(),
        });
        let why = match meant {
            Some(other) => format!("“{name}”与“{}”字面相近，但属于“{other}”", target.name),
            None => format!("“{name}”与“{}”只是字面相近（相似度{:.2}）", target.name, alike.score),
        };
        Some((super::mapper::hundredths(alike.score * 0.85), why))
    }
}

impl fmt::Debug for ColumnNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|name| name.name)).finish()
    }
}
