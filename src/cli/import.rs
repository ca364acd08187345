//! `lanmu catalogue import`: a new catalogue from a document.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::fault::{Done, Fault};
use super::input;
use super::output::say;
use crate::catalogue::{self, Draft, Kind, Request};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 指标表所在的文件：.docx、.xlsx、.csv 或 .txt
    #[arg(value_name = "文件")]
    file: PathBuf,
    /// 新指标体系的编号，如 qinghe-2021
    #[arg(long, value_name = "编号")]
    id: String,
    /// 写到哪个文件夹（不应有文件）；默认为当前文件夹下与编号同名的文件夹
    #[arg(long, value_name = "文件夹")]
    out: Option<PathBuf>,
    /// 编码前缀，如 QH；默认取自编号
    #[arg(long, value_name = "前缀")]
    prefix: Option<String>,
    /// 表格没有表头时，从左到右写出各列的名称，用逗号分隔，如 一级指标,二级指标,公开内容,责任单位,更新时限
    #[arg(long, value_name = "列名", value_delimiter = ',')]
    head: Option<Vec<String>>,
    /// 各行是什么；默认按表头判断
    #[arg(long, value_name = "种类", value_enum)]
    kind: Option<Rows>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Rows {
    /// 网站栏目
    Columns,
    /// 有完成时限的任务（台账）
    Ledger,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let request = Request {
        id: args.id.clone(),
        prefix: args.prefix.clone(),
        head: args.head.clone(),
        kind: args.kind.map(|rows| match rows {
            Rows::Columns => Kind::Columns,
            Rows::Ledger => Kind::Ledger,
        }),
    };
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(&args.id));
    refuse_what_is_there(&out)?;
    let bytes = input::bytes(&args.file, "文件")?;
    let draft = catalogue::import(&bytes, &args.file.display().to_string(), &request).map_err(Fault::input)?;
    write(&draft, &out)
        .map_err(|error| Fault::work(format!("写不出 {}：{}", out.display(), input::in_words(&error))))?;
    say(&draft.notes)?;
    say(format_args!("已写入 {}。以上各项也在 import-notes.txt 中。", out.display()))?;
    if catalogue::shipped().contains(&args.id) {
        say(format_args!("编号 {} 与随程序附带的指标体系相同：使用时请写文件夹的路径，或改用其他编号。", args.id))?;
    }
    Ok(Done::All)
}

/// A folder that holds something is not written over.
fn refuse_what_is_there(out: &Path) -> Result<(), Fault> {
    let refused = |why: &str| Err(Fault::input(format!("{} {why}：请用 --out 指定新的文件夹", out.display())));
    match fs::read_dir(out).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => refused("中已有文件，不会覆盖"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => refused(&format!("不能作为写入的文件夹（{}）", input::in_words(&error))),
    }
}

/// Writes all files or none: into a folder beside `out` that then takes its name.
fn write(draft: &Draft, out: &Path) -> io::Result<()> {
    let parent = match out.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent)?;
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let beside = parent.join(format!(".{name}.{}", std::process::id()));
    let written = fill(draft, &beside).and_then(|()| {
        if out.is_dir() {
            fs::remove_dir(out)?;
        }
        fs::rename(&beside, out)
    });
    if written.is_err() {
        // What failed is told; that the rest could not be cleared away as well is no news.
        let _ = fs::remove_dir_all(&beside);
    }
    written
}

fn fill(draft: &Draft, folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)?;
    for (name, text) in &draft.files {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}
