//! Days in China, which has one time zone and no summer time.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

const CHINA: Offset = Offset::constant(8);

/// The day that it is in China at `moment`.
#[must_use]
pub fn day_in_china(moment: Timestamp) -> Date {
    CHINA.to_datetime(moment).date()
}

/// When `day` begins in China; the last moment there is for days beyond it.
#[must_use]
pub fn midnight_in_china(day: Date) -> Timestamp {
    day.to_zoned(TimeZone::fixed(CHINA)).map_or(Timestamp::MAX, |midnight| midnight.timestamp())
}

#[cfg(test)]
mod tests {
    use super::{day_in_china, midnight_in_china};

    #[test]
    fn the_day_begins_eight_hours_before_that_of_greenwich() {
        let midnight = "2020-09-07T16:00:00Z".parse().unwrap();
        assert_eq!(midnight_in_china("2020-09-08".parse().unwrap()), midnight);
        assert_eq!(day_in_china(midnight), "2020-09-08".parse().unwrap());
        assert_eq!(day_in_china("2020-09-07T15:59:59.999Z".parse().unwrap()), "2020-09-07".parse().unwrap());
    }
}
