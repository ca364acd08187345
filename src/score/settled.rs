//! Rows that need no sum: what a person decided, and what leaves the sheet.

use rust_decimal::Decimal;

use super::sheet::Row;
use crate::judge::{Answer, Override, Verdict};

/// The row where a person's answer stands, or where the verdict leaves the sheet; `None` where it has to be worked out.
pub(super) fn row(verdict: &Verdict, full: Decimal) -> Option<Row> {
    let row = |got: Option<Decimal>, reason: String| Row {
        code: verdict.code.clone(),
        full,
        got,
        covered: got.map_or(Decimal::ZERO, |_| full),
        counted: full,
        reason,
    };
    if let Some(by) = &verdict.overridden {
        let got = share(by).map(|share| full * share);
        // What a person calls 不适用 is not open either.
        let counted = if by.answer == Answer::NotApplicable { Decimal::ZERO } else { full };
        return Some(Row { counted, ..row(got, in_words(verdict, by)) });
    }
    matches!(verdict.answer, Answer::Unverified | Answer::NotApplicable).then(|| {
        let why = verdict.reasons.first().map_or_else(String::new, |why| format!("：{why}"));
        row(None, format!("{}，不计分{why}", verdict.answer.zh()))
    })
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
        (Answer::Partial, Some(share)) => format!("，得分值的{}%", (share * Decimal::ONE_HUNDRED).normalize()),
        (Answer::Unverified | Answer::NotApplicable, _) => "，不计分".to_owned(),
        _ => String::new(),
    };
    let Override { answer, why, who, .. } = by;
    format!("人工改判：{} → {}{share}（{why}，{who}，{}）", verdict.answer.zh(), answer.zh(), by.day())
}
