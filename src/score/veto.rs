//! 单项否决: what decides the whole sheet.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::codes::under;
use super::figure::figure;
use super::keys::Wrong;
use super::reach::{self, Met};
use super::row::Row;
use crate::judge::{Answer, FindingKind, Verdict};

/// What decides the whole sheet, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Veto {
    /// Codes of rows, columns or levels: a row of theirs that is 未达标 is a veto.
    pub rows: BTreeSet<String>,
    /// Kinds of findings, any of which is a veto.
    pub findings: BTreeSet<FindingKind>,
    /// Points by the code of a level: fewer are a veto.
    pub least: BTreeMap<String, Decimal>,
    /// The grade of a unit that a veto stands against; `None`: by its total.
    pub grade: Option<String>,
    /// The highest total of such a unit, 0 to 100; `None`: as it is.
    pub at_most: Option<Decimal>,
    /// Nothing else is scored: such a unit has no total.
    pub stop: bool,
}

/// Whether a veto stands against a unit, with each reason in words.
pub(super) struct Ruling {
    /// Of the vetoes that stand.
    pub(super) against: Vec<String>,
    /// Of those that could not be ruled out.
    pub(super) open: Vec<String>,
}

impl Veto {
    /// Whether the row can be a veto by its answer.
    fn names(&self, row: &Row) -> bool {
        !row.left_out && self.rows.iter().any(|key| under(&row.code, key))
    }

    /// A veto stands on the row. What a person decided leaves its findings aside.
    fn falls_on(&self, verdict: &Verdict, row: &Row) -> bool {
        let found = || verdict.findings.iter().any(|finding| self.findings.contains(&finding.kind));
        let by_finding = !row.left_out && verdict.overridden.is_none() && found();
        (self.names(row) && verdict.settled() == Answer::Unmet) || by_finding
    }

    /// Whether a veto stands against the unit.
    pub(super) fn ruling(&self, verdicts: &[Verdict], rows: &[Row]) -> Ruling {
        let mut ruling = Ruling { against: Vec::new(), open: Vec::new() };
        for (verdict, row) in verdicts.iter().zip(rows) {
            if self.falls_on(verdict, row) {
                ruling.against.push(row.code.clone());
            } else if self.names(row) && verdict.settled() == Answer::Unverified {
                ruling.open.push(row.code.clone());
            }
        }
        for (code, least, reach) in reach::below(rows, &self.least) {
            let words = format!("{code} 得 {} 分，低于 {} 分", figure(reach.got), figure(least));
            match reach.meets(least) {
                Met::No => ruling.against.push(words),
                Met::Open | Met::Yes => ruling.open.push(words),
            }
        }
        ruling
    }

    /// Says with the rows which of them are vetoes; where nothing else is scored, the others leave the sheet.
    pub(super) fn tell(&self, ruling: &Ruling, verdicts: &[Verdict], rows: &mut [Row]) {
        for (verdict, row) in verdicts.iter().zip(rows) {
            if self.falls_on(verdict, row) {
                let why = if row.reason.is_empty() { verdict.reasons.join("；") } else { row.reason.clone() };
                row.reason = format!("单项否决：{why}");
                row.steps.push("单项否决".to_owned());
            } else if !ruling.against.is_empty() && self.stop && row.counted > Decimal::ZERO {
                row.stop();
            }
        }
    }
}

/// What is wrong with vetoes by themselves.
pub(super) fn problems(veto: &Veto) -> Wrong<&'static str> {
    let percent = Decimal::ZERO..=Decimal::ONE_HUNDRED;
    let named = !veto.rows.is_empty() || !veto.findings.is_empty() || !veto.least.is_empty();
    let points = |least: &Decimal| *least > Decimal::ZERO && *least <= Decimal::from(10_000);
    let demands = [
        (
            !named || veto.grade.is_some() || veto.at_most.is_some(),
            "",
            "应写明被否决单位的等级 grade 或总分上限 at_most",
        ),
        (!veto.stop || veto.grade.is_some(), "stop", "不再评分的，应写明等级 grade"),
        (veto.grade.as_ref().is_none_or(|grade| !grade.trim().is_empty()), "grade", "不能为空"),
        (veto.at_most.is_none_or(|most| percent.contains(&most)), "at_most", "应在 0 至 100 之间"),
        (veto.least.values().all(points), "least", "应大于 0，不超过 10000"),
    ];
    demands.into_iter().filter(|(holds, ..)| !holds).map(|(_, key, right)| (key.to_owned(), right)).collect()
}
