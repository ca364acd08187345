//! The section of one unit.

use std::collections::BTreeMap;

use serde::Serialize;

use super::address::Address;
use super::charts::{Line, sparkline};
use super::finding::Fault;
use super::history::History;
use super::order::Ranked;
use super::verdict::Row;
use crate::judge::{Finding, Signal};
use crate::report::{Dossier, Evaluation, labels};

/// Findings that a reviewer took back, by unit: they stand with no verdict any more.
pub(super) type Withdrawn<'a> = BTreeMap<&'a str, Vec<&'a Finding>>;

pub(super) fn withdrawn(evaluation: &Evaluation) -> Withdrawn<'_> {
    let mut withdrawn = Withdrawn::new();
    for finding in evaluation.rectifications.values().filter_map(|one| one.withdrawn.as_ref()) {
        withdrawn.entry(&finding.unit).or_default().push(finding);
    }
    withdrawn
}

/// All that the page tells of one unit.
#[derive(Debug, Serialize)]
pub(super) struct Section<'a> {
    id: usize,
    name: &'a str,
    site: Address<'a>,
    groups: String,
    rank: Option<usize>,
    total: Option<String>,
    grade: &'a str,
    coverage: String,
    /// 达标, 部分达标, 未达标, 待核查.
    counts: [(&'static str, usize); 4],
    /// How the visit went.
    visit: String,
    trend: Option<Line>,
    rows: Vec<Row<'a>>,
    findings: Vec<Fault<'a>>,
    signals: Vec<Sign<'a>>,
}

/// A 线索.
#[derive(Debug, Serialize)]
struct Sign<'a> {
    kind: &'static str,
    code: &'a str,
    description: &'a str,
    address: Address<'a>,
    samples: String,
}

impl<'a> Section<'a> {
    /// The section of a unit.
    pub(super) fn of(
        evaluation: &'a Evaluation,
        (unit, dossier): (Ranked<'a>, &'a Dossier),
        history: &History<'_>,
        withdrawn: &Withdrawn<'a>,
    ) -> Self {
        let result = unit.result;
        let sheet = &result.sheet;
        let faults = evaluation.findings(dossier);
        let withdrawn = withdrawn.get(result.unit.name.as_str()).into_iter().flatten().copied();
        let kept = result.warc.as_ref().map(|file| format!("，存证文件 {file}")).unwrap_or_default();
        let end = labels::crawl_end(result.end);
        Self {
            id: unit.id,
            name: &result.unit.name,
            site: Address::of(result.unit.site.as_str()),
            groups: result.unit.groups.join("、"),
            rank: sheet.rank,
            total: sheet.total.map(|total| format!("{total:.2}")),
            grade: &sheet.grade,
            coverage: format!("{:.2}%", sheet.coverage),
            counts: [
                ("达标", sheet.met),
                ("部分达标", sheet.partial),
                ("未达标", sheet.unmet),
                ("待核查", sheet.unverified),
            ],
            visit: format!("{end}，共 {} 次请求{kept}", result.requests),
            trend: sparkline(&history.of_unit(&result.unit.name)),
            rows: (evaluation.verdicts(dossier))
                .map(|(indicator, verdict)| Row::of(dossier, indicator, verdict))
                .collect(),
            findings: faults
                .chain(withdrawn)
                .map(|fault| Fault::of(fault, evaluation.rectifications.get(&fault.number)))
                .collect(),
            signals: dossier.signals.iter().map(Sign::of).collect(),
        }
    }
}

impl<'a> Sign<'a> {
    fn of(signal: &'a Signal) -> Self {
        Self {
            kind: signal.kind.zh(),
            code: &signal.code,
            description: &signal.description,
            address: Address::of(&signal.url),
            samples: signal.samples.join("；"),
        }
    }
}
