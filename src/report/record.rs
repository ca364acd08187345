//! What stays of a run for ever: enough to compare it with another, to draw a trend and to add up a year.

use std::collections::BTreeMap;
use std::io;

use rust_decimal::Decimal;
use serde::ser::{Error, SerializeSeq};
use serde::{Deserialize, Serialize, Serializer};
use url::Url;

use super::{Dossier, Evaluation, Identity, UnitResult};
use crate::judge::{Answer, Finding};
use crate::site::CrawlEnd;

/// The record of one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// What it was made from.
    pub run: Identity,
    /// Id of the catalogue.
    pub catalogue: String,
    /// One per unit, in the order of the units file.
    pub units: Vec<UnitRecord>,
}

/// A result that is written as its [`Record`]: unit by unit, so that not all of it is in memory once more.
#[derive(Debug, Serialize)]
pub struct AsRecord<'e> {
    run: &'e Identity,
    catalogue: &'e str,
    #[serde(serialize_with = "unit_records")]
    units: &'e [UnitResult],
}

fn unit_records<S: Serializer>(units: &&[UnitResult], to: S) -> Result<S::Ok, S::Error> {
    let mut records = to.serialize_seq(Some(units.len()))?;
    for result in *units {
        records.serialize_element(&UnitRecord::of(result).map_err(S::Error::custom)?)?;
    }
    records.end()
}

/// What stays of one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitRecord {
    /// Its name.
    pub name: String,
    /// Its site.
    pub site: Url,
    /// Groups that it belongs to.
    pub groups: Vec<String>,
    /// How the visit to its site ended.
    pub end: CrawlEnd,
    /// SHA-256 of what was seen of the site, hex.
    pub snapshot: String,
    /// As [`Dossier::pages`]; empty in what earlier versions recorded.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pages: BTreeMap<String, String>,
    /// Place in the ranking.
    pub rank: Option<usize>,
    /// Total, two places.
    pub total: Option<Decimal>,
    /// Grade.
    pub grade: String,
    /// A veto stands against it (单项否决).
    pub vetoed: bool,
    /// Coverage in per cent, two places.
    pub coverage: Decimal,
    /// One per verdict, in its order.
    pub rows: Vec<RowRecord>,
    /// Its findings.
    pub findings: Vec<Finding>,
}

/// What stays of one verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRecord {
    /// Code of the row.
    pub code: String,
    /// What the machine said.
    pub answer: Answer,
    /// What holds: a person's answer where there is one.
    pub settled: Answer,
    /// Full points, two places, or up to four where the policy names weights.
    pub full: Decimal,
    /// Points, with as many; `None` where the row left the sheet.
    pub got: Option<Decimal>,
    /// Why, the most important reason.
    pub reason: String,
}

impl Record {
    /// The record of a result.
    ///
    /// # Errors
    /// As [`PutAway::taken_out`](super::PutAway::taken_out).
    pub fn of(evaluation: &Evaluation) -> io::Result<Self> {
        Ok(Self {
            run: evaluation.run.clone(),
            catalogue: evaluation.catalogue.id.clone(),
            units: evaluation.units.iter().map(UnitRecord::of).collect::<io::Result<_>>()?,
        })
    }
}

impl<'e> AsRecord<'e> {
    /// To write what [`Record::of`] gives.
    #[must_use]
    pub fn of(evaluation: &'e Evaluation) -> Self {
        Self { run: &evaluation.run, catalogue: &evaluation.catalogue.id, units: &evaluation.units }
    }
}

impl RowRecord {
    /// What holds; where a person put it in the place of the program's answer, that too.
    #[must_use]
    pub fn answer_in_words(&self) -> String {
        if self.settled == self.answer {
            return self.settled.zh().to_owned();
        }
        format!("{}（人工改判，程序判定{}）", self.settled.zh(), self.answer.zh())
    }
}

impl UnitRecord {
    fn of(result: &UnitResult) -> io::Result<Self> {
        let UnitResult { unit, end, snapshot, sheet, dossier, .. } = result;
        let Dossier { verdicts, points, pages, .. } = dossier.taken_out()?;
        let rows = verdicts.iter().zip(&points).map(|(verdict, points)| RowRecord {
            code: verdict.code.clone(),
            answer: verdict.answer,
            settled: verdict.settled(),
            full: points.full,
            got: points.got,
            reason: verdict.reasons.first().cloned().unwrap_or_default(),
        });
        let rows = rows.collect();
        Ok(Self {
            name: unit.name.clone(),
            site: unit.site.clone(),
            groups: unit.groups.clone(),
            end: *end,
            snapshot: snapshot.clone(),
            pages,
            rank: sheet.rank,
            total: sheet.total,
            grade: sheet.grade.clone(),
            vetoed: sheet.vetoed,
            coverage: sheet.coverage,
            rows,
            findings: verdicts.into_iter().flat_map(|verdict| verdict.findings).collect(),
        })
    }
}
