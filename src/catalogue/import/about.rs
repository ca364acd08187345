//! What the text around the list says of the document: title, number, date. Guesses, for a person to look at.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::choose::Body;
use super::head::Column;
use super::role::Role;
use crate::catalogue::Kind;
use crate::pattern::pattern;

/// 文号, alone on its line: 安电政办字〔2020〕5号.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\p{Han}{2,15}[〔\[（(]\d{4}[〕\]）)]\d{1,5}号$"));
/// 成文日期, alone on its line.
static DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$"));
/// The year in a title.
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(20\d\d)年"));

/// What is known of the document.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) title: String,
    pub(super) document_number: String,
    pub(super) issued: Option<Date>,
    /// The year in the title.
    pub(super) year: Option<i16>,
}

/// Reads the lines before the list.
pub(super) fn about(body: &Body) -> About {
    let lines = || body.before.iter().map(|line| line.trim());
    // What stands right above the list is its title, unless that line only counts annexes.
    let titles =
        lines().rev().filter(|line| !line.starts_with("附件") && !line.starts_with("单位：") && !DATE.is_match(line));
    let title = titles.take(3).find(|line| (4..=60).contains(&line.chars().count())).unwrap_or_default().to_owned();
    About {
        document_number: lines().find(|line| NUMBER.is_match(line)).unwrap_or_default().to_owned(),
        issued: lines().rev().find_map(date),
        year: YEAR.captures(&title).and_then(|found| found[1].parse().ok()),
        title,
    }
}

fn date(line: &str) -> Option<Date> {
    let found = DATE.captures(line)?;
    Date::new(found[1].parse().ok()?, found[2].parse().ok()?, found[3].parse().ok()?).ok()
}

/// What the rows are, by the words of the head: tasks with a day by which they are to be done, or columns.
pub(super) fn kind(columns: &[Column]) -> Kind {
    let task = |column: &Column| match column.role {
        Some(Role::Level) => column.name.contains("任务") || column.name.contains("工作"),
        Some(Role::Deadline) => column.name.starts_with("完成"),
        _ => false,
    };
    if columns.iter().any(task) { Kind::Ledger } else { Kind::Columns }
}
