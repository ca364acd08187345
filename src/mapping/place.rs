//! Where a column stands on its site, as far as that tells what it is.

use super::area::{self, Area};
use super::elsewhere;
use super::lexicon::{Lexicon, Owner, Sense};
use super::reading;
use super::target::{self, Target};
use super::vocabulary::Relation;

/// Levels of a path that are looked at, from the column upwards.
const DEEPEST: usize = 12;

/// Names that may have any column below them.
const HOLDERS: [&str; 4] = ["首页", "网站地图", "专题专栏", "工作机构"];

/// Words that name laws and rules.
const RULES: [&str; 3] = ["法规", "规章", "法律"];

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
    /// A name above it, below the part of the site, is that of a collection of one kind of thing (法规公文, 统计数据).
    collected: bool,
    /// The name directly above it is neither the start page, a part of the site nor a unit: what stands there is of that
    /// matter.
    pub(super) below_matter: bool,
    /// That matter is a field of work (义务教育): documents and announcements there are of the field only.
    pub(super) below_field: bool,
    /// It stands where the unit discloses: a name above it says so, whether it is known or not (项目信息公开).
    discloses: bool,
    /// A name above it is that of the party's own affairs (党务公开).
    pub(super) of_party: bool,
    /// The name directly above it is its own.
    repeated: bool,
}

/// A name above a column.
#[derive(Debug)]
pub(super) struct Level {
    /// As the site writes it.
    pub(super) name: String,
    /// Its letters.
    plain: String,
    /// Core of the name.
    core: String,
    /// What the name means; empty where it is not known.
    pub(super) owners: Vec<Owner>,
    /// Targets that the name is a part of, or more than, and which of the two.
    near: Vec<(usize, Relation)>,
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
    /// Directly under laws and rules (政策法规), and not of documents itself; or a field of work in a collection of one kind of
    /// thing (部门文件, 统计数据), or under a column that is none of the catalogue's.
    Collected,
    /// In a part of the site that discloses nothing.
    Away(Area),
}

impl Level {
    fn new(name: &str, plain: String, senses: &[Sense]) -> Self {
        let counts = |sense: &&Sense| sense.relation == Relation::Same || matches!(sense.owner, Owner::Other(_));
        let owners = senses.iter().filter(counts).map(|sense| sense.owner).collect();
        let near = senses.iter().filter(|sense| sense.relation != Relation::Same);
        let near = near.filter_map(|sense| Some((sense.owner.target()?, sense.relation))).collect();
        Self { name: name.to_owned(), core: reading::core(&plain), plain, owners, near }
    }

    /// It names the start page or a part of the site, below which all kinds of columns stand.
    fn is_part_of_site(&self, lexicon: &Lexicon) -> bool {
        self.owners.iter().any(|owner| match owner {
            Owner::Target(_) => false,
            Owner::Other(group) => {
                let other = &lexicon.others[*group];
                other.area.is_some() || HOLDERS.contains(&other.canonical.as_str())
            }
        })
    }

    fn is_near(&self, at: usize) -> bool {
        self.near.iter().any(|(near, _)| *near == at)
    }

