//! `lanmu match`: column names in, what they mean in a catalogue out.

use std::fs::File;
use std::io::{Read, Write, stdin, stdout};
use std::path::PathBuf;

use serde::Deserialize;

use super::fault::{Done, Fault};
use crate::catalogue::Catalogue;
use crate::mapping::{Decision, Mapper, Mapping, Vocabulary};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 指标体系：编号或文件夹
    #[arg(long, value_name = "编号", default_value = "ankang-2020", env = "LANMU_CATALOGUE", hide_env_values = true)]
    catalogue: String,
    /// 每行一个 JSON
    #[arg(long)]
    json: bool,
    /// CSV 文件，表头 name,path（path 各级之间用 > 分隔）；- 或不写表示标准输入
    #[arg(value_name = "文件")]
    file: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
struct Row {
    name: String,
    #[serde(default)]
    path: String,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let catalogue = Catalogue::open(&args.catalogue).map_err(Fault::input)?;
    let mapper = Mapper::new(&catalogue, &Vocabulary::shipped().map_err(Fault::work)?);
    let named = args.file.as_ref().filter(|path| path.as_os_str() != "-");
    let (name, input): (String, Box<dyn Read>) = match named {
        Some(path) => {
            let file = File::open(path).map_err(|error| Fault::input(format!("{} 打不开：{error}", path.display())))?;
            (path.display().to_string(), Box::new(file))
        }
        None => ("标准输入".to_owned(), Box::new(stdin())),
    };
    for mapping in mappings(&mapper, &name, input)? {
        print(&mapping, args.json).map_err(|error| Fault::work(format!("写不出结果：{error}")))?;
    }
    Ok(Done::All)
}

/// Reads all rows before the first answer, so that a bad row loses nothing half-way.
fn mappings(mapper: &Mapper, name: &str, input: impl Read) -> Result<Vec<Mapping>, Fault> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(false).from_reader(input);
    let headers = reader.headers().map_err(|error| Fault::input(format!("{name}：{error}")))?;
    if !headers.iter().any(|header| header == "name") {
        return Err(Fault::input(format!("{name}：第 1 行：缺少列 name；表头应为 name,path")));
    }
    let mut mappings = Vec::new();
    for row in reader.deserialize::<Row>() {
        let row = row.map_err(|error| Fault::input(format!("{name}：{}", told(&error))))?;
        let mut path: Vec<String> =
            row.path.split(['>', '＞']).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        if path.last().is_none_or(|last| *last != row.name) {
            path.push(row.name.clone());
        }
        let mut mapping = mapper.decide(&row.name, &path, &[]);
        mapping.path = row.path;
        mappings.push(mapping);
    }
    Ok(mappings)
}

fn told(error: &csv::Error) -> String {
    let line = error.position().map(|place| format!("第 {} 行：", place.line())).unwrap_or_default();
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{line}有 {len} 列，表头有 {expected_len} 列；名称里有逗号时请加引号")
        }
        csv::ErrorKind::Utf8 { .. } => format!("{line}不是 UTF-8 文字，请另存为 UTF-8 编码的 CSV"),
        _ => format!("{line}{error}"),
    }
}

fn print(mapping: &Mapping, json: bool) -> std::io::Result<()> {
    let mut out = stdout().lock();
    if json {
        return writeln!(out, "{}", serde_json::to_string(mapping)?);
    }
    let decision = match mapping.decision {
        Decision::Accept => "对应",
        Decision::Review => "待确认",
        Decision::None => "无",
    };
    writeln!(out, "{}\t{decision}\t{}\t{:.2}\t{}", mapping.name, mapping.codes.join(";"), mapping.score, mapping.why)
}
