//! `datapackage.json`: the files of a result described for programs (Frictionless Data Package v1, Table Schema v1).

use serde_json::{Value, json};

use super::Evaluation;
use super::files::RESULT;
use super::sheets::{Head, Kind, Sheet};
use super::workshop::Made;

/// The description of `sheets`, whose files stand in `files` first and in the same order, and of the result behind them.
pub(super) fn describe(evaluation: &Evaluation, sheets: &[Sheet<'_>], files: &[Made]) -> Value {
    let tables = sheets.iter().zip(files).map(|(sheet, file)| table(sheet, file));
    let whole = files.iter().find(|file| file.name == RESULT).map(whole);
    json!({
        "profile": "data-package",
        "name": name(evaluation),
        "title": title(evaluation),
        "version": evaluation.run.tool_version,
        "resources": tables.chain(whole).collect::<Vec<_>>(),
    })
}

fn whole(result: &Made) -> Value {
    json!({
        "name": "result",
        "path": result.name,
        "title": "完整结果",
        "profile": "data-resource",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
        "bytes": result.length,
        "hash": format!("sha256:{}", result.hash),
    })
}

/// Data package names are lower-case ASCII; an id from somebody's own folder may hold anything.
fn name(evaluation: &Evaluation) -> String {
    let period = evaluation.run.period.as_ref().map(|period| format!("-{}", period.name)).unwrap_or_default();
    format!("lanmu-{}{period}", evaluation.catalogue.id)
        .to_lowercase()
        .replace(|c: char| !c.is_ascii_alphanumeric() && !"-._".contains(c), "-")
}

fn title(evaluation: &Evaluation) -> String {
    let when = evaluation.run.period.as_ref().map_or_else(|| evaluation.run.as_of.to_string(), |p| p.name.clone());
    format!("{}评估结果（{when}）", evaluation.catalogue.title)
}

fn table(sheet: &Sheet<'_>, file: &Made) -> Value {
    let mut schema = json!({
        "fields": sheet.heads.iter().map(field).collect::<Vec<_>>(),
        "missingValues": [""],
    });
    if let Some(key) = sheet.key {
        schema["primaryKey"] = json!(key);
    }
    json!({
        "name": sheet.name,
        "path": file.name,
        "title": sheet.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.length,
        "hash": format!("sha256:{}", file.hash),
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": schema,
    })
}

fn field(head: &Head) -> Value {
    let mut field = json!({
        "name": head.name,
        "type": match head.kind {
            Kind::Text | Kind::State(_) => "string",
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Date => "date",
        },
        "description": head.meaning,
    });
    if let Kind::State(words) = &head.kind {
        field["constraints"] = json!({ "enum": words });
    }
    field
}
