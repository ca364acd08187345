//! 问题清单: one row per finding, with places for the unit's reply and the reviewer's decision. It comes back filled in.

use rust_xlsxwriter::{DataValidation, XlsxError};

use super::ROWS;
use super::Written;
use super::book::Book;
use super::tab::{Head, Tab};
use crate::judge::{Conclusion, Finding, FindingRuling, Rectification, RectificationState};
use crate::mapping::Validity;
use crate::report::Evaluation;
use crate::report::quotes::nested;

/// The name of the sheet.
pub const FINDINGS_SHEET: &str = "问题清单";

/// The columns of the sheet. From 单位答复 on people fill them in: the unit up to 答复人, the reviewer the rest.
pub const FINDINGS_HEADS: [&str; 14] = [
    "问题编号",
    "单位",
    "指标编码",
    "问题类型",
    "问题描述",
    "网址",
    "整改建议",
    "单位答复",
    "整改情况",
    "答复人",
    "复核结论",
    "复核理由",
    "复核人",
    "会签人",
];

const WIDTHS: [f64; 14] = [15.0, 20.0, 12.0, 13.0, 36.0, 28.0, 28.0, 11.0, 26.0, 10.0, 11.0, 22.0, 10.0, 10.0];
/// The column of the unit's answer.
const REPLY: u16 = 7;
/// The column of the reviewer's decision.
const CONCLUSION: u16 = 10;

/// The sheets, while findings are added: one, unless there are more findings than rows.
pub(super) struct List<'a> {
    evaluation: &'a Evaluation,
    done: Vec<Tab<'a>>,
    tab: Tab<'a>,
    /// The last row of `tab`.
    last: u32,
}

impl<'a> List<'a> {
    pub(super) fn begin(evaluation: &'a Evaluation, book: &mut Book<'a>) -> Result<Self, XlsxError> {
        Ok(Self { evaluation, done: Vec::new(), tab: begun(book)?, last: 0 })
    }

    pub(super) fn add(&mut self, finding: &Finding, book: &mut Book<'a>) -> Written {
        if usize::try_from(self.last).is_ok_and(|last| last >= ROWS) {
            let full = std::mem::replace(&mut self.tab, begun(book)?);
            self.done.push(closed(full, self.last)?);
            self.last = 0;
        }
        self.last += 1;
        let none = Rectification::default();
        let rectification = self.evaluation.rectifications.get(&finding.number).unwrap_or(&none);
        self.tab.begin_row(self.last)?;
        told(&mut self.tab, self.last, finding)?;
        filled(&mut self.tab, self.last, rectification)
    }

    pub(super) fn finish(mut self) -> Result<Vec<Tab<'a>>, XlsxError> {
        self.done.push(closed(self.tab, self.last)?);
        Ok(self.done)
    }
}

fn begun<'a>(book: &mut Book<'a>) -> Result<Tab<'a>, XlsxError> {
    let name = book.names.give(FINDINGS_SHEET);
    let mut tab = book.tab(&name)?;
    let heads: Vec<Head> = FINDINGS_HEADS.iter().zip(WIDTHS).map(|(name, width)| Head::new(name, width)).collect();
    tab.heads(0, &heads)?;
    Ok(tab)
}

/// A sheet that takes no more rows after `last`.
fn closed(mut tab: Tab<'_>, last: u32) -> Result<Tab<'_>, XlsxError> {
    let last = last.max(1);
    let replies = choice(RectificationState::ALL.map(RectificationState::zh), "单位答复")?;
    tab.sheet.add_data_validation(1, REPLY, last, REPLY, &replies)?;
    let rulings = choice(FindingRuling::ALL.map(FindingRuling::zh), "复核结论")?;
    tab.sheet.add_data_validation(1, CONCLUSION, last, CONCLUSION, &rulings)?;
    tab.sheet.autofilter(0, 0, last, CONCLUSION + 3)?;
    tab.finish()?;
    Ok(tab)
}

fn told(tab: &mut Tab<'_>, row: u32, finding: &Finding) -> Written {
    let style = tab.style;
    tab.text(row, 0, &finding.number, &style.middle)?;
    tab.text(row, 1, &finding.unit, &style.text)?;
    tab.text(row, 2, &finding.code, &style.middle)?;
    tab.text(row, 3, finding.kind.zh(), &style.middle)?;
    tab.text(row, 4, &nested(&finding.description), &style.text)?;
    tab.whole_address(row, 5, &finding.url)?;
    tab.text(row, 6, &nested(&finding.advice), &style.text)
}

fn filled(tab: &mut Tab<'_>, row: u32, rectification: &Rectification) -> Written {
    let entry = &tab.style.entry;
    let reply = rectification.reply.as_ref();
    let conclusion = rectification.conclusion.as_ref();
    let cells = [
        reply.map_or("", |reply| reply.state.zh()),
        reply.map_or("", |reply| &reply.words),
        reply.map_or("", |reply| &reply.who),
        conclusion.map_or("", |conclusion| conclusion.ruling.zh()),
        conclusion.map_or("", |conclusion| &conclusion.why),
        conclusion.map_or("", |conclusion| &conclusion.who),
        conclusion.map_or("", signer),
    ];
    for (column, words) in (REPLY..).zip(cells) {
        tab.text(row, column, words, entry)?;
    }
    Ok(())
}

/// Who signed, or that somebody has to.
fn signer(conclusion: &Conclusion) -> &str {
    let waits = if conclusion.waits { Validity::Unsigned.zh() } else { "" };
    conclusion.signed.as_ref().map_or(waits, |by| &by.who)
}

/// A cell that takes one of `words` only.
fn choice<const N: usize>(words: [&'static str; N], head: &str) -> Result<DataValidation, XlsxError> {
    DataValidation::new()
        .allow_list_strings(&words)?
        .set_error_title(format!("{head}填写有误"))?
        .set_error_message(format!("只能填：{}", words.join("、")))
}
