//! 评分办法: `policy.toml`.

use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::Problem;
use super::{PolicyError, WebsitePolicy};
use crate::catalogue::Kind;
use crate::judge::Windows;
use crate::judge::ledger::LedgerWindows;

/// How verdicts come about and become points: all of `policy.toml`, by the kind of its catalogue.
#[derive(Debug, Clone, PartialEq)]
pub enum Policy {
    /// Of a catalogue of columns.
    Columns(Box<ColumnPolicy>),
    /// Of a ledger.
    Ledger(LedgerPolicy),
    /// Of a website check.
    Website(WebsitePolicy),
}

/// The policy of a catalogue of columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnPolicy {
    /// The `[judge]` table.
    #[serde(rename = "judge")]
    pub windows: Windows,
    /// The `[score]` table.
    #[serde(rename = "score")]
    pub scoring: Scoring,
}

/// The policy of a ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerPolicy {
    /// The `[judge]` table.
    #[serde(rename = "judge")]
    pub windows: LedgerWindows,
    /// The `[score]` table.
    #[serde(rename = "score")]
    pub scoring: TaskScoring,
}

/// How verdicts on tasks become points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskScoring {
    /// Below this coverage, in per cent, the grade is provisional.
    pub minimum_coverage: Decimal,
    /// Shares of a task's points for each state.
    pub factors: TaskFactors,
    /// Grades, best first; the last one starts at 0.
    pub grades: Vec<Grade>,
}

/// The share of its points that a task gets, 0 to 1. What could not be seen leaves the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskFactors {
    /// 按时完成.
    pub in_time: Decimal,
    /// 逾期完成.
    pub late: Decimal,
    /// 未见证据.
    pub no_evidence: Decimal,
}

/// How verdicts become points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// Below this coverage, in per cent, the grade is provisional.
    pub minimum_coverage: Decimal,
    /// Points taken off the total for each report that is missing (需报送信息), 0 to 100; 0 where the file says nothing.
    #[serde(default)]
    pub report_missing: Decimal,
    /// The three parts of an indicator.
    pub parts: Parts,
    /// Shares of a part for each state.
    pub factors: Factors,
    /// Grades, best first; the last one starts at 0.
    pub grades: Vec<Grade>,
}

/// The three parts of an indicator, in per cent; together 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// 栏目.
    pub column: Decimal,
    /// 内容.
    pub content: Decimal,
    /// 时效.
    pub freshness: Decimal,
}

/// The share of its part that a state gets, 0 to 1. A missing column and an empty one get nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factors {
    /// 同名.
    pub exact: Decimal,
    /// 含义相同.
    pub alias: Decimal,
    /// A link to a platform that the row names.
    pub external: Decimal,
    /// Not under the disclosure section.
    pub misplaced: Decimal,
    /// The sub-column is owed and not there.
    pub sub_column_missing: Decimal,
    /// The content does not keep a demand of the catalogue.
    pub demand: Decimal,
    /// Only a 情况说明.
    pub note: Decimal,
    /// Not updated within the window.
    pub stale: Decimal,
    /// Items without a date.
    pub undated: Decimal,
    /// Published after the limit.
    pub late: Decimal,
}

/// A grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// 优秀 ….
    pub name: String,
    /// The least total for it, 0 to 100.
    pub at_least: Decimal,
}

impl Policy {
    /// Reads the `policy.toml` of a catalogue of the kind `kind`; `file` is its name for error messages.
    ///
    /// # Errors
    /// When it is no TOML, lacks a key, has one that is not known, or a value is out of range.
    pub fn parse(text: &str, file: &str, kind: Kind) -> Result<Self, PolicyError> {
        let (policy, problems) = match kind {
            Kind::Ledger => {
                let policy: LedgerPolicy = read(text, file)?;
                let problems = policy.problems();
                (Self::Ledger(policy), problems)
            }
            Kind::Columns => {
                let policy: ColumnPolicy = read(text, file)?;
                let problems = policy.problems();
                (Self::Columns(Box::new(policy)), problems)
            }
            Kind::Website => {
                let policy: WebsitePolicy = read(text, file)?;
                let problems = policy.problems();
                (Self::Website(policy), problems)
            }
        };
        if problems.is_empty() { Ok(policy) } else { Err(PolicyError::new(file, problems)) }
    }

