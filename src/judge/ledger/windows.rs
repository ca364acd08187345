//! What the judge of a ledger does not know from its words: the `[judge]` table of a ledger's `policy.toml`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::judge::range::Ranges;

/// Thresholds and windows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerWindows {
    /// The first day from which evidence counts; 1 January of the catalogue's year where none is given.
    pub from: Option<Date>,
    /// The share of a row's matters that must be seen before its task is done, above 0 to 1.
    pub seen_share: f64,
    /// From which likeness on a title answers a matter, 0 to 1.
    pub alike: f64,
    /// From which likeness on a title may answer a matter, so that a person must look, 0 to 1.
    pub doubtful: f64,
    /// For tasks without a last day: within so many calendar days before the as-of day there must be something.
    pub windows: TaskDays,
}

/// Calendar days, each 1 to 3660.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskDays {
    /// 每半年.
    pub half_yearly: u16,
    /// 每季度.
    pub quarterly: u16,
    /// 每月.
    pub monthly: u16,
    /// 定期.
    pub periodically: u16,
    /// 及时.
    pub promptly: u16,
    /// 实时, 即时.
    pub immediately: u16,
    /// 逐步, 逐年, 长期.
    pub gradually: u16,
}

impl LedgerWindows {
    /// What is out of range: key below `[judge]`, and what would be right, in Chinese.
    #[must_use]
    pub fn problems(&self) -> Vec<(String, &'static str)> {
        let mut ranges = Ranges::default();
        ranges.demand(self.seen_share > 0.0 && self.seen_share <= 1.0, "seen_share", "应大于 0，不大于 1");
        ranges.demand(self.alike > 0.0 && self.alike <= 1.0, "alike", "应大于 0，不大于 1");
        ranges.demand(self.doubtful > 0.0 && self.doubtful <= self.alike, "doubtful", "应大于 0，不大于 alike");
        ranges.days("windows", self.windows.each());
        ranges.problems
    }
}

impl TaskDays {
    fn each(&self) -> [(&'static str, u16); 7] {
        [
            ("half_yearly", self.half_yearly),
            ("quarterly", self.quarterly),
            ("monthly", self.monthly),
            ("periodically", self.periodically),
            ("promptly", self.promptly),
            ("immediately", self.immediately),
            ("gradually", self.gradually),
        ]
    }
}
