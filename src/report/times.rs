//! Periods and days as people write them.

use jiff::civil::Date;

use crate::judge::Period;

/// `2020年第三季度`, `2020年度`.
pub(super) fn period(period: &Period) -> String {
    let year = period.from.year();
    if period.from.month() == 1 && period.to.month() == 12 {
        return format!("{year}年度");
    }
    let quarter = match period.from.month() {
        1..=3 => "一",
        4..=6 => "二",
        7..=9 => "三",
        _ => "四",
    };
    format!("{year}年第{quarter}季度")
}

/// `2020年9月30日`.
pub(super) fn day(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// `2021年10月`.
pub(super) fn month(day: Date) -> String {
    format!("{}年{}月", day.year(), day.month())
}
