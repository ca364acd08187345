//! The result of a year.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::report::ReportError;
use crate::report::files::told;
use crate::score::{Missing, QUARTERS, Standing, YearPolicy, YearSheet};

/// The result of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Annual {
    /// The year.
    pub year: i16,
    /// Id of the catalogue.
    pub catalogue: String,
    /// Its title.
    pub title: String,
    /// How the quarters became the year.
    pub policy: YearPolicy,
    /// SHA-256 of the policy file, hex.
    pub policy_hash: String,
    /// Version of the tool.
    pub tool_version: String,
    /// The closed results that it was made from: the quarters, then the ledgers.
    pub sources: Vec<Source>,
    /// The units, in the order of the last quarter's list, then those that are only in an earlier one's.
    pub units: Vec<YearSheet>,
}

/// A closed result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its period (`2020Q3`).
    pub period: String,
    /// Id of its catalogue.
    pub catalogue: String,
    /// Id of its run.
    pub run: String,
    /// Its as-of day.
    pub as_of: Date,
    /// SHA-256 of its manifest, hex.
    pub seal: String,
}

impl Annual {
    /// The units by rank; those without one last, in their order.
    pub(in crate::report) fn ranked(&self) -> Vec<&YearSheet> {
        let mut ranked: Vec<&YearSheet> = self.units.iter().collect();
        ranked.sort_by_key(|unit| unit.rank.unwrap_or(usize::MAX));
        ranked
    }

    /// The heading.
    pub(in crate::report) fn heading(&self) -> String {
        format!("{}年度得分：{}", self.year, self.title)
    }

    /// By which policy and which program.
    pub(in crate::report) fn made_by(&self) -> String {
        format!("评分办法的 SHA-256：{}；lanmu {}", self.policy_hash, self.tool_version)
    }

    /// How the quarters became the year, a sentence each.
    pub(in crate::report) fn method(&self) -> Vec<String> {
        let YearPolicy { weights, missing, unresolved, unresolved_most, ledgers, veto } = &self.policy;
        let each = QUARTERS.into_iter().zip(weights.each());
        let weights: Vec<String> = each.map(|(name, weight)| format!("{name} {}", weight.normalize())).collect();
        let missing = match missing {
            Missing::Error => "各单位各季度都应有得分",
            Missing::Zero => "没有得分的季度按 0 分计",
            Missing::LeaveOut => "没有得分的季度不计入，由其余季度按权重分摊",
        };
        let mut lines = vec![format!("季度权重：{}；{missing}", weights.join("，"))];
        if !unresolved.is_zero() {
            let most = unresolved_most.map(|most| format!("，最多扣 {} 分", most.normalize())).unwrap_or_default();
            lines.push(format!("复查后仍未整改的问题，每个扣 {} 分{most}", unresolved.normalize()));
        }
        lines.extend(ledgers.iter().map(|(id, share)| format!("台账 {id} 占全年得分的 {}%", share.normalize())));
        if let Some(veto) = veto {
            let most = veto.at_most.map(|most| format!("，全年得分最高 {} 分", most.normalize())).unwrap_or_default();
            let grade = veto.grade.as_ref().map(|grade| format!("，等级为“{grade}”")).unwrap_or_default();
            lines.push(format!("任一季度被单项否决的{most}{grade}"));
        }
        lines.push("每一步保留两位小数，四舍五入，下一步用取舍后的数".to_owned());
        lines
    }
}

/// The year as JSON: the figures of the files, with English keys.
///
/// # Errors
/// [`ReportError::Form`] when it cannot be put together.
pub fn annual_json(annual: &Annual) -> Result<String, ReportError> {
    told(annual, "annual.json")
}

/// The year for people on a terminal: 排名, 单位, 全年得分, 等级.
#[must_use]
pub fn annual_text(annual: &Annual) -> String {
    let mut text = format!("{}\n", annual.heading());
    for unit in annual.ranked() {
        let rank = unit.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
        let total = unit.total.map_or_else(|| "-".to_owned(), |total| format!("{total:.2}"));
        text.push_str(&format!("{rank:>4}　{total:>6}　{}　{}\n", unit.grade, unit.unit));
    }
    text
}

/// A quarter in a cell: its total, or why there is none.
pub(in crate::report) fn cell(standing: Standing) -> Result<Decimal, &'static str> {
    match standing {
        Standing::Absent => Err("未参加"),
        Standing::Unscored => Err("待核查"),
        Standing::Vetoed(None) => Err("单项否决"),
        Standing::Scored(total) | Standing::Vetoed(Some(total)) => Ok(total),
    }
}
