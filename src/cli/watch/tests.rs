//! Weeks that pass in a moment: the clock is the paused one of the runtime, and what opens is made up.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use tokio::time::{Instant, advance, timeout};

use super::command::tallies;
use super::patrol::{Eye, Patrol};
use super::slots::Slots;
use super::tally::{Conclusion, Tally};
use super::telling::Telling;
use crate::calendar::day_in_china;
use crate::crawl::{Clock, Look};
use crate::site::FailureClass;
use crate::store::{Logbook, WatchPlan, Workspace};
use crate::unit::Unit;

/// Tuesday, ten o'clock in China.
const BEGIN: &str = "2020-09-08T10:00:00+08:00";

fn unit(name: &str, site: &str) -> Unit {
    Unit {
        name: name.to_owned(),
        site: site.parse().unwrap(),
        groups: Vec::new(),
        aliases: Vec::new(),
        section: None,
        notes: String::new(),
    }
}

fn day(words: &str) -> Date {
    words.parse().unwrap()
}

/// The time of day in China.
fn hour(at: Timestamp) -> Time {
    at.to_zoned(TimeZone::fixed(Offset::constant(8))).time()
}

/// What the home page of a host does at a moment: milliseconds, and why it does not open.
type Script = fn(&str, Timestamp) -> (u32, Option<FailureClass>);

/// The clock of a test, which begins to run now.
fn clock() -> impl Fn() -> Timestamp + Clone + Send + Sync + 'static {
    let (begin, start): (Timestamp, Instant) = (BEGIN.parse().unwrap(), Instant::now());
    move || begin + SignedDuration::try_from(start.elapsed()).unwrap()
}

fn patrol(
    folder: &Path,
    units: &[Unit],
    now: impl Fn() -> Timestamp + Clone + Send + Sync + 'static,
    script: Script,
) -> Patrol {
    let logbook = Arc::new(Logbook::open(folder).unwrap());
    let watching = logbook.take_up(&WatchPlan { units, days: 7, visits: 20 }, now()).unwrap();
    let eye: Eye = {
        let now = now.clone();
        Arc::new(move |site| {
            let at = now();
            let (millis, failed) = script(site.host_str().unwrap(), at);
            Box::pin(async move {
                tokio::time::sleep(Duration::from_millis(u64::from(millis))).await;
                Ok(Look { at, millis: Some(millis), failed })
            })
        })
    };
    Patrol {
        slots: Slots::new(watching.started, 7, 20),
        clock: Clock::new(now),
        logbook,
        watching,
        jobs: 4,
        eyes: Box::new(move || Ok(Arc::clone(&eye))),
        units: units.to_vec(),
    }
}

fn tallied(patrol: &Patrol) -> Vec<Tally> {
    tallies(&patrol.units, &patrol.logbook, patrol.watching).unwrap()
}

/// Visits by day, as a judge finds them.
fn per_day(folder: &Path, unit: &Unit, until: &str) -> BTreeMap<Date, usize> {
    let watch = Workspace::open(folder).unwrap().watched(unit, day(until)).unwrap();
    let mut days = BTreeMap::new();
    for visit in &watch.visits {
        *days.entry(day_in_china(visit.at)).or_default() += 1;
    }
    days
}

