//! A row of a score sheet: one indicator of one unit, in the layout of real sheets.

use rust_decimal::Decimal;

use super::Written;
use super::tab::{Head, Tab};
use crate::catalogue::{Catalogue, Indicator};
use crate::judge::{Evidence, Finding, Verdict};
use crate::report::quotes::nested;
use crate::report::{Dossier, Evaluation, rectified};
use crate::score::{Points, RowKind};

/// What real sheets call the levels where the catalogue does not say.
const LEVELS: [&str; 4] = ["一级指标", "二级指标", "三级指标", "四级指标"];

/// The columns of a score sheet.
pub(super) struct Layout {
    heads: Vec<Head>,
    /// Columns before that of the code.
    ahead: u16,
    /// Levels of the catalogue, 1 to 4.
    pub(super) levels: u16,
}

impl Layout {
    /// For the catalogue's levels; `ahead` are columns that stand before.
    pub(super) fn of(catalogue: &Catalogue, ahead: Vec<Head>) -> Self {
        let used = |level: &usize| {
            *level == 0 || catalogue.indicators.iter().any(|indicator| !indicator.levels[*level].is_empty())
        };
        let levels: Vec<usize> = (0..LEVELS.len()).filter(used).collect();
        let named = levels.iter().map(|&level| {
            let name = catalogue.level_names.get(level).map_or(LEVELS[level], String::as_str);
            Head::new(name, 16.0)
        });
        let first = u16::try_from(ahead.len()).unwrap_or_default();
        let heads = ahead.into_iter().chain([Head::new("指标编码", 13.0)]).chain(named).chain([
            Head::new("判定", 12.0),
            Head::new("分值", 8.0),
            Head::new("得分", 8.0),
            Head::new("扣分", 8.0),
            Head::new("失分原因", 46.0),
            Head::new("整改情况", 24.0),
            Head::new("依据网址", 30.0),
            Head::new("证据记录", 24.0),
        ]);
        Self { heads: heads.collect(), ahead: first, levels: u16::try_from(levels.len()).unwrap_or(1) }
    }

    pub(super) fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// The column of the code; the levels follow it.
    pub(super) fn code(&self) -> u16 {
        self.ahead
    }

    /// The column of the answer; 分值, 得分, 扣分, 失分原因, 整改情况, 依据网址 and 证据记录 follow it.
    pub(super) fn answer(&self) -> u16 {
        self.ahead + self.levels + 1
    }

    /// The last column that is printed: a record of the evidence is for a computer.
    pub(super) fn last_printed(&self) -> u16 {
        self.answer() + 6
    }
}

/// A row.
pub(super) struct Line<'a> {
    pub(super) indicator: &'a Indicator,
    verdict: &'a Verdict,
    points: Option<&'a Points>,
    /// What became of its findings.
    rectified: String,
}

/// The rows of a unit, in the order of the catalogue.
pub(super) fn lines<'a>(evaluation: &'a Evaluation, dossier: &'a Dossier) -> Vec<Line<'a>> {
    let line = |(indicator, verdict): (&'a Indicator, &'a Verdict)| Line {
        indicator,
        verdict,
        points: dossier.points_of(verdict),
        rectified: rectified(evaluation, &verdict.findings),
    };
    evaluation.verdicts(dossier).map(line).collect()
}

/// What became of findings, one line each.
fn rectified(evaluation: &Evaluation, findings: &[Finding]) -> String {
    let told = findings.iter().filter_map(|finding| {
        let rectification = evaluation.rectifications.get(&finding.number)?;
        let words = [rectified::reply(rectification), rectified::conclusion(rectification)];
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
        (!words.is_empty()).then(|| format!("{} {}", finding.number, words.join("；")))
    });
    told.collect::<Vec<_>>().join("\n")
}

impl Line<'_> {
    /// Its full points; 0 where it has none.
    pub(super) fn full(&self) -> Decimal {
        self.points.map(|points| points.full).unwrap_or_default()
    }

    /// Its points; `None` where it left the sheet.
    pub(super) fn got(&self) -> Option<Decimal> {
        self.points.and_then(|points| points.got)
    }

    /// Its points stand beside the sum.
    pub(super) fn is_bonus(&self) -> bool {
        self.points.is_some_and(|points| points.kind == RowKind::Bonus)
    }

    /// What was taken off; `None` where nothing was, and for a row of the bonus, which only adds.
    fn lost(&self) -> Option<Decimal> {
        Some(self.full() - self.got()?).filter(|lost| !lost.is_zero() && !self.is_bonus())
    }

    /// Both answers where a person gave one.
    fn answer(&self) -> String {
        let machine = self.verdict.answer.zh();
        self.verdict
            .overridden
            .as_ref()
            .map_or_else(|| machine.to_owned(), |by| format!("{machine} → {}", by.answer.zh()))
    }

    /// The first of what was seen; `result.json` has all.
    fn evidence(&self) -> Option<&Evidence> {
        self.verdict.evidence.first().map(|first| &**first)
    }

    /// Where the evidence stands in the archive.
    fn record(&self) -> String {
        let record = self.verdict.evidence.iter().find_map(|one| one.warc.as_ref());
        record.map(|warc| format!("{} {}", warc.file, warc.record)).unwrap_or_default()
    }

    /// Writes the cells from the answer on.
    pub(super) fn write(&self, tab: &mut Tab<'_>, row: u32, layout: &Layout) -> Written {
        let style = tab.style;
        let column = layout.answer();
        tab.text(row, column, &self.answer(), &style.middle)?;
        if self.full().is_zero() {
            tab.text(row, column + 1, "", &style.number)?;
        } else {
            tab.number(row, column + 1, Some(self.full()), &style.number)?;
        }
        match self.got() {
            Some(got) => tab.number(row, column + 2, Some(got), &style.number)?,
            None => tab.text(row, column + 2, "不计分", &style.left_out)?,
        }
        tab.number(row, column + 3, self.lost(), &style.number)?;
        let reason = self.points.map(|points| nested(&points.reason)).unwrap_or_default();
        tab.text(row, column + 4, &reason, &style.text)?;
        tab.text(row, column + 5, &self.rectified, &style.text)?;
        tab.whole_address(row, column + 6, self.evidence().map(|seen| seen.url.as_str()).unwrap_or_default())?;
        tab.in_one_line(row, column + 7, &self.record())
    }
}
