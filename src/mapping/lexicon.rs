//! Everything that a name may stand for, looked up by the comparable forms of the name.

use std::collections::{HashMap, HashSet};

use super::area::Area;
use super::target::Target;
use super::vocabulary::{Group, Relation, Vocabulary};
use super::{Method, area, reading};

/// What a name may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Owner {
    /// A target, by its place in the list.
    Target(usize),
    /// A name of the vocabulary that is no indicator of this catalogue, by its group.
    Other(usize),
}

impl Owner {
    pub(super) fn target(self) -> Option<usize> {
        match self {
            Self::Target(at) => Some(at),
            Self::Other(_) => None,
        }
    }
}

/// One meaning of a name.
#[derive(Debug, Clone)]
pub(super) struct Sense {
    pub(super) owner: Owner,
    pub(super) relation: Relation,
    pub(super) method: Method,
    /// The vocabulary's words that lead to the owner; the target's own name for `exact` and `alias`.
    pub(super) through: String,
}

/// A name of the vocabulary that is no indicator of the catalogue.
#[derive(Debug)]
pub(super) struct Other {
    pub(super) canonical: String,
    pub(super) area: Option<Area>,
}

/// The index.
#[derive(Debug)]
pub(super) struct Lexicon {
    senses: HashMap<String, Vec<Sense>>,
    pub(super) others: Vec<Other>,
}

impl Lexicon {
    /// Indexes the targets' own names and the vocabulary's.
    pub(super) fn new(targets: &[Target], sections: &[String], vocabulary: &Vocabulary) -> Self {
        let mut lexicon = Self { senses: HashMap::new(), others: Vec::new() };
        for (at, target) in targets.iter().enumerate() {
            let sense = |method| Sense {
                owner: Owner::Target(at),
                relation: Relation::Same,
                method,
                through: target.name.clone(),
            };
            lexicon.add(target.plain.clone(), sense(Method::Exact));
            lexicon.add(target.core.clone(), sense(Method::Alias));
            for part in &target.parts {
                lexicon.add(part.clone(), sense(Method::Synonym));
            }
        }
        let mut cores = Vec::new();
        let heads: HashSet<&str> = vocabulary.groups.iter().map(|group| group.canonical.as_str()).collect();
        for group in &vocabulary.groups {
            let mut owners = owners_of(group, &heads, targets);
            if owners.is_empty() {
                lexicon
                    .others
                    .push(Other { canonical: group.canonical.clone(), area: area::of_group(&group.canonical) });
                owners.push(Owner::Other(lexicon.others.len() - 1));
            }
            for owner in owners {
                cores.push(lexicon.add_name(&group.canonical, owner, Relation::Same, targets));
                for variant in &group.variants {
                    cores.push(lexicon.add_name(&variant.name, owner, variant.relation, targets));
                }
            }
        }
        lexicon.others.push(Other { canonical: "政府信息公开".to_owned(), area: Some(Area::Section) });
        for section in sections {
            let owner = Owner::Other(lexicon.others.len() - 1);
            cores.push(lexicon.add_name(section, owner, Relation::Same, targets));
        }
        // What the files say of a name goes before what follows from a longer one that shares its core (重大决策目录 is a column
        // of its own beside 重大决策), or that joins what the name does not (政策法规及解读, 政策法规解读).
        cores.retain(|(core, sense)| {
            let known = lexicon.senses.get(core).map(Vec::as_slice).unwrap_or_default();
            let taken = known.iter().any(|one| one.owner == sense.owner || means_target(one));
            let joins = !known.is_empty() && sense.through.contains(reading::LINKS);
            !taken && !joins
        });
        for (core, sense) in cores {
            lexicon.add(core, sense);
        }
        lexicon
    }

    /// Adds a name of the vocabulary and gives what follows for its core. A variant with the core of the target's own
    /// name is an alias.
    fn add_name(&mut self, name: &str, owner: Owner, relation: Relation, targets: &[Target]) -> (String, Sense) {
        let plain = reading::plain(name);
        let core = reading::core(&plain);
        let alias = relation == Relation::Same && matches!(owner, Owner::Target(at) if targets[at].core == core);
        let method = if alias { Method::Alias } else { Method::Synonym };
        let sense = Sense { owner, relation, method, through: name.to_owned() };
        self.add(plain, sense.clone());
        (core, sense)
    }

