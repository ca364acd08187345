//! The year: four quarters, what was not put right, and ledgers, into one figure per unit.
//!
//! Every step is rounded to two places, half up, and the next one goes on with the rounded figure, so that whoever has the
//! sheet can reckon it again:
//!
//! 1. 季度加权 = Σ total × weight / Σ weight, both over the quarters that count
//! 2. 台账得分 = Σ total × share / Σ share, both over the ledgers that count
//! 3. 全年得分 = 季度加权 × (100 − Σ share)% + 台账得分 × Σ share% − 复查扣分, at least 0
//! 4. a veto in any quarter bounds the total or sets the grade, where the policy says so

use rust_decimal::Decimal;
use serde::Serialize;

use super::Grade;
use super::figure::two_places;
use super::total::ratio;
use super::year_policy::{Missing, YearPolicy};

/// The names of the four quarters, in order.
pub const QUARTERS: [&str; 4] = ["第一季度", "第二季度", "第三季度", "第四季度"];

/// How a unit stood in one quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "total")]
pub enum Standing {
    /// The quarter was not evaluated, or the unit was not in its list.
    Absent,
    /// Nothing of it could be scored (待核查).
    Unscored,
    /// It has a total, two places.
    Scored(Decimal),
    /// A veto stood against it; the total that it left, 0 where it left none.
    Vetoed(Option<Decimal>),
}

/// What a unit's year is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitYear {
    /// Name of the unit.
    pub unit: String,
    /// From the first quarter to the fourth.
    pub quarters: [Standing; 4],
    /// Findings that were not put right at their last re-check.
    pub unresolved: usize,
    /// Its total of the year by each ledger of the policy, in their order; `None` where it has none.
    pub ledgers: Vec<Option<Decimal>>,
}

/// A unit's year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearSheet {
    /// Name of the unit.
    pub unit: String,
    /// From the first quarter to the fourth.
    pub quarters: [Standing; 4],
    /// 季度加权; `None` where no quarter counts.
    pub weighted: Option<Decimal>,
    /// Findings that were not put right.
    pub unresolved: usize,
    /// 复查扣分.
    pub off: Decimal,
    /// 台账得分; `None` where no ledger counts.
    pub ledger: Option<Decimal>,
    /// 全年得分; `None` where no quarter counts.
    pub total: Option<Decimal>,
    /// By the grades of the policy; 待核查 without a total.
    pub grade: String,
    /// Place in the ranking, from 1; units with the same total share it; `None` without a total.
    pub rank: Option<usize>,
    /// How it came about, a step each, in words.
    pub steps: Vec<String>,
}

/// Something of a unit's year that is missing, and the policy does not say what that means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Name of the unit.
    pub unit: String,
    /// What is missing, in words.
    pub what: String,
}

/// The year of each unit, in their order; `grades` are those of the policy, best first.
///
/// # Errors
/// All that is missing, where the policy says that nothing may be ([`Missing::Error`]).
pub fn annual(policy: &YearPolicy, grades: &[Grade], units: &[UnitYear]) -> Result<Vec<YearSheet>, Vec<Gap>> {
    if policy.missing == Missing::Error {
        let gaps: Vec<Gap> = units.iter().flat_map(|unit| gaps(policy, unit)).collect();
        if !gaps.is_empty() {
            return Err(gaps);
        }
    }
    let mut sheets: Vec<YearSheet> = units.iter().map(|unit| sheet(policy, grades, unit)).collect();
    let totals: Vec<Decimal> = sheets.iter().filter_map(|sheet| sheet.total).collect();
    for sheet in &mut sheets {
        sheet.rank = sheet.total.map(|own| 1 + totals.iter().filter(|total| **total > own).count());
    }
    Ok(sheets)
}

fn gaps(policy: &YearPolicy, unit: &UnitYear) -> Vec<Gap> {
    let gap = |what: String| Gap { unit: unit.unit.clone(), what };
    let weighty =
        QUARTERS.into_iter().zip(unit.quarters).zip(policy.weights.each()).filter(|(_, weight)| !weight.is_zero());
    let quarters = weighty.filter_map(|((name, standing), _)| Some(gap(format!("{name}{}", standing.lack()?))));
    let ledgers = policy.ledgers.keys().zip(&unit.ledgers).filter(|(_, total)| total.is_none());
    quarters.chain(ledgers.map(|(id, _)| gap(format!("台账 {id} 没有得分")))).collect()
}

impl Standing {
    /// Why it has no total.
    fn lack(self) -> Option<&'static str> {
        match self {
            Self::Absent => Some("没有参加评估"),
            Self::Unscored => Some("没有可计分的指标（待核查）"),
            Self::Scored(_) | Self::Vetoed(_) => None,
        }
    }

    /// Its total; `None` where there is none.
    #[must_use]
    pub fn total(self) -> Option<Decimal> {
        match self {
            Self::Absent | Self::Unscored => None,
            Self::Scored(total) => Some(total),
            Self::Vetoed(total) => Some(total.unwrap_or_default()),
        }
    }
}

