//! The mapper: built once per catalogue, asked for every link and column.

use std::collections::HashMap;

use super::decide::Finding;
use super::elsewhere;
use super::evidence::Evidence;
use super::explanation::Explanation;
use super::lexicon::{Lexicon, Owner};
use super::likeness::Likeness;
use super::place::Place;
use super::reading;
use super::target::{self, Target};
use super::{Mapping, Vocabulary};
use crate::catalogue::Catalogue;
use crate::site::Column;
use crate::unit::Unit;

/// Maps names of columns to the columns of one catalogue.
#[derive(Debug)]
pub struct Mapper {
    pub(super) targets: Vec<Target>,
    pub(super) lexicon: Lexicon,
    pub(super) likeness: Likeness,
    pub(super) evidence: Evidence,
    /// What pinyin abbreviations in addresses stand for.
    pub(super) slugs: HashMap<String, Vec<Owner>>,
}

impl Mapper {
    /// Prepares a catalogue with a vocabulary.
    #[must_use]
    pub fn new(catalogue: &Catalogue, vocabulary: &Vocabulary) -> Self {
        let targets = target::of_catalogue(catalogue);
        let lexicon = Lexicon::new(&targets, &catalogue.sections, vocabulary);
        let mut slugs: HashMap<String, Vec<Owner>> = HashMap::new();
        for slug in &vocabulary.slugs {
            let senses = lexicon.look_up(&reading::plain(&slug.canonical)).unwrap_or_default();
            slugs.entry(slug.slug.clone()).or_default().extend(senses.iter().map(|sense| sense.owner));
        }
        let likeness = Likeness::new(&lexicon);
        let evidence = Evidence::new(&targets, &lexicon);
        Self { targets, lexicon, likeness, evidence, slugs }
    }

    /// Says what a column is.
    ///
    /// `path` are the names from 首页 down, with or without the column's own name at the end; `titles` those of its items,
    /// none where they are not known. The codes are codes of columns (`AK-01-02`), or of a first-level heading (`AK-01`).
    #[must_use]
    pub fn decide(&self, name: &str, path: &[String], titles: &[&str]) -> Mapping {
        let tidied = reading::tidy(name);
        let place = Place::new(&reading::letters(&tidied), path, &self.lexicon);
        self.mapping(name, path, &self.find(&tidied, &place, titles))
    }

    /// Says what a column is as [`Self::decide`] does, and how that came about.
    #[must_use]
    pub fn explain(&self, name: &str, path: &[String], titles: &[&str]) -> Explanation {
        let (tidied, dropped) = reading::tidy_and_tell(name);
        let place = Place::new(&reading::letters(&tidied), path, &self.lexicon);
        let finding = self.find(&tidied, &place, titles);
        let mapping = self.mapping(name, path, &finding);
        Explanation::new(self, mapping, dropped, &place, &finding, titles.len())
    }

    fn mapping(&self, name: &str, path: &[String], finding: &Finding) -> Mapping {
        Mapping {
            name: name.to_owned(),
            path: path.join(" > "),
            decision: finding.decision,
            codes: finding.targets.iter().map(|at| self.targets[*at].code.clone()).collect(),
            method: finding.method,
            score: hundredths(finding.score),
            runner_up: self.runner_up(name, finding),
            why: finding.why.clone(),
            settled: Vec::new(),
        }
    }

    /// Says what a column of a unit's site is, from its name, its place and its items. `county`: the unit is the government
    /// of a county or district, on whose portal other organs keep columns of their own.
    #[must_use]
    pub fn decide_column(&self, column: &Column, unit: &Unit, county: bool) -> Mapping {
        let titles: Vec<&str> = column.items.iter().map(|item| item.item.title.as_str()).collect();
        let mut mapping = self.decide(&column.name, &column.path, &titles);
        if let Some(what) = elsewhere::at_address(&column.url, &unit.site) {
            mapping.doubt(&format!("“{}”链接的是{what}，不是栏目，需人工确认", column.name));
        }
        if let Some(organ) = unit.organ_above(&column.path).filter(|_| county) {
            mapping.doubt(&format!("该栏目属于“{organ}”，不是本单位自己的栏目，需人工确认"));
        }
        mapping
    }

    /// Does an item's title look like content of a column? 0 to 1; for a heading the best of its columns.
    #[must_use]
    pub fn serves(&self, title: &str, code: &str) -> f64 {
        let belongs = |at: usize| {
            let target = &self.targets[at];
            target.code == code || target.heading.is_some_and(|heading| self.targets[heading].code == code)
        };
        self.evidence
            .of_title(title)
            .into_iter()
            .filter(|(at, _)| belongs(*at))
            .map(|(_, score)| score)
            .fold(0.0, f64::max)
    }
}

/// Rounds a score to two places, so that the same answer prints the same everywhere.
pub(super) fn hundredths(score: f64) -> f64 {
    (score.clamp(0.0, 1.0) * 100.0).round() / 100.0
}
