//! 总体情况: what was checked, how many passed, and what could not be verified.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::listed;
use crate::judge::{Answer, Cause};
use crate::report::{Brief, Evaluation, UnitResult, times};
use crate::score::Totals;
use crate::site::CrawlEnd;

/// The paragraphs.
pub(super) fn paragraphs(evaluation: &Evaluation) -> Vec<String> {
    let texts = [Some(checked(evaluation)), Some(passed(evaluation)), not_passed(evaluation), open(evaluation)];
    texts.into_iter().flatten().collect()
}

/// Which share of the units was checked, when and by what.
fn checked(evaluation: &Evaluation) -> String {
    let units = evaluation.units.len();
    let seen = evaluation.units.iter().filter(|result| result.end != CrawlEnd::Failed).count();
    let partly = evaluation.units.iter().filter(|result| result.end == CrawlEnd::BudgetEnded).count();
    let period = evaluation.run.period.as_ref().map_or_else(String::new, |period| {
        let days = format!("{}至{}", times::day(period.from), times::day(period.to));
        format!("，检查周期为{}（{days}）", times::period(period))
    });
    let partly = if partly > 0 { format!("，其中{partly}个网站没有看完") } else { String::new() };
    format!(
        "按照《{}》{}，对{units}个单位的网站进行了检查{period}，评估日期为{}。实际查看{seen}个，占{}{partly}。",
        evaluation.catalogue.title,
        numbered(&evaluation.catalogue.document_number),
        times::day(evaluation.run.as_of),
        percent(seen, units)
    )
}

fn numbered(number: &str) -> String {
    if number.is_empty() { String::new() } else { format!("（{number}）") }
}

/// How many passed, and of which the share is.
fn passed(evaluation: &Evaluation) -> String {
    let grades = &evaluation.grades;
    let settled: Vec<&Totals> =
        evaluation.units.iter().map(|result| &result.sheet).filter(|sheet| is_settled(&sheet.grade)).collect();
    let passing = settled.iter().filter(|sheet| has_passed(evaluation, &sheet.grade)).count();
    let least = grades.iter().rev().nth(1).map_or("合格", |grade| grade.name.as_str());
    let by_grade: Vec<String> = grades
        .iter()
        .map(|grade| (&grade.name, settled.iter().filter(|sheet| sheet.grade == grade.name).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name}{count}个"))
        .collect();
    let by_grade = if by_grade.is_empty() { String::new() } else { format!("（{}）", by_grade.join("、")) };
    let unsettled = evaluation.units.len() - settled.len();
    let left = if unsettled > 0 {
        format!("；另有{unsettled}个单位因能够核实的指标不足，等级暂定或者没有等级，未计入")
    } else {
        String::new()
    };
    format!(
        "等级确定的{}个单位中，合格{passing}个，合格率{}{by_grade}。合格率按等级确定的单位计算，等级在“{least}”以上的计为合格{left}。{}",
        settled.len(),
        percent(passing, settled.len()),
        mean(&settled)
    )
}

/// The grade is one of the policy's, and not provisional.
pub(in crate::report) fn is_settled(grade: &str) -> bool {
    grade != Answer::Unverified.zh() && !grade.contains("暂定")
}

/// The grade is better than the last one of the policy.
pub(in crate::report) fn has_passed(evaluation: &Evaluation, grade: &str) -> bool {
    evaluation.grades.iter().rev().skip(1).any(|one| one.name == grade)
}

fn mean(settled: &[&Totals]) -> String {
    let totals: Vec<Decimal> = settled.iter().filter_map(|sheet| sheet.total).collect();
    let sum: Decimal = totals.iter().sum();
    let mean = sum.checked_div(Decimal::from(totals.len()));
    mean.map(|mean| format!("平均得分{:.2}分。", rounded(mean, 2))).unwrap_or_default()
}

fn not_passed(evaluation: &Evaluation) -> Option<String> {
    let failing = evaluation.units.iter().filter(|result| {
        let sheet = &result.sheet;
        is_settled(&sheet.grade) && !has_passed(evaluation, &sheet.grade)
    });
    let names: Vec<String> = failing.map(|result| result.unit.name.clone()).collect();
    (!names.is_empty()).then(|| format!("未达到合格等级的单位：{}。", listed(&names, "个单位")))
}

/// What could not be verified, and why.
fn open(evaluation: &Evaluation) -> Option<String> {
    let mut causes: BTreeMap<Cause, usize> = BTreeMap::new();
    let unverified = |brief: &&Brief| brief.settled == Answer::Unverified;
    let open = |result: &&UnitResult| result.dossier.briefs().iter().any(|brief| unverified(&brief));
    let concerned: Vec<&UnitResult> = evaluation.units.iter().filter(open).collect();
    for brief in concerned.iter().flat_map(|result| result.dossier.briefs()).filter(unverified) {
        *causes.entry(brief.cause.unwrap_or(Cause::ByHand)).or_default() += 1;
    }
    let count: usize = causes.values().sum();
    let why: Vec<String> = causes.iter().map(|(cause, count)| format!("{}{count}项", cause.zh())).collect();
    let closed: Vec<String> = evaluation
        .units
        .iter()
        .filter(|result| result.end == CrawlEnd::Failed)
        .map(|result| result.unit.name.clone())
        .collect();
    let closed = if closed.is_empty() {
        String::new()
    } else {
        format!("检查时网站无法进入的单位：{}，请换一个网络、换一个时间核实。", listed(&closed, "个单位"))
    };
    (count > 0).then(|| {
        format!(
            "另有{}个单位的{count}项指标未能核实（{}），不作为问题通报，不计入得分，待人工核查。{closed}",
            concerned.len(),
            why.join("，")
        )
    })
}

/// `98.1%`.
fn percent(part: usize, whole: usize) -> String {
    let share = (Decimal::from(part) * Decimal::ONE_HUNDRED).checked_div(Decimal::from(whole)).unwrap_or_default();
    format!("{:.1}%", rounded(share, 1))
}

/// Half up.
fn rounded(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}
