//! In which file and record of the evidence stands what a verdict rests on.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::crawl::Basis;
use crate::judge::{InWarc, Verdict};
use crate::store::{Run, record_of};

/// Tells each piece of evidence for the verdicts on a unit, whose visit rests on `bases`, where its response stands, and gives
/// the file. Where none was written (an older version evaluated the unit) nothing is told.
pub(super) fn point(run: &Run, unit: &str, verdicts: &mut [Verdict], bases: &[Basis]) -> Option<String> {
    let written = run.evidence_file(unit).is_some_and(|file| file.is_file());
    let file = run.evidence_place(unit).filter(|_| written)?;
    // Within a unit one request follows another: no two responses are complete at the same moment. What was not asked for
    // has the moment of the failure because of which it was not.
    let mut known: BTreeMap<Timestamp, Vec<&Basis>> = BTreeMap::new();
    for basis in bases {
        known.entry(basis.at).or_default().push(basis);
    }
    let id = run.id();
    for evidence in verdicts.iter_mut().flat_map(|verdict| &mut verdict.evidence) {
        let at_once = evidence.at.and_then(|at| known.get(&at)).map(Vec::as_slice).unwrap_or_default();
        let basis = at_once.iter().find(|basis| basis.asked == evidence.url).or(at_once.first());
        evidence.warc = basis.map(|basis| InWarc {
            file: file.clone(),
            record: record_of(&id, unit, basis, evidence.hash.as_deref()),
            unchanged_since: basis.unchanged_since,
        });
    }
    Some(file)
}
