//! `holidays.csv`: the days on which the notices depart from Monday to Friday.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use csv::StringRecord;
use jiff::civil::Date;

use super::CalendarError;

/// What a notice says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    /// 放假.
    Off,
    /// 调休上班.
    Work,
}

/// Days with a notice, in order.
pub(super) type Notices = BTreeMap<Date, Notice>;

/// Reads the rows of `text`; `file` is for messages.
pub(super) fn read(text: &str, file: &str) -> Result<Notices, CalendarError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| {
        header
            .iter()
            .position(|cell| cell == name)
            .ok_or_else(|| CalendarError::MissingColumn { file: file.to_owned(), column: name.to_owned() })
    };
    let (date_at, kind_at) = (column("date")?, column("kind")?);
    let mut notices = Notices::new();
    // Text that is valid UTF-8 and may have rows of any length gives no error.
    for record in reader.records().flatten() {
        let date = date(&record, date_at, file)?;
        let notice = notice(&record, kind_at, file)?;
        if notices.insert(date, notice).is_some_and(|before| before != notice) {
            return Err(bad(&record, date_at, file, format!("{date} 出现两次且类别不同"), "同一天只能填一行"));
        }
    }
    Ok(notices)
}

/// The years that the notices cover without a gap.
pub(super) fn years(notices: &Notices, file: &str) -> Result<RangeInclusive<i16>, CalendarError> {
    let whole: Vec<i16> = notices
        .keys()
        .map(|day| day.year())
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .filter(|&year| is_whole(notices, year))
        .collect();
    let (Some(&first), Some(&last)) = (whole.first(), whole.last()) else {
        return Err(CalendarError::NoYear { file: file.to_owned() });
    };
    match (first..=last).zip(&whole).find(|(expected, found)| expected != *found) {
        Some((year, _)) => Err(CalendarError::Gap { file: file.to_owned(), year }),
        None => Ok(first..=last),
    }
}

/// 元旦 and 国庆节 are days off in every year, so a year without either was not entered in full. (The notice of a year
/// may also hold days of the December before, which do not make that year whole.)
fn is_whole(notices: &Notices, year: i16) -> bool {
    [(1, 1), (10, 1)]
        .iter()
        .all(|&(month, day)| Date::new(year, month, day).is_ok_and(|date| notices.get(&date) == Some(&Notice::Off)))
}

fn date(record: &StringRecord, at: usize, file: &str) -> Result<Date, CalendarError> {
    let text = record.get(at).unwrap_or_default();
    text.parse().map_err(|_| bad(record, at, file, format!("日期“{text}”无法识别"), "应为 2026-01-01 的形式"))
}

fn notice(record: &StringRecord, at: usize, file: &str) -> Result<Notice, CalendarError> {
    match record.get(at).unwrap_or_default() {
        "off" => Ok(Notice::Off),
        "work" => Ok(Notice::Work),
        other => Err(bad(record, at, file, format!("类别“{other}”无法识别"), "应为 off（放假）或 work（上班）")),
    }
}

fn bad(record: &StringRecord, at: usize, file: &str, wrong: String, right: &str) -> CalendarError {
    let line = record.position().map_or(0, csv::Position::line);
    CalendarError::BadRow { file: file.to_owned(), line, column: at + 1, wrong, right: right.to_owned() }
}
