//! Finding known terms inside a text.

use rustc_hash::FxHashMap;

/// Terms of two letters or more, each with what it stands for.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// By the first two letters, longest first.
    starts: FxHashMap<[char; 2], Vec<(Vec<char>, usize)>>,
}

/// A term found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Letters of the term.
    pub(super) letters: usize,
    /// What it stands for.
    pub(super) what: usize,
}

impl Finder {
    /// Takes terms with what they stand for; terms of one letter are left out.
    pub(super) fn new(terms: impl IntoIterator<Item = (String, usize)>) -> Self {
        let mut starts: FxHashMap<[char; 2], Vec<(Vec<char>, usize)>> = FxHashMap::default();
        for (term, what) in terms {
            let letters: Vec<char> = term.chars().collect();
            if let [first, second, ..] = letters[..] {
                starts.entry([first, second]).or_default().push((letters, what));
            }
        }
        for terms in starts.values_mut() {
            terms.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        }
        Self { starts }
    }

    /// The terms in a text, from left to right; one that lies inside a longer one is not counted.
    pub(super) fn find(&self, text: &str) -> Vec<Found> {
        let letters: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        let mut covered = 0;
        for start in 0..letters.len().saturating_sub(1) {
            let Some(terms) = self.starts.get(&[letters[start], letters[start + 1]]) else { continue };
            let Some((term, what)) = terms.iter().find(|(term, _)| letters[start..].starts_with(term)) else {
                continue;
            };
            if start + term.len() > covered {
                covered = start + term.len();
                found.push(Found { letters: term.len(), what: *what });
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_term_hides_what_lies_inside_it() {
        let finder = Finder::new([("财政收支".to_owned(), 1), ("财政收支决算".to_owned(), 2), ("决算".to_owned(), 3)]);
        let what = |text: &str| finder.find(text).iter().map(|found| found.what).collect::<Vec<_>>();
        assert_eq!(what("某局财政收支决算公开"), [2]);
        assert_eq!(what("财政收支情况和决算"), [1, 3]);
        assert!(what("").is_empty());
    }
}
