//! One row of a sheet on its way to its points.

use rust_decimal::Decimal;

use super::figure::{figure, four_places, two_places};
use super::weights::Weight;
use super::{Points, RowKind};
use crate::judge::{Answer, Override, Verdict};

/// The points of a row before they are rounded, and how they came about.
pub(super) struct Row {
    pub(super) code: String,
    pub(super) full: Decimal,
    /// `None` when the row leaves the sheet.
    pub(super) got: Option<Decimal>,
    /// The part of `full` that could be scored.
    pub(super) covered: Decimal,
    /// The part of `full` that should have been scored.
    pub(super) counted: Decimal,
    /// 扣分原因.
    pub(super) reason: String,
    /// Shown with four places.
    fine: bool,
    /// A row of the bonus stands beside the sum.
    pub(super) bonus: bool,
    /// The group of the unit is not asked for it.
    pub(super) left_out: bool,
    /// Each step from the weight to the points, in words.
    pub(super) steps: Vec<String>,
}

/// What the scoring of one kind says of a row.
pub(super) struct Scored {
    /// `None` when the row leaves the sheet.
    pub(super) got: Option<Decimal>,
    pub(super) covered: Decimal,
    pub(super) reason: String,
    pub(super) steps: Vec<String>,
}

impl Row {
    /// A row with a weight and nothing else yet: it leaves the sheet and is not open either.
    pub(super) fn bare(verdict: &Verdict, weight: &Weight) -> Self {
        Self {
            code: verdict.code.clone(),
            full: weight.points,
            got: None,
            covered: Decimal::ZERO,
            counted: Decimal::ZERO,
            reason: String::new(),
            fine: weight.named,
            bonus: false,
            left_out: false,
            steps: vec![format!("分值 {}：{}", figure(weight.points), weight.words)],
        }
    }

    /// The same as a row of the bonus.
    pub(super) fn of_bonus(mut self) -> Self {
        self.steps.push("加分项：不在分值合计之内，得分加在总分之后".to_owned());
        Self { bonus: true, ..self }
    }

    /// The row of a unit whose group is not asked for it.
    pub(super) fn left_out(self) -> Self {
        Self { left_out: true, ..self.leaves("本组单位不评此项，不计分".to_owned()) }
    }

    /// The row where a person's answer stands, or where the verdict leaves the sheet; else by `score`.
    pub(super) fn settled_or(self, verdict: &Verdict, score: impl FnOnce(Decimal) -> Scored) -> Self {
        if let Some(by) = &verdict.overridden {
            let words = in_words(verdict, by);
            let open = by.answer == Answer::Unverified;
            return match share(by) {
                Some(share) => self.overridden(share, words),
                None => Self { counted: if open { self.full } else { Decimal::ZERO }, ..self.leaves(words) },
            };
        }
        if matches!(verdict.answer, Answer::Unverified | Answer::NotApplicable) {
            let why = verdict.reasons.first().map_or_else(String::new, |why| format!("：{why}"));
            return Self { counted: self.full, ..self.leaves(format!("{}，不计分{why}", verdict.answer.zh())) };
        }
        let Scored { got, covered, reason, steps } = score(self.full);
        let result = match got {
            Some(got) => format!("得 {} 分（分值 {}）", figure(got), figure(self.full)),
            None => "不计分".to_owned(),
        };
        let steps = self.steps.into_iter().chain(steps).chain([result]).collect();
        Self { got, covered, counted: self.full, reason, steps, ..self }
    }

    fn overridden(mut self, share: Decimal, words: String) -> Self {
        let got = self.full * share;
        self.steps.push(words.clone());
        self.steps.push(format!("得 {} 分（分值 {}）", figure(got), figure(self.full)));
        // A row without points (单项否决) gets none either.
        let got = (!self.full.is_zero()).then_some(got);
        Self { got, covered: self.full, counted: self.full, reason: words, ..self }
    }

    fn leaves(mut self, words: String) -> Self {
        self.steps.push(format!("{words}；分子和分母都不计此行"));
        Self { reason: words, ..self }
    }

    /// Leaves the sheet because a veto decides it.
    pub(super) fn stop(&mut self) {
        (self.got, self.covered) = (None, Decimal::ZERO);
        "已被单项否决，不再评分".clone_into(&mut self.reason);
        self.steps.push(self.reason.clone());
    }

    /// Says something more of the row.
    pub(super) fn add(&mut self, words: &str) {
        let before = if self.reason.is_empty() { "" } else { "；" };
        self.reason.push_str(before);
        self.reason.push_str(words);
        self.steps.push(words.to_owned());
    }

    fn kind(&self) -> RowKind {
        match (self.left_out, self.bonus) {
            (true, _) => RowKind::LeftOut,
            (false, true) => RowKind::Bonus,
            (false, false) => RowKind::Summand,
        }
    }

    /// The row as a sheet shows it.
    pub(super) fn points(&self) -> Points {
        let shown = if self.fine { four_places } else { two_places };
        Points {
            code: self.code.clone(),
            kind: self.kind(),
            full: shown(self.full),
            got: self.got.map(shown),
            reason: self.reason_in_words(),
        }
    }

    fn reason_in_words(&self) -> String {
        let mark = if self.kind() == RowKind::Bonus { "加分项，不在分值合计之内" } else { "" };
        let words = [mark, &self.reason].into_iter().filter(|words| !words.is_empty());
        words.collect::<Vec<_>>().join("；")
    }
}

/// The share of the points that a person gives; `None` when the row leaves the sheet.
fn share(by: &Override) -> Option<Decimal> {
    match by.answer {
        Answer::Met => Some(Decimal::ONE),
        Answer::Partial => Some(by.share.unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE)),
        Answer::Unmet => Some(Decimal::ZERO),
        Answer::Unverified | Answer::NotApplicable => None,
    }
}

/// 人工改判：未达标 → 部分达标，得分值的60%（已补发，王某，2020-10-12）.
fn in_words(verdict: &Verdict, by: &Override) -> String {
    let share = match (by.answer, share(by)) {
        (Answer::Partial, Some(share)) => format!("，得分值的{}%", figure(share * Decimal::ONE_HUNDRED)),
        (Answer::Unverified | Answer::NotApplicable, _) => "，不计分".to_owned(),
        _ => String::new(),
    };
    let Override { answer, why, who, .. } = by;
    format!("人工改判：{} → {}{share}（{why}，{who}，{}）", verdict.answer.zh(), answer.zh(), by.day())
}
