//! Points per indicator and in total, for one unit and one period.

use std::ops::Deref;

use rust_decimal::Decimal;
use serde::Serialize;

/// 评分表 of one unit: what it comes to, and how.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScoreSheet {
    /// What it comes to.
    #[serde(flatten)]
    pub totals: Totals,
    /// Each step from the points of the rows to the grade, in words.
    pub steps: Vec<String>,
    /// One per verdict, in its order.
    pub points: Vec<Points>,
}

impl Deref for ScoreSheet {
    type Target = Totals;

    fn deref(&self) -> &Totals {
        &self.totals
    }
}

/// What the score sheet of one unit comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Totals {
    /// Name of the unit.
    pub unit: String,
    /// Place in the ranking, from 1; units with the same total share it; `None` when nothing could be scored.
    pub rank: Option<usize>,
    /// Indicators that apply, and that the unit's group is asked for.
    pub applicable: usize,
    /// 达标.
    pub met: usize,
    /// 部分达标.
    pub partial: usize,
    /// 未达标.
    pub unmet: usize,
    /// 待核查.
    pub unverified: usize,
    /// 0 to 100 and the bonus, two places; `None` when nothing could be scored, or a veto stops the scoring.
    pub total: Option<Decimal>,
    /// Grade by the policy; 待核查 when nothing could be scored.
    pub grade: String,
    /// A veto stands against the unit (单项否决).
    pub vetoed: bool,
    /// Share of the weight that could be scored, in per cent, two places.
    pub coverage: Decimal,
}

/// Points of one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Points {
    /// Code of the indicator.
    pub code: String,
    /// What it is to the sum.
    pub kind: RowKind,
    /// 满分: its weight in a sheet where everything that applies is scored, so that all of a unit's add up to 100, or to what
    /// the policy's weights come to; of a row of the bonus, what it can add. Two places, or up to four where the policy names
    /// weights.
    pub full: Decimal,
    /// 得分; `None` when it left numerator and denominator.
    pub got: Option<Decimal>,
    /// 扣分原因, empty when nothing was taken off.
    pub reason: String,
}

/// What a row is to the sum of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// A part of it.
    Summand,
    /// 加分: its points stand beside the sum.
    Bonus,
    /// The unit's group is not asked for it.
    LeftOut,
}
