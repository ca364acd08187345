//! Counting working days.

use jiff::civil::{Date, Weekday};

use super::CalendarError;
use super::data::{self, Notice, Notices};

/// The holidays that the program ships.
const SHIPPED: &str = include_str!("../../indicators/vocabulary/holidays.csv");

/// Which days are working days. Counts by the calendar of the State Council's notices; see [`Calendar::range`].
#[derive(Debug, Clone)]
pub struct Calendar {
    notices: Notices,
    first: Date,
    last: Date,
    file: String,
}

impl Calendar {
    /// The calendar that the program ships (`indicators/vocabulary/holidays.csv`).
    ///
    /// # Errors
    /// As [`Calendar::from_csv`].
    pub fn shipped() -> Result<Self, CalendarError> {
        Self::from_csv(SHIPPED, "holidays.csv")
    }

    /// Reads `text`, a CSV with the columns `date,name,kind,notice` (`kind` is `off` or `work`); `file` names it in
    /// messages.
    ///
    /// # Errors
    /// A missing column, a row that cannot be read, a year that is missing between others.
    pub fn from_csv(text: &str, file: &str) -> Result<Self, CalendarError> {
        let notices = data::read(text, file)?;
        let years = data::years(&notices, file)?;
        let no_year = |_| CalendarError::NoYear { file: file.to_owned() };
        let first = Date::new(*years.start(), 1, 1).map_err(no_year)?;
        let last = Date::new(*years.end(), 12, 31).map_err(no_year)?;
        Ok(Self { notices, first, last, file: file.to_owned() })
    }

    /// First and last day for which there are answers: 1 January of the first whole year, 31 December of the last.
    #[must_use]
    pub fn range(&self) -> (Date, Date) {
        (self.first, self.last)
    }

    /// Is `day` a working day?
    ///
    /// # Errors
    /// [`CalendarError::Outside`] when the day is outside the range.
    pub fn is_workday(&self, day: Date) -> Result<bool, CalendarError> {
        if day < self.first || day > self.last {
            return Err(self.outside(day.year()));
        }
        Ok(match self.notices.get(&day) {
            Some(Notice::Off) => false,
            Some(Notice::Work) => true,
            None => !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
        })
    }

    /// The `n`th working day after `start`, which is not counted itself; before it when `n` is negative; `start` when `n`
    /// is 0.
    ///
    /// # Errors
    /// [`CalendarError::Outside`] when the count leaves the range.
    pub fn add_workdays(&self, start: Date, n: i32) -> Result<Date, CalendarError> {
        self.is_workday(start)?;
        let mut day = start;
        for _ in 0..n.unsigned_abs() {
            day = self.next_workday(day, n > 0)?;
        }
        Ok(day)
    }

    /// Working days after `from` up to and with `to`. When `to` is the earlier one: those before `from` down to and with
    /// `to`, as a negative number.
    ///
    /// # Errors
    /// [`CalendarError::Outside`] when either day is outside the range.
    pub fn workdays_between(&self, from: Date, to: Date) -> Result<i64, CalendarError> {
        self.is_workday(from)?;
        self.is_workday(to)?;
        let forward = to >= from;
        let (mut day, mut count) = (from, 0);
        while day != to {
            day = self.step(day, forward)?;
            count += i64::from(self.is_workday(day)?);
        }
        Ok(if forward { count } else { -count })
    }

    fn next_workday(&self, from: Date, forward: bool) -> Result<Date, CalendarError> {
        let mut day = self.step(from, forward)?;
        while !self.is_workday(day)? {
            day = self.step(day, forward)?;
        }
        Ok(day)
    }

    fn step(&self, day: Date, forward: bool) -> Result<Date, CalendarError> {
        let next = if forward { day.tomorrow() } else { day.yesterday() };
        next.map_err(|_| self.outside(day.year()))
    }

    fn outside(&self, year: i16) -> CalendarError {
        CalendarError::Outside { year, first: self.first, last: self.last, file: self.file.clone() }
    }
}
