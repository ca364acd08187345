//! Where a column stands on its site, as far as that tells what it is.

use super::lexicon::{Area, Lexicon, Owner, Sense};
use super::reading;
use super::target::Target;
use super::vocabulary::Relation;

/// Levels of a path that are looked at, from the column upwards.
const DEEPEST: usize = 12;

/// Names that may have any column below them.
const HOLDERS: [&str; 4] = ["首页", "网站地图", "专题专栏", "工作机构"];

/// Words that name laws and rules.
const RULES: [&str; 3] = ["法规", "规章", "法律"];

/// Words that the part of a site on its region begins with (走进鹰城).
const REGION: [&str; 4] = ["走进", "走近", "魅力", "印象"];

/// The names above a column, understood.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// Targets that names above it mean.
    above: Vec<usize>,
    /// The names above it, the nearest first.
    pub(super) levels: Vec<Level>,
    /// The part of the site nearest above it.
    pub(super) area: Option<Area>,
    /// Core of the name that says so.
    area_core: String,
    /// Something is known of the path.
    pub(super) known: bool,
    /// The name directly above it means a column that is none of the catalogue's (依申请公开).
    foreign: bool,
    /// The name directly above it is that of a collection of laws and rules (政策法规): what stands there under the name of a
    /// matter are the rules on it, not its information.
    rules: bool,
    /// The name directly above it is neither the start page nor a part of the site: what stands there is of that matter.
    pub(super) below_matter: bool,
}

/// A name above a column.
#[derive(Debug)]
pub(super) struct Level {
    /// As the site writes it.
    pub(super) name: String,
    /// Core of the name.
    core: String,
    /// What the name means; empty where it is not known.
    pub(super) owners: Vec<Owner>,
    /// Targets that the name is a part of, or more than.
    near: Vec<usize>,
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
    /// Directly under a column that is none of the catalogue's, under a name that says what is done and not with what.
    InForeign,
    /// Directly under laws and rules (政策法规), and not of documents itself.
    AmongRules,
    /// In a part of the site that discloses nothing.
    Away(Area),
}

impl Level {
    fn new(name: &str, plain: &str, senses: &[Sense]) -> Self {
        let counts = |sense: &&Sense| sense.relation == Relation::Same || matches!(sense.owner, Owner::Other(_));
        let owners = senses.iter().filter(counts).map(|sense| sense.owner).collect();
        let near = senses.iter().filter(|sense| sense.relation != Relation::Same);
        let near = near.filter_map(|sense| sense.owner.target()).collect();
        Self { name: name.to_owned(), core: reading::core(plain), owners, near }
    }

    /// It names a matter, not the start page or a part of the site.
    fn is_matter(&self, lexicon: &Lexicon) -> bool {
        let is_part_of_site = |owner: &Owner| match owner {
            Owner::Target(_) => false,
            Owner::Other(group) => {
                let other = &lexicon.others[*group];
                other.area.is_some() || HOLDERS.contains(&other.canonical.as_str())
            }
        };
        !self.owners.iter().any(is_part_of_site)
    }

    fn is_foreign(&self, lexicon: &Lexicon) -> bool {
        let elsewhere = |owner: &Owner| match owner {
            Owner::Target(_) => false,
            Owner::Other(group) => {
                let other = &lexicon.others[*group];
                other.area != Some(Area::Section) && !HOLDERS.contains(&other.canonical.as_str())
            }
        };
        !self.owners.is_empty() && self.owners.iter().all(elsewhere)
    }
}

impl Place {
    /// The name directly above it is that of some matter that has nothing to do with the target `at`.
    pub(super) fn is_of_another_matter(&self, at: usize) -> bool {
        self.below_matter && !self.levels.first().is_some_and(|level| level.near.contains(&at))
    }

    /// Understands a path. The last name is left out where it is the column's own.
    pub(super) fn new(name: &str, path: &[String], lexicon: &Lexicon) -> Self {
        let above = match path.split_last() {
            Some((last, above)) if reading::plain(last) == name => above,
            _ => path,
        };
        let mut place = Self { known: !above.is_empty(), ..Self::default() };
        for ancestor in above.iter().rev().take(DEEPEST) {
            let plain = reading::plain(ancestor);
            let level = Level::new(ancestor, &plain, lexicon.look_up(&plain).unwrap_or_default());
            for owner in &level.owners {
                match owner {
                    Owner::Target(at) => place.above.push(*at),
                    Owner::Other(group) => place.enter(lexicon.others[*group].area, &level.core),
                }
            }
            if REGION.iter().any(|word| plain.starts_with(word)) {
                place.enter(Some(Area::Region), &level.core);
            }
            if place.levels.is_empty() {
                place.foreign = level.is_foreign(lexicon);
                place.below_matter = level.is_matter(lexicon);
                place.rules = RULES.iter().any(|word| plain.contains(word));
            }
            place.levels.push(level);
        }
        place
    }

    /// Takes the part of the site that a name above it means, where none nearer is known.
    fn enter(&mut self, area: Option<Area>, core: &str) {
        if self.area.is_none() && area.is_some() {
            self.area = area;
            core.clone_into(&mut self.area_core);
        }
    }

    /// How it stands to a target.
    pub(super) fn to(&self, at: usize, targets: &[Target]) -> Standing {
        let target = &targets[at];
        let akin = |other: usize| other == at || Some(other) == target.heading || targets[other].heading == Some(at);
        let sibling = |other: usize| target.heading.is_some() && targets[other].heading == target.heading;
        if self.above.iter().any(|other| akin(*other) || sibling(*other)) {
            return Standing::Under;
        }
        if self.foreign && target.names_a_doing() {
            return Standing::InForeign;
        }
        if self.rules && !target.is_of_documents() {
            return Standing::AmongRules;
        }
        if self.above.iter().any(|other| !targets[*other].is_heading) {
            return Standing::InOther;
        }
        if !self.above.is_empty() {
            return Standing::OtherHeading;
        }
        match self.area {
            Some(Area::Section) => Standing::Section,
            // 领导之窗 is the very part of the site where 政府领导 stands, and announcements stand among the news.
            Some(_) if reading::shares_pair(&target.core, &self.area_core) => Standing::Open,
            Some(Area::News) if target.is_of_announcements() => Standing::Open,
            Some(area) => Standing::Away(area),
            None => Standing::Open,
        }
    }

    /// How far above it the section of a target stands, in levels; the highest number where it does not.
    pub(super) fn way_to_section(&self, target: &Target) -> usize {
        self.levels.iter().position(|level| level.core == target.section).unwrap_or(usize::MAX)
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
