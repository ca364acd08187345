//! What is printed.

use std::fmt::Write;
use std::path::Path;

use super::bundle::Bundle;
use crate::calendar::written_in_china;
use crate::catalogue::Indicator;
use crate::cli::output::harmless;
use crate::judge::{Evidence, Verdict};
use crate::report::UnitResult;
use crate::store::WarcRecord;

/// Fields of a record's header that are shown, with what they are called.
const SHOWN: [(&str, &str); 9] = [
    ("WARC-Type", "类型"),
    ("WARC-Target-URI", "网址"),
    ("WARC-Date", "时间（UTC）"),
    ("WARC-IP-Address", "服务器"),
    ("WARC-Truncated", "内容不完整，原因"),
    ("WARC-Refers-To", "所据记录"),
    ("WARC-Refers-To-Date", "所据记录的时间（UTC）"),
    ("WARC-Block-Digest", "摘要"),
    ("Content-Length", "长度（字节）"),
];

/// A verdict with all that it saw, for people.
pub(super) fn verdict(
    run: &str,
    workspace: &Path,
    result: &UnitResult,
    verdict: &Verdict,
    indicator: Option<&Indicator>,
) -> String {
    let names = indicator.map(|row| row.names().join(" > ")).unwrap_or_default();
    let mut text = format!("{}　{}\n", result.unit.name, result.unit.site);
    // Writing to a string cannot fail.
    let _ = writeln!(text, "指标：{} {names}", verdict.code);
    let _ = writeln!(text, "判定：{}（运行 {run}）", verdict.answer.zh());
    if !verdict.rule.is_empty() {
        let _ = writeln!(text, "时限要求：{}", verdict.rule);
    }
    for reason in &verdict.reasons {
        let _ = writeln!(text, "理由：{reason}");
    }
    for finding in &verdict.findings {
        let _ = writeln!(text, "问题 {}（{}）：{}", finding.number, finding.kind.zh(), finding.description);
    }
    for (number, piece) in (1..).zip(&verdict.evidence) {
        let _ = write!(text, "\n依据 {number}：{}\n{}", piece.url, evidence(piece, workspace));
    }
    match &result.warc {
        Some(file) => {
            let file = workspace.join(file);
            let _ = writeln!(text, "\n该单位网站的全部访问记录：{}", file.display());
        }
        None => text.push_str("\n没有该单位的证据文件：评估由较早版本的 lanmu 完成，或文件已被移走\n"),
    }
    harmless(&text)
}

fn evidence(piece: &Evidence, workspace: &Path) -> String {
    let mut lines = Vec::new();
    match piece.at {
        Some(at) => lines.push(format!("访问时间：{}（北京时间）", written_in_china(at))),
        None => lines.push("没有打开，只看到链接".to_owned()),
    }
    lines.extend(piece.status.map(|status| format!("状态：{status}")));
    if !piece.path.is_empty() {
        lines.push(format!("栏目路径：{}", piece.path.join(" > ")));
    }
    lines.push(format!("看到：{}", piece.matched));
    lines.extend(piece.items.map(|items| format!("信息条数：{items}")));
    if let Some(newest) = piece.newest {
        let from = piece.newest_from.as_ref().map(|from| format!("（见于{from}）")).unwrap_or_default();
        lines.push(format!("最近更新：{newest}{from}"));
    }
    if let Some(place) = &piece.warc {
        lines.push(format!("文件：{}", workspace.join(&place.file).display()));
        lines.push(format!("记录：{}", place.record));
        if let Some(since) = place.unchanged_since {
            let since = written_in_china(since);
            lines.push(format!("网站答复该页未修改（304），内容是 {since}（北京时间）取得的，已一并存入文件"));
        }
    }
    lines.extend(piece.hash.as_ref().map(|hash| format!("内容的 SHA-256：{hash}")));
    lines.iter().map(|line| format!("    {line}\n")).collect()
}

/// A record, for people.
pub(super) fn record(bundle: &Bundle, id: &str) -> String {
    let mut text = format!("记录：{id}\n文件：{}\n", bundle.file.display());
    if let Some(record) = bundle.record(id) {
        let _ = writeln!(text, "位置：第 {} 字节起，共 {} 字节（压缩后）", record.offset, record.length);
        for (name, called) in SHOWN {
            if let Some(value) = record.field(name) {
                let _ = writeln!(text, "{called}：{value}");
            }
        }
        let _ = write!(text, "\n{}", inside(record));
    }
    let others = bundle.records.iter().filter(|record| record.id() != id);
    for other in others {
        let kind = other.field("WARC-Type").unwrap_or_default();
        let url = other.field("WARC-Target-URI").unwrap_or_default();
        let _ = writeln!(text, "同一次访问的记录：{} {kind} {url}", other.id());
    }
    harmless(&text)
}

/// The head of an HTTP message, or what the record says.
fn inside(record: &WarcRecord) -> String {
    let head = record.http_head();
    let words = if head.is_empty() && record.field("Content-Type") == Some("application/warc-fields") {
        String::from_utf8_lossy(record.block())
    } else {
        String::from_utf8_lossy(head)
    };
    words.lines().map(|line| format!("    {line}\n")).collect()
}