#[tokio::test(start_paused = true)]
async fn a_week_of_twenty_visits_a_day_tells_who_opens() {
    let folder = tempfile::tempdir().unwrap();
    let units = [
        unit("青禾市财政局", "http://slow.example/"),
        unit("青禾市民政局", "http://seven.example/"),
        unit("青禾市水利局", "http://six.example/"),
        unit("青禾市审计局", "http://closed.example/"),
        unit("青禾市教育局", "http://never.example/"),
    ];
    let patrol = patrol(folder.path(), &units, clock(), |host, at| {
        let first_of_the_day = hour(at) < "01:00".parse().unwrap();
        match host {
            "slow.example" => (14_900, None),
            // 15 seconds are too long, to the millisecond (15秒（含）).
            "seven.example" if first_of_the_day => (15_000, None),
            "six.example" if first_of_the_day && day_in_china(at) < day("2020-09-15") => {
                (20, Some(FailureClass::HttpStatus))
            }
            "closed.example" => (0, Some(FailureClass::Robots)),
            "never.example" => (15_000, Some(FailureClass::Timeout)),
            _ => (300, None),
        }
    });
    patrol.run(&mut Telling::start()).await.unwrap();

    let seen: Vec<_> =
        tallied(&patrol).into_iter().map(|tally| (tally.visits, tally.failed, tally.conclusion)).collect();
    assert_eq!(
        seen,
        [
            (140, 0, Conclusion::Opens),
            (140, 7, Conclusion::DoesNotOpen),
            (140, 6, Conclusion::Opens),
            (0, 0, Conclusion::TooShort),
            (140, 140, Conclusion::NeverOpened),
        ]
    );
    assert_eq!(tallied(&patrol)[1].failed_percent, Some(5.0));
    assert_eq!(hour(patrol.clock.now()), "23:24:15".parse().unwrap(), "it ends with the last visit");

    let days = per_day(folder.path(), &units[0], "2020-09-15");
    assert_eq!(days.into_values().collect::<Vec<_>>(), [13, 20, 20, 20, 20, 20, 20, 20]);
    assert_eq!(per_day(folder.path(), &units[0], "2020-09-09").values().sum::<usize>(), 33);
    assert!(per_day(folder.path(), &units[3], "2020-09-15").is_empty(), "robots.txt is no failure of the site");
    let elsewhere = unit("青禾市财政局", "http://six.example/");
    assert!(per_day(folder.path(), &elsewhere, "2020-09-15").is_empty(), "another site");
}

#[tokio::test(start_paused = true)]
async fn a_watch_that_was_killed_goes_on_and_what_passed_is_missed() {
    let folder = tempfile::tempdir().unwrap();
    let units = [unit("青禾市财政局", "http://a.example/"), unit("青禾市民政局", "http://b.example/")];
    let now = clock();
    let opens: Script = |_, _| (300, None);
    let hours = |hours: u64| Duration::from_secs(hours * 3600);
    {
        let first = patrol(folder.path(), &units, now.clone(), opens);
        assert!(!first.watching.resumed);
        // To Thursday, 10:00: in the slot of 9:00.
        timeout(hours(48), first.run(&mut Telling::start())).await.unwrap_err();
    }
    {
        // At once, in the same slot: nobody is looked at again.
        let second = patrol(folder.path(), &units, now.clone(), opens);
        assert!(second.watching.resumed);
        timeout(Duration::from_secs(60), second.run(&mut Telling::start())).await.unwrap_err();
    }
    assert_eq!(per_day(folder.path(), &units[0], "2020-09-10").into_values().collect::<Vec<_>>(), [13, 20, 8]);
    advance(hours(30)).await;
    let third = patrol(folder.path(), &units, now, opens);
    third.run(&mut Telling::start()).await.unwrap();
    // Back on Friday at 16:01: the slot of 15:00, then 16:12 … 23:24.
    assert_eq!(
        per_day(folder.path(), &units[1], "2020-09-20").into_iter().collect::<Vec<_>>(),
        [("08", 13), ("09", 20), ("10", 8), ("11", 8), ("12", 20), ("13", 20), ("14", 20), ("15", 20)]
            .map(|(date, visits)| (day(&format!("2020-09-{date}")), visits))
    );
    let tally = &tallied(&third)[1];
    assert_eq!((tally.failed, tally.conclusion), (0, Conclusion::TooShort));
}

#[tokio::test(start_paused = true)]
async fn a_round_in_which_no_site_at_all_answers_is_no_fault_of_the_sites() {
    let folder = tempfile::tempdir().unwrap();
    let units = [
        unit("青禾市财政局", "http://a.example/"),
        unit("青禾市民政局", "http://b.example/"),
        unit("青禾市水利局", "http://c.example/"),
    ];
    let patrol = patrol(folder.path(), &units, clock(), |host, at| {
        let night = hour(at) < "06:00".parse().unwrap();
        match host {
            _ if night && day_in_china(at) < day("2020-09-11") => (20, Some(FailureClass::Dns)),
            // From Friday on two of them are down in the night, and the third says so with a status.
            "c.example" if night => (20, Some(FailureClass::HttpStatus)),
            _ if night => (20, Some(FailureClass::Refused)),
            _ => (300, None),
        }
    });
    patrol.run(&mut Telling::start()).await.unwrap();
    // Five slots of a night: 00:36, 01:48, 03:00, 04:12, 05:24.
    let days = per_day(folder.path(), &units[0], "2020-09-15");
    assert_eq!(days.into_values().collect::<Vec<_>>(), [13, 15, 15, 20, 20, 20, 20, 20]);
    assert_eq!(tallied(&patrol)[0].failed, 25);
}
