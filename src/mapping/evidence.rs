//! What the titles of a column's items say: terms of the vocabulary, and phrases of the catalogue's own content.

use std::collections::BTreeMap;

use super::finder::Finder;
use super::lexicon::{Lexicon, Owner};
use super::likeness::share;
use super::reading;
use super::target::Target;
use super::vocabulary::Relation;

/// Titles that are looked at.
const MOST: usize = 200;

/// How sure a title must be of a target to be counted for it.
const SURE: f64 = 0.6;

/// Words at the start of a phrase of the content that say nothing of the matter, longest first.
const LEADS: [&str; 16] = [
    "市政府各部门",
    "各县区政府",
    "市级以上政府",
    "集中统一对外",
    "及时公开",
    "主要公开",
    "重点公开",
    "定期发布",
    "及时发布",
    "市政府",
    "推动做好",
    "做好",
    "公开",
    "发布",
    "推进",
    "推动",
];

/// The terms that tell what a title is about.
#[derive(Debug)]
pub(super) struct Evidence {
    finder: Finder,
    /// For each term the targets that it speaks for, and how strongly.
    weights: Vec<Vec<(usize, f64)>>,
}

/// What a list of titles holds of one target.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Share {
    pub(super) at: usize,
    /// Titles counted for it.
    pub(super) count: usize,
    /// Share of all titles.
    pub(super) share: f64,
    /// The first of them.
    pub(super) example: usize,
}

impl Evidence {
    /// Collects the terms.
    pub(super) fn new(targets: &[Target], lexicon: &Lexicon) -> Self {
        let mut terms: BTreeMap<String, Vec<(usize, f64)>> = BTreeMap::new();
        for (name, senses) in lexicon.names() {
            let long = name.chars().count() > 2;
            for sense in senses {
                let Owner::Target(at) = sense.owner else { continue };
                let weight = match sense.relation {
                    Relation::Same if long => 0.9,
                    Relation::Same => 0.75,
                    Relation::Narrower if long => 0.8,
                    Relation::Narrower => 0.7,
                    Relation::Broader => continue,
                };
                terms.entry(name.to_owned()).or_default().push((at, weight));
            }
        }
        let mut phrases: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, target) in targets.iter().enumerate() {
            for phrase in phrases_of(&target.content) {
                let owners = phrases.entry(phrase).or_default();
                if !owners.contains(&at) {
                    owners.push(at);
                }
            }
        }
        for (phrase, owners) in phrases {
            // What many columns ask for (监督检查) tells none of them.
            if owners.len() < 3 && !terms.contains_key(&phrase) {
                let weight = if owners.len() == 1 { 0.65 } else { 0.4 };
                terms.insert(phrase, owners.into_iter().map(|at| (at, weight)).collect());
            }
        }
        let (names, weights): (Vec<_>, Vec<_>) = terms.into_iter().unzip();
        let numbered = names.into_iter().enumerate().map(|(number, name)| (name, number));
        Self { finder: Finder::new(numbered), weights }
    }

    /// How strongly a title speaks for each target, 0 to 1, by target.
    pub(super) fn of_title(&self, title: &str) -> BTreeMap<usize, f64> {
        let mut doubts: BTreeMap<usize, f64> = BTreeMap::new();
        for found in self.finder.find(&reading::plain(title)) {
            for (at, weight) in &self.weights[found.what] {
                *doubts.entry(*at).or_insert(1.0) *= 1.0 - weight;
            }
        }
        doubts.into_iter().map(|(at, doubt)| (at, 1.0 - doubt)).collect()
    }

    /// What titles hold of the columns (not headings), most first. A title counts for the column it speaks for most.
    pub(super) fn of_titles(&self, titles: &[&str], targets: &[Target]) -> Vec<Share> {
        let titles = &titles[..titles.len().min(MOST)];
        let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (number, title) in titles.iter().enumerate() {
            let mut scores = self.of_title(title);
            scores.retain(|at, score| !targets[*at].is_heading && *score >= SURE);
            let best = scores.values().copied().fold(0.0, f64::max);
            for at in scores.into_iter().filter(|(_, score)| best - score < 0.05).map(|(at, _)| at) {
                counts.entry(at).or_insert((0, number)).0 += 1;
            }
        }
        let mut shares: Vec<Share> = counts
            .into_iter()
            .map(|(at, (count, example))| Share { at, count, share: share(count, titles.len()), example })
            .collect();
        shares.sort_by(|a, b| b.count.cmp(&a.count).then(a.at.cmp(&b.at)));
        shares
    }
}

/// The phrases of a content text that name a matter.
fn phrases_of(content: &str) -> Vec<String> {
    let apart = content.replace("以及", "、");
    apart
        .split(|c: char| !c.is_alphanumeric() || "和及与的等".contains(c))
        .filter_map(|phrase| {
            let mut phrase = phrase;
            while let Some(rest) = LEADS.iter().find_map(|lead| phrase.strip_prefix(lead)) {
                phrase = rest;
            }
            let phrase = reading::core(&reading::plain(phrase));
            (4..=12).contains(&phrase.chars().count()).then_some(phrase)
        })
        .collect()
}
