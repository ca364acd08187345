//! Two looks at one site: which pages to ask for again before a column is called missing, and which look counts where they
//! differ.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::finding::{Fault, Scope};
use super::grounds::grounds;
use super::{Answer, CheckState, ColumnState, Finding, FindingKind, State, TaskState, Verdict};
use crate::catalogue::Indicator;
use crate::mapping::{Decision, Mapping};
use crate::site::{Column, CrawlEnd, Outcome, Purpose, Snapshot, Visit};
use crate::unit::Unit;

/// Pages of the disclosure section that are asked for again.
const SECTION_PAGES: usize = 3;
/// Pages of one heading that are asked for again.
const HEADING_PAGES: usize = 2;
/// Pages of one site that are asked for again.
const MOST: usize = 12;
/// Names of pages that show the whole column tree.
const MAPS: [&str; 3] = ["网站地图", "站点地图", "网站导航"];

/// What the two looks said of one row, where they differed (结果不稳定).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unstable {
    /// What the first look said.
    pub first: Said,
    /// What the second look said.
    pub second: Said,
    /// The look that counts: 1 or 2.
    pub counted: u8,
}

/// What one look said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The answer.
    pub answer: Answer,
    /// What the row's matter looked like.
    #[serde(flatten)]
    pub state: State,
}

/// What is known of a site after its first look.
#[derive(Debug, Clone, Copy)]
pub struct FirstLook<'a> {
    /// Whose site.
    pub unit: &'a Unit,
    /// The rows that apply to the unit.
    pub indicators: &'a [&'a Indicator],
    /// Usual names of the disclosure section.
    pub sections: &'a [String],
    /// What was seen.
    pub snapshot: &'a Snapshot,
    /// The columns with what each means.
    pub columns: &'a [(Column, Mapping)],
    /// The verdicts.
    pub verdicts: &'a [Verdict],
}

/// The addresses, as they were asked for, of the pages to ask for again before a fault is told: those on which the columns
/// would hang that are called missing, and those of which the site only said that they are unchanged and on which a fault
/// rests.
#[must_use]
pub fn doubted(look: &FirstLook<'_>) -> Vec<String> {
    let mut addresses = above_missing(look);
    let grounds = grounds(look.snapshot, look.verdicts);
    let unseen = look.snapshot.visits.iter().filter(|visit| is_on_its_word(visit) && grounds.contains(&visit.asked));
    for visit in unseen {
        if !addresses.contains(&visit.asked) {
            addresses.push(visit.asked.clone());
        }
    }
    addresses
}

fn is_on_its_word(visit: &Visit) -> bool {
    matches!(&visit.outcome, Outcome::Page { page, .. } if page.unchanged_since.is_some())
}

/// The start page, those of the disclosure section, the site map and the pages of the headings of the columns that are
/// called missing; at most twelve.
fn above_missing(look: &FirstLook<'_>) -> Vec<String> {
    let missing: BTreeSet<&str> = look.verdicts.iter().filter(|one| is_missing(one)).map(|one| &*one.code).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let came: Vec<&Visit> = look.snapshot.visits.iter().filter(|visit| page_of(visit).is_some()).collect();
    let home = came.iter().rev().filter(|visit| visit.purpose == Purpose::Home).take(1);
    let section = came.iter().filter(|visit| is_section(look, visit)).take(SECTION_PAGES);
    let map = came.iter().filter(|visit| names(visit).any(|name| MAPS.iter().any(|map| name.contains(map)))).take(1);
    let rows = look.indicators.iter().filter(|row| missing.contains(row.code.as_str()));
    let headings: BTreeSet<&str> = rows.filter_map(|row| row.heading()).map(|(code, _)| code).collect();
    let above = headings.into_iter().flat_map(|code| {
        let columns = look.columns.iter().filter(move |(_, mapping)| mapping.decision_on(code) != Decision::None);
        let pages = columns.filter_map(|(column, _)| came.iter().find(|visit| leads_to(visit, &column.url)));
        pages.take(HEADING_PAGES)
    });
    let mut addresses: Vec<String> = Vec::new();
    for visit in home.chain(section).chain(map).chain(above) {
        if addresses.len() < MOST && !addresses.contains(&visit.asked) {
            addresses.push(visit.asked.clone());
        }
    }
    addresses
}

fn is_missing(verdict: &Verdict) -> bool {
    verdict.answer == Answer::Unmet && verdict.as_column().is_some_and(|one| one.column == ColumnState::Missing)
}

/// The address of the page that came, where links may stand on it.
fn page_of(visit: &Visit) -> Option<&str> {
    let leads_on = matches!(visit.purpose, Purpose::Home | Purpose::Column | Purpose::Remembered);
    match &visit.outcome {
        Outcome::Page { page, .. } if leads_on && visit.posted.is_none() => Some(&page.url),
        _ => None,
    }
}

fn leads_to(visit: &Visit, url: &str) -> bool {
    visit.asked == url || page_of(visit) == Some(url)
}

fn names(visit: &Visit) -> impl Iterator<Item = &str> {
    let shown = match &visit.outcome {
        Outcome::Page { page, .. } => page.column.name.as_deref(),
        Outcome::Failed(_) => None,
    };
    visit.via.iter().map(|via| via.text.as_str()).chain(shown)
}

