//! From the verdicts of a run to the questions for a person.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::cli::assess::Rules;
use crate::cli::fault::Fault;
use crate::cli::laid_over::offered;
use crate::judge::{Answer, ColumnState, Finding, Override, Verdict};
use crate::mapping::{Decision, Mapping, Review, Ruling, Validity};
use crate::report::{Dossier, Evaluation, FoundColumn};
use crate::site::identity;
use crate::store::{JudgedRow, KnownFinding, Reviews, Worklist, WorklistEntry};

/// Keeps what a person has to decide after a run in the workspace in `folder`, and what was decided about it.
pub(in crate::cli) fn keep_worklist(folder: &Path, rules: &Rules, evaluation: &Evaluation) -> Result<(), Fault> {
    let reviews = Reviews::open(folder).map_err(Fault::work)?;
    let overrides = reviews.overrides(&evaluation.catalogue.id).map_err(Fault::work)?;
    let scope = rules.scope();
    let own = overrides.iter().filter(|one| one.period == scope.period());
    let known = Known {
        decided: rules.remembered.reviews().collect(),
        aside: rules.remembered.aside().iter().map(|one| (one, one.state(scope.as_of, scope.sign_off))).collect(),
        overridden: own.map(row_of).collect(),
        offered: offered(&overrides, &scope).into_iter().map(|one| (row_of(one), one.answer)).collect(),
    };
    let (mut asked, mut findings) = (Vec::new(), Vec::new());
    for result in &evaluation.units {
        let dossier = result.dossier.taken_out().map_err(Fault::work)?;
        asked.extend(entries(evaluation, &result.unit.name, &dossier, &known));
        findings.extend(dossier.verdicts.iter().flat_map(|verdict| &verdict.findings).map(known_finding));
    }
    let worklist = Worklist {
        run: evaluation.run.id.clone(),
        catalogue: evaluation.catalogue.id.clone(),
        named: rules.named.clone(),
        period: scope.period().to_owned(),
        as_of: Some(scope.as_of),
        sign_off: scope.sign_off,
        units: evaluation.units.iter().map(|result| result.unit.name.clone()).collect(),
        entries: asked,
    };
    findings.extend(evaluation.rectifications.values().filter_map(|one| one.withdrawn.as_ref()).map(known_finding));
    reviews.keep(&worklist, rows(evaluation), findings).map_err(Fault::work)
}

fn rows(evaluation: &Evaluation) -> impl Iterator<Item = JudgedRow> {
    let rows = evaluation.units.iter().flat_map(|result| result.dossier.briefs().iter().map(move |row| (result, row)));
    rows.map(|(result, row)| JudgedRow { unit: result.unit.name.clone(), code: row.code.clone(), answer: row.answer })
}

fn known_finding(finding: &Finding) -> KnownFinding {
    KnownFinding {
        number: finding.number.clone(),
        unit: finding.unit.clone(),
        code: finding.code.clone(),
        kind: finding.kind.zh().to_owned(),
        description: finding.description.clone(),
    }
}

/// Unit and code of a row.
type RowKey<'a> = (&'a str, &'a str);

fn row_of(one: &Override) -> RowKey<'_> {
    (&one.unit, &one.code)
}

/// What was decided before.
struct Known<'a> {
    decided: Vec<&'a Review>,
    /// Decisions on columns that do not hold, and why not.
    aside: Vec<(&'a Review, Validity)>,
    /// Rows that were overridden in this period.
    overridden: BTreeSet<RowKey<'a>>,
    /// Answers that were given in an earlier one.
    offered: BTreeMap<RowKey<'a>, Answer>,
}

impl<'a> Known<'a> {
    /// Whether a person should see the row: its verdict is overridden, or was in an earlier period and differs from that.
    fn shows(&self, verdict: &Verdict) -> bool {
        let row = (verdict.unit.as_str(), verdict.code.as_str());
        self.overridden.contains(&row) || self.offered.get(&row).is_some_and(|answer| *answer != verdict.answer)
    }

