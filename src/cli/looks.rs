//! One unit's verdicts and points, from one look at its site or from two.

use std::collections::BTreeMap;

use super::assess::Rules;
use super::fault::Fault;
use super::laid_over::Decided;
use super::verdicts::Look;
use crate::crawl::Former;
use crate::judge::{BothLooks, FirstLook, Signal, Verdict, doubted};
use crate::mapping::{Mapping, Seen};
use crate::read;
use crate::report::{Dossier, FoundColumn, PagesSeen, PutAway, UnitResult};
use crate::score::{self, ScoreSheet};
use crate::sha256::sha256;
use crate::site::{Column, CrawlEnd, Outcome, Rendering, Snapshot};
use crate::unit::Unit;

/// Digits of a hash that a record keeps of a page.
const DIGITS: usize = 12;

/// What the looks at a unit's site gave so far.
pub(super) struct Judged {
    pub(super) verdicts: Vec<Verdict>,
    columns: Vec<(Column, Mapping)>,
    end: CrawlEnd,
    pub(super) pages: PagesSeen,
    /// What was seen, in words that the same pages give again: addresses, each with what came of it.
    seen: Vec<(String, String)>,
    /// Of the look that counts; empty until [`Rules::look_for_signals`].
    signals: Vec<Signal>,
    site_name: Option<String>,
}

impl Judged {
    /// What a second look is held against: the columns count as the second shows them, and while it waits for the site, those of
    /// the first take no room.
    pub(super) fn without_columns(self) -> Self {
        Self { columns: Vec::new(), signals: Vec::new(), ..self }
    }
}

/// A visit that has ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit<'a> {
    pub(super) unit: &'a Unit,
    pub(super) end: CrawlEnd,
    pub(super) requests: u32,
    /// Of the answers, decompressed.
    pub(super) bytes: u64,
}

/// One unit's result, with the hash of what it was made from.
pub(super) struct Assessed {
    pub(super) result: UnitResult,
    /// What the next visit need not ask for.
    pub(super) former: Former,
    pub(super) pages: PagesSeen,
    pub(super) decided: Decided,
}

impl Assessed {
    /// Its verdicts, taken out of its dossier.
    pub(super) fn verdicts(&self) -> Result<Vec<Verdict>, Fault> {
        self.result.dossier.taken_out().map(|dossier| dossier.verdicts).map_err(Fault::work)
    }
}

impl Rules {
    /// Judges one unit by what was seen of its site.
    pub(super) fn judge(&self, unit: &Unit, snapshot: &Snapshot) -> Result<Judged, Fault> {
        let identity = self.identity(unit);
        let mut columns: Vec<(Column, Mapping)> =
            read::survey(snapshot, unit.section.as_deref(), &self.catalogue.sections)
                .into_iter()
                .map(|column| {
                    let mapping = if self.of_whole_site() {
                        Mapping::none(&column)
                    } else {
                        self.mapper.decide_column(&column, unit, identity.county)
                    };
                    (column, mapping)
                })
                .collect();
        let site = Seen { unit, county: identity.county, snapshot };
        let lapsed = self.mapper.remember(site, self.remembered.of(unit), &mut columns);
        let look = Look { unit, identity: &identity, snapshot, columns: &columns, lapsed: &lapsed };
        let verdicts = self.verdicts(&look)?;
        let (end, pages, seen) = (snapshot.end, PagesSeen::of(snapshot), seen(snapshot));
        let site_name = read::site_name(snapshot);
        Ok(Judged { verdicts, columns, end, pages, seen, signals: Vec::new(), site_name })
    }

    /// Adds what a person should look at; `snapshot` is that of the look that counts.
    pub(super) fn look_for_signals(&self, unit: &Unit, snapshot: &Snapshot, judged: &mut Judged) {
        judged.signals = self.signals(unit, snapshot, &judged.columns);
    }

    /// The pages to ask for again before a column is called missing ([`doubted`]).
    pub(super) fn doubted(&self, unit: &Unit, snapshot: &Snapshot, judged: &Judged) -> Vec<String> {
        doubted(&FirstLook {
            unit,
            indicators: &self.indicators(unit),
            sections: &self.catalogue.sections,
            snapshot,
            columns: &judged.columns,
            verdicts: &judged.verdicts,
        })
    }

    /// What counts of two looks; `seen_again` of the doubted pages came at the second.
    pub(super) fn settled(&self, unit: &Unit, first: Judged, second: Judged, seen_again: usize) -> Judged {
        let looks = BothLooks {
            unit,
            indicators: &self.indicators(unit),
            first_end: first.end,
            second_end: second.end,
            seen_again,
            as_of: self.as_of,
        };
        let verdicts = looks.settled(first.verdicts, second.verdicts);
        Judged { verdicts, seen: [first.seen, second.seen].concat(), ..second }
    }

    /// Scores one unit and puts away what its points rest on; `warc` is the file that was kept of the visit.
    pub(super) fn assess(&self, visit: &Visit<'_>, judged: Judged, warc: Option<String>) -> Result<UnitResult, Fault> {
        let Visit { unit, end, requests, bytes } = *visit;
        let Judged { verdicts, columns, seen, signals, site_name, .. } = judged;
        let watch = self.watched.get(&unit.name).map(serde_json::to_string).transpose().map_err(Fault::work)?;
        let mut pages = digests(&seen);
        pages.extend(watch.as_ref().map(|watch| (String::new(), digest(watch))));
        let material =
            seen.into_iter().map(|(place, what)| format!("{place} {what}\n")).chain(watch).collect::<String>();
        let ScoreSheet { totals, steps, points } = score::sheet(&self.policy, unit, &verdicts);
        let found = |(column, mapping)| (FoundColumn::of(column, self.as_of), mapping);
        let columns = columns.into_iter().map(found).collect();
        Ok(UnitResult {
            unit: unit.clone(),
            site_name,
            end,
            requests,
            bytes,
            warc,
            snapshot: sha256(material.as_bytes()),
            sheet: totals,
            dossier: PutAway::of(&Dossier { verdicts, points, steps, signals, columns, pages }),
        })
    }
}

/// What was seen, address by address: without times, so that the same pages give the same words.
fn seen(snapshot: &Snapshot) -> Vec<(String, String)> {
    let insecure = snapshot.insecure.iter().map(|(origin, problem)| (origin.clone(), problem.clone()));
    let visits = snapshot.visits.iter().map(|visit| {
        let what = match &visit.outcome {
            Outcome::Page { hash, page, .. } => format!("{hash}{}", Rendering::why_not(page.rendering.as_ref())),
            Outcome::Failed(failure) => format!("{:?}", failure.class),
        };
        let posted = visit.posted.as_ref().map(|posted| format!(" {posted}")).unwrap_or_default();
        (format!("{}{posted}", visit.asked), what)
    });
    insecure.chain(visits).collect()
}

/// What a record keeps of it; of two looks at a page, what the second saw.
fn digests(seen: &[(String, String)]) -> BTreeMap<String, String> {
    seen.iter().map(|(place, what)| (digest(place), digest(what))).collect()
}

fn digest(words: &str) -> String {
    let mut digest = sha256(words.as_bytes());
    digest.truncate(DIGITS);
    digest
}
