//! 需报送信息: what missing reports cost.

use rust_decimal::Decimal;

use super::ScoreSheet;
use super::sheet::{Grading, two_places};
use crate::judge::{FindingKind, Verdict};

/// Takes `each` point for every report that is missing off the total, which does not go below 0, and says so with the row
/// that owes the report.
pub(super) fn take_off(
    each: Decimal,
    verdicts: &[Verdict],
    mut sheet: ScoreSheet,
    grading: &Grading<'_>,
) -> ScoreSheet {
    let Some(total) = sheet.total.filter(|_| !each.is_zero()) else { return sheet };
    let mut off = Decimal::ZERO;
    for (verdict, points) in verdicts.iter().zip(&mut sheet.points) {
        if verdict.findings.iter().any(|finding| finding.kind == FindingKind::ReportMissing) {
            off += each;
            let before = if points.reason.is_empty() { "" } else { "；" };
            points.reason.push_str(&format!("{before}未报送信息，总分扣{}分", each.normalize()));
        }
    }
    let total = two_places((total - off).max(Decimal::ZERO));
    ScoreSheet { total: Some(total), grade: grading.grade(Some(total), sheet.coverage), ..sheet }
}
