//! 站点无法访问, from the visits of a watch.

use std::collections::BTreeMap;
use std::iter;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use super::Availability;
use super::estate::Estate;
use super::ruling::{Ruling, SiteFault};
use crate::judge::{CheckState, FindingKind};
use crate::site::{CrawlEnd, WatchVisit};

/// Offset of China Standard Time, in hours.
const CHINA: i8 = 8;

/// The home page opens in all but a small share of many visits over the days that end with the as-of day.
pub(super) fn opens(estate: &Estate<'_>) -> Ruling {
    let rules = &estate.case.rules.availability;
    let Availability { days, visits_per_day, seconds, failing_percent } = *rules;
    let visits = visits(estate);
    let short = short_days(estate, &visits);
    let ruling = if visits.is_empty() {
        Ruling::unseen(format!("没有监测记录：需监测{days}天，每天访问{visits_per_day}次以上"))
            .because(estate.closed.clone())
    } else if short > 0 {
        Ruling::unseen(format!(
            "监测记录不足：评估日期前{days}天中有{short}天的访问不到{visits_per_day}次（共{}次）",
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
            "监测{days}天，每天访问{visits_per_day}次以上；{seconds}秒（含）打不开为不成功，不成功的占{failing_percent}%（含）以上即否决"
        ))
        .seen(iter::once(estate.of_site(format!("监测访问{}次", visits.len()))))
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

/// The visits of the days that count.
fn visits<'a>(estate: &Estate<'a>) -> Vec<&'a WatchVisit> {
    let last = estate.case.as_of;
    let first = first_day(estate);
    estate.case.watch.visits.iter().filter(|visit| (first..=last).contains(&day(visit))).collect()
}

/// How many of the days have too few visits.
fn short_days(estate: &Estate<'_>, visits: &[&WatchVisit]) -> usize {
    let mut by_day: BTreeMap<Date, u32> = BTreeMap::new();
    for visit in visits {
        *by_day.entry(day(visit)).or_default() += 1;
    }
    let enough = by_day.values().filter(|count| **count >= u32::from(estate.case.rules.availability.visits_per_day));
    usize::from(estate.case.rules.availability.days).saturating_sub(enough.count())
}

fn first_day(estate: &Estate<'_>) -> Date {
    let days = i64::from(estate.case.rules.availability.days) - 1;
    estate.case.as_of.checked_sub(days.days()).unwrap_or(Date::MIN)
}

/// The day in China.
fn day(visit: &WatchVisit) -> Date {
    visit.at.to_zoned(TimeZone::fixed(Offset::constant(CHINA))).date()
}
