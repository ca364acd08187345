//! 站点无法访问.

use jiff::civil::date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::build::{World, count, state};
use crate::judge::{Answer, CheckState};
use crate::site::{Watch, WatchVisit};

const OPENS: &str = "GB-01-02-01";

/// Twenty visits a day, China time, on the seven days from 14 to 20 October 2020; the first one at 00:10.
fn week() -> Vec<WatchVisit> {
    let china = TimeZone::fixed(Offset::constant(8));
    let first = date(2020, 10, 14).at(0, 10, 0, 0).to_zoned(china).unwrap().timestamp();
    let at = |number: i64| -> Timestamp { first + (number / 20 * 24).hours() + (number % 20).hours() };
    (0..140).map(|number| WatchVisit { at: at(number), millis: Some(2_000), opened: true }).collect()
}

fn watched(visits: Vec<WatchVisit>) -> World {
    World { watch: Watch { visits }, ..World::with(super::build::aged("要闻", 1, 1)) }
}

fn failing(many: usize, how: impl Fn(&mut WatchVisit)) -> World {
    let mut visits = week();
    visits.iter_mut().take(many).for_each(how);
    watched(visits)
}

#[test]
fn seven_of_a_hundred_and_forty_are_five_per_cent() {
    let down = |visit: &mut WatchVisit| visit.opened = false;
    let six = failing(6, down).verdict(OPENS);
    assert_eq!((state(&six), six.answer, count(&six)), (CheckState::Kept, Answer::Met, 6));
    let seven = failing(7, down).verdict(OPENS);
    assert_eq!((state(&seven), seven.answer, count(&seven)), (CheckState::Broken, Answer::Unmet, 7));
}

#[test]
fn fifteen_seconds_are_too_long() {
    let slow = |millis| failing(7, move |visit: &mut WatchVisit| visit.millis = Some(millis));
    assert_eq!(slow(15_000).state(OPENS), CheckState::Broken);
    assert_eq!(slow(14_999).state(OPENS), CheckState::Kept);
}

#[test]
fn every_day_needs_its_twenty_visits() {
    assert_eq!(watched(week()).state(OPENS), CheckState::Kept);
    let mut one_less = week();
    one_less.remove(0);
    let verdict = watched(one_less).verdict(OPENS);
    assert_eq!((state(&verdict), verdict.answer), (CheckState::Unseen, Answer::Unverified));
    assert_eq!(watched(Vec::new()).state(OPENS), CheckState::Unseen);
}

#[test]
fn visits_of_other_days_do_not_count() {
    let mut visits = week();
    let down = |visit: &WatchVisit, days: i64| WatchVisit {
        at: visit.at + (days * 24).hours(),
        opened: false,
        ..visit.clone()
    };
    let others: Vec<WatchVisit> = visits.iter().flat_map(|visit| [down(visit, 7), down(visit, -7)]).collect();
    visits.extend(others);
    let verdict = watched(visits).verdict(OPENS);
    assert_eq!((state(&verdict), count(&verdict)), (CheckState::Kept, 0));
}

#[test]
fn a_watch_that_ended_within_thirty_days_counts() {
    let moved = |days: i64| {
        let earlier = |visit: WatchVisit| WatchVisit { at: visit.at - (days * 24).hours(), ..visit };
        watched(week().into_iter().map(earlier).collect())
    };
    assert_eq!(moved(1).state(OPENS), CheckState::Kept);
    assert_eq!(moved(30).state(OPENS), CheckState::Kept);
    assert_eq!(moved(31).state(OPENS), CheckState::Unseen);
}

#[test]
fn the_newest_full_week_counts() {
    // A day of a new watch stands after the full week.
    let mut visits = week();
    visits.retain(|visit| visit.at < week()[139].at - 20.hours());
    let earlier = week().into_iter().map(|visit| WatchVisit { at: visit.at - (8 * 24).hours(), ..visit });
    visits.extend(earlier);
    assert_eq!(watched(visits).state(OPENS), CheckState::Kept);
}

#[test]
fn a_site_that_never_opens_from_here_may_keep_this_machine_out() {
    assert_eq!(failing(140, |visit| visit.opened = false).state(OPENS), CheckState::Flagged);
}
