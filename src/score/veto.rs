//! 单项否决: what decides the whole sheet.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::sheet::Row;
use crate::judge::{Answer, Verdict};

/// What decides the whole sheet, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Veto {
    /// Codes of rows, any of which is a veto when it is 未达标.
    pub rows: BTreeSet<String>,
    /// The grade of a unit that a veto stands against; `None`: by its total.
    pub grade: Option<String>,
    /// Nothing else is scored: there is no total.
    pub stop: bool,
}

/// Whether a veto stands against a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ruling {
    /// None does.
    None,
    /// One could not be ruled out.
    Open,
    /// One does.
    Against,
}

impl Veto {
    fn names(&self, verdict: &Verdict) -> bool {
        self.rows.contains(&verdict.code)
    }
}

/// Whether a veto stands against the unit of these verdicts.
pub(super) fn ruling(veto: &Veto, verdicts: &[Verdict]) -> Ruling {
    let any = |answer: Answer| verdicts.iter().any(|verdict| veto.names(verdict) && verdict.settled() == answer);
    match (any(Answer::Unmet), any(Answer::Unverified)) {
        (true, _) => Ruling::Against,
        (false, true) => Ruling::Open,
        (false, false) => Ruling::None,
    }
}

/// Says it with the rows, and takes the others out of the sheet where nothing else is scored.
pub(super) fn tell(veto: &Veto, ruling: Ruling, verdicts: &[Verdict], rows: &mut [Row]) {
    for (verdict, row) in verdicts.iter().zip(rows) {
        if veto.names(verdict) {
            if verdict.settled() == Answer::Unmet {
                let why =
                    if row.reason.is_empty() { verdict.reasons.join("；") } else { std::mem::take(&mut row.reason) };
                row.reason = format!("单项否决：{why}");
            }
        } else if ruling == Ruling::Against && veto.stop && row.counted > Decimal::ZERO {
            row.got = None;
            row.covered = Decimal::ZERO;
            "已被单项否决，不再评分".clone_into(&mut row.reason);
        }
    }
}
