//! All that one run says, as the sheets need it. Its JSON form is `result.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::civil::Date;
use serde::ser::Error;
use serde::{Deserialize, Serialize, Serializer};

use super::dossier::{Brief, Dossier, FoundColumn, PutAway};
use super::{Record, Summary};
use crate::catalogue::{Catalogue, Indicator};
use crate::judge::{Finding, Period, Rectification, Signal, TaskState, TaskVerdict, Verdict};
use crate::mapping::Mapping;
use crate::score::{Grade, Points, Totals};
use crate::site::{CrawlEnd, Outcome, Rendering, Snapshot};
use crate::unit::Unit;

/// So much of the evidence on a task is shown to people.
const EVIDENCE_SHOWN: usize = 3;

/// The result of one run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// What the result was made from.
    pub run: Identity,
    /// The catalogue that was applied.
    pub catalogue: Catalogue,
    /// The grades of the policy that was applied, the best first; who has the last one did not pass.
    #[serde(skip)]
    pub grades: Vec<Grade>,
    /// One per unit, in the order of the units file.
    pub units: Vec<UnitResult>,
    /// What became of findings, by their number: replies, re-checks, conclusions. Of findings that are no more it is what
    /// the newest earlier period knows.
    pub rectifications: BTreeMap<String, Rectification>,
    /// The results of earlier periods by the same catalogue, one per period, the oldest first.
    #[serde(skip)]
    pub history: Vec<Record>,
}

/// What a result was made from: the same identity gives the same sheets, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Id of the run in the workspace.
    pub id: String,
    /// Version of the tool.
    pub tool_version: String,
    /// The day that the rules were applied on.
    pub as_of: Date,
    /// The quarter or year, where one was given.
    pub period: Option<Period>,
    /// Hashes of the inputs.
    pub sha256: Hashes,
    /// The pages that were looked at.
    pub pages: PagesSeen,
    /// What it comes to.
    pub summary: Summary,
}

/// How many pages were looked at, and how many of them in a browser.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PagesSeen {
    /// All.
    pub seen: usize,
    /// Those whose content is filled by a script and that a browser showed.
    pub rendered: usize,
    /// Those whose content is filled by a script and that no browser showed.
    pub unrendered: usize,
    /// Why the first of these was not shown, in words for people.
    #[serde(skip)]
    pub why: Option<String>,
}

impl PagesSeen {
    /// The pages of one visit.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut pages = Self::default();
        let mut known = BTreeSet::new();
        for visit in &snapshot.visits {
            let Outcome::Page { page, .. } = &visit.outcome else { continue };
            if !known.insert(&visit.asked) {
                continue;
            }
            pages.seen += 1;
            match &page.rendering {
                Some(Rendering::Done) => pages.rendered += 1,
                Some(Rendering::Failed(why)) => {
                    pages.unrendered += 1;
                    pages.why.get_or_insert_with(|| why.clone());
                }
                None => {}
            }
        }
        pages
    }

    /// With those of another visit.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            seen: self.seen + other.seen,
            rendered: self.rendered + other.rendered,
            unrendered: self.unrendered + other.unrendered,
            why: self.why.or(other.why),
        }
    }
}

impl fmt::Display for PagesSeen {
    /// For the summary of a run.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.rendered * 1000).checked_div(self.seen).unwrap_or(0);
        write!(f, "查看网页 {} 个，其中在浏览器中渲染 {} 个", self.seen, self.rendered)?;
        write!(f, "（{}.{}%）", tenths / 10, tenths % 10)?;
        match &self.why {
            Some(why) => write!(f, "；另有 {} 个内容由脚本生成，没有读出，如：{why}", self.unrendered),
            None => Ok(()),
        }
    }
}

/// SHA-256 of each input, hex. An input that was not given has the hash of the empty string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hashes {
    /// Of the catalogue's files.
    pub catalogue: String,
    /// Of the scoring policy.
    pub policy: String,
    /// Of the units file.
    pub units: String,
    /// Of what the units declared.
    pub declarations: String,
    /// Of what people decided: on columns, verdicts and findings.
    pub reviews: String,
    /// Of the calendar of working days, where a file of it was named.
    pub calendar: String,
    /// Of the stored pages.
    pub snapshot: String,
    /// Of the earlier results.
    pub history: String,
}

