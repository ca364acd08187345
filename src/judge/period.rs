//! The quarter or year that is evaluated.

use std::fmt;

use jiff::civil::Date;

use super::Period;

impl Period {
    /// Reads `2020Q3` (a quarter) or `2020` (a year), 1900 to 9998.
    ///
    /// # Errors
    /// A Chinese sentence that says what was given and what would be right.
    pub fn parse(words: &str) -> Result<Self, String> {
        read(words.trim())
            .ok_or_else(|| format!("评估周期“{words}”无法识别：应为年份或季度，例如 2020 或 2020Q3（季度为 Q1 至 Q4）"))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

fn read(words: &str) -> Option<Period> {
    let (year, quarter) = match words.split_once(['Q', 'q']) {
        Some((year, quarter)) => (year, Some(quarter)),
        None => (words, None),
    };
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year: i16 = year.parse().ok().filter(|year| (1900..=9998).contains(year))?;
    let (first, last) = match quarter {
        None => (1, 12),
        Some("1") => (1, 3),
        Some("2") => (4, 6),
        Some("3") => (7, 9),
        Some("4") => (10, 12),
        Some(_) => return None,
    };
    let name = match quarter {
        Some(quarter) => format!("{year}Q{quarter}"),
        None => year.to_string(),
    };
    let from = Date::new(year, first, 1).ok()?;
    let to = Date::new(year, last, 1).ok()?.last_of_month();
    Some(Period { name, from, to })
}
