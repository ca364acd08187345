//! All that one run says, as the sheets need it. Its JSON form is `result.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize, Serializer};

use super::{Record, Summary};
use crate::catalogue::{Catalogue, Indicator};
use crate::judge::{Finding, Period, Rectification, Signal, TaskState, TaskVerdict, Verdict};
use crate::mapping::Mapping;
use crate::score::{Grade, ScoreSheet};
use crate::site::{Column, CrawlEnd, Outcome, PageKind, Rendering, Seen, Snapshot, Standing};
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
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    /// Its points.
    pub sheet: ScoreSheet,
    /// One per indicator that applies.
    pub verdicts: Vec<Verdict>,
    /// Signs that a person should look at.
    pub signals: Vec<Signal>,
    /// SHA-256 of what was seen of the site, hex.
    pub snapshot: String,
    /// Each page that was seen and what came of it, both as the first twelve digits of their SHA-256: enough to tell which pages
    /// another look saw differently.
    #[serde(skip)]
    pub pages: BTreeMap<String, String>,
    /// The columns that were found, in document order, and what each means in the catalogue.
    #[serde(serialize_with = "column_records")]
    pub columns: Vec<(FoundColumn, Mapping)>,
}

/// A column without its entries: with those of all units a result would be as large as the sites themselves. They stay in
/// the workspace.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundColumn {
    /// As [`Column::name`].
    pub name: String,
    /// As [`Column::path`].
    pub path: Vec<String>,
    /// As [`Column::url`].
    pub url: String,
    /// As [`Column::standing`].
    pub standing: Standing,
    /// As [`Column::in_section`].
    pub in_section: bool,
    /// Entries that were seen; `None` where the column could not be looked into.
    pub items: Option<usize>,
    /// Newest date of publication in it that is not after the as-of day.
    pub newest: Option<Date>,
    /// As [`Column::pages_read`].
    pub pages_read: u32,
    /// As [`Column::pages`].
    pub pages: Option<u32>,
    /// As [`Column::seen`].
    pub seen: Option<Seen>,
}

impl FoundColumn {
    /// What a result on the day `as_of` tells of a column.
    #[must_use]
    pub fn of(column: Column, as_of: Date) -> Self {
        Self {
            items: items_seen(&column),
            newest: column.items.iter().filter_map(|item| item.published).filter(|date| *date <= as_of).max(),
            name: column.name,
            path: column.path,
            url: column.url,
            standing: column.standing,
            in_section: column.in_section,
            pages_read: column.pages_read,
            pages: column.pages,
            seen: column.seen,
        }
    }
}

impl Evaluation {
    /// There are units that could not be evaluated at all.
    #[must_use]
    pub fn some_units_open(&self) -> bool {
        self.units.iter().any(|result| result.end == CrawlEnd::Failed)
    }

    /// The findings of all units, in the order of units and catalogue.
    pub(super) fn findings(&self) -> impl Iterator<Item = &Finding> + Clone {
        self.units.iter().flat_map(|result| self.verdicts(result)).flat_map(|(_, verdict)| &verdict.findings)
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
        result: &'a UnitResult,
    ) -> impl Iterator<Item = (&'a Indicator, &'a Verdict)> + Clone {
        self.catalogue.indicators.iter().flat_map(|indicator| {
            result.verdicts.iter().filter(|verdict| verdict.code == indicator.code).map(move |v| (indicator, v))
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

/// Entries of a column that were seen; `None` where the column could not be looked into.
fn items_seen(column: &Column) -> Option<usize> {
    match column.standing {
        Standing::Opened(PageKind::Shell | PageKind::Challenge | PageKind::Soft404) if column.items.is_empty() => None,
        Standing::Opened(_) => Some(column.items.len()),
        Standing::Linked | Standing::Failed(_) | Standing::External => None,
    }
}

/// A column as `result.json` shows it.
#[derive(Serialize)]
struct ColumnRecord<'a> {
    name: &'a str,
    path: &'a [String],
    url: &'a str,
    standing: &'a Standing,
    in_section: bool,
    items: Option<usize>,
    pages_read: u32,
    pages: Option<u32>,
    seen: Option<&'a Seen>,
    mapping: &'a Mapping,
}

fn column_records<S: Serializer>(columns: &[(FoundColumn, Mapping)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(columns.iter().map(|(column, mapping)| ColumnRecord {
        name: &column.name,
        path: &column.path,
        url: &column.url,
        standing: &column.standing,
        in_section: column.in_section,
        items: column.items,
        pages_read: column.pages_read,
        pages: column.pages,
        seen: column.seen.as_ref(),
        mapping,
    }))
}
