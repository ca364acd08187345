//! The worklist of a review: one row per question, with a place for the decision.

use super::Kind::{Number, Text};
use super::{Sheet, field, or_blank};
use crate::calendar::written_in_china;
use crate::mapping::Review;
use crate::report::ReportError;
use crate::store::WorklistEntry;

/// The columns of the sheet.
pub const REVIEW_HEADS: [&str; 13] = [
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
];

/// A question and the decision that stands on it.
#[derive(Debug, Clone, Copy)]
pub struct ReviewRow<'a> {
    /// The question.
    pub entry: &'a WorklistEntry,
    /// The decision, where there is one.
    pub decision: Option<&'a Review>,
}

impl ReviewRow<'_> {
    fn decided(&self, cell: fn(&Review) -> String) -> String {
        self.decision.map(cell).unwrap_or_default()
    }
}

/// The worklist as CSV, in the form of the other sheets.
///
/// # Errors
/// [`ReportError`] when the writer fails.
pub fn review_csv(rows: &[ReviewRow<'_>]) -> Result<Vec<u8>, ReportError> {
    let [number, unit, code, indicator, name, path, url, score, why, ruling, who, reason, at] = REVIEW_HEADS;
    let fields = vec![
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
        field(why, Text, "程序的判断及其理由", |row| row.entry.why.clone()),
        field(ruling, Text, "确认或否定", |row| row.decided(|review| review.ruling.zh().to_owned())),
        field(who, Text, "谁决定的", |row| row.decided(|review| review.who.clone())),
        field(reason, Text, "为什么", |row| row.decided(|review| review.why.clone())),
        field(at, Text, "决定的时间（北京时间）", |row| row.decided(|review| written_in_china(review.at))),
    ];
    let mut csv = Vec::new();
    let sheet = Sheet::new("reviews", "复核清单", None, fields, rows.iter().copied());
    sheet.csv(&mut csv).map_err(|cause| ReportError::form(&sheet.file(), cause))?;
    Ok(csv)
}
