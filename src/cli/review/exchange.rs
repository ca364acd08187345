//! Out to a spreadsheet and in again.

use std::path::{Path, PathBuf};

use super::command::Desk;
use super::decide::{self, Said};
use super::list::Decided;
use crate::calendar::read_in_china;
use crate::cli::fault::Fault;
use crate::cli::input;
use crate::cli::output::say;
use crate::mapping::{Review, Ruling};
use crate::report::{self, ReviewRow, harmless_cell};
use crate::store::WorklistEntry;
use crate::unit::{Problem, Row, Table, TableError};

/// Columns without which a sheet says nothing.
const REQUIRED: [&str; 7] = ["单位", "指标编码", "栏目网址", "决定", "复核人", "理由", "复核时间"];

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// 写到哪个文件（不写则输出到屏幕）
    #[arg(value_name = "文件")]
    file: Option<PathBuf>,
    #[command(flatten)]
    desk: Desk,
}

#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// 填好的复核清单（CSV 或 XLSX）：“决定”列填“确认”或“否定”，并填复核人和理由；复核时间可以不填
    #[arg(value_name = "文件")]
    file: PathBuf,
    #[command(flatten)]
    desk: Desk,
}

pub(super) fn export(args: &ExportArgs) -> Result<(), Fault> {
    let decided = Decided::read(&args.desk.open()?, args.desk.run.as_deref())?;
    let rows: Vec<ReviewRow<'_>> =
        decided.worklist.entries.iter().map(|entry| ReviewRow { entry, decision: decided.on_entry(entry) }).collect();
    let sheet = report::review_csv(&rows).map_err(Fault::work)?;
    let Some(file) = &args.file else { return say(String::from_utf8_lossy(&sheet)) };
    std::fs::write(file, sheet)
        .map_err(|error| Fault::work(format!("无法写入 {}：{}", file.display(), input::in_words(&error))))?;
    say(format_args!("复核清单共 {} 项，已写到 {}", rows.len(), file.display()))
}

pub(super) fn import(args: &ImportArgs) -> Result<(), Fault> {
    let reviews = args.desk.open()?;
    let decided = Decided::read(&reviews, args.desk.run.as_deref())?;
    let made = read(&args.file, &decided).map_err(Fault::input)?;
    reviews.decide(&made).map_err(Fault::work)?;
    say(format_args!("新增决定 {} 项。用 lanmu score --run {} 重新判定后生效", made.len(), decided.worklist.run))
}

/// The decisions of a sheet that do not stand yet; every problem of it at once where there is one.
fn read(path: &Path, decided: &Decided) -> Result<Vec<Review>, TableError> {
    let of_table = |problem: Problem| TableError(vec![problem]);
    of_rows(&Table::open(path).map_err(of_table)?, decided)
}

/// As [`read`], of the rows of a table.
pub(super) fn of_rows(table: &Table, decided: &Decided) -> Result<Vec<Review>, TableError> {
    let heads = table.layout(report::REVIEW_HEADS, &REQUIRED).map_err(TableError)?;
    let mut problems = table.nameless_cells();
    let mut made: Vec<Review> = Vec::new();
    for row in &table.rows {
        let line = Line { table, heads: &heads, row };
        match line.review(decided) {
            Ok(None) => {}
            Ok(Some(review)) if made.iter().any(|one| is_on_same(one, &review)) => {
                problems.push(line.wrong("栏目网址", "与前面的行是同一项", "每项只写一个决定"));
            }
            Ok(Some(review)) => made.push(review),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(TableError(problems));
    }
    let stands = |review: &Review| {
        let standing = decided.on(&review.unit, &review.code, &review.url);
        standing.is_some_and(|old| same_words(old, review))
    };
    made.retain(|review| !stands(review));
    Ok(made)
}

fn is_on_same(one: &Review, other: &Review) -> bool {
    (&one.unit, &one.code, &one.url) == (&other.unit, &other.code, &other.url)
}

/// A spreadsheet may save the time in a form of its own; it is the words that make a decision another one.
fn same_words(one: &Review, other: &Review) -> bool {
    (one.ruling, &one.who, &one.why) == (other.ruling, &other.who, &other.why)
}

/// One line of the sheet.
struct Line<'a> {
    table: &'a Table,
    heads: &'a [Option<usize>; report::REVIEW_HEADS.len()],
    row: &'a Row,
}

