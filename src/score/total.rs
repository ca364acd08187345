//! From the rows to the total, the coverage and the grade, with each step in words.

use rust_decimal::Decimal;

use super::figure::{figure, two_places};
use super::group::Terms;
use super::row::Row;
use super::veto::Ruling;
use super::{OfKind, Policy, Scoring, reports};
use crate::judge::Verdict;

/// What the rows come to.
pub(super) struct Total {
    /// As it is shown; `None` when nothing could be scored, or a veto stops the scoring.
    pub(super) points: Option<Decimal>,
    /// Per cent, as it is shown.
    pub(super) coverage: Decimal,
    pub(super) grade: String,
    /// A veto stands against the unit.
    pub(super) vetoed: bool,
    /// Each step, in words.
    pub(super) steps: Vec<String>,
}

/// Adds up the rows of a unit; what the sum decides of a row is said with it.
pub(super) fn add_up(policy: &Policy, terms: &Terms<'_>, verdicts: &[Verdict], rows: &mut [Row]) -> Total {
    let Policy { scoring, of_kind, .. } = policy;
    let ruling = scoring.veto.ruling(verdicts, rows);
    scoring.veto.tell(&ruling, verdicts, rows);
    let mut steps = vec![counted(rows)];
    let stopped = scoring.veto.stop && !ruling.against.is_empty();
    let base = if matches!(of_kind, OfKind::Website(_)) { of_website(terms, rows) } else { of_rows(rows) };
    let points = base.filter(|_| !stopped).map(|(base, words)| {
        steps.push(words);
        let OfKind::Columns(own) = of_kind else { return base };
        let (left, words) = reports::take_off(own.report_missing, base, verdicts, rows);
        steps.extend(words);
        left
    });
    let points = points.map(|points| {
        let (with, words) = scoring.bonus.add(points, rows);
        steps.extend(words);
        with
    });
    let points = vetoed(scoring, &ruling, points, &mut steps);
    let coverage = two_places(coverage(rows));
    let grade = grade(scoring, &ruling, points, coverage, &mut steps);
    Total { points, coverage, grade, vetoed: !ruling.against.is_empty(), steps }
}

/// Which rows count, and which left the sheet.
fn counted(rows: &[Row]) -> String {
    let out: Vec<&str> = rows.iter().filter(|row| row.got.is_none()).map(|row| row.code.as_str()).collect();
    let bonus = rows.iter().filter(|row| row.bonus && row.got.is_some()).count();
    let scored = rows.len() - out.len() - bonus;
    let beside = if bonus == 0 { String::new() } else { format!("，加分 {bonus} 行") };
    let left =
        if out.is_empty() { String::new() } else { format!("；不计分 {} 行：{}", out.len(), out.join("、")) };
    format!("共 {} 行，计分 {scored} 行{beside}{left}", rows.len())
}

/// 100 × Σ got / Σ full, both over the rows that were scored.
fn of_rows(rows: &[Row]) -> Option<(Decimal, String)> {
    let scored = || rows.iter().filter(|row| !row.bonus && row.got.is_some());
    let got: Decimal = scored().filter_map(|row| row.got).sum();
    let full: Decimal = scored().map(|row| row.full).sum();
    let total = two_places(ratio(got, full)? * Decimal::ONE_HUNDRED);
    Some((total, format!("得分合计 {} ÷ 分值合计 {} × 100 = {total}", figure(got), figure(full))))
}

/// What is left of the points that there are, scaled up to 100.
fn of_website(terms: &Terms<'_>, rows: &[Row]) -> Option<(Decimal, String)> {
    let scored = || rows.iter().filter(|row| !row.bonus && row.full > Decimal::ZERO && row.got.is_some());
    scored().next()?;
    let off: Decimal = scored().filter_map(|row| Some(row.full - row.got?)).sum();
    let (hundred, out_of) = (Decimal::ONE_HUNDRED, terms.out_of());
    let left = (out_of - off).max(Decimal::ZERO);
    let total = two_places(ratio(left * hundred, out_of)?);
    let scaled = if out_of == hundred { String::new() } else { format!(" × 100 ÷ {}", figure(out_of)) };
    let words = match scaled.as_str() {
        "" => format!("{} − 扣分合计 {} = {total}", figure(out_of), figure(off)),
        scaled => format!("（{} − 扣分合计 {}）{scaled} = {total}", figure(out_of), figure(off)),
    };
    Some((total, words))
}

/// The total that a veto leaves.
fn vetoed(scoring: &Scoring, ruling: &Ruling, points: Option<Decimal>, steps: &mut Vec<String>) -> Option<Decimal> {
    if !ruling.open.is_empty() {
        steps.push(format!("单项否决尚不能排除：{}", ruling.open.join("、")));
    }
    if ruling.against.is_empty() {
        return points;
    }
    let most = scoring.veto.at_most.map(two_places);
    let effect = match most {
        _ if scoring.veto.stop => "，不再评分".to_owned(),
        Some(most) => format!("，总分最高 {most}"),
        None => String::new(),
    };
    steps.push(format!("单项否决：{}{effect}", ruling.against.join("、")));
    points.map(|points| most.map_or(points, |most| points.min(most)))
}

/// The share of what should have been scored that could be, in per cent.
fn coverage(rows: &[Row]) -> Decimal {
    let base = || rows.iter().filter(|row| !row.bonus);
    let covered: Decimal = base().map(|row| row.covered).sum();
    let counted: Decimal = base().map(|row| row.counted).sum();
    ratio(covered * Decimal::ONE_HUNDRED, counted).unwrap_or_default()
}

/// While a veto cannot be ruled out, or too little could be scored, the grade is provisional.
fn grade(
    scoring: &Scoring,
    ruling: &Ruling,
    points: Option<Decimal>,
    coverage: Decimal,
    steps: &mut Vec<String>,
) -> String {
    let least = scoring.minimum_coverage;
    steps.push(format!("能够计分的权重占 {coverage}%（低于 {}% 的，等级为暂定）", figure(least)));
    let decided = scoring.veto.grade.as_ref().filter(|_| !ruling.against.is_empty());
    let grade = match (decided, points) {
        (Some(grade), _) => grade.clone(),
        (None, None) => "待核查".to_owned(),
        (None, Some(points)) => {
            let found = scoring.grades.iter().find(|grade| points >= grade.at_least);
            let name = found.map_or("", |grade| grade.name.as_str());
            let open = !ruling.open.is_empty() || coverage < least;
            if open { format!("{name}（暂定）") } else { name.to_owned() }
        }
    };
    steps.push(format!("等级：{grade}"));
    grade
}

/// `None` when the whole is nothing.
pub(super) fn ratio(share: Decimal, whole: Decimal) -> Option<Decimal> {
    share.checked_div(whole)
}
