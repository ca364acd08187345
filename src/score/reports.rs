//! 需报送信息: what missing reports cost.

use rust_decimal::Decimal;

use super::figure::{figure, two_places};
use super::row::Row;
use crate::judge::{Answer, FindingKind, Verdict};

/// What is left of `total` when `each` point is taken off for every report that is missing, not below 0, and how that came
/// about; it is said with the row that owes the report. What a person calls 不适用 owes none,
/// nor does a row that the unit's group is not asked for.
pub(super) fn take_off(
    each: Decimal,
    total: Decimal,
    verdicts: &[Verdict],
    rows: &mut [Row],
) -> (Decimal, Option<String>) {
    let missing = |verdict: &Verdict, row: &Row| {
        let excused = verdict.overridden.as_ref().is_some_and(|by| by.answer == Answer::NotApplicable);
        let found = || verdict.findings.iter().any(|finding| finding.kind == FindingKind::ReportMissing);
        !row.left_out && !excused && found()
    };
    let pairs = verdicts.iter().zip(rows);
    let owing: Vec<&mut Row> = pairs.filter(|(verdict, row)| missing(verdict, row)).map(|(_, row)| row).collect();
    if each.is_zero() || owing.is_empty() {
        return (total, None);
    }
    let count = owing.len();
    for row in owing {
        row.add(&format!("未报送信息，总分扣{}分", figure(each)));
    }
    let left = two_places((total - each * Decimal::from(count)).max(Decimal::ZERO));
    (left, Some(format!("未报送信息 {count} 项，每项扣{}分：{total} → {left}", figure(each))))
}