fn sheet(policy: &YearPolicy, grades: &[Grade], unit: &UnitYear) -> YearSheet {
    let mut steps = Vec::new();
    let quarters = QUARTERS.into_iter().zip(unit.quarters).zip(policy.weights.each());
    let quarters = quarters.map(|((name, standing), weight)| Part {
        name: name.to_owned(),
        total: standing.total(),
        lack: standing.lack().unwrap_or_default(),
        weight,
    });
    let (weighted, _) = mean("季度加权", &quarters.collect::<Vec<_>>(), policy.missing, &mut steps);
    let ledgers = policy.ledgers.iter().zip(&unit.ledgers);
    let ledgers = ledgers.map(|((id, share), total)| Part {
        name: format!("台账 {id}"),
        total: *total,
        lack: "没有得分",
        weight: *share,
    });
    let (ledger, share) = mean("台账得分", &ledgers.collect::<Vec<_>>(), policy.missing, &mut steps);
    let off = taken(policy, unit.unresolved, &mut steps);
    let total = weighted.map(|weighted| whole(weighted, ledger.map(|ledger| (ledger, share)), off, &mut steps));
    let (total, grade) = judged(policy, grades, total, &unit.quarters, &mut steps);
    YearSheet {
        unit: unit.unit.clone(),
        quarters: unit.quarters,
        weighted,
        unresolved: unit.unresolved,
        off,
        ledger,
        total,
        grade,
        rank: None,
        steps,
    }
}

/// One of the totals of which a mean is made.
struct Part {
    name: String,
    total: Option<Decimal>,
    /// Why there is none.
    lack: &'static str,
    weight: Decimal,
}

/// The weighted mean of what counts, and the weight of that; `None` where nothing counts.
fn mean(what: &str, parts: &[Part], missing: Missing, steps: &mut Vec<String>) -> (Option<Decimal>, Decimal) {
    let parts: Vec<&Part> = parts.iter().filter(|part| !part.weight.is_zero()).collect();
    let as_zero = missing == Missing::Zero;
    for Part { name, lack, .. } in parts.iter().filter(|part| part.total.is_none()) {
        steps.push(if as_zero { format!("{name}{lack}，按 0 分计") } else { format!("{name}{lack}，不计入") });
    }
    let counted: Vec<(Decimal, Decimal)> = (parts.iter())
        .filter_map(|part| Some((part.total.or(as_zero.then_some(Decimal::ZERO))?, part.weight)))
        .collect();
    let weight: Decimal = counted.iter().map(|(_, weight)| weight).sum();
    let sum: Decimal = counted.iter().map(|(total, weight)| total * weight).sum();
    let Some(mean) = ratio(sum, weight).map(two_places) else { return (None, Decimal::ZERO) };
    let products: Vec<String> =
        counted.iter().map(|(total, weight)| format!("{total:.2}×{}", weight.normalize())).collect();
    steps.push(format!("{what}：（{}）÷{}＝{mean}", products.join("＋"), weight.normalize()));
    (Some(mean), weight)
}

fn taken(policy: &YearPolicy, unresolved: usize, steps: &mut Vec<String>) -> Decimal {
    let all = policy.unresolved * Decimal::from(unresolved);
    let off = two_places(policy.unresolved_most.map_or(all, |most| all.min(most)));
    if !off.is_zero() {
        let most = policy.unresolved_most.map(|most| format!("，最多扣{}分", most.normalize())).unwrap_or_default();
        let each = policy.unresolved.normalize();
        steps.push(format!("复查后仍未整改的问题{unresolved}个，每个扣{each}分{most}，扣{off}分"));
    }
    off
}

/// 全年得分; `ledger` is that total with its share in per cent.
fn whole(weighted: Decimal, ledger: Option<(Decimal, Decimal)>, off: Decimal, steps: &mut Vec<String>) -> Decimal {
    let hundred = Decimal::ONE_HUNDRED;
    let (share, words) = match ledger {
        Some((total, share)) => (share, format!("×{}%＋{total}×{}%", (hundred - share).normalize(), share.normalize())),
        None => (Decimal::ZERO, String::new()),
    };
    let of_ledger = ledger.map(|(total, share)| total * share).unwrap_or_default();
    let sum = (weighted * (hundred - share) + of_ledger) / hundred - off;
    let total = two_places(sum.max(Decimal::ZERO));
    let less = if off.is_zero() { String::new() } else { format!("－{off}") };
    let least = if sum < Decimal::ZERO { "（不低于 0）" } else { "" };
    let sum_in_words = format!("{weighted}{words}{less}");
    steps.push(match sum_in_words.as_str() {
        alone if alone == total.to_string() => format!("全年得分：{total}"),
        sum => format!("全年得分：{sum}＝{total}{least}"),
    });
    total
}

/// Total and grade, after the vetoes.
fn judged(
    policy: &YearPolicy,
    grades: &[Grade],
    total: Option<Decimal>,
    quarters: &[Standing; 4],
    steps: &mut Vec<String>,
) -> (Option<Decimal>, String) {
    let vetoed = QUARTERS.into_iter().zip(quarters).filter(|(_, standing)| matches!(standing, Standing::Vetoed(_)));
    let vetoed: Vec<&str> = vetoed.map(|(name, _)| name).collect();
    let veto = policy.veto.as_ref().filter(|_| !vetoed.is_empty());
    let most = veto.and_then(|veto| veto.at_most).map(two_places);
    let total = total.map(|total| most.map_or(total, |most| total.min(most)));
    let decided = veto.and_then(|veto| veto.grade.clone());
    if !vetoed.is_empty() {
        let most = most.map(|most| format!("，全年得分最高{most}分")).unwrap_or_default();
        let grade = decided.as_ref().map(|grade| format!("，等级为“{grade}”")).unwrap_or_default();
        steps.push(format!("{}被单项否决{most}{grade}", vetoed.join("、")));
    }
    let by_total = |total| grades.iter().find(|grade| total >= grade.at_least).map(|grade| grade.name.clone());
    let grade = decided.or_else(|| total.map_or_else(|| Some("待核查".to_owned()), by_total)).unwrap_or_default();
    (total, grade)
}

#[cfg(test)]
mod tests;
