//! `holidays.csv`: the days on which the notices depart from Monday to Friday.

use std::collections::{BTreeMap, BTreeSet};
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
    let mut rows = rows(text, file);
    let header = rows.next().map(|row| row.cells).unwrap_or_default();
    let column = |name: &str| {
        header
            .iter()
            .position(|cell| cell == name)
            .ok_or_else(|| CalendarError::MissingColumn { file: file.to_owned(), column: name.to_owned() })
    };
    let (date_at, kind_at) = (column("date")?, column("kind")?);
    let mut notices = Notices::new();
    for row in rows {
        let date = date(&row, date_at)?;
        let notice = notice(&row, kind_at)?;
        if notices.insert(date, notice).is_some_and(|before| before != notice) {
            return Err(row.bad(date_at, format!("{date} 出现两次且类别不同"), "同一天只能填一行"));
        }
    }
    Ok(notices)
}

/// One line of the file.
struct Row<'a> {
    file: &'a str,
    line: u64,
    cells: StringRecord,
}

impl Row<'_> {
    fn bad(&self, column: usize, wrong: String, right: &str) -> CalendarError {
        let (file, line, right) = (self.file.to_owned(), self.line, right.to_owned());
        CalendarError::BadRow { file, line, column: column + 1, wrong, right }
    }
}

/// The lines that are not blank. No cell of this file holds a line break, so a line is a row.
fn rows<'a>(text: &'a str, file: &'a str) -> impl Iterator<Item = Row<'a>> {
    let lines = text.trim_start_matches('\u{feff}').lines().zip(1..);
    let lines = lines.filter(|(line, _)| !line.trim().is_empty());
    lines.map(move |(text, line)| Row { file, line, cells: cells(text) })
}

/// The cells of a line. Few lines have quotes, and to make a reader of its own for each takes longer than to read them all.
fn cells(line: &str) -> StringRecord {
    if !line.contains('"') {
        return line.split(',').map(str::trim).collect();
    }
    let reader = csv::ReaderBuilder::new().has_headers(false).trim(csv::Trim::All).from_reader(line.as_bytes());
    reader.into_records().find_map(Result::ok).unwrap_or_default()
}

/// The years that the notices cover without a gap.
pub(super) fn years(notices: &Notices, file: &str) -> Result<RangeInclusive<i16>, CalendarError> {
    let whole: Vec<i16> = notices
        .keys()
        .map(|day| day.year())
        .collect::<BTreeSet<_>>()
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

fn date(row: &Row<'_>, at: usize) -> Result<Date, CalendarError> {
    let text = row.cells.get(at).unwrap_or_default();
    text.parse().map_err(|_| row.bad(at, format!("日期“{text}”无法识别"), "应为 2026-01-01 的形式"))
}

fn notice(row: &Row<'_>, at: usize) -> Result<Notice, CalendarError> {
    match row.cells.get(at).unwrap_or_default() {
        "off" => Ok(Notice::Off),
        "work" => Ok(Notice::Work),
        other => Err(row.bad(at, format!("类别“{other}”无法识别"), "应为 off（放假）或 work（上班）")),
    }
}