fn is_section(look: &FirstLook<'_>, visit: &Visit) -> bool {
    let given = look.unit.section.as_deref();
    let usual = look.sections.iter().map(String::as_str).chain(given).filter(|name| !name.is_empty());
    let named = usual.clone().any(|section| names(visit).any(|name| name.contains(section)));
    visit.purpose != Purpose::Home && (named || given == Some(visit.asked.as_str()))
}

/// Both looks at one site, judged alike.
#[derive(Debug, Clone, Copy)]
pub struct BothLooks<'a> {
    /// Whose site.
    pub unit: &'a Unit,
    /// The rows that apply to the unit.
    pub indicators: &'a [&'a Indicator],
    /// How the first look ended.
    pub first_end: CrawlEnd,
    /// How the second look ended.
    pub second_end: CrawlEnd,
    /// The pages of [`doubted`] that came again.
    pub seen_again: usize,
    /// The day on which the unit is judged.
    pub as_of: Date,
}

impl BothLooks<'_> {
    /// The verdicts that count, from those of the first look and those of what both looks brought.
    ///
    /// The second look counts, since nothing that the first had seen is taken from it. Only where the first saw a column
    /// (evidence, a check) and the second did not, the first counts: what was seen at either look is not missing. A verdict
    /// whose answer or states differ says what each look said, with a finding.
    #[must_use]
    pub fn settled(&self, first: Vec<Verdict>, second: Vec<Verdict>) -> Vec<Verdict> {
        let mut told = BTreeSet::new();
        let pairs = first.into_iter().zip(second);
        pairs.map(|(first, second)| self.one(first, second, &mut told)).collect()
    }

    fn one(&self, first: Verdict, second: Verdict, told: &mut BTreeSet<String>) -> Verdict {
        if (first.answer, states(&first.state)) == (second.answer, states(&second.state)) {
            return self.confirmed(second);
        }
        let counted = if shows(&first.state) && !shows(&second.state) { 1 } else { 2 };
        let unstable = Unstable { first: said(&first), second: said(&second), counted };
        let mut verdict = if counted == 1 { first } else { second };
        let words = format!(
            "两次查看结果不一致：第一次{}，第二次{}，以第{}次为准",
            unstable.first.zh(),
            unstable.second.zh(),
            if counted == 1 { "一" } else { "二" }
        );
        let finding = self.finding(&verdict, &words);
        verdict.reasons.push(words);
        verdict.unstable = Some(Box::new(unstable));
        verdict.findings.extend(finding.filter(|finding| told.insert(finding.number.clone())));
        verdict
    }

    /// Told once for all rows of a column; once for the site where it opened only at the second look.
    fn finding(&self, verdict: &Verdict, words: &str) -> Option<Finding> {
        let row = self.indicators.iter().find(|row| row.code == verdict.code)?;
        let opened = self.first_end == CrawlEnd::Failed && self.second_end != CrawlEnd::Failed;
        let (scope, words) = if opened {
            (Scope::Site, "第一次查看时网站无法访问，第二次查看时可以访问，以第二次为准".to_owned())
        } else {
            (Scope::Column, format!("“{}”{words}", row.name()))
        };
        let fault = Fault::new(FindingKind::Unstable, self.unit.site.as_str(), words).of(scope);
        Some(fault.on(&self.unit.name, self.as_of, row))
    }

    /// Says of a column that is missing how it was looked for again.
    fn confirmed(&self, mut verdict: Verdict) -> Verdict {
        if is_missing(&verdict) && self.seen_again > 0 {
            let pages = self.seen_again;
            verdict.reasons.push(format!("第二次查看了首页等{pages}个网页，仍未见该栏目"));
        }
        verdict
    }
}

impl Said {
    fn zh(&self) -> String {
        let states: Vec<&str> = match &self.state {
            State::Column(one) => vec![one.column.zh(), one.content.zh(), one.freshness.zh()],
            State::Task(one) => vec![one.task.zh()],
            State::Check(one) => vec![one.check.zh()],
        };
        format!("{}（{}）", self.answer.zh(), states.join("，"))
    }
}

fn said(verdict: &Verdict) -> Said {
    Said { answer: verdict.answer, state: verdict.state.clone() }
}

/// What has to be alike for two looks to agree: not how many entries a column held.
fn states(state: &State) -> impl PartialEq + use<> {
    match state {
        State::Column(one) => {
            let parts = (one.column, one.content, one.freshness, one.sub_column_missing, one.demand_broken);
            (Some(parts), None, None)
        }
        State::Task(one) => (None, Some(one.task), None),
        State::Check(one) => (None, None, Some(one.check)),
    }
}

/// Whether the look showed what the row is about.
fn shows(state: &State) -> bool {
    match state {
        State::Column(one) => !matches!(one.column, ColumnState::Missing | ColumnState::Unreachable),
        State::Task(one) => !matches!(one.task, TaskState::NoEvidence | TaskState::Unseen),
        State::Check(one) => one.check != CheckState::Unseen,
    }
}
