//! The faults that the notice tells, by kind.

use std::collections::BTreeMap;

use super::LISTED;
use super::draft::Group;
use crate::catalogue::Indicator;
use crate::judge::{Answer, Finding, FindingKind, Rectification, Verdict};
use crate::report::{Dossier, Evaluation, labels, times};

/// So many columns of one unit stand in a group.
const COLUMNS: usize = 5;

/// Findings that ask a person to look: no fault is known yet.
const OPEN: [FindingKind; 8] = [
    FindingKind::Candidate,
    FindingKind::Lapsed,
    FindingKind::External,
    FindingKind::Unreachable,
    FindingKind::ContentUnknown,
    FindingKind::SuspiciousDates,
    FindingKind::Unconfirmed,
    FindingKind::Unstable,
];
/// Findings that stand whatever the answer of the row that they are told with.
const OWN: [FindingKind; 2] = [FindingKind::Insecure, FindingKind::ReportMissing];

/// A fault of a unit, with the row that it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    indicator: &'a Indicator,
    pub(super) finding: &'a Finding,
}

/// Is a finding of this kind a fault, or a question for a person?
pub(super) fn is_fault(kind: FindingKind) -> bool {
    !OPEN.contains(&kind)
}

/// The faults of a unit that hold: not those of rows that are 待核查 or that a person found in order, nor those that were
/// withdrawn.
pub(super) fn of_unit<'a>(evaluation: &'a Evaluation, dossier: &'a Dossier) -> Vec<Told<'a>> {
    let told = evaluation.verdicts(dossier).flat_map(|(indicator, verdict)| {
        let holds = move |finding: &&Finding| holds(evaluation, verdict, finding);
        verdict.findings.iter().filter(holds).map(move |finding| Told { indicator, finding })
    });
    told.collect()
}

fn holds(evaluation: &Evaluation, verdict: &Verdict, finding: &Finding) -> bool {
    let certain = match verdict.settled() {
        Answer::Met => verdict.overridden.is_none(),
        Answer::Partial | Answer::Unmet => true,
        Answer::Unverified | Answer::NotApplicable => OWN.contains(&finding.kind),
    };
    is_fault(finding.kind) && certain && !withdrawn(evaluation, &finding.number)
}

/// A reviewer took the finding back.
pub(super) fn withdrawn(evaluation: &Evaluation, number: &str) -> bool {
    evaluation.rectifications.get(number).is_some_and(Rectification::is_withdrawn)
}

/// The faults of all units by kind.
#[derive(Default)]
pub(super) struct Groups(BTreeMap<FindingKind, Concerned>);

/// What is told of the faults of one kind.
#[derive(Default)]
struct Concerned {
    units: usize,
    count: usize,
    /// The columns of the first units.
    words: Vec<String>,
}

impl Groups {
    /// Adds the faults of one unit.
    pub(super) fn add(&mut self, unit: &str, told: &[Told<'_>]) {
        let mut kinds: BTreeMap<FindingKind, Vec<Told<'_>>> = BTreeMap::new();
        for one in told {
            kinds.entry(one.finding.kind).or_default().push(*one);
        }
        for (kind, told) in kinds {
            let concerned = self.0.entry(kind).or_default();
            if concerned.units < LISTED {
                concerned.words.push(format!("{unit}：{}", columns(&told)));
            }
            concerned.units += 1;
            concerned.count += told.len();
        }
    }

    /// In words, in the order in which the kinds are listed everywhere.
    pub(super) fn in_words(&self) -> Vec<Group> {
        let concerned = labels::FINDING_KINDS.into_iter().filter_map(|kind| Some((kind, self.0.get(&kind)?)));
        concerned.map(|(kind, concerned)| concerned.in_words(kind)).collect()
    }
}

impl Concerned {
    fn in_words(&self, kind: FindingKind) -> Group {
        let more = if self.units > LISTED { "；其余见附件" } else { "" };
        Group {
            head: format!("{}。涉及{}个单位、{}项。", kind.zh(), self.units, self.count),
            text: format!("{}{more}。", self.words.join("；")),
        }
    }
}

/// The columns of one unit: `“部门预决算”栏目自2019年3月以来未更新`.
fn columns(told: &[Told<'_>]) -> String {
    let words: Vec<String> = told.iter().take(COLUMNS).map(Told::in_words).collect();
    let more = if told.len() > COLUMNS { format!("等{}项", told.len()) } else { String::new() };
    format!("{}{more}", words.join("、"))
}

impl Told<'_> {
    fn in_words(&self) -> String {
        let name = format!("“{}”", self.name());
        match (self.finding.kind, self.finding.last_update) {
            (FindingKind::Stale, Some(day)) => format!("{name}栏目自{}以来未更新", times::month(day)),
            (FindingKind::Insecure, _) => format!("（{}）", self.finding.url),
            _ => name,
        }
    }

    /// The column as the site calls it where the finding begins with it, else the indicator. A sub-column that is missing has no
    /// name on the site: the finding quotes the column above.
    fn name(&self) -> &str {
        if self.finding.kind == FindingKind::SubColumnMissing {
            return self.indicator.name();
        }
        let quoted = self.finding.description.strip_prefix('“').and_then(|rest| rest.split_once("”栏目"));
        quoted.map_or_else(|| self.indicator.name(), |(name, _)| name)
    }
}

/// The faults of a unit in a cell of the annex: `长期未更新2项，空白栏目1项`.
pub(super) fn counted(told: &[Told<'_>]) -> String {
    let mut counts: BTreeMap<FindingKind, usize> = BTreeMap::new();
    for one in told {
        *counts.entry(one.finding.kind).or_default() += 1;
    }
    counts.iter().map(|(kind, count)| format!("{}{count}项", kind.zh())).collect::<Vec<_>>().join("，")
}
