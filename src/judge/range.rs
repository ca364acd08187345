//! What is out of range in the `[judge]` table of a policy.

/// Collects it: key below `[judge]`, and what would be right, in Chinese.
#[derive(Debug, Default)]
pub(super) struct Ranges {
    pub(super) problems: Vec<(String, &'static str)>,
}

impl Ranges {
    /// Notes `key` unless `holds`.
    pub(super) fn demand(&mut self, holds: bool, key: &str, right: &'static str) {
        if !holds {
            self.problems.push((key.to_owned(), right));
        }
    }

    /// Notes each number of calendar days that is not from 1 to 3660, about ten years.
    pub(super) fn days(&mut self, under: &str, each: impl IntoIterator<Item = (&'static str, u16)>) {
        for (key, days) in each {
            self.demand((1..=3660).contains(&days), &format!("{under}.{key}"), "应为 1 至 3660 的整数");
        }
    }
}
