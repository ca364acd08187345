//! What was seen of home pages while they were watched.

use jiff::Timestamp;

use super::plan;
use crate::crawl::Look;
use crate::site::{FailureClass, Watch};
use crate::store::{Logbook, StoreError, WatchPlan, Workspace};

#[test]
fn a_watch_is_taken_up_by_its_units_days_and_visits_until_it_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let units = plan(&["清水县", "白石县"]).units;
    let now: Timestamp = "2020-09-08T02:00:00Z".parse().unwrap();
    let later: Timestamp = "2020-09-09T02:00:00Z".parse().unwrap();
    let seven = WatchPlan { units: &units, days: 7, visits: 20 };
    let first = Logbook::open(folder.path()).unwrap().take_up(&seven, now).unwrap();
    assert_eq!((first.started, first.resumed), (now, false));

    let logbook = Logbook::open(folder.path()).unwrap();
    assert!(matches!(Logbook::open(folder.path()), Err(StoreError::Watching(_))));
    let mut renamed = units.clone();
    renamed[0].notes = "备注".to_owned();
    let again = logbook.take_up(&WatchPlan { units: &renamed, ..seven.clone() }, later).unwrap();
    assert_eq!((again.started, again.resumed), (now, true), "notes make no other watch");
    for other in [
        WatchPlan { units: &units[..1], ..seven.clone() },
        WatchPlan { days: 8, ..seven.clone() },
        WatchPlan { visits: 24, ..seven.clone() },
    ] {
        assert!(!logbook.take_up(&other, later).unwrap().resumed);
    }
    logbook.finish(again, later).unwrap();
    let fresh = logbook.take_up(&seven, later).unwrap();
    assert_eq!((fresh.started, fresh.resumed), (later, false));
}

#[test]
fn watched_gives_the_visits_up_to_the_end_of_a_day_in_china() {
    let folder = tempfile::tempdir().unwrap();
    let units = plan(&["清水县", "白石县"]).units;
    let workspace = Workspace::open(folder.path()).unwrap();
    let until = "2020-09-08".parse().unwrap();
    assert_eq!(workspace.watched(&units[0], until).unwrap(), Watch::default(), "nothing was watched");

    let logbook = Logbook::open(folder.path()).unwrap();
    let plan = WatchPlan { units: &units, days: 7, visits: 20 };
    let watching = logbook.take_up(&plan, "2020-09-08T02:00:00Z".parse().unwrap()).unwrap();
    let look = |at: &str, failed| Look { at: at.parse().unwrap(), millis: Some(14_900), failed };
    for (slot, look) in [
        (1, look("2020-09-08T15:59:59.9999Z", None)),
        (2, look("2020-09-08T02:00:00Z", Some(FailureClass::Timeout))),
        (3, look("2020-09-08T03:00:00.5Z", Some(FailureClass::Robots))),
        (4, look("2020-09-08T16:00:00Z", None)),
    ] {
        logbook.keep(watching, slot, &units[0], &look).unwrap();
    }
    let visits = |unit| workspace.watched(unit, until).unwrap().visits;
    let seen: Vec<_> = visits(&units[0]).iter().map(|visit| (visit.at.to_string(), visit.opened)).collect();
    assert_eq!(
        seen,
        [("2020-09-08T02:00:00Z".to_owned(), false), ("2020-09-08T15:59:59.999Z".to_owned(), true)],
        "the day ends at 16:00 of Greenwich; who was kept out by robots.txt saw nothing"
    );
    assert!(visits(&units[1]).is_empty());
    logbook.drop_slot(watching, 2).unwrap();
    assert_eq!(visits(&units[0]).len(), 1);
    assert_eq!(logbook.seen(watching, 4).unwrap(), ["清水县".to_owned()].into());
}