/// The result of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitResult {
    /// The unit.
    pub unit: Unit,
    /// What its site calls itself; `None` where the start page did not come or does not say.
    pub site_name: Option<String>,
    /// How the visit to its site ended.
    pub end: CrawlEnd,
    /// Requests that the visit took.
    pub requests: u32,
    /// Bytes of the answers, decompressed.
    pub bytes: u64,
    /// The file of the workspace with all that the visit came by (`evidence/r1/0001.warc.gz`), where one was written.
    pub warc: Option<String>,
    /// SHA-256 of what was seen of the site, hex.
    pub snapshot: String,
    /// What its score sheet comes to.
    pub sheet: Totals,
    /// The rows of the sheet, and what they rest on.
    pub dossier: PutAway,
}

impl Evaluation {
    /// There are units that could not be evaluated at all.
    #[must_use]
    pub fn some_units_open(&self) -> bool {
        self.units.iter().any(|result| result.end == CrawlEnd::Failed)
    }

    /// The findings that were withdrawn, by number: they stand with no verdict.
    pub(super) fn withdrawn(&self) -> impl Iterator<Item = &Finding> + Clone {
        self.rectifications.values().filter_map(|one| one.withdrawn.as_ref())
    }

    /// The units in the order of the ranking, by their place in [`Self::units`]: those with the same rank as the units file has
    /// them, those without at the end.
    pub(super) fn ranked(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.units.len()).collect();
        order.sort_by_key(|unit| self.units.get(*unit).and_then(|result| result.sheet.rank).unwrap_or(usize::MAX));
        order
    }

    /// The verdicts of one unit in the order of the catalogue, each with its indicator. A verdict on a code that the
    /// catalogue does not know is left out.
    pub(super) fn verdicts<'a>(
        &'a self,
        dossier: &'a Dossier,
    ) -> impl Iterator<Item = (&'a Indicator, &'a Verdict)> + Clone {
        self.in_order(&dossier.verdicts, |verdict| &verdict.code)
    }

    /// What is held of them, in the same order.
    pub(super) fn briefs<'a>(
        &'a self,
        result: &'a UnitResult,
    ) -> impl Iterator<Item = (&'a Indicator, &'a Brief)> + Clone {
        self.in_order(result.dossier.briefs(), |brief| &brief.code)
    }

    /// The findings of one unit, in the order of the catalogue.
    pub(super) fn findings<'a>(&'a self, dossier: &'a Dossier) -> impl Iterator<Item = &'a Finding> + Clone {
        self.verdicts(dossier).flat_map(|(_, verdict)| &verdict.findings)
    }

    fn in_order<'a, T>(
        &'a self,
        rows: &'a [T],
        code: fn(&T) -> &str,
    ) -> impl Iterator<Item = (&'a Indicator, &'a T)> + Clone {
        self.catalogue.indicators.iter().flat_map(move |indicator| {
            rows.iter().filter(move |row| code(row) == indicator.code).map(move |row| (indicator, row))
        })
    }
}

/// What a verdict on a task rests on, with its address, the first of it; `result.json` has all. That nothing was seen is no
/// evidence.
pub(super) fn task_evidence(verdict: &Verdict) -> Vec<String> {
    let shown = match verdict.as_task() {
        Some(TaskVerdict { task: TaskState::NoEvidence, .. }) | None => 0,
        Some(_) => EVIDENCE_SHOWN,
    };
    verdict.evidence.iter().take(shown).map(|one| format!("{} {}", one.matched, one.url)).collect()
}

impl Serialize for UnitResult {
    /// As `result.json` shows it: with its dossier, which is taken out for it.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { unit, site_name, end, requests, bytes, warc, snapshot, sheet, dossier } = self;
        let Dossier { verdicts, steps, points, signals, columns, .. } =
            &dossier.taken_out().map_err(S::Error::custom)?;
        let sheet = ShownSheet { sheet, steps, points };
        let columns = columns.iter().map(|(column, mapping)| ShownColumn { column, mapping }).collect();
        Shown { unit, site_name, end, requests, bytes, warc, sheet, verdicts, signals, snapshot, columns }.serialize(to)
    }
}

/// A unit as `result.json` shows it.
#[derive(Serialize)]
struct Shown<'a> {
    unit: &'a Unit,
    site_name: &'a Option<String>,
    end: &'a CrawlEnd,
    requests: &'a u32,
    bytes: &'a u64,
    warc: &'a Option<String>,
    sheet: ShownSheet<'a>,
    verdicts: &'a [Verdict],
    signals: &'a [Signal],
    snapshot: &'a str,
    columns: Vec<ShownColumn<'a>>,
}

#[derive(Serialize)]
struct ShownSheet<'a> {
    #[serde(flatten)]
    sheet: &'a Totals,
    steps: &'a [String],
    points: &'a [Points],
}

#[derive(Serialize)]
struct ShownColumn<'a> {
    #[serde(flatten)]
    column: &'a FoundColumn,
    mapping: &'a Mapping,
}
