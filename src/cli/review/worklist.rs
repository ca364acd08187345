//! From the verdicts of a run to the questions for a person.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::assess::Rules;
use crate::cli::fault::Fault;
use crate::judge::{Answer, ColumnState, Verdict};
use crate::mapping::{Decision, Mapping, Review};
use crate::report::{Evaluation, FoundColumn, UnitResult};
use crate::site::identity;
use crate::store::{Reviews, Worklist, WorklistEntry};

/// Keeps what a person has to decide after a run in the workspace in `folder`, and what was decided about it.
pub(in crate::cli) fn keep_worklist(folder: &Path, rules: &Rules, evaluation: &Evaluation) -> Result<(), Fault> {
    let decided: Vec<&Review> = rules.remembered.reviews().collect();
    let worklist = Worklist {
        run: evaluation.run.id.clone(),
        catalogue: evaluation.catalogue.id.clone(),
        named: rules.named.clone(),
        units: evaluation.units.iter().map(|result| result.unit.name.clone()).collect(),
        entries: evaluation.units.iter().flat_map(|result| entries(evaluation, result, &decided)).collect(),
    };
    Reviews::open(folder).and_then(|reviews| reviews.keep(&worklist)).map_err(Fault::work)
}

/// The questions about one unit, in the order of the catalogue: each candidate for a column once, however many rows it has.
fn entries(evaluation: &Evaluation, result: &UnitResult, decided: &[&Review]) -> Vec<WorklistEntry> {
    let mut asked: BTreeSet<(&str, String)> = BTreeSet::new();
    let mut entries = Vec::new();
    for verdict in &result.verdicts {
        let code = if verdict.as_column().is_some() { &verdict.column_code } else { &verdict.code };
        let indicator = evaluation.catalogue.indicators.iter().find(|row| row.code == verdict.code);
        let blank = WorklistEntry {
            number: 0,
            unit: result.unit.name.clone(),
            code: code.clone(),
            indicator: indicator.map(|row| row.names().join(" > ")).unwrap_or_default(),
            name: String::new(),
            path: String::new(),
            url: String::new(),
            score: None,
            why: verdict.reasons.join("；"),
        };
        let mut found = candidates(result, verdict);
        if found.is_empty() && verdict.answer == Answer::Unverified && asked.insert((code, String::new())) {
            entries.push(blank.clone());
        }
        let own = |review: &&&Review| review.unit == result.unit.name && review.code == *code;
        let known: BTreeSet<String> = decided.iter().filter(own).map(|review| identity(&review.url)).collect();
        found.extend(result.columns.iter().filter(|(column, _)| known.contains(&identity(&column.url))));
        for (column, mapping) in found {
            if asked.insert((code, identity(&column.url))) {
                entries.push(WorklistEntry {
                    name: column.name.clone(),
                    path: column.path.join(" > "),
                    url: column.url.clone(),
                    score: Some(mapping.score),
                    why: mapping.why.clone(),
                    ..blank.clone()
                });
            }
        }
    }
    entries
}

/// The columns of which a person has to say whether they are the verdict's.
fn candidates<'r>(result: &'r UnitResult, verdict: &Verdict) -> Vec<&'r (FoundColumn, Mapping)> {
    let states = [ColumnState::Candidate, ColumnState::Unreachable];
    let open = verdict.as_column().is_some_and(|column| states.contains(&column.column));
    let shown = |column: &FoundColumn| verdict.evidence.iter().any(|evidence| evidence.url == column.url);
    // The evidence may show near names as well, which are candidates for other columns.
    let own = |code: &str| {
        verdict.column_code.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let doubted =
        |mapping: &Mapping| mapping.all_codes().any(|code| own(code) && mapping.decision_on(code) == Decision::Review);
    let columns = result.columns.iter().filter(|(column, mapping)| open && shown(column) && doubted(mapping));
    if verdict.answer == Answer::Unverified { columns.collect() } else { Vec::new() }
}
