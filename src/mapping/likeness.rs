//! How like a name is to the names that are known: pairs of letters, edit distance, containment.

use rapidfuzz::distance::indel;

use super::finder::Finder;
use super::lexicon::{Lexicon, Owner};
use super::vocabulary::Relation;
use rustc_hash::FxHashMap;

/// Terms that the edit distance is computed for.
const CLOSEST: usize = 12;

/// Share of letter pairs below which two names are not alike at all.
const LEAST: f64 = 0.25;

/// The known names, ready to be compared.
#[derive(Debug)]
pub(super) struct Likeness {
    terms: Vec<Term>,
    /// Terms by a pair of letters that stands in them. They come with the program: no website chooses them so that many collide.
    pairs: FxHashMap<[char; 2], Vec<usize>>,
    /// Names of three letters and more that mean a target, each with it.
    inside: Finder,
}

#[derive(Debug)]
struct Term {
    letters: Vec<char>,
    /// How many pairs of letters stand in it.
    pairs: usize,
    owners: Vec<Owner>,
}

/// A known name that is like the one asked about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Near {
    pub(super) owner: Owner,
    /// 0 to 1.
    pub(super) score: f64,
}

impl Likeness {
    /// Takes the names that mean the same as a target, or as something else that is known.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut terms = Vec::new();
        let mut pairs: FxHashMap<[char; 2], Vec<usize>> = FxHashMap::default();
        let mut inside = Vec::new();
        for (name, senses) in lexicon.names() {
            let part = senses.iter().find_map(|sense| match sense.owner {
                Owner::Target(at) if sense.relation == Relation::Same => Some(at),
                _ => None,
            });
            if let Some(at) = part.filter(|_| name.chars().count() > 2) {
                inside.push((name.to_owned(), at));
            }
            let mut owners: Vec<Owner> =
                senses.iter().filter(|sense| sense.relation == Relation::Same).map(|sense| sense.owner).collect();
            owners.sort_unstable();
            if owners.is_empty() {
                continue;
            }
            let letters: Vec<char> = name.chars().collect();
            let own = pairs_of(&letters);
            terms.push(Term { letters, pairs: own.len(), owners });
            for pair in own {
                pairs.entry(pair).or_default().push(terms.len() - 1);
            }
        }
        Self { terms, pairs, inside: Finder::new(inside) }
    }

    /// What a name is like, most alike first, each owner once.
    pub(super) fn nearest(&self, core: &str) -> Vec<Near> {
        let letters: Vec<char> = core.chars().collect();
        let own = pairs_of(&letters);
        let mut shared: Vec<u16> = vec![0; self.terms.len()];
        let mut sharing: Vec<usize> = Vec::with_capacity(256);
        for term in own.iter().filter_map(|pair| self.pairs.get(pair)).flatten() {
            if shared[*term] == 0 {
                sharing.push(*term);
            }
            shared[*term] += 1;
        }
        let mut alike: Vec<(usize, f64)> = sharing
            .into_iter()
            .map(|term| (term, share(2 * usize::from(shared[term]), own.len() + self.terms[term].pairs)))
            .filter(|(_, dice)| *dice >= LEAST)
            .collect();
        let closer = |a: &(usize, f64), b: &(usize, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if alike.len() > CLOSEST {
            alike.select_nth_unstable_by(CLOSEST, closer);
            alike.truncate(CLOSEST);
        }
        alike.sort_unstable_by(closer);
        let mut nearest: Vec<Near> = Vec::new();
        for (term, dice) in alike {
            let term = &self.terms[term];
            let score = f64::midpoint(
                dice,
                indel::normalized_similarity(letters.iter().copied(), term.letters.iter().copied()),
            );
            for owner in &term.owners {
                match nearest.iter_mut().find(|near| near.owner == *owner) {
                    Some(near) => near.score = near.score.max(score),
                    None => nearest.push(Near { owner: *owner, score }),
                }
            }
        }
        nearest.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.owner.cmp(&b.owner)));
        nearest
    }

    /// How like a name is to the names of a target, 0 to 1.
    pub(super) fn to(&self, core: &str, at: usize) -> f64 {
        let own = self.nearest(core).into_iter().find(|near| near.owner == Owner::Target(at));
        own.map_or(0.0, |near| near.score)
    }

    /// The target whose name stands inside a longer one, and how many letters are left over.
    pub(super) fn contained(&self, core: &str) -> Option<(usize, usize)> {
        let found = self.inside.find(core).into_iter().max_by_key(|found| found.letters)?;
        Some((found.what, core.chars().count().saturating_sub(found.letters)))
    }
}

fn pairs_of(letters: &[char]) -> Vec<[char; 2]> {
    let mut pairs: Vec<[char; 2]> = letters.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// One count over another, as a share; 0 where there is nothing.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}