    /// Keeps the best sense per owner: the same meaning before a narrower one, the name itself before a variant.
    fn add(&mut self, key: String, sense: Sense) {
        let senses = self.senses.entry(key).or_default();
        match senses.iter_mut().find(|old| old.owner == sense.owner) {
            Some(old) => {
                if (sense.relation, rank(sense.method)) < (old.relation, rank(old.method)) {
                    *old = sense;
                }
            }
            None => senses.push(sense),
        }
    }

    /// The meanings of a plain name: of the name as it is, or else of its core. A name that is known only from other lists
    /// (预决算公开平台) is asked for its core too.
    pub(super) fn look_up(&self, plain: &str) -> Option<&[Sense]> {
        let own = self.senses.get(plain);
        let core = self.senses.get(&reading::core(plain));
        let another = core.filter(|core| own.is_some_and(|own| is_of_another(own, core)));
        if another.is_some() {
            return another.map(Vec::as_slice);
        }
        if own.is_some_and(|senses| names_target(senses)) {
            return own.map(Vec::as_slice);
        }
        core.filter(|senses| own.is_none() || names_target(senses)).or(own).map(Vec::as_slice)
    }

    /// The form of a plain name that [`Self::look_up`] compares, and the words that it lacks.
    pub(super) fn form(&self, plain: &str) -> (String, Vec<String>) {
        if self.knows(plain) { (plain.to_owned(), Vec::new()) } else { reading::core_and_tell(plain) }
    }

    /// The plain name itself is known, not only its core.
    pub(super) fn knows(&self, plain: &str) -> bool {
        self.senses.contains_key(plain)
    }

    /// Every name with its meanings, sorted by name.
    pub(super) fn names(&self) -> Vec<(&str, &[Sense])> {
        let mut names: Vec<_> = self.senses.iter().map(|(name, senses)| (name.as_str(), senses.as_slice())).collect();
        names.sort_unstable_by_key(|(name, _)| *name);
        names
    }
}

/// A name is but a part of some targets, or more than they, and its core the very name of another one (社会救助信息 where 社会救助
/// is a column beside 社会救助和社会福利).
fn is_of_another(own: &[Sense], core: &[Sense]) -> bool {
    let mut others = core.iter().filter(|sense| means_target(sense)).peekable();
    names_target(own)
        && !own.iter().any(means_target)
        && others.peek().is_some()
        && others.all(|other| own.iter().all(|sense| sense.owner != other.owner))
}

/// It is a name of a target itself.
fn means_target(sense: &Sense) -> bool {
    sense.owner.target().is_some() && sense.relation == Relation::Same
}

fn names_target(senses: &[Sense]) -> bool {
    senses.iter().any(|sense| sense.owner.target().is_some())
}

/// Order of the methods that names decide by.
pub(super) fn rank(method: Method) -> u8 {
    match method {
        Method::Exact => 0,
        Method::Alias => 1,
        Method::Synonym => 2,
        Method::Similar => 3,
        Method::Evidence => 4,
        Method::Confirmed => 5,
    }
}

/// The targets that a group's canonical name names, or else those that one of its same-meaning variants names. A variant that
/// has a group of its own (`heads`) lends this one none.
fn owners_of(group: &Group, heads: &HashSet<&str>, targets: &[Target]) -> Vec<Owner> {
    let named = |name: &str| -> Vec<Owner> {
        let core = reading::core(&reading::plain(name));
        let is_named = |at: &usize| targets[*at].core == core || targets[*at].parts.contains(&core);
        (0..targets.len()).filter(is_named).map(Owner::Target).collect()
    };
    let own = named(&group.canonical);
    if !own.is_empty() {
        return own;
    }
    let same = group.variants.iter().filter(|variant| variant.relation == Relation::Same);
    let same = same.filter(|variant| !heads.contains(variant.name.as_str()));
    same.map(|variant| named(&variant.name)).find(|owners| !owners.is_empty()).unwrap_or_default()
}
