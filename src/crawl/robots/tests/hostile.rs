//! Rules that are made to be slow.

use std::time::{Duration, Instant};

use super::Rules;
use crate::crawl::robots::MAX_BYTES;

/// What matching one address may take, on a loaded machine without optimisation: tries that grow with the square of the
/// lengths would take minutes.
const ALLOWED: Duration = Duration::from_secs(10);

fn costs_little(line: impl Fn(usize) -> String, path: &str) {
    let mut file = String::from("User-agent: *\n");
    let mut n = 0;
    while file.len() < MAX_BYTES {
        file.push_str(&line(n));
        n += 1;
    }
    let begin = Instant::now();
    let rules = Rules::read(file.as_bytes(), "lanmu");
    let _ = rules.allow(path);
    assert!(begin.elapsed() < ALLOWED, "{:?}", begin.elapsed());
}

#[test]
fn half_a_megabyte_of_rules_costs_little() {
    let long = format!("/{}", "ab".repeat(10_000));
    costs_little(|n| format!("Disallow: /*a*b*c*{n}*d*e*f\n"), &long);
    costs_little(|_| "Disallow: /*a\n".to_owned(), &format!("/{}", "b".repeat(20_000)));
    costs_little(|_| format!("Disallow: {}c\n", "*a".repeat(8_000)), &long);
    costs_little(|_| format!("Disallow: /{}$\n", "*".repeat(16_000)), &long);
    costs_little(|_| format!("Disallow: /*{}b\n", "a".repeat(8_000)), &format!("/{}", "a".repeat(16_000)));
}

#[test]
fn every_rule_counts_however_many_there_are() {
    let many: String = (0..20_000).map(|n| format!("Disallow: /{n:05}/\n")).collect();
    let rules = Rules::read(format!("User-agent: *\n{many}Disallow: /last/\n").as_bytes(), "lanmu");
    assert!(!rules.allow("/last/") && !rules.allow("/19999/") && rules.allow("/20000/"));
}
