//! What faults take off their row, by their kind: `[score.deductions]`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::figure::figure;
use super::keys::Wrong;
use crate::judge::{FindingKind, Verdict};

/// What the faults of each kind take off. A fault counts with the first row that has it.
pub type Faults = BTreeMap<FindingKind, FaultDeduction>;

/// What the faults of one kind take off a row: either points or shares of the row's points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FaultDeduction {
    /// Points for each fault, above 0.
    pub each: Option<Decimal>,
    /// The share of the row's points for each fault, above 0, not above 1.
    pub share: Option<Decimal>,
    /// For all faults of the kind in a row, points or share as above; `None`: all that the row has.
    pub most: Option<Decimal>,
}

/// What the faults of one kind took off.
pub(super) struct Off {
    pub(super) points: Decimal,
    pub(super) words: String,
}

/// What the faults of `verdict` take off its `full` points.
pub(super) fn off(faults: &Faults, verdict: &Verdict, full: Decimal) -> Vec<Off> {
    let count = |kind: FindingKind| verdict.findings.iter().filter(|finding| finding.kind == kind).count();
    let found = faults.iter().map(|(kind, deduction)| (*kind, count(*kind), deduction));
    found.filter(|(_, count, _)| *count > 0).map(|(kind, count, deduction)| deduction.off(kind, count, full)).collect()
}

impl FaultDeduction {
    fn off(self, kind: FindingKind, count: usize, full: Decimal) -> Off {
        let number = Decimal::from(count);
        let (all, most, each) = match (self.each, self.share) {
            (Some(each), _) => (each * number, self.most, format!("每处扣{}分", figure(each))),
            (None, share) => {
                let share = share.unwrap_or_default();
                let each = format!("每处扣分值的{}%", figure(share * Decimal::ONE_HUNDRED));
                (full * share * number, self.most.map(|most| full * most), each)
            }
        };
        let points = all.min(most.unwrap_or(full)).min(full);
        let capped = if points < all { "，以此为限" } else { "" };
        Off { points, words: format!("{}{count}处，{each}，扣{}分{capped}", kind.zh(), figure(points)) }
    }

    fn is_good(self) -> bool {
        let above_zero = |number: Decimal| number > Decimal::ZERO;
        let points = |number: Decimal| above_zero(number) && number <= Decimal::from(10_000);
        let share = |number: Decimal| above_zero(number) && number <= Decimal::ONE;
        match (self.each, self.share) {
            (Some(each), None) => points(each) && self.most.is_none_or(|most| points(most) && each <= most),
            (None, Some(each)) => share(each) && self.most.is_none_or(|most| share(most) && each <= most),
            _ => false,
        }
    }
}

/// What is wrong with deductions by themselves. 栏目缺失 and 空白栏目 get nothing anyway; a missing report has a key of its own.
pub(super) fn problems(faults: &Faults) -> Wrong<&'static str> {
    let key = |kind: &FindingKind| serde_json::to_value(kind).ok().and_then(|key| key.as_str().map(str::to_owned));
    let wrong = faults.iter().filter_map(|(kind, deduction)| {
        let right = match kind {
            FindingKind::ColumnMissing | FindingKind::ColumnEmpty => "栏目缺失、空白栏目本来不得分，不再扣分",
            FindingKind::ReportMissing => "未报送信息的扣分写在 report_missing",
            _ if deduction.is_good() => return None,
            _ => "each（分）和 share（占分值的几成，不大于 1）应写且只写一个，大于 0；most 不小于它",
        };
        Some((key(kind)?, right))
    });
    wrong.collect()
}