    /// Its grades, the best first.
    #[must_use]
    pub fn grades(&self) -> &[Grade] {
        match self {
            Self::Columns(policy) => &policy.scoring.grades,
            Self::Ledger(policy) => &policy.scoring.grades,
            Self::Website(policy) => &policy.scoring.grades,
        }
    }
}

fn read<T: DeserializeOwned>(text: &str, file: &str) -> Result<T, PolicyError> {
    toml::from_str(text).map_err(|error| PolicyError::unreadable(&error, text, file))
}

impl ColumnPolicy {
    fn problems(&self) -> Vec<Problem> {
        let judge = self.windows.problems();
        let mut problems: Vec<Problem> =
            judge.into_iter().map(|(key, right)| Problem::new(format!("judge.{key}"), right)).collect();
        problems.extend(self.scoring.problems());
        problems
    }
}

impl LedgerPolicy {
    fn problems(&self) -> Vec<Problem> {
        let judge = self.windows.problems();
        let mut problems: Vec<Problem> =
            judge.into_iter().map(|(key, right)| Problem::new(format!("judge.{key}"), right)).collect();
        let TaskScoring { minimum_coverage, factors, grades } = &self.scoring;
        if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(minimum_coverage) {
            problems.push(Problem::new("score.minimum_coverage".to_owned(), "应在 0 至 100 之间"));
        }
        let each = [("in_time", factors.in_time), ("late", factors.late), ("no_evidence", factors.no_evidence)];
        let wrong = each.into_iter().filter(|(_, factor)| !(Decimal::ZERO..=Decimal::ONE).contains(factor));
        problems.extend(wrong.map(|(key, _)| Problem::new(format!("score.factors.{key}"), "应在 0 至 1 之间")));
        problems.extend(grade_problems(grades));
        problems
    }
}

impl Scoring {
    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut demand = |holds: bool, key: &str, right: &'static str| {
            if !holds {
                problems.push(Problem::new(format!("score.{key}"), right));
            }
        };
        let hundred = Decimal::ONE_HUNDRED;
        let percent = |value: Decimal| (Decimal::ZERO..=hundred).contains(&value);
        let Parts { column, content, freshness } = self.parts;
        demand(percent(self.minimum_coverage), "minimum_coverage", "应在 0 至 100 之间");
        demand(percent(self.report_missing), "report_missing", "应在 0 至 100 之间");
        demand([column, content, freshness].into_iter().all(percent), "parts", "每个数应在 0 至 100 之间");
        let sum = column.checked_add(content).and_then(|sum| sum.checked_add(freshness));
        demand(sum == Some(hundred), "parts", "column、content、freshness 之和应为 100");
        for (key, factor) in self.factors.each() {
            demand((Decimal::ZERO..=Decimal::ONE).contains(&factor), &format!("factors.{key}"), "应在 0 至 1 之间");
        }
        problems.extend(grade_problems(&self.grades));
        problems
    }
}

/// What is wrong with a list of grades.
pub(super) fn grade_problems(grades: &[Grade]) -> Vec<Problem> {
    let hundred = Decimal::ONE_HUNDRED;
    let demands = [
        (grades.iter().all(|grade| (Decimal::ZERO..=hundred).contains(&grade.at_least)), "at_least 应在 0 至 100 之间"),
        (grades.windows(2).all(|two| two[0].at_least > two[1].at_least), "应按 at_least 从高到低排列"),
        (grades.last().is_some_and(|last| last.at_least.is_zero()), "最后一个等级的 at_least 应为 0"),
        (grades.iter().all(|grade| !grade.name.trim().is_empty()), "name 不能为空"),
    ];
    let broken = demands.into_iter().filter(|(holds, _)| !holds);
    broken.map(|(_, right)| Problem::new("score.grades".to_owned(), right)).collect()
}

impl Factors {
    fn each(&self) -> [(&'static str, Decimal); 10] {
        [
            ("exact", self.exact),
            ("alias", self.alias),
            ("external", self.external),
            ("misplaced", self.misplaced),
            ("sub_column_missing", self.sub_column_missing),
            ("demand", self.demand),
            ("note", self.note),
            ("stale", self.stale),
            ("undated", self.undated),
            ("late", self.late),
        ]
    }
}