    fn is_known(&self) -> bool {
        !self.owners.is_empty() || !self.near.is_empty()
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
    /// The name directly above it is that of some matter that has nothing to do with the target `at`: it is not related to it
    /// or its heading, nor does it share a word with their names.
    pub(super) fn is_of_another_matter(&self, at: usize, targets: &[Target]) -> bool {
        let akin = |level: &Level| {
            [Some(at), targets[at].heading]
                .into_iter()
                .flatten()
                .any(|one| level.is_near(one) || reading::shares_pair(&targets[one].core, &level.core))
        };
        self.below_matter && !self.levels.first().is_some_and(akin)
    }

    /// The name directly above it is that of a matter that is not known.
    pub(super) fn is_below_unknown(&self) -> bool {
        self.below_matter && !self.discloses && self.levels.first().is_some_and(|level| !level.is_known())
    }

    /// The name directly above it means a part of the target `at`, or more than it.
    pub(super) fn is_below_related(&self, at: usize) -> bool {
        self.levels.first().is_some_and(|level| level.is_near(at))
    }

    /// The name directly above it means only a part of the target `at`.
    pub(super) fn is_below_part(&self, at: usize) -> bool {
        self.levels.first().is_some_and(|level| level.near.contains(&(at, Relation::Narrower)))
    }

    /// The name directly above it means the same in other words.
    pub(super) fn says_it_again(&self, owner: Owner) -> bool {
        !self.repeated && self.levels.first().is_some_and(|level| level.owners == [owner])
    }

    /// Understands a path. The last name is left out where it is the column's own.
    pub(super) fn new(name: &str, path: &[String], lexicon: &Lexicon) -> Self {
        let above = match path.split_last() {
            Some((last, above)) if reading::plain(last) == name => above,
            _ => path,
        };
        let mut place = Self { known: !above.is_empty(), ..Self::default() };
        let mut below_part = false;
        for (height, ancestor) in above.iter().enumerate().rev().take(DEEPEST) {
            let plain = reading::plain(ancestor);
            let senses = lexicon.look_up(&plain).unwrap_or_default();
            let level = Level::new(ancestor, plain, senses);
            for owner in &level.owners {
                match owner {
                    Owner::Target(at) => place.above.push(*at),
                    Owner::Other(group) => place.enter(lexicon.others[*group].area, &level.core),
                }
            }
            let unknown = !level.is_known();
            // The main menu is the first or, below 首页, the second level.
            let named = if unknown { area::of_name(&level.plain, height < 2) } else { None };
            place.enter(named, &level.core);
            let is_part = level.is_part_of_site(lexicon) || named.is_some();
            if place.levels.is_empty() {
                place.foreign = level.is_foreign(lexicon);
                let is_unit = unknown && elsewhere::is_unit(&level.plain);
                place.below_matter = !is_part && !is_unit;
                place.below_field = place.below_matter && target::names_a_field(&level.plain);
                place.rules = RULES.iter().any(|word| level.plain.contains(word));
                place.repeated = level.plain == name;
            }
            below_part |= is_part;
            place.of_party |= area::is_of_party(&level.plain);
            place.discloses |= area::discloses(&level.plain);
            place.collected |= !below_part && area::is_collection(&level.plain);
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
        if (self.rules && !target.is_of_documents()) || (self.collected && target.is_a_field()) {
            return Standing::Collected;
        }
        if self.above.iter().any(|other| !targets[*other].is_heading) {
            return Standing::InOther;
        }
        if !self.above.is_empty() {
            let holds_fields = |at: &usize| targets.iter().any(|one| one.heading == Some(*at) && one.is_a_field());
            let sorted = target.is_a_field() && !self.above.iter().any(holds_fields);
            return if sorted { Standing::Collected } else { Standing::OtherHeading };
        }
        match self.area {
            // 领导之窗 is the very part of the site where 政府领导 stands, and announcements stand among the news.
            Some(area) if area != Area::Section && reading::shares_pair(&target.core, &self.area_core) => {
                Standing::Open
            }
            Some(Area::News) if target.is_of_announcements() => Standing::Open,
            Some(Area::Section) | None if self.foreign && target.is_a_field() => Standing::Collected,
            Some(Area::Section) => Standing::Section,
            Some(area) => Standing::Away(area),
            None => Standing::Open,
        }
    }

    /// How it stands to a target that its name is only related to: what a name above it calls disclosure is as good as the
    /// section of that name.
    pub(super) fn to_related(&self, at: usize, targets: &[Target]) -> Standing {
        match self.to(at, targets) {
            Standing::Open if self.discloses => Standing::Section,
            standing => standing,
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
