//! The worklist of a review: one row per question, with a place for the decision.

use super::Kind::{Date, Number, Text};
use super::{Field, Sheet, field, or_blank};
use crate::calendar::written_in_china;
use crate::judge::Override;
use crate::mapping::{Review, Signature, Validity};
use crate::report::ReportError;
use crate::store::WorklistEntry;

/// The columns of the sheet.
pub const REVIEW_HEADS: [&str; 20] = [
    "编号",
    "单位",
    "指标编码",
    "指标名称",
    "候选栏目",
    "栏目路径",
    "栏目网址",
    "把握",
    "程序的判断",
    "决定",
    "复核人",
    "理由",
    "复核时间",
    "改判为",
    "得分比例",
    "依据",
    "有效期至",
    "会签人",
    "会签时间",
    "决定状态",
];

/// A question and the decisions that stand on it.
#[derive(Debug, Clone, Copy)]
pub struct ReviewRow<'a> {
    /// The question.
    pub entry: &'a WorklistEntry,
    /// The decision on the column, where there is one that has not expired.
    pub decision: Option<&'a Review>,
    /// The override of the row, where there is one.
    pub over: Option<&'a Override>,
    /// How the decision or the override stands.
    pub state: Option<Validity>,
    /// The decision on the column that has expired.
    pub expired: Option<&'a Review>,
    /// The override of an earlier period that could be taken over.
    pub offer: Option<&'a Override>,
}

impl ReviewRow<'_> {
    /// A cell of the decision on the column, else of the override.
    fn decided(&self, review: fn(&Review) -> String, over: fn(&Override) -> String) -> String {
        self.decision.map(review).or_else(|| self.over.map(over)).unwrap_or_default()
    }

    fn overridden(&self, cell: fn(&Override) -> String) -> String {
        self.over.map(cell).unwrap_or_default()
    }

    fn signed(&self, cell: fn(&Signature) -> String) -> String {
        let by_ruling = self.decision.and_then(|review| review.signed.as_ref());
        by_ruling.or_else(|| self.over.and_then(|over| over.signed.as_ref())).map(cell).unwrap_or_default()
    }

    /// What the machine says, what was decided in an earlier period, and what has expired.
    fn known(&self) -> String {
        let before = self.offer.map(Override::before_in_words);
        let expired = self.expired.map(Review::expired_in_words);
        [Some(self.entry.why.clone()), before, expired].into_iter().flatten().collect::<Vec<_>>().join("；")
    }
}

/// The worklist as CSV, in the form of the other sheets.
///
/// # Errors
/// [`ReportError`] when the writer fails.
pub fn review_csv(rows: &[ReviewRow<'_>]) -> Result<Vec<u8>, ReportError> {
    let (sheet, mut csv) = (sheet(rows), Vec::new());
    sheet.csv(&mut csv).map_err(|cause| ReportError::form(&sheet.file(), cause))?;
    Ok(csv)
}

/// The worklist as a sheet.
pub(super) fn sheet<'a>(rows: &'a [ReviewRow<'a>]) -> Sheet<'a> {
    let fields = question().into_iter().chain(decision()).collect();
    Sheet::new("reviews", "复核清单", None, fields, rows.iter().copied())
}

fn question<'a>() -> Vec<Field<ReviewRow<'a>>> {
    let [number, unit, code, indicator, name, path, url, score, why, ..] = REVIEW_HEADS;
    vec![
        field(number, Text, "复核清单中的编号", |row: &ReviewRow<'_>| row.entry.number.to_string()),
        field(unit, Text, "单位名称", |row| row.entry.unit.clone()),
        field(code, Text, "指标在指标体系中的编码", |row| row.entry.code.clone()),
        field(indicator, Text, "指标名称，从一级指标起", |row| row.entry.indicator.clone()),
        field(name, Text, "网站上可能对应的栏目；没有候选栏目时为空", |row| row.entry.name.clone()),
        field(path, Text, "栏目在网站上的位置，从首页起", |row| row.entry.path.clone()),
        field(url, Text, "栏目的网址", |row| row.entry.url.clone()),
        field(score, Number, "程序的把握，0 到 1", |row| {
            or_blank(row.entry.score.map(|score| format!("{score:.2}")))
        }),
        field(why, Text, "程序的判断及其理由，以及以前的改判、已到期的决定", ReviewRow::known),
    ]
}

fn decision<'a>() -> Vec<Field<ReviewRow<'a>>> {
    let [.., ruling, who, reason, at, answer, share, evidence, until, signer, signed, state] = REVIEW_HEADS;
    vec![
        field(ruling, Text, "确认、否定、改判或撤回", |row: &ReviewRow<'_>| {
            row.decided(|review| review.ruling.zh().to_owned(), |_| "改判".to_owned())
        }),
        field(who, Text, "谁决定的", |row| row.decided(|review| review.who.clone(), |over| over.who.clone())),
        field(reason, Text, "为什么", |row| row.decided(|review| review.why.clone(), |over| over.why.clone())),
        field(at, Text, "决定的时间（北京时间）", |row| {
            row.decided(|review| written_in_china(review.at), |over| written_in_china(over.at))
        }),
        field(answer, Text, "改判为什么", |row| row.overridden(|over| over.answer.zh().to_owned())),
        field(share, Number, "改判为部分达标的，得满分的多少，0 到 1", |row| {
            row.overridden(|over| or_blank(over.share.map(|share| share.normalize())))
        }),
        field(evidence, Text, "决定的依据", |row| {
            row.decided(|review| review.evidence.clone(), |over| over.evidence.clone())
        }),
        field(until, Date, "决定在哪一天以前（含当天）有效", |row| {
            row.decided(|review| review.last_day().to_string(), |over| over.until.to_string())
        }),
        field(signer, Text, "会签人", |row| row.signed(|by| by.who.clone())),
        field(signed, Text, "会签的时间（北京时间）", |row| row.signed(|by| written_in_china(by.at))),
        field(state, Text, "决定是否有效", |row| or_blank(row.state.map(Validity::zh))),
    ]
}
