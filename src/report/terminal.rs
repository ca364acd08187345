//! What a person reads on a terminal.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use rust_decimal::Decimal;

use super::evaluation::task_evidence;
use super::quotes::nested;
use super::{Brief, Evaluation, UnitResult};
use super::{figures, labels};
use crate::catalogue::Indicator;
use crate::judge::{Answer, Finding, FindingKind, Recheck, RectificationState, Verdict};
use crate::score::Points;
use crate::site::CrawlEnd;

/// Columns of the ranking table on a terminal: what a window of the usual size shows beside a log.
const WIDTH: u16 = 100;

/// The ranking table: 排名, 单位, 得分, 等级, 覆盖率, 最严重问题. Units without a rank stand last; the same rank keeps the
/// order of the units file.
#[must_use]
pub fn table(evaluation: &Evaluation) -> String {
    let mut table = grid(["排名", "单位", "得分", "等级", "覆盖率", "最严重问题"]);
    for result in evaluation.ranked().into_iter().filter_map(|place| evaluation.units.get(place)) {
        let sheet = &result.sheet;
        table.add_row([
            sheet.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string()),
            result.unit.name.clone(),
            sheet.total.map_or_else(|| "-".to_owned(), |total| format!("{total:.2}")),
            sheet.grade.clone(),
            format!("{:.2}%", sheet.coverage),
            worst(evaluation, result),
        ]);
    }
    for number in [0, 2, 4] {
        if let Some(column) = table.column_mut(number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    printable(&table.to_string())
}

/// An empty table with these heads. Its width does not depend on the terminal.
fn grid(heads: [&str; 6]) -> Table {
    let mut table = Table::new();
    table
        .load_style(UTF8_FULL_CONDENSED)
        .force_no_tty()
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header(heads);
    table
}

/// What a re-check saw, by the numbers of the findings: a row per finding, in the order of the units, and then how the
/// totals changed.
///
/// # Errors
/// As [`PutAway::taken_out`](super::PutAway::taken_out).
pub fn recheck_table(evaluation: &Evaluation, seen: &BTreeMap<String, Recheck>) -> io::Result<String> {
    let mut table = grid(["问题编号", "单位", "指标", "问题类型", "复查结果", "看到的情况"]);
    let mut totals = String::new();
    for result in &evaluation.units {
        let dossier = result.dossier.taken_out()?;
        let findings = dossier.verdicts.iter().flat_map(|verdict| &verdict.findings);
        let looked: Vec<_> = findings.filter_map(|finding| Some((finding, seen.get(&finding.number)?))).collect();
        for (finding, recheck) in &looked {
            let state = recheck.state.map_or("无法核实", RectificationState::zh);
            let Finding { number, unit, code, kind, .. } = finding;
            table.add_row([number, unit, code, kind.zh(), state, &nested(&recheck.words)]);
        }
        if let Some((_, recheck)) = looked.first() {
            let total = |total: Option<Decimal>| total.map_or_else(|| "-".to_owned(), |total| format!("{total:.2}"));
            let _ = write!(totals, "\n{}：复查前 {} 分", result.unit.name, total(recheck.before));
            let _ = write!(totals, "，复查后 {} 分", total(recheck.after));
        }
    }
    Ok(printable(&format!("{table}{totals}")))
}

/// The worst kind of fault of a unit, the first indicator that has it, and how many have it. A report that the office misses is
/// no fault of the site, so any other goes before it. Faults of a row that a
/// person found in order are none.
fn worst(evaluation: &Evaluation, result: &UnitResult) -> String {
    if result.end == CrawlEnd::Failed {
        return labels::crawl_end(result.end).to_owned();
    }
    let faults = || {
        let in_order = [Answer::Met, Answer::NotApplicable];
        let by_hand = move |brief: &Brief| brief.overridden && in_order.contains(&brief.settled);
        let briefs = evaluation.briefs(result).filter(move |(_, brief)| !by_hand(brief));
        briefs.flat_map(|(indicator, brief)| brief.findings.iter().map(move |kind| (indicator, brief.settled, *kind)))
    };
    // `min_by_key` gives the first of equals: the order of the catalogue decides among them.
    let rank = |answer: Answer, kind: FindingKind| (kind == FindingKind::ReportMissing, severity(answer), kind);
    let Some((indicator, _, worst)) = faults().min_by_key(|(_, answer, kind)| rank(*answer, *kind)) else {
        return "无".to_owned();
    };
    let (kind, name) = (worst.zh(), indicator.name());
    match faults().filter(|(_, _, other)| *other == worst).count() {
        1 => format!("{kind}：{name}"),
        several => format!("{kind}：{name}等 {several} 项"),
    }
}

/// How bad an answer is, worst first.
fn severity(answer: Answer) -> u8 {
    match answer {
        Answer::Unmet => 0,
        Answer::Partial => 1,
        Answer::Unverified => 2,
        Answer::Met => 3,
        Answer::NotApplicable => 4,
    }
}

/// One unit's result, indicator by indicator, for the unit itself to read.
///
/// # Errors
/// As [`PutAway::taken_out`](super::PutAway::taken_out).
pub fn unit_text(evaluation: &Evaluation, result: &UnitResult) -> io::Result<String> {
    let dossier = result.dossier.taken_out()?;
    let mut text = head(evaluation, result);
    for (indicator, verdict) in evaluation.verdicts(&dossier) {
        let points = dossier.points_of(verdict);
        text.push('\n');
        text.push_str(&answer(indicator, verdict, points));
        text.push_str(&facts(verdict));
        text.extend(verdict.findings.iter().map(fault));
    }
    Ok(printable(&text))
}

fn head(evaluation: &Evaluation, result: &UnitResult) -> String {
    let sheet = &result.sheet;
    let period =
        evaluation.run.period.as_ref().map(|period| format!("　评估时段：{}", period.name)).unwrap_or_default();
    let total = sheet.total.map_or_else(|| "无可计分指标".to_owned(), |total| format!("{total:.2} 分"));
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}　{}", result.unit.name, result.unit.site);
    let _ = writeln!(text, "指标体系：{}　评估日期：{}{period}", evaluation.catalogue.title, evaluation.run.as_of);
    let _ = writeln!(text, "得分：{total}　等级：{}　覆盖率：{:.2}%", sheet.grade, sheet.coverage);
    let _ = writeln!(
        text,
        "适用指标 {} 项：达标 {}，部分达标 {}，未达标 {}，待核查 {}",
        sheet.applicable, sheet.met, sheet.partial, sheet.unmet, sheet.unverified
    );
    let _ = writeln!(text, "网站访问：{}，共 {} 次请求", labels::crawl_end(result.end), result.requests);
    text
}

