//! Links that stand on page after page of a site, told by how they are written.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Links that are remembered at a time: far more than the menus of a site have.
const MOST: usize = 20_000;

/// The links that earlier pages had, as they stand in the source; only such as lead to the same address from every page.
#[derive(Debug, Default)]
pub struct Familiar {
    /// Hashes of where they start from and of their source.
    known: HashSet<u64>,
}

impl Familiar {
    /// Stands for the link with this source on a page whose addresses start from `site`.
    pub(super) fn mark(site: &str, source: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        (site, source).hash(&mut hasher);
        hasher.finish()
    }

    pub(super) fn has(&self, mark: u64) -> bool {
        self.known.contains(&mark)
    }

    pub(super) fn add(&mut self, marks: Vec<u64>) {
        if self.known.len() >= MOST {
            self.known.clear();
        }
        self.known.extend(marks);
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.known.clear();
    }
}
