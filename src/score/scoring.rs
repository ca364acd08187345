//! What the `[score]` tables of all kinds of policies have.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::bonus::{self, Bonus};
use super::group::{self, Group};
use super::keys::{Keys, Wrong, percent};
use super::veto::{self, Veto};
use super::weights::{self, Weights};

/// How points become a total and a grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoring {
    /// Below this coverage, in per cent, the grade is provisional.
    pub minimum_coverage: Decimal,
    /// Grades, best first; the last one starts at 0.
    pub grades: Vec<Grade>,
    /// What rows, columns and levels weigh. Not in a website check.
    pub weights: Weights,
    /// 单项否决.
    pub veto: Veto,
    /// 加分.
    pub bonus: Bonus,
    /// What groups of units have of their own; the first one that a unit is in counts.
    pub groups: Vec<Group>,
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

impl Scoring {
    /// Reads its part of the `[score]` table; `None` with problems noted.
    pub(super) fn read(keys: &mut Keys<'_>) -> Option<Self> {
        let minimum_coverage = keys.need("minimum_coverage", percent);
        let grades = keys.need("grades", |grades: &Vec<Grade>| grade_problems(grades));
        let weights = keys.usual("weights", weights::problems);
        let veto = keys.usual("veto", veto::problems);
        let bonus = keys.usual("bonus", bonus::problems);
        let groups = keys.usual("groups", group::problems);
        Some(Self {
            minimum_coverage: minimum_coverage?,
            grades: grades?,
            weights: weights?,
            veto: veto?,
            bonus: bonus?,
            groups: groups?,
        })
    }
}

fn grade_problems(grades: &[Grade]) -> Wrong<&'static str> {
    let hundred = Decimal::ONE_HUNDRED;
    let demands = [
        (grades.iter().all(|grade| (Decimal::ZERO..=hundred).contains(&grade.at_least)), "at_least 应在 0 至 100 之间"),
        (grades.windows(2).all(|two| two[0].at_least > two[1].at_least), "应按 at_least 从高到低排列"),
        (grades.last().is_some_and(|last| last.at_least.is_zero()), "最后一个等级的 at_least 应为 0"),
        (grades.iter().all(|grade| !grade.name.trim().is_empty()), "name 不能为空"),
    ];
    demands.into_iter().filter(|(holds, _)| !holds).map(|(_, right)| (String::new(), right)).collect()
}
