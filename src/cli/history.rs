//! What earlier periods came to, and what this run leaves to later ones.

use std::collections::BTreeMap;
use std::path::Path;

use super::assess::Rules;
use super::closing::RECORD;
use super::fault::Fault;
use crate::judge::Period;
use crate::report::{AsRecord, Evaluation, Record};
use crate::sha256::sha256;
use crate::store::{Run, Workspace, frozen, frozen_periods};

impl Rules {
    /// Takes the results of the earlier periods of the same length by the same catalogue. A run for no period has none
    /// before it. Of a closed period that counts which was closed, else the newest result of the newest run.
    pub(super) fn take_history(&mut self, workspace: &Workspace, folder: &Path) -> Result<(), Fault> {
        let Some(period) = &self.period else { return Ok(()) };
        let catalogue = &self.catalogue.id;
        let name = |record: &Record| record.run.period.as_ref().map(|period| period.name.clone()).unwrap_or_default();
        let records: Vec<Record> = workspace.records(catalogue).map_err(Fault::work)?;
        let mut known: BTreeMap<String, Record> = records.into_iter().map(|record| (name(&record), record)).collect();
        for (period, _) in frozen_periods(folder).map_err(Fault::work)?.into_iter().filter(|(_, id)| id == catalogue) {
            if let Some(frozen) = frozen(folder, &period, catalogue).map_err(Fault::work)? {
                known.insert(period, frozen.json(RECORD).map_err(Fault::work)?);
            }
        }
        let mut earlier: Vec<Record> = known.into_values().filter(|record| is_before(record, period)).collect();
        earlier.sort_by_key(|record| record.run.period.as_ref().map(|period| period.from));
        self.history = earlier;
        Ok(())
    }

    /// SHA-256 of what is known of earlier periods, hex; of the empty string where nothing is.
    pub(super) fn history_hash(&self) -> String {
        let known = if self.history.is_empty() { Ok(Vec::new()) } else { serde_json::to_vec(&self.history) };
        sha256(&known.unwrap_or_default())
    }
}

fn is_before(record: &Record, period: &Period) -> bool {
    let is_quarter = |period: &Period| period.name.contains('Q');
    record.run.period.as_ref().is_some_and(|one| one.to < period.from && is_quarter(one) == is_quarter(period))
}

/// Keeps what stays of a run for ever.
pub(super) fn keep(run: &Run, evaluation: &Evaluation) -> Result<(), Fault> {
    let period = evaluation.run.period.as_ref().map(|period| period.name.as_str()).unwrap_or_default();
    run.keep_record(&evaluation.catalogue.id, period, &AsRecord::of(evaluation)).map_err(Fault::work)
}
