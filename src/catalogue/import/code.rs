//! Codes of the rows: the prefix, a group for each level, and one for the row among those of the same levels.

use std::collections::BTreeMap;

use super::fill::Row;

/// The prefix that an id suggests: the initials of its words (city-disclosure → CD), or the first two letters of its only
/// one.
pub(super) fn prefix(id: &str) -> String {
    let words: Vec<&str> =
        id.split('-').filter(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic())).collect();
    let letters: String = match words.as_slice() {
        [] => id.chars().filter(char::is_ascii_alphabetic).take(2).collect(),
        [word] => word.chars().take(2).collect(),
        words => words.iter().filter_map(|word| word.chars().next()).collect(),
    };
    letters.to_ascii_uppercase()
}

/// The codes of `rows`, which have `depth` levels, in order. Names are numbered within the level above, in the order of the
/// document; `00` stands where a level is empty or says how to show it (以专题形式展现).
pub(super) fn codes(rows: &[Row], prefix: &str, depth: usize) -> Vec<String> {
    let mut numbers: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut counts: BTreeMap<(String, &[String]), usize> = BTreeMap::new();
    let mut codes = Vec::new();
    for row in rows {
        let mut column = prefix.to_owned();
        for level in &row.levels[..depth] {
            let number = if level.is_empty() || level.contains("专题形式") {
                0
            } else {
                let names = numbers.entry(column.clone()).or_default();
                let next = names.len() + 1;
                *names.entry(level).or_insert(next)
            };
            column = format!("{column}-{number:02}");
        }
        let count = counts.entry((column.clone(), &row.levels[..])).or_default();
        *count += 1;
        codes.push(format!("{column}-{count:02}"));
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes() {
        for (id, expected) in [
            ("city-disclosure", "CD"),
            ("three-fields-2018", "TF"),
            ("work-points-2014", "WP"),
            ("ankang-2020", "AN"),
            ("x-2020", "X"),
            ("a1-b2", "AB"),
        ] {
            assert_eq!(prefix(id), expected, "{id}");
        }
    }

    #[test]
    fn names_are_numbered_within_the_level_above() {
        let row = |levels: [&str; 4]| Row { levels: levels.map(str::to_owned), ..Row::default() };
        let rows = [
            row(["财政", "预算", "", ""]),
            row(["财政", "预算", "", ""]),
            row(["财政", "", "", ""]),
            row(["卫生", "以专题形式展现", "", ""]),
            row(["卫生", "预算", "", ""]),
            row(["财政", "决算", "", ""]),
            row(["财政", "预算", "", ""]),
        ];
        let expected =
            ["SH-01-01-01", "SH-01-01-02", "SH-01-00-01", "SH-02-00-01", "SH-02-01-01", "SH-01-02-01", "SH-01-01-03"];
        assert_eq!(codes(&rows, "SH", 2), expected);
    }
}
