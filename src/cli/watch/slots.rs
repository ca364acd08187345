//! When the visits of a day are due.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::calendar::{day_in_china, midnight_in_china};

const DAY_IN_MILLIS: i64 = 24 * 60 * 60 * 1000;
/// China's clocks, ahead of that by which timestamps count.
const AHEAD_IN_MILLIS: i64 = 8 * 60 * 60 * 1000;

/// The slots of a watch: evenly over each day in China, the first half a slot after midnight, so that no visit of a day
/// slips into the next.
///
/// Slots have numbers that grow with time, over the days too. The watch takes what is left of the day on which it begins,
/// and then whole days, because the share of failures is taken over days with enough visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slots {
    visits: i64,
    /// The last day.
    last: Date,
}

impl Slots {
    /// The slots of a watch that began at `started` and takes so many whole `days`, with so many `visits` a day (at least
    /// one).
    pub(super) fn new(started: Timestamp, days: u16, visits: u16) -> Self {
        let mut slots = Self { visits: i64::from(visits.max(1)), last: Date::MAX };
        let today = day_in_china(started);
        let whole = started <= slots.first_of(today);
        let further = i64::from(days) - i64::from(whole);
        slots.last = today.checked_add(further.days()).unwrap_or(Date::MAX);
        slots
    }

    /// The slot that is due at `now`: the last that has begun.
    pub(super) fn due(self, now: Timestamp) -> i64 {
        let (day, millis) = split(now);
        // Slot k begins (2k + 1) halves of a slot after midnight.
        let halves = (millis * 2 * self.visits).div_euclid(DAY_IN_MILLIS);
        day * self.visits + (halves - 1).div_euclid(2)
    }

    /// When a slot begins.
    pub(super) fn begin(self, slot: i64) -> Timestamp {
        let (day, within) = (slot.div_euclid(self.visits), slot.rem_euclid(self.visits));
        let exact = (2 * within + 1) * DAY_IN_MILLIS;
        // Rounded up, so that the slot is due when it begins.
        let millis = exact.div_euclid(2 * self.visits) + i64::from(exact.rem_euclid(2 * self.visits) > 0);
        Timestamp::from_millisecond(day * DAY_IN_MILLIS + millis - AHEAD_IN_MILLIS).unwrap_or(Timestamp::MAX)
    }

    /// The slot after `slot`; `None` when that is beyond the last day.
    pub(super) fn after(self, slot: i64) -> Option<i64> {
        let next = slot + 1;
        (day_in_china(self.begin(next)) <= self.last).then_some(next)
    }

    /// When the last day ends.
    pub(super) fn end(self) -> Timestamp {
        self.last.checked_add(1.day()).map_or(Timestamp::MAX, midnight_in_china)
    }

    fn first_of(self, day: Date) -> Timestamp {
        self.begin(split(midnight_in_china(day)).0 * self.visits)
    }
}

/// Number of the day in China, and milliseconds since its midnight.
fn split(moment: Timestamp) -> (i64, i64) {
    let local = moment.as_millisecond() + AHEAD_IN_MILLIS;
    (local.div_euclid(DAY_IN_MILLIS), local.rem_euclid(DAY_IN_MILLIS))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::Timestamp;
    use jiff::civil::Date;

    use super::Slots;
    use crate::calendar::day_in_china;

    fn at(words: &str) -> Timestamp {
        format!("{words}+08:00").parse().unwrap()
    }

    fn per_day(slots: Slots, started: Timestamp) -> BTreeMap<Date, usize> {
        let mut days = BTreeMap::new();
        let mut next = Some(slots.due(started));
        while let Some(slot) = next {
            let visited = slots.begin(slot).max(started);
            *days.entry(day_in_china(visited)).or_default() += 1;
            next = slots.after(slot);
        }
        days
    }

    #[test]
    fn twenty_visits_come_every_seventy_two_minutes() {
        let slots = Slots::new(at("2020-09-08T10:00:00"), 7, 20);
        let slot = slots.due(at("2020-09-08T10:12:00"));
        assert_eq!(slots.begin(slot), at("2020-09-08T10:12:00"));
        assert_eq!(slots.due(at("2020-09-08T10:11:59.999")), slot - 1);
        assert_eq!(slots.begin(slot + 1), at("2020-09-08T11:24:00"));
        assert_eq!(slots.begin(slots.due(at("2020-09-08T00:00:00"))), at("2020-09-07T23:24:00"));
    }

    #[test]
    fn seven_whole_days_follow_the_rest_of_the_first() {
        let started = at("2020-09-08T10:00:00");
        let slots = Slots::new(started, 7, 20);
        let days = per_day(slots, started);
        assert_eq!(days.len(), 8);
        // 9:00 is visited late, at 10:00; then 10:12, 11:24 … 23:24.
        assert_eq!(days.values().copied().collect::<Vec<_>>(), [13, 20, 20, 20, 20, 20, 20, 20]);
        assert_eq!(slots.end(), at("2020-09-16T00:00:00"));
    }

    #[test]
    fn a_day_that_is_begun_before_its_first_slot_is_whole() {
        let started = at("2020-09-08T00:10:00");
        let days = per_day(Slots::new(started, 7, 20), started);
        assert_eq!(days.into_values().collect::<Vec<_>>(), [21, 20, 20, 20, 20, 20, 20]);
    }

    #[test]
    fn a_slot_is_due_when_it_begins_whatever_their_number() {
        for visits in [1, 2, 7, 11, 13, 20, 24, 97, 1440] {
            let slots = Slots::new(at("2020-09-08T10:00:00"), 7, visits);
            let mut slot = slots.due(at("2020-09-08T10:00:00"));
            let mut count = 0;
            while let Some(next) = slots.after(slot) {
                assert_eq!((next, slots.due(slots.begin(next))), (slot + 1, next), "{visits} visits");
                slot = next;
                count += 1;
            }
            assert!(count >= 7 * i64::from(visits), "{visits} visits");
        }
    }

    #[test]
    fn one_visit_a_day_is_at_noon() {
        let slots = Slots::new(at("2020-09-08T10:00:00"), 1, 1);
        let first = slots.due(at("2020-09-08T10:00:00"));
        assert_eq!(slots.begin(first), at("2020-09-07T12:00:00"));
        assert_eq!(slots.after(first), Some(first + 1));
        assert_eq!(slots.begin(first + 1), at("2020-09-08T12:00:00"));
        assert_eq!(slots.after(first + 1), None, "10:00 is before the first slot, so that the day is whole");
    }
}
