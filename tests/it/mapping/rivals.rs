//! Simpler ways to map names: the same name, the most similar name, and all words of the name.

use std::collections::BTreeSet;

use lanmu::catalogue::Catalogue;
use lanmu::mapping::Decision;
use rapidfuzz::distance::indel;

use super::Label;
use super::figures::{Answer, Tally};

/// A way to map names, over the names of one catalogue.
pub(crate) struct Rival {
    pub(crate) title: String,
    way: Way,
    names: Vec<(String, String)>,
}

#[derive(Clone, Copy)]
enum Way {
    SameName,
    /// The most similar name, where it is at least this similar, in percent.
    Similar(u32),
    AllWords,
}

impl Rival {
    /// All of them. How similar is similar enough is what does best on the tuning part.
    pub(crate) fn all(catalogue: &Catalogue, tuning: &[&Label]) -> Vec<Self> {
        let names = names_of(catalogue);
        let rival = |title: &str, way| Self { title: title.to_owned(), way, names: names.clone() };
        let similar = |least| rival(&format!("similarity of letters ≥ {least} %"), Way::Similar(least));
        let balance = |rival: &Self| Tally::of(tuning, |label| rival.map(label)).balance();
        let best = (40..=100).step_by(5).map(similar).max_by_key(balance);
        [rival("same name", Way::SameName)]
            .into_iter()
            .chain(best)
            .chain([rival("all words of the name", Way::AllWords)])
            .collect()
    }

    pub(crate) fn map(&self, label: &Label) -> Answer {
        let worth = |name: &str| match self.way {
            Way::SameName => f64::from(u8::from(name == label.name)),
            Way::Similar(_) => indel::normalized_similarity(name.chars(), label.name.chars()),
            Way::AllWords => f64::from(u8::from(words(name).iter().all(|word| label.name.contains(word)))),
        };
        let least = if let Way::Similar(least) = self.way { f64::from(least) / 100.0 } else { 1.0 };
        let best = self.names.iter().map(|(name, _)| worth(name)).fold(least, f64::max);
        let like = self.names.iter().filter(|(name, _)| worth(name) >= best - 1e-9);
        let codes: Vec<String> = like.map(|(_, code)| code.clone()).collect();
        let decision = if codes.is_empty() { Decision::None } else { Decision::Accept };
        Answer { decision, codes, ..Answer::default() }
    }
}

/// The words of an indicator's name, of two letters each, without the words that come and go (信息, 领域, 公开).
fn words(name: &str) -> Vec<String> {
    let mut parts = vec![name.to_owned()];
    for cut in ["领域", "信息", "公开", "和", "及", "与", "、", "“", "”"] {
        parts = parts.iter().flat_map(|part| part.split(cut)).map(str::to_owned).collect();
    }
    let letters: Vec<Vec<char>> =
        parts.iter().map(|part| part.chars().collect()).filter(|part: &Vec<char>| !part.is_empty()).collect();
    if letters.is_empty() {
        return vec![name.to_owned()];
    }
    letters.iter().flat_map(|part| part.chunks(2)).map(|word| word.iter().collect()).collect()
}

/// Names of the columns of a catalogue and of the headings above them, each with its code.
pub(crate) fn names_of(catalogue: &Catalogue) -> Vec<(String, String)> {
    let mut names = BTreeSet::new();
    for indicator in &catalogue.indicators {
        let levels = indicator.names();
        names.insert((indicator.name().to_owned(), indicator.column.clone()));
        let numbers: Vec<&str> = indicator.column.split('-').collect();
        let headings = (1..levels.len()).map(|level| (levels[level - 1].to_owned(), numbers[..=level].join("-")));
        names.extend(headings.filter(|(name, _)| !catalogue.sections.contains(name)));
    }
    names.into_iter().collect()
}
