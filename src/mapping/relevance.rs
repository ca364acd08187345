//! May a link lead to a wanted column? Generous and cheap: the crawl asks for every link.

use std::collections::HashSet;

use super::area::Area;
use super::lexicon::{Owner, Sense};
use super::place::Place;
use super::vocabulary::Relation;
use super::{Mapper, elsewhere, reading};

impl Mapper {
    /// How likely a link leads to one of the wanted columns, 0 to 1: 1 when its words name one or its heading, 0.6 for
    /// the disclosure section and its main parts, 0.5 when it shares a word with one, 0 for news, leaders and services.
    ///
    /// `path` are the names above the link, `wanted` the codes of columns.
    #[must_use]
    pub fn relevance<S: std::hash::BuildHasher>(
        &self,
        words: &str,
        path: &[String],
        url: &str,
        wanted: &HashSet<String, S>,
    ) -> f64 {
        let tidied = reading::tidy(words);
        let plain = reading::letters(&tidied);
        let least = match self.by_itself(&tidied, &plain, url, wanted) {
            Ok(relevance) => return relevance,
            Err(least) => least,
        };
        let shared =
            if self.evidence.of_title(words).into_keys().any(|at| self.is_wanted(at, wanted)) { 0.5 } else { 0.0 };
        let place = Place::new(&plain, path, &self.lexicon);
        let above = place.heading(&self.targets).or_else(|| place.container(&self.targets));
        let around = match (above, place.area) {
            (Some(at), _) if self.is_wanted(at, wanted) => 0.5,
            (_, Some(Area::Section)) => 0.4,
            (_, Some(_)) => 0.0,
            _ => 0.1,
        };
        least.max(shared).max(around)
    }

    /// As [`Mapper::relevance`], for links whose words and address tell it all; `None` where it depends on the names above
    /// the link too.
    #[must_use]
    pub fn relevance_anywhere<S: std::hash::BuildHasher>(
        &self,
        words: &str,
        url: &str,
        wanted: &HashSet<String, S>,
    ) -> Option<f64> {
        let tidied = reading::tidy(words);
        self.by_itself(&tidied, &reading::letters(&tidied), url, wanted).ok()
    }

    /// What words and address are worth; `Err` with the least of it where the names above the link count too.
    fn by_itself<S: std::hash::BuildHasher>(
        &self,
        tidied: &str,
        plain: &str,
        url: &str,
        wanted: &HashSet<String, S>,
    ) -> Result<f64, f64> {
        let slug = self.of_slugs(url, wanted);
        if plain.is_empty() {
            return Ok(slug);
        }
        if let Some(senses) = self.lexicon.look_up(plain) {
            let near = f64::from(u8::from(!self.is_away(senses)));
            return Ok(self.of_senses(senses, wanted).max(slug.min(0.7) * near));
        }
        let of_part = |part: &String| self.lexicon.look_up(part).map_or(0.0, |senses| self.of_senses(senses, wanted));
        let joined = reading::parts(tidied).iter().map(of_part).fold(0.0, f64::max);
        if elsewhere::of(plain, tidied).is_some() {
            return Ok(joined.min(0.3));
        }
        Err(joined.max(slug))
    }

    fn of_senses<S: std::hash::BuildHasher>(&self, senses: &[Sense], wanted: &HashSet<String, S>) -> f64 {
        let worth = |sense: &Sense| match sense.owner {
            Owner::Target(at) if !self.is_wanted(at, wanted) => 0.2,
            Owner::Target(_) if sense.relation == Relation::Same => 1.0,
            Owner::Target(_) => 0.8,
            Owner::Other(group) => match self.lexicon.others[group].area {
                Some(Area::Section) => 0.6,
                Some(_) => 0.0,
                None => 0.05,
            },
        };
        senses.iter().map(worth).fold(0.0, f64::max)
    }

    fn is_away(&self, senses: &[Sense]) -> bool {
        senses.iter().any(|sense| match sense.owner {
            Owner::Target(_) => false,
            Owner::Other(group) => self.lexicon.others[group].area.is_some_and(|area| area != Area::Section),
        })
    }

    /// What the segments of an address say, 0 where they say nothing.
    fn of_slugs<S: std::hash::BuildHasher>(&self, url: &str, wanted: &HashSet<String, S>) -> f64 {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let owners = path.rsplit('/').take(8).filter_map(|segment| self.slugs.get(segment));
        let worth = |owner: &Owner| match owner {
            Owner::Target(at) if self.is_wanted(*at, wanted) => 0.7,
            Owner::Target(_) => 0.1,
            Owner::Other(group) if self.lexicon.others[*group].area == Some(Area::Section) => 0.4,
            Owner::Other(_) => 0.0,
        };
        owners.flatten().map(worth).fold(0.0, f64::max)
    }

    /// The target is wanted, or has a wanted column below it, or is below a wanted heading.
    fn is_wanted<S: std::hash::BuildHasher>(&self, at: usize, wanted: &HashSet<String, S>) -> bool {
        let target = &self.targets[at];
        let below = || self.targets.iter().any(|other| other.heading == Some(at) && wanted.contains(&other.code));
        let above = || target.heading.is_some_and(|heading| wanted.contains(&self.targets[heading].code));
        wanted.contains(&target.code) || above() || (target.is_heading && below())
    }
}