fn answer(indicator: &Indicator, verdict: &Verdict, points: Option<&Points>) -> String {
    let points = points.map_or_else(String::new, |points| match points.got {
        Some(got) => format!("　{}/{} 分", figures::points(got), figures::points(points.full)),
        None => "　不计分".to_owned(),
    });
    let names = indicator.names().join(" > ");
    format!("【{}】{} {names}{points}\n", verdict.answer.zh(), indicator.code)
}

fn facts(verdict: &Verdict) -> String {
    let mut text = String::new();
    if let Some(taken) = verdict.as_column().and_then(|column| column.taken.as_ref()) {
        let newest = taken.newest.map_or_else(|| "不详".to_owned(), |date| date.to_string());
        let _ = writeln!(text, "    栏目：{}（{}）　{}", taken.name, labels::method(taken.method), taken.url);
        let _ = writeln!(text, "    信息：{} 条，最近更新 {newest}", taken.items);
    }
    if let Some(task) = verdict.as_task() {
        let done = task.done.map_or_else(String::new, |day| format!("（{day}）"));
        let _ = writeln!(text, "    完成情况：{}{done}", task.task.zh());
        for evidence in task_evidence(verdict) {
            let _ = writeln!(text, "    证据：{evidence}");
        }
    }
    if !verdict.rule.is_empty() {
        let label = if verdict.as_check().is_some() { "标准" } else { "时限" };
        let _ = writeln!(text, "    {label}：{}", verdict.rule);
    }
    for reason in &verdict.reasons {
        let _ = writeln!(text, "    依据：{reason}");
    }
    text
}

fn fault(finding: &Finding) -> String {
    let Finding { number, description, advice, .. } = finding;
    format!("    问题 {number}（{}）：{description}\n        建议：{advice}\n", finding.kind.zh())
}

/// Words from a website must not steer the terminal: control characters are dropped, line ends stay.
fn printable(text: &str) -> String {
    let shown: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    shown.split_inclusive('\n').map(nested).collect()
}
