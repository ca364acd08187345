//! 需报送信息: what a unit has to report to the office besides publishing it. It says nothing of the column.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::finding::Fault;
use super::{Answer, Case, FindingKind, Verdict};
use crate::catalogue::Indicator;
use crate::unit::Declaration;

/// The whole of what is published is to be reported.
const WHOLE: &str = "此类公开信息报送";

/// Adds what the office's list says of reports to the verdicts, which stand in the order of `case.indicators`: once per
/// column, with its first row that owes one. Where the office keeps no list, before the day by which the catalogue wants
/// them, and where nothing is owed yet, it says nothing. A report from after the as-of day has not come.
pub(super) fn judge(case: &Case<'_>, verdicts: &mut [Verdict]) {
    let Some(declarations) = case.declarations else { return };
    if case.due().is_some() {
        return;
    }
    let mut told = BTreeSet::new();
    for (row, verdict) in case.indicators.iter().zip(verdicts) {
        let owed = !row.report.is_empty() && verdict.answer != Answer::NotApplicable;
        if !owed || !told.insert(row.column.as_str()) {
            continue;
        }
        match state(case, row, declarations) {
            Report::InTime => {}
            Report::Late(day, due) => {
                verdict.reasons.push(format!("需报送信息于{day}报送，晚于规定的{due}"));
            }
            Report::Missing => verdict.findings.push(missing(row).finding(case, row)),
        }
    }
}

/// How the report on a column stands.
enum Report {
    InTime,
    /// The day on which it came and the one by which it was due.
    Late(Date, Date),
    Missing,
}

/// A report without a date is taken to be in time: the office has it.
fn state(case: &Case<'_>, row: &Indicator, declarations: &[Declaration]) -> Report {
    let of_column = |code: &str| case.indicators.iter().any(|other| other.code == code && other.column == row.column);
    let come = |declared: &&Declaration| declared.date.is_none_or(|day| day <= case.as_of) && of_column(&declared.code);
    // `None` comes before every day.
    match (declarations.iter().filter(come).map(|declared| declared.date).min(), case.catalogue.due) {
        (None, _) => Report::Missing,
        (Some(Some(day)), Some(due)) if day > due => Report::Late(day, due),
        (Some(_), _) => Report::InTime,
    }
}

fn missing(row: &Indicator) -> Fault {
    let what = if row.report == WHOLE { "全部公开内容" } else { row.report.trim_end_matches('。') };
    let description = format!("“{}”应报送的信息没有报送记录：{what}", row.name());
    Fault::new(FindingKind::ReportMissing, "", description)
}
