//! `lanmu match`: column names in, what they mean in a catalogue out.

use std::io::stdin;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::assess::CATALOGUE;
use super::fault::{Done, Fault};
use super::input;
use super::output::say;
use super::settings::SettingsArgs;
use crate::catalogue::Catalogue;
use crate::mapping::{Decision, Explanation, Mapper, Mapping};
use crate::unit;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 指标体系：编号或文件夹（默认 ankang-2020）
    #[arg(long, value_name = "编号", env = "LANMU_CATALOGUE", hide_env_values = true)]
    catalogue: Option<String>,
    /// 每行一个 JSON
    #[arg(long)]
    json: bool,
    /// 说明是怎样得出的：去掉了哪些字词，比较了哪些指标，各因什么未选用，凭什么认定
    #[arg(long)]
    explain: bool,
    /// CSV 文件，表头 name,path,titles（path 各级之间用 > 分隔；titles 是栏目内的信息标题，用 ; 分隔，可以没有）；- 或不写表示标准输入
    #[arg(value_name = "文件")]
    file: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
}

#[derive(Debug, Deserialize)]
struct Row {
    name: String,
    #[serde(default)]
    path: String,
    #[serde(default)]
    titles: String,
}

/// An answer as JSON shows it, with its steps where they were asked for.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    mapping: &'a Mapping,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<Vec<String>>,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let settings = args.settings.load()?;
    let id = args.catalogue.as_deref().or(settings.catalogue.as_deref()).unwrap_or(CATALOGUE);
    let catalogue = Catalogue::open(id).map_err(Fault::input)?;
    let mapper = Mapper::new(&catalogue, &input::vocabulary(&catalogue, id)?);
    let named = args.file.as_ref().filter(|path| path.as_os_str() != "-");
    let (name, bytes) = match named {
        Some(path) => (path.display().to_string(), input::bytes(path, "栏目名称文件")?),
        None => ("标准输入".to_owned(), input::all(stdin().lock(), "标准输入")?),
    };
    let text = unit::decode(&bytes, &name).map_err(Fault::input)?;
    for explanation in explanations(&mapper, &name, &text)? {
        say(shown(&explanation, args).map_err(Fault::work)?)?;
    }
    Ok(Done::All)
}

/// Reads all rows before the first answer, so that a bad row loses nothing half-way.
fn explanations(mapper: &Mapper, name: &str, text: &str) -> Result<Vec<Explanation>, Fault> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(false).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| Fault::input(format!("{name}：{error}")))?;
    if !headers.iter().any(|header| header == "name") {
        return Err(Fault::input(format!("{name}：第 1 行：缺少列 name；表头应为 name,path")));
    }
    let mut explanations = Vec::new();
    for row in reader.deserialize::<Row>() {
        let row = row.map_err(|error| Fault::input(format!("{name}：{}", told(&error))))?;
        let mut path: Vec<String> =
            row.path.split(['>', '＞']).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        if path.last().is_none_or(|last| *last != row.name) {
            path.push(row.name.clone());
        }
        let titles: Vec<&str> =
            row.titles.split([';', '；']).map(str::trim).filter(|title| !title.is_empty()).collect();
        let mut explanation = mapper.explain(&row.name, &path, &titles);
        explanation.mapping.path = row.path;
        explanations.push(explanation);
    }
    Ok(explanations)
}

fn told(error: &csv::Error) -> String {
    let line = error.position().map(|place| format!("第 {} 行：", place.line())).unwrap_or_default();
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{line}有 {len} 列，表头有 {expected_len} 列；名称里有逗号时请加引号")
        }
        _ => format!("{line}{error}"),
    }
}

fn shown(explanation: &Explanation, args: &Args) -> Result<String, serde_json::Error> {
    let mapping = &explanation.mapping;
    let steps = || args.explain.then(|| explanation.lines());
    if args.json {
        return serde_json::to_string(&Answer { mapping, explain: steps() });
    }
    let lines: Vec<String> =
        std::iter::once(line(mapping)).chain(steps().into_iter().flatten().map(|step| format!("  {step}"))).collect();
    Ok(lines.join("\n"))
}

fn line(mapping: &Mapping) -> String {
    let decision = match mapping.decision {
        Decision::Accept => "对应",
        Decision::Review => "待确认",
        Decision::None => "无",
    };
    let Mapping { name, codes, score, why, .. } = mapping;
    format!("{name}\t{decision}\t{}\t{score:.2}\t{why}", codes.join(";"))
}