impl Line<'_> {
    fn place(&self, head: &str) -> Option<usize> {
        let known = report::REVIEW_HEADS.iter().position(|known| *known == head)?;
        self.heads[known]
    }

    fn cell(&self, head: &str) -> &str {
        self.row.cell(self.place(head))
    }

    fn wrong(&self, head: &str, wrong: impl Into<String>, right: impl Into<String>) -> Problem {
        let number = self.place(head).map_or(0, |index| index + 1);
        Problem::of_file(&self.table.file, wrong, right).at_line(self.row.line).in_column(number, head)
    }

    /// The decision of the line; `None` where nobody decided.
    fn review(&self, decided: &Decided) -> Result<Option<Review>, Problem> {
        let ruling = match self.cell("决定") {
            "" => {
                let told = ["复核人", "理由", "复核时间"].iter().find(|head| !self.cell(head).is_empty());
                return match told {
                    Some(head) => Err(self.wrong("决定", format!("填了{head}，没有填决定"), "应为“确认”或“否定”")),
                    None => Ok(None),
                };
            }
            "确认" => Ruling::Accepted,
            "否定" => Ruling::Rejected,
            other => {
                let shown: String = other.chars().take(20).collect();
                return Err(self.wrong("决定", format!("决定“{shown}”无法识别"), "应为“确认”或“否定”，或留空"));
            }
        };
        let entry = self.entry(decided)?;
        let standing = decided.on_entry(entry);
        let who = self.words("复核人", decide::person)?;
        let why = self.words("理由", decide::reason)?;
        let at = self.moment()?;
        let given = !self.cell("复核时间").is_empty();
        let review = decide::review(&decided.worklist, entry, ruling, Said { who, at, why });
        match standing {
            Some(old) if given && review.at <= old.at && !same_words(old, &review) => {
                let wrong = format!("早于或等于现有决定的时间（{}，{}）", old.who, old.ruling.zh());
                Err(self.wrong("复核时间", wrong, "要改变决定，请清空复核时间或填新的时间"))
            }
            _ => Ok(Some(review)),
        }
    }

    /// The entry that the line is about, by its cells as they were written out.
    fn entry<'d>(&self, decided: &'d Decided) -> Result<&'d WorklistEntry, Problem> {
        let cells = ["单位", "指标编码", "栏目网址"].map(|head| self.cell(head));
        let same =
            |entry: &&WorklistEntry| [&entry.unit, &entry.code, &entry.url].map(|text| harmless_cell(text)) == cells;
        if cells[2].is_empty() {
            return Err(self.wrong(
                "决定",
                "该项没有候选栏目，不能确认或否定",
                "应留空；知道网址的，用 lanmu review accept --url",
            ));
        }
        decided.worklist.entries.iter().find(same).ok_or_else(|| {
            let right = "单位、指标编码、栏目网址三列应与导出的清单一致，不要改动；清单已更新的，请重新导出";
            self.wrong("栏目网址", format!("运行 {} 的复核清单中没有这一项", decided.worklist.run), right)
        })
    }

    fn words(&self, head: &str, read: fn(&str) -> Result<String, String>) -> Result<String, Problem> {
        let cell = self.cell(head);
        // The sheet was written with a mark before what a spreadsheet would take for a formula.
        let bare = cell.strip_prefix('\'').filter(|bare| harmless_cell(bare) == cell).unwrap_or(cell);
        read(bare).map_err(|wrong| self.wrong(head, wrong, "填了决定的行，复核人和理由都要填"))
    }

    fn moment(&self) -> Result<jiff::Timestamp, Problem> {
        let (text, now) = (self.cell("复核时间"), decide::now());
        if text.is_empty() {
            return Ok(now);
        }
        let right = "应为北京时间，如 2020-10-21 09:30:15，不晚于现在；可以留空";
        let moment = read_in_china(text).filter(|moment| *moment <= now);
        moment.ok_or_else(|| {
            let shown: String = text.chars().take(30).collect();
            self.wrong("复核时间", format!("复核时间“{shown}”不对"), right)
        })
    }
}
