//! Out to a spreadsheet and in again.

use std::path::PathBuf;

use super::command::Desk;
use super::decided::Decided;
use super::overrule::after;
use super::sign::waits;
use super::{decisions, replies};
use crate::cli::fault::Fault;
use crate::cli::input;
use crate::cli::output::say;
use crate::report::{self, FINDINGS_SHEET, REVIEW_SHEET, ReviewRow};
use crate::unit::{Table, TableError};

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// 写到哪个文件：.csv 或 .xlsx（不写则以 CSV 输出到屏幕）
    #[arg(value_name = "文件")]
    file: Option<PathBuf>,
    #[command(flatten)]
    desk: Desk,
}

#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// 填好的复核清单，或单位填好的问题清单（scores.xlsx、findings.csv）；CSV 或 XLSX
    #[arg(value_name = "文件")]
    file: PathBuf,
    #[command(flatten)]
    desk: Desk,
}

pub(super) fn export(args: &ExportArgs) -> Result<(), Fault> {
    let decided = Decided::read(&args.desk.open()?, args.desk.run.as_deref())?;
    let rows: Vec<ReviewRow<'_>> = decided.worklist.entries.iter().map(|entry| row(&decided, entry)).collect();
    let is_book = |file: &PathBuf| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let sheet = if args.file.as_ref().is_some_and(is_book) {
        report::review_xlsx(&rows, decided.as_of)
    } else {
        report::review_csv(&rows)
    };
    let sheet = sheet.map_err(Fault::work)?;
    let Some(file) = &args.file else { return say(String::from_utf8_lossy(&sheet)) };
    std::fs::write(file, sheet)
        .map_err(|error| Fault::work(format!("无法写入 {}：{}", file.display(), input::in_words(&error))))?;
    say(format_args!("复核清单共 {} 项，已写到 {}", rows.len(), file.display()))
}

fn row<'d>(decided: &'d Decided, entry: &'d crate::store::WorklistEntry) -> ReviewRow<'d> {
    let (decision, over) = (decided.decision(entry), decided.over(entry));
    ReviewRow {
        entry,
        decision,
        over,
        state: decision.map(|one| decided.ruling_state(one)).or_else(|| over.map(|one| decided.state(one))),
        expired: decided.expired(entry),
        offer: decided.offer(entry),
    }
}

pub(super) fn import(args: &ImportArgs) -> Result<(), Fault> {
    let reviews = args.desk.open()?;
    let decided = Decided::read(&reviews, args.desk.run.as_deref())?;
    let of_table = |problem| Fault::input(TableError(vec![problem]));
    let table = Table::open_sheet(&args.file, &[REVIEW_SHEET, FINDINGS_SHEET]).map_err(of_table)?;
    let is_list = |head: &str| table.header.cells.iter().any(|cell| cell == head);
    let (what, acts) = if is_list(replies::NUMBER) {
        ("答复和复核结论", replies::of_rows(&table, &reviews, &decided)?)
    } else {
        ("决定", decisions::of_rows(&table, &reviews, &decided)?)
    };
    decided.act(&reviews, &acts)?;
    let then = if waits(&acts) { after(&decided) } else { decided.takes_effect() };
    say(format_args!("新增{what} {} 项。{then}", acts.len()))
}
