//! 个人信息: citizen numbers, bank cards and lists of mobile numbers in titles and in texts that were read.

use std::collections::{BTreeMap, BTreeSet};

use super::{Signal, SignalCase, SignalKind, serves};
use crate::read::{Personal, PersonalKind, personal_data};
use crate::site::{Outcome, Purpose, identity};

/// So many different mobile numbers in one list or text. A notice rightly names the person to call, a tender each side's and
/// the agency's, a service window its shifts; a list of people has one for each.
const MOBILES: usize = 5;

pub(super) fn signs(case: &SignalCase<'_>) -> Vec<Signal> {
    let lists = case.columns.iter().filter_map(|of| {
        let titles = of.0.items.iter().map(|entry| entry.item.title.as_str()).collect::<Vec<_>>().join("\n");
        let seen = Seen::of(case, &titles)?;
        let words = format!("“{}”栏目的信息标题中有{}", of.0.name, seen.in_words());
        Some(case.of_column(SignalKind::PersonalData, of, words).with_samples(seen.masked()))
    });
    lists.chain(texts(case)).collect()
}

fn texts(case: &SignalCase<'_>) -> Vec<Signal> {
    let listed = listed(case);
    let mut known = BTreeSet::new();
    let mut signs = Vec::new();
    for visit in case.snapshot.visits.iter().filter(|visit| visit.purpose != Purpose::Declared) {
        let Outcome::Page { page, .. } = &visit.outcome else { continue };
        let Some(article) = &page.article else { continue };
        let own = identity(&page.url);
        let words = format!("{}\n{}", article.title, article.text);
        let Some(seen) = Seen::of(case, &words) else { continue };
        if known.insert(own.clone()) {
            let code = listed.get(&own).or_else(|| listed.get(&identity(&visit.asked))).copied();
            let words = format!("“{}”的正文中有{}", article.title, seen.in_words());
            signs.push(case.signal(SignalKind::PersonalData, code, &page.url, words).with_samples(seen.masked()));
        }
    }
    signs
}

/// The row of the first column that shows a page or is it, by the page's identity.
fn listed<'c>(case: &SignalCase<'c>) -> BTreeMap<String, &'c str> {
    let mut listed = BTreeMap::new();
    for (column, mapping) in case.columns {
        let Some(code) = serves(mapping) else { continue };
        let pages = column.items.iter().map(|entry| entry.item.url.as_str()).chain([column.url.as_str()]);
        for page in pages {
            listed.entry(identity(page)).or_insert(code);
        }
    }
    listed
}

/// Personal data of one list or text, each number once.
struct Seen<'t>(BTreeMap<(PersonalKind, String), Personal<'t>>);

impl<'t> Seen<'t> {
    /// `None` where there is none, or no more than mobile numbers to call.
    fn of(case: &SignalCase<'_>, text: &'t str) -> Option<Self> {
        // Nobody is born after the check: an index number may hold the day of its document, and the check sign fit by chance.
        let found = personal_data(text).filter(|found| found.born().is_none_or(|born| born <= case.as_of));
        let mut seen = Self(found.map(|found| ((found.kind, found.number.clone()), found)).collect());
        if seen.count(PersonalKind::Mobile) < MOBILES {
            seen.0.retain(|(kind, _), _| *kind != PersonalKind::Mobile);
        }
        (!seen.0.is_empty()).then_some(seen)
    }

    fn count(&self, kind: PersonalKind) -> usize {
        self.0.keys().filter(|(own, _)| *own == kind).count()
    }

    /// 公民身份号码2个、手机号码7个.
    fn in_words(&self) -> String {
        let kinds = [PersonalKind::Citizen, PersonalKind::Card, PersonalKind::Mobile];
        let counts = kinds.map(|kind| (kind, self.count(kind))).into_iter().filter(|(_, count)| *count > 0);
        counts.map(|(kind, count)| format!("{}{count}个", kind.zh())).collect::<Vec<_>>().join("、")
    }

    fn masked(&self) -> impl Iterator<Item = String> {
        self.0.values().map(Personal::masked)
    }
}
