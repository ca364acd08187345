//! Days in China, which has one time zone and no summer time.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
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

/// A moment as people in China write it, to the second: `2020-09-08 09:30:15`.
#[must_use]
pub fn written_in_china(moment: Timestamp) -> String {
    CHINA.to_datetime(moment).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The moment that people in China write so, or as a spreadsheet saves it: `2020/9/8 9:30`, `2020-09-08`.
#[must_use]
pub fn read_in_china(text: &str) -> Option<Timestamp> {
    let numbers: Vec<&str> =
        text.split(['-', '/', '.', '年', '月', '日', ' ', 'T', ':']).filter(|part| !part.is_empty()).collect();
    let mut parts = [0_i16; 6];
    for (place, number) in numbers.iter().enumerate() {
        *parts.get_mut(place)? = number.parse().ok()?;
    }
    let [year, month, day, hour, minute, second] = parts;
    let small = |number: i16| i8::try_from(number).ok();
    let whole = matches!(numbers.len(), 3 | 5 | 6) && year >= 1000;
    let moment = DateTime::new(year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?, 0).ok();
    moment.filter(|_| whole)?.to_zoned(TimeZone::fixed(CHINA)).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::{day_in_china, midnight_in_china, read_in_china, written_in_china};

    #[test]
    fn what_is_written_is_read_again() {
        let moment = "2020-09-08T01:30:15Z".parse().unwrap();
        assert_eq!(written_in_china(moment), "2020-09-08 09:30:15");
        assert_eq!(read_in_china("2020-09-08 09:30:15"), Some(moment));
        assert_eq!(read_in_china("2020/9/8 9:30"), Some("2020-09-08T01:30:00Z".parse().unwrap()));
        assert_eq!(read_in_china("2020年9月8日"), Some("2020-09-07T16:00:00Z".parse().unwrap()));
        for wrong in
            ["", "昨天", "2020-09", "2020-09-31", "2020-09-08 25:00", "9/8/2020 9:30", "2020-09-08 9", "1-2-3-4-5-6-7"]
        {
            assert_eq!(read_in_china(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_day_begins_eight_hours_before_that_of_greenwich() {
        let midnight = "2020-09-07T16:00:00Z".parse().unwrap();
        assert_eq!(midnight_in_china("2020-09-08".parse().unwrap()), midnight);
        assert_eq!(day_in_china(midnight), "2020-09-08".parse().unwrap());
        assert_eq!(day_in_china("2020-09-07T15:59:59.999Z".parse().unwrap()), "2020-09-07".parse().unwrap());
    }
}
