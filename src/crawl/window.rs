//! The time of day at which sites are visited.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use thiserror::Error;

const DAY: i64 = 24 * 60 * 60 * 1000;
const HOUR: i64 = 60 * 60 * 1000;
const MINUTE: i64 = 60 * 1000;
/// China's clocks, ahead of that by which timestamps count.
const AHEAD: i64 = 8 * HOUR;

/// A time of day in China (访问时段), such as `22:00-06:00`. It may go over midnight; its end is no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Milliseconds after midnight.
    begin: i64,
    /// Milliseconds from the beginning.
    length: i64,
}

/// The words are no time of day.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("访问时段“{0}”写法不对：应为 开始-结束（北京时间，24 小时制，两者不同），例如 22:00-06:00 或 09:00-17:30")]
pub struct WindowError(String);

impl Window {
    /// When it begins next; `None` where `at` lies in it.
    #[must_use]
    pub fn opens(self, at: Timestamp) -> Option<Timestamp> {
        let now = at.as_millisecond();
        let past = (now + AHEAD - self.begin).rem_euclid(DAY);
        if past < self.length {
            return None;
        }
        Some(Timestamp::from_millisecond(now + DAY - past).unwrap_or(Timestamp::MAX))
    }
}

impl FromStr for Window {
    type Err = WindowError;

    fn from_str(words: &str) -> Result<Self, Self::Err> {
        let wrong = || WindowError(words.to_owned());
        let (begin, end) = words.trim().split_once('-').ok_or_else(wrong)?;
        let (begin, end) = (time_of_day(begin).ok_or_else(wrong)?, time_of_day(end).ok_or_else(wrong)?);
        if begin == end || begin == DAY {
            return Err(wrong());
        }
        Ok(Self { begin, length: if end > begin { end - begin } else { end + DAY - begin } })
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.begin + self.length;
        let end = if end > DAY { end - DAY } else { end };
        let part = |time: i64| (time / HOUR, time % HOUR / MINUTE);
        let ((hour, minute), (to_hour, to_minute)) = (part(self.begin), part(end));
        write!(f, "{hour:02}:{minute:02}-{to_hour:02}:{to_minute:02}")
    }
}

/// Milliseconds after midnight; `24:00` is the end of the day.
fn time_of_day(words: &str) -> Option<i64> {
    let (hour, minute) = words.trim().split_once(':')?;
    let number = |words: &str, digits: &[usize]| {
        let fits = digits.contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_digit());
        words.parse::<i64>().ok().filter(|_| fits)
    };
    let (hour, minute) = (number(hour, &[1, 2])?, number(minute, &[2])?);
    let time = hour * HOUR + minute * MINUTE;
    (minute < 60 && time <= DAY).then_some(time)
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::Window;

    /// When it opens, seen from a moment in China on 8 September 2020 or the days beside it.
    fn opens(window: &str, at: &str) -> Option<Timestamp> {
        window.parse::<Window>().unwrap().opens(china(at))
    }

    fn china(at: &str) -> Timestamp {
        format!("2020-09-{at}+08:00").parse().unwrap()
    }

    #[test]
    fn over_midnight() {
        for open in ["08T22:00:00", "08T23:59:59.999", "09T00:00:00", "09T05:59:59.999"] {
            assert_eq!(opens("22:00-06:00", open), None, "{open}");
        }
        for closed in ["08T06:00:00", "08T12:00:00", "08T21:59:59.9999"] {
            assert_eq!(opens("22:00-06:00", closed), Some(china("08T22:00:00")), "{closed}");
        }
    }

    #[test]
    fn within_a_day() {
        assert_eq!(opens("9:00-17:30", "08T09:00:00"), None);
        assert_eq!(opens("9:00-17:30", "08T17:29:59"), None);
        assert_eq!(opens("9:00-17:30", "08T17:30:00"), Some(china("09T09:00:00")));
        assert_eq!(opens("9:00-17:30", "08T00:00:00"), Some(china("08T09:00:00")));
        assert_eq!(opens("18:00-24:00", "08T23:59:59"), None);
        assert_eq!(opens("18:00-24:00", "09T00:00:00"), Some(china("09T18:00:00")));
        assert_eq!(opens("00:00-24:00", "08T13:00:00"), None);
    }

    #[test]
    fn words_that_are_no_window_are_refused() {
        for wrong in [
            "",
            "22:00",
            "22-6",
            "22:00-",
            "-06:00",
            "25:00-06:00",
            "22:60-06:00",
            "22:00-22:00",
            "24:00-06:00",
            "24:01-06:00",
            "22:00-06:00-07:00",
            "22:00~06:00",
            "晚上十点到早上六点",
            "+2:00-06:00",
            "22:0-6:00",
            "99999999999:00-06:00",
        ] {
            let told = wrong.parse::<Window>().unwrap_err().to_string();
            assert!(told.contains(wrong) && told.contains("22:00-06:00"), "{told}");
        }
    }

    #[test]
    fn it_is_told_as_it_is_written() {
        for words in ["22:00-06:00", "09:00-17:30", "00:00-24:00", "18:00-24:00", "00:30-00:15"] {
            assert_eq!(words.parse::<Window>().unwrap().to_string(), words);
        }
    }

    proptest! {
        /// Seen from any moment, minute by minute through the day as a clock on the wall shows it.
        #[test]
        fn it_opens_at_its_beginning_and_never_later_than_it_must(
            begin in 0_i64..1440, length in 1_i64..1440, at in 0_i64..4_000_000_000_000,
        ) {
            let end = (begin + length) % 1440;
            let words = format!("{:02}:{:02}-{:02}:{:02}", begin / 60, begin % 60, end / 60, end % 60);
            let window: Window = words.parse().unwrap();
            let at = Timestamp::from_millisecond(at).unwrap();
            let minute = (at.as_second() / 60 + 8 * 60) % 1440;
            let inside = if begin < end { (begin..end).contains(&minute) } else { minute >= begin || minute < end };
            prop_assert_eq!(window.opens(at).is_none(), inside);
            if let Some(opens) = window.opens(at) {
                prop_assert!(opens > at && opens.duration_since(at) <= SignedDuration::from_hours(24));
                prop_assert_eq!((opens.as_second() / 60 + 8 * 60) % 1440, begin);
                prop_assert_eq!(opens.as_millisecond() % 60_000, 0);
                prop_assert_eq!(window.opens(opens), None);
                let just_before = Timestamp::from_millisecond(opens.as_millisecond() - 1).unwrap();
                prop_assert_eq!(window.opens(just_before), Some(opens));
            }
        }
    }
}
