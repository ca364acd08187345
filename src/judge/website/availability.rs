//! 站点无法访问, from the visits of a watch.

use std::collections::BTreeMap;
use std::iter;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Availability;
use super::estate::Estate;
use super::ruling::{Ruling, SiteFault};
use crate::calendar::day_in_china;
use crate::judge::{CheckState, FindingKind};
use crate::site::{CrawlEnd, WatchVisit};

/// The home page opens in all but a small share of many visits over the days that were watched.
pub(super) fn opens(estate: &Estate<'_>) -> Ruling {
    let rules = &estate.case.rules.availability;
    let Availability { days, visits_per_day, seconds, failing_percent, ends_within } = *rules;
    let Span { first, last, visits, short } = span(estate);
    let ruling = if visits.is_empty() {
        Ruling::unseen(format!("没有监测记录：需监测{days}天，每天访问{visits_per_day}次以上"))
            .because(estate.closed.clone())
    } else if short > 0 {
        Ruling::unseen(format!(
            "监测记录不足：{first}至{last}的{days}天中有{short}天的访问不到{visits_per_day}次（共{}次）",
            visits.len()
        ))
    } else {
        weighed(estate, &visits)
    };
    let unreachable = (estate.case.snapshot.end == CrawlEnd::Failed).then(|| SiteFault {
        kind: FindingKind::Unreachable,
        name: "网站".to_owned(),
        url: estate.case.snapshot.site.clone(),
        description: estate.closed.clone().unwrap_or_default(),
        newest: None,
    });
    ruling
        .by(format!(
            "监测{days}天（至评估日期或此前{ends_within}天内），每天访问{visits_per_day}次以上；{seconds}秒（含）打不开为不成功，不成功的占{failing_percent}%（含）以上即否决"
        ))
        .seen(iter::once(estate.of_site(format!("{first}至{last}监测访问{}次", visits.len()))))
        .faulty(unreachable)
}

fn weighed(estate: &Estate<'_>, visits: &[&WatchVisit]) -> Ruling {
    let rules = &estate.case.rules.availability;
    let longest = u32::from(rules.seconds).saturating_mul(1000);
    let failed = |visit: &&&WatchVisit| !visit.opened || visit.millis.is_some_and(|millis| millis >= longest);
    let (all, failing) = (visits.len(), visits.iter().filter(failed).count());
    let limit = (all * usize::from(rules.failing_percent)).div_ceil(100);
    let seen = format!("监测访问{all}次，不成功{failing}次");
    let ruling = if failing == all {
        // A wall that keeps this machine out looks the same as a site that is down.
        Ruling::new(CheckState::Flagged, format!("{seen}，全部不成功：也可能是网站拒绝本机访问，需换一个网络复核"))
    } else if failing >= limit {
        Ruling::new(CheckState::Broken, seen.clone())
    } else {
        Ruling::new(CheckState::Kept, seen.clone())
    };
    ruling.counted(failing, limit).vetoing(&estate.case.snapshot.site, seen)
}

/// The days that count, with their visits.
struct Span<'a> {
    first: Date,
    last: Date,
    visits: Vec<&'a WatchVisit>,
    /// Days with too few visits.
    short: u16,
}

/// The newest span of days with enough visits on each that ended not too long before the as-of day; where there is none,
/// the newest that was watched at all.
fn span<'a>(estate: &Estate<'a>) -> Span<'a> {
    let Availability { days, visits_per_day, ends_within, .. } = estate.case.rules.availability;
    let as_of = estate.case.as_of;
    let mut by_day: BTreeMap<Date, Vec<&WatchVisit>> = BTreeMap::new();
    for visit in estate.case.watch.visits.iter().filter(|visit| day_in_china(visit.at) <= as_of) {
        by_day.entry(day_in_china(visit.at)).or_default().push(visit);
    }
    let before = |day: Date, days: u16| day.saturating_sub(i64::from(days).days());
    let ending = |last: Date| {
        let first = before(last, days.saturating_sub(1));
        let seen = by_day.range(first..=last);
        let enough = seen.clone().filter(|(_, visits)| visits.len() >= usize::from(visits_per_day)).count();
        let short = days.saturating_sub(u16::try_from(enough).unwrap_or(days));
        Span { first, last, visits: seen.flat_map(|(_, visits)| visits.iter().copied()).collect(), short }
    };
    let newest = by_day.keys().next_back().copied().filter(|day| *day >= before(as_of, ends_within)).unwrap_or(as_of);
    let full = (0..=ends_within).map(|back| ending(before(as_of, back))).find(|span| span.short == 0);
    full.unwrap_or_else(|| ending(newest))
}
