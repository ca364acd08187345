//! The measurement on the saved pages for people.

use std::collections::BTreeMap;

use crate::corpus::{Measured, Saved, Times};

/// So many pages are named.
const WORST: usize = 10;

/// Prints the times in all, by site, and of the pages with the largest ratio: of each page the shortest of its rounds.
pub(crate) fn show(pages: &[Saved], measured: &Measured) {
    let times = &measured.least;
    println!("of each page the shortest of its rounds");
    println!("{:<44}{:>7}{:>11}{:>11}{:>8}", "", "pages", "parse ms", "read ms", "ratio");
    line("all", times);
    line("all, median of the rounds", &measured.median);
    let mut sites: BTreeMap<&str, Vec<Times>> = BTreeMap::new();
    for (saved, times) in pages.iter().zip(times) {
        sites.entry(saved.site()).or_default().push(*times);
    }
    for (site, times) in &sites {
        line(site, times);
    }
    println!("\nlargest ratio");
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by(|one, other| ratio(times[*other]).total_cmp(&ratio(times[*one])));
    for at in order.into_iter().take(WORST) {
        line(&pages[at].file, &times[at..=at]);
    }
    println!();
}

fn line(name: &str, times: &[Times]) {
    let parse = times.iter().map(|times| times.parse).sum();
    let read = times.iter().map(|times| times.read).sum();
    let ratio = ratio(Times { parse, read });
    println!("{name:<44}{:>7}{parse:>11.2}{read:>11.2}{ratio:>8.2}", times.len());
}

fn ratio(times: Times) -> f64 {
    times.read / times.parse
}
