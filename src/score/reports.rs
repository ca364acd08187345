//! 需报送信息: what missing reports cost.

use rust_decimal::Decimal;

use super::sheet::{Row, two_places};
use crate::judge::{FindingKind, Verdict};

/// What is left of `total` when `each` point is taken off for every report that is missing, not below 0; it is said with the
/// row that owes the report.
pub(super) fn take_off(each: Decimal, total: Decimal, verdicts: &[Verdict], rows: &mut [Row]) -> Decimal {
    if each.is_zero() {
        return total;
    }
    let mut off = Decimal::ZERO;
    for (verdict, row) in verdicts.iter().zip(rows) {
        if verdict.findings.iter().any(|finding| finding.kind == FindingKind::ReportMissing) {
            off += each;
            let before = if row.reason.is_empty() { "" } else { "；" };
            row.reason.push_str(&format!("{before}未报送信息，总分扣{}分", each.normalize()));
        }
    }
    two_places((total - off).max(Decimal::ZERO))
}
