//! The examples of docs/policy.md.

use toml::{Table, Value};

use super::*;

const DOCUMENT: &str = include_str!("../../../docs/policy.md");

/// The kinds by the word behind `toml`, each with the policy whose values hold where an example says nothing.
const KINDS: [(&str, Kind, &str); 3] = [
    ("columns", Kind::Columns, POLICY),
    ("ledger", Kind::Ledger, include_str!("../../../indicators/xinyang-2016/policy.toml")),
    ("website", Kind::Website, include_str!("../../../indicators/national-2019/policy.toml")),
];

/// Kind, name and text of each.
fn all() -> Vec<(&'static str, &'static str, &'static str)> {
    let blocks = DOCUMENT.split("\n```toml ").skip(1).map(|block| block.split_once("\n```").unwrap().0);
    let parts = blocks.map(|block| block.split_once('\n').unwrap());
    parts
        .map(|(head, text)| (head.split_once(' ').unwrap(), text))
        .map(|((kind, name), text)| (kind, name, text))
        .collect()
}

fn lay(below: &mut Table, above: Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => lay(below, above),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

fn read(kind: &str, text: &str) -> Result<Policy, PolicyError> {
    let (_, kind, base) = KINDS.into_iter().find(|(word, ..)| *word == kind).unwrap();
    let mut whole: Table = base.parse().unwrap();
    lay(&mut whole, text.parse().unwrap());
    Policy::parse(&whole.to_string(), "policy.toml", kind)
}

/// The policy of the example of this name.
pub(super) fn example(name: &str) -> Policy {
    let (kind, _, text) = all().into_iter().find(|(_, other, _)| *other == name).unwrap();
    read(kind, text).unwrap()
}

#[test]
fn every_example_is_a_good_policy_that_says_something_else_than_the_one_it_is_laid_on() {
    let all = all();
    assert!(all.len() >= 15, "{}", all.len());
    for (kind, name, text) in all {
        let policy = read(kind, text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let repeats = ["某州考核结果表", "国管局2019年第二季度自查"].contains(&name);
        assert_eq!(policy == read(kind, "").unwrap(), repeats, "{name}");
    }
}

#[test]
fn every_key_of_the_format_is_told() {
    for key in [
        "minimum_coverage",
        "[[score.grades]]",
        "at_least",
        "[score.weights]",
        "[score.parts]",
        "[score.factors]",
        "note_suffices",
        "report_missing",
        "[score.deductions]",
        "`each`",
        "`share`",
        "`most`",
        "[score.bonus]",
        "`above`",
        "`of`",
        "`rows`",
        "`findings`",
        "`least`",
        "`grade`",
        "`at_most`",
        "`stop`",
        "[[score.groups]]",
        "`groups`",
        "`weights`",
        "`leave_out`",
        "`out_of`",
        "review.sign_off",
    ] {
        assert!(DOCUMENT.contains(key), "{key}");
    }
}
