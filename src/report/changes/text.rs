//! The differences on a terminal.

use std::collections::BTreeMap;
use std::fmt::Write;

use rust_decimal::Decimal;

use super::words::{Cause, Changes, Presence, RowChange, Side, UnitChange};
use crate::judge::Finding;
use crate::report::{RowRecord, figures};

/// The differences for people, only of units of which something changed; `names` gives the indicators' names by code.
#[must_use]
pub fn changes_text(changes: &Changes, names: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{} → {}", side(&changes.before), side(&changes.after));
    let _ = writeln!(text, "{}", inputs(changes));
    let _ = writeln!(text, "{}", counts(changes));
    for unit in changes.units.iter().filter(|unit| unit.is_change()) {
        text.push('\n');
        text.push_str(&of_unit(unit, names));
    }
    text
}

fn side(side: &Side) -> String {
    let period = side.period.as_ref().map(|period| format!("{}，", period.name)).unwrap_or_default();
    format!("{}（{}，{period}评估日期 {}）", side.run, side.catalogue, side.as_of)
}

fn inputs(changes: &Changes) -> String {
    let sites = changes.units.iter().filter(|unit| unit.causes.contains(&Cause::Site)).count();
    let shared = if changes.causes.is_empty() { "没有变化".to_owned() } else { Cause::in_words(&changes.causes) };
    format!("输入的变化：{shared}；看到的网站内容有变化的单位 {sites} 个")
}

fn counts(changes: &Changes) -> String {
    let units = &changes.units;
    let with = |presence| units.iter().filter(|unit| unit.presence == presence).count();
    let moved = |up: fn(Decimal) -> bool| units.iter().filter_map(UnitChange::gained).filter(|by| up(*by)).count();
    let findings = |of: fn(&RowChange) -> usize| -> usize { units.iter().flat_map(|unit| &unit.rows).map(of).sum() };
    let still: usize = units.iter().map(|unit| unit.still).sum();
    format!(
        "单位 {} 个：得分上升 {}，下降 {}；新增 {}，减少 {}\n问题：新增 {}，消除 {}，仍存在 {still}，未能核实 {}",
        units.len(),
        moved(|by| by > Decimal::ZERO),
        moved(|by| by < Decimal::ZERO),
        with(Presence::Joined),
        with(Presence::Left),
        findings(|row| row.new.len()),
        findings(|row| row.gone.len()),
        findings(|row| row.open.len()),
    )
}

fn of_unit(unit: &UnitChange, names: &BTreeMap<String, String>) -> String {
    let (before, after) = (points(unit.total.before), points(unit.total.after));
    let mut text = match unit.presence {
        Presence::Joined => format!("{}　新增单位，得分 {after}\n", unit.name),
        Presence::Left => format!("{}　不在名单中了，原得分 {before}\n", unit.name),
        Presence::Both => {
            let by = unit.gained().map(|by| format!("（{by:+.2}）")).unwrap_or_default();
            let causes = Cause::in_words(&unit.causes);
            format!("{}　得分 {before} → {after}{by}　原因：{causes}\n", unit.name)
        }
    };
    for row in &unit.rows {
        text.push_str(&of_row(row, unit, names));
    }
    text
}

fn of_row(row: &RowChange, unit: &UnitChange, names: &BTreeMap<String, String>) -> String {
    let answer =
        |row: &Option<RowRecord>| row.as_ref().map_or_else(|| "无此指标".to_owned(), RowRecord::answer_in_words);
    let got = |row: &Option<RowRecord>| points(row.as_ref().and_then(|row| row.got));
    let name = names.get(&row.code).map(|name| format!(" {name}")).unwrap_or_default();
    let (was, is) = (answer(&row.before), answer(&row.after));
    let said = if was == is { is } else { format!("{was} → {is}") };
    let (had, has) = (got(&row.before), got(&row.after));
    let points = if had == has { has } else { format!("{had} → {has}") };
    let own = row.causes != unit.causes;
    let causes = if own { format!("　原因：{}", Cause::in_words(&row.causes)) } else { String::new() };
    let mut text = format!("    {}{name}：{said}，得分 {points}{causes}\n", row.code);
    for (words, findings) in [("新增", &row.new), ("消除", &row.gone), ("未能核实的", &row.open)] {
        text.extend(findings.iter().map(|finding| of_finding(words, finding)));
    }
    text
}

fn of_finding(words: &str, finding: &Finding) -> String {
    format!("        {words}问题 {}（{}）：{}\n", finding.number, finding.kind.zh(), finding.description)
}

fn points(number: Option<Decimal>) -> String {
    number.map_or_else(|| "无".to_owned(), figures::points)
}
