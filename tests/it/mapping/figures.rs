//! Counting answers against labels.

use std::collections::BTreeMap;

use lanmu::mapping::{Decision, Mapping};

use super::Label;

/// What a way of mapping says of a name.
pub(crate) struct Answer {
    pub(crate) decision: Decision,
    pub(crate) codes: Vec<String>,
    /// What decided; empty for none.
    pub(crate) method: String,
    /// Why, for the list of faults.
    pub(crate) why: String,
}

impl Default for Answer {
    fn default() -> Self {
        Self { decision: Decision::None, codes: Vec::new(), method: String::new(), why: String::new() }
    }
}

impl From<Mapping> for Answer {
    fn from(mapping: Mapping) -> Self {
        let method = mapping.method.map_or(String::new(), |method| format!("{method:?}").to_lowercase());
        Self { decision: mapping.decision, codes: mapping.codes, method, why: mapping.why }
    }
}

/// Counts over the labels of one part.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) rows: u32,
    /// Names that belong to an indicator.
    pub(crate) meant: u32,
    pub(crate) accepted: u32,
    /// Accepted for nothing but what the label says.
    pub(crate) right: u32,
    /// Names that belong to an indicator and are accepted for it or put before a person with it.
    pub(crate) found: u32,
    pub(crate) reviewed: u32,
    /// By method: accepted, of them right, reviewed, of them found.
    by_method: BTreeMap<String, [u32; 4]>,
    /// Wrong accepts and names that were not found.
    pub(crate) faults: Vec<String>,
}

impl Tally {
    pub(crate) fn of(labels: &[&Label], map: impl Fn(&Label) -> Answer) -> Self {
        let mut tally = Self::default();
        for label in labels {
            tally.add(label, &map(label));
        }
        tally
    }

    pub(crate) fn add(&mut self, label: &Label, answer: &Answer) {
        let meant = label.codes();
        let accepted = answer.decision == Decision::Accept;
        let reviewed = answer.decision == Decision::Review;
        let right = accepted && answer.codes.iter().all(|code| meant.contains(&code.as_str()));
        let found = answer.codes.iter().any(|code| meant.contains(&code.as_str()));
        self.rows += 1;
        self.meant += u32::from(!meant.is_empty());
        self.accepted += u32::from(accepted);
        self.right += u32::from(right);
        self.found += u32::from(found);
        self.reviewed += u32::from(reviewed);
        let counts = self.by_method.entry(answer.method.clone()).or_default();
        for (count, is) in counts.iter_mut().zip([accepted, right, reviewed, reviewed && found]) {
            *count += u32::from(is);
        }
        if accepted != right || (!meant.is_empty() && !found) {
            let Answer { decision, codes, why, .. } = answer;
            let said = format!("{decision:?} {}（{why}）", codes.join(";"));
            self.faults.push(format!("{} should be “{}”, is {said}", label.path, label.codes));
        }
    }

    /// Harmonic mean of the precision and the recall of accept alone, in hundredths of a percent: what is left to a person
    /// does not count.
    pub(crate) fn balance(&self) -> u32 {
        20_000 * self.right / (self.accepted + self.meant).max(1)
    }

    /// Names, those of an indicator, precision of accept, recall of accept and review, share sent to review.
    pub(crate) fn line(&self) -> String {
        format!("{} | {} | {} | {}", self.rows, self.meant, self.short_line(), share(self.reviewed, self.rows))
    }

    /// Precision of accept, recall of accept and review.
    pub(crate) fn short_line(&self) -> String {
        format!("{} | {}", share(self.right, self.accepted), share(self.found, self.meant))
    }

    /// Per method: accepted, of them right, sent to review, of them an indicator's.
    pub(crate) fn methods(&self) -> Vec<String> {
        let decided = self.by_method.iter().filter(|(method, _)| !method.is_empty());
        decided.map(|(method, [a, b, c, d])| format!("{method} | {a} | {b} | {c} | {d}")).collect()
    }
}

/// `98.0 % (49/50)`; a dash where there is nothing to count.
fn share(part: u32, whole: u32) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    format!("{:.1} % ({part}/{whole})", f64::from(part) * 100.0 / f64::from(whole))
}
