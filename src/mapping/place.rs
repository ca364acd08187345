//! Where a column stands on its site, as far as that tells what it is.

use super::lexicon::{Area, Lexicon, Owner};
use super::reading;
use super::target::Target;
use super::vocabulary::Relation;

/// Levels of a path that are looked at, from the column upwards.
const DEEPEST: usize = 12;

/// The names above a column, understood.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// Targets that names above it mean.
    above: Vec<usize>,
    /// Cores of the names above it, the nearest first.
    cores: Vec<String>,
    /// The part of the site nearest above it.
    pub(super) area: Option<Area>,
    /// Something is known of the path.
    pub(super) known: bool,
}

/// How a place stands to a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Under the target's own heading.
    Under,
    /// Under the disclosure section.
    Section,
    /// Nothing above it says anything.
    Open,
    /// Under another column of the catalogue: a part of that one.
    InOther,
    /// Under another heading of the catalogue.
    OtherHeading,
    /// In a part of the site that discloses nothing.
    Away(Area),
}

impl Place {
    /// Understands a path. The last name is left out where it is the column's own.
    pub(super) fn new(name: &str, path: &[String], lexicon: &Lexicon) -> Self {
        let above = match path.split_last() {
            Some((last, above)) if reading::plain(last) == name => above,
            _ => path,
        };
        let mut place = Self { known: !above.is_empty(), ..Self::default() };
        for ancestor in above.iter().rev().take(DEEPEST) {
            let plain = reading::plain(ancestor);
            place.cores.push(reading::core(&plain));
            let Some(senses) = lexicon.look_up(&plain) else { continue };
            for sense in senses {
                match sense.owner {
                    Owner::Target(at) if sense.relation == Relation::Same => place.above.push(at),
                    Owner::Target(_) => {}
                    Owner::Other(group) => place.area = place.area.or(lexicon.others[group].area),
                }
            }
        }
        place
    }

    /// How it stands to a target.
    pub(super) fn to(&self, at: usize, targets: &[Target]) -> Standing {
        let target = &targets[at];
        let akin = |other: usize| other == at || Some(other) == target.heading || targets[other].heading == Some(at);
        let sibling = |other: usize| target.heading.is_some() && targets[other].heading == target.heading;
        if self.above.iter().any(|other| akin(*other) || sibling(*other)) {
            return Standing::Under;
        }
        if self.above.iter().any(|other| !targets[*other].is_heading) {
            return Standing::InOther;
        }
        if !self.above.is_empty() {
            return Standing::OtherHeading;
        }
        match self.area {
            Some(Area::Section) => Standing::Section,
            Some(area) => Standing::Away(area),
            None => Standing::Open,
        }
    }

    /// How far above it the section of a target stands, in levels; the highest number where it does not.
    pub(super) fn way_to_section(&self, target: &Target) -> usize {
        self.cores.iter().position(|core| *core == target.section).unwrap_or(usize::MAX)
    }

    /// It stands below a column that is this target itself.
    pub(super) fn within(&self, at: usize) -> bool {
        self.above.contains(&at)
    }

    /// It stands below some column (not heading) of the catalogue: it is a part of that one.
    pub(super) fn container(&self, targets: &[Target]) -> Option<usize> {
        self.above.iter().copied().find(|at| !targets[*at].is_heading)
    }

    /// It stands below some heading of the catalogue.
    pub(super) fn heading(&self, targets: &[Target]) -> Option<usize> {
        self.above.iter().copied().find(|at| targets[*at].is_heading)
    }
}