    /// The decisions on a unit's columns that hold.
    fn decided_on(&self, unit: &str) -> Vec<&'a Review> {
        self.decided.iter().copied().filter(|review| review.unit == unit).collect()
    }

    /// Those that a person has to see again: they wait for a signature, or have expired and the machine does not say the same by
    /// itself.
    fn again(&self, unit: &str, dossier: &Dossier) -> Vec<&'a Review> {
        let machine = |review: &Review| {
            let column = dossier.columns.iter().find(|(column, _)| identity(&column.url) == identity(&review.url));
            column.map_or(Decision::None, |(_, mapping)| mapping.decision_on(&review.code))
        };
        let differs = |review: &Review| match review.ruling {
            Ruling::Accepted => machine(review) != Decision::Accept,
            Ruling::Rejected => machine(review) != Decision::None,
        };
        let own = self.aside.iter().filter(|(review, _)| review.unit == unit);
        let again = own.filter(|(review, state)| *state == Validity::Unsigned || differs(review));
        again.map(|(review, _)| *review).collect()
    }
}

/// The questions about one unit, in the order of the catalogue: each candidate for a column once, however many rows it has.
fn entries(evaluation: &Evaluation, unit: &str, dossier: &Dossier, known: &Known<'_>) -> Vec<WorklistEntry> {
    let mut asked: BTreeSet<(&str, String)> = BTreeSet::new();
    let mut entries = Vec::new();
    let (decided, again) = (known.decided_on(unit), known.again(unit, dossier));
    for verdict in &dossier.verdicts {
        let code = if verdict.as_column().is_some() { &verdict.column_code } else { &verdict.code };
        let indicator = evaluation.catalogue.indicators.iter().find(|row| row.code == verdict.code);
        let blank = || WorklistEntry {
            number: 0,
            unit: unit.to_owned(),
            code: code.clone(),
            indicator: indicator.map(|row| row.names().join(" > ")).unwrap_or_default(),
            name: String::new(),
            path: String::new(),
            url: String::new(),
            score: None,
            why: verdict.reasons.join("；"),
        };
        let mut found = candidates(dossier, verdict);
        if found.is_empty() && verdict.answer == Answer::Unverified && asked.insert((code, String::new())) {
            entries.push(blank());
        }
        let ruled = decided.iter().chain(&again).filter(|review| review.code == *code);
        let ruled: BTreeSet<String> = ruled.map(|review| identity(&review.url)).collect();
        if !ruled.is_empty() {
            found.extend(dossier.columns.iter().filter(|(column, _)| ruled.contains(&identity(&column.url))));
        }
        for (column, mapping) in found {
            if asked.insert((code, identity(&column.url))) {
                entries.push(WorklistEntry {
                    name: column.name.clone(),
                    path: column.path.join(" > "),
                    url: column.url.clone(),
                    score: Some(mapping.score),
                    why: mapping.why.clone(),
                    ..blank()
                });
            }
        }
        for review in again.iter().filter(|review| review.code == *code) {
            if asked.insert((code, identity(&review.url))) {
                let Review { name, path, url, .. } = (*review).clone();
                let why = "本次没有看到这个栏目".to_owned();
                entries.push(WorklistEntry { name, path, url, why, ..blank() });
            }
        }
        if known.shows(verdict) && asked.insert((&verdict.code, String::new())) {
            let why = machine_says(verdict.answer, verdict.reasons.first().map(String::as_str));
            entries.push(WorklistEntry { code: verdict.code.clone(), why, ..blank() });
        }
    }
    entries
}

/// What the machine says of a row.
pub(super) fn machine_says(answer: Answer, reason: Option<&str>) -> String {
    let reason = reason.map(|reason| format!("：{reason}")).unwrap_or_default();
    format!("判定为“{}”{reason}", answer.zh())
}

/// The columns of which a person has to say whether they are the verdict's.
fn candidates<'r>(dossier: &'r Dossier, verdict: &Verdict) -> Vec<&'r (FoundColumn, Mapping)> {
    let states = [ColumnState::Candidate, ColumnState::Unreachable];
    let open = verdict.as_column().is_some_and(|column| states.contains(&column.column));
    let shown = |column: &FoundColumn| verdict.evidence.iter().any(|evidence| evidence.url == column.url);
    // The evidence may show near names as well, which are candidates for other columns.
    let own = |code: &str| {
        verdict.column_code.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let doubted =
        |mapping: &Mapping| mapping.all_codes().any(|code| own(code) && mapping.decision_on(code) == Decision::Review);
    let columns = dossier.columns.iter().filter(|(column, mapping)| open && shown(column) && doubted(mapping));
    if verdict.answer == Answer::Unverified { columns.collect() } else { Vec::new() }
}
