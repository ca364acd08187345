//! 排名: one row per unit, the best first.

use rust_xlsxwriter::{
    ConditionalFormatDataBar, ConditionalFormatFormula, ConditionalFormatText, ConditionalFormatTextRule,
    ConditionalFormatType, XlsxError,
};

use super::Written;
use super::format::{BAR, Style, grade_fill, provisional};
use super::tab::{Head, Place, Tab};
use crate::report::{Evaluation, UnitResult, labels, times};
use crate::site::CrawlEnd;

/// The row with the heads.
const HEADS: u32 = 2;
const COLUMNS: [(&str, f64); 13] = [
    ("排名", 7.0),
    ("单位", 28.0),
    ("网站", 32.0),
    ("得分", 12.0),
    ("等级", 14.0),
    ("覆盖率（%）", 12.0),
    ("适用指标", 10.0),
    ("达标", 8.0),
    ("部分达标", 10.0),
    ("未达标", 8.0),
    ("待核查", 8.0),
    ("问题数", 8.0),
    ("备注", 34.0),
];
const TOTAL: u16 = 3;
const GRADE: u16 = 4;
const LAST: u16 = 12;

/// The row of the unit at `place` of the order.
pub(super) fn row(place: usize) -> u32 {
    HEADS + 1 + u32::try_from(place).unwrap_or_default()
}

/// The sheet called `name`; `rows` are the places with the rows of each unit, in the order of the units.
pub(super) fn sheet<'a>(
    style: &'a Style,
    evaluation: &Evaluation,
    name: &str,
    rows: &[Place],
) -> Result<Tab<'a>, XlsxError> {
    let mut tab = Tab::new(style, name)?;
    let run = &evaluation.run;
    let when = run.period.as_ref().map_or_else(|| run.as_of.to_string(), times::period);
    let title = format!("{}评估排名（{when}）", evaluation.catalogue.title);
    tab.heads(HEADS, &COLUMNS.map(|(name, width)| Head::new(name, width)))?;
    tab.title(LAST, &title)?;
    tab.across(1, (0, LAST), &remarks(evaluation), &style.text)?;
    let order = evaluation.ranked();
    for (place, unit) in order.iter().enumerate() {
        if let (Some(result), Some(to)) = (evaluation.units.get(*unit), rows.get(*unit)) {
            line(&mut tab, row(place), result, to)?;
        }
    }
    let last = row(order.len()).saturating_sub(1).max(HEADS + 1);
    colours(&mut tab, evaluation, last)?;
    tab.sheet.autofilter(HEADS, 0, last, LAST)?;
    tab.finish()?;
    Ok(tab)
}

fn remarks(evaluation: &Evaluation) -> String {
    let run = &evaluation.run;
    format!(
        "评估日期：{}；单位{}个；运行编号：{}；程序版本：{}。待核查、不适用的指标不计入得分；等级注明“暂定”的（灰色），能够核实的指标不足。\
         点击单位名称查看该单位的得分表。",
        run.as_of,
        evaluation.units.len(),
        run.id,
        run.tool_version
    )
}

fn line(tab: &mut Tab<'_>, row: u32, result: &UnitResult, to: &Place) -> Written {
    let style = tab.style;
    let sheet = &result.sheet;
    tab.count(row, 0, sheet.rank)?;
    tab.inner_link(row, 1, &result.unit.name, to)?;
    tab.whole_address(row, 2, result.unit.site.as_str())?;
    tab.number(row, TOTAL, sheet.total, &style.number)?;
    tab.text(row, GRADE, &sheet.grade, &style.middle)?;
    tab.number(row, GRADE + 1, Some(sheet.coverage), &style.number)?;
    let findings = result.dossier.findings().count();
    let counts = [sheet.applicable, sheet.met, sheet.partial, sheet.unmet, sheet.unverified, findings];
    for (column, count) in (GRADE + 2..).zip(counts) {
        tab.count(row, column, Some(count))?;
    }
    tab.text(row, LAST, &notes(result), &style.text)
}

/// What a reader of the total has to know.
fn notes(result: &UnitResult) -> String {
    let overridden = result.dossier.briefs().iter().filter(|brief| brief.overridden).count();
    let signals = result.dossier.signals().len();
    let notes = [
        (result.end != CrawlEnd::Complete).then(|| labels::crawl_end(result.end).to_owned()),
        (overridden > 0).then(|| format!("人工改判{overridden}项")),
        (signals > 0).then(|| format!("线索{signals}条，待人工查看")),
    ];
    notes.into_iter().flatten().collect::<Vec<_>>().join("；")
}

/// What is provisional is grey, each grade has its colour, and a bar shows the total.
fn colours(tab: &mut Tab<'_>, evaluation: &Evaluation, last: u32) -> Written {
    let first = HEADS + 1;
    let open = format!("=OR(RIGHT($E{0},4)=\"（暂定）\",$D{0}=\"\")", first + 1);
    let grey = ConditionalFormatFormula::new().set_rule(open.as_str()).set_format(provisional());
    tab.sheet.add_conditional_format(first, TOTAL, last, GRADE, &grey.set_stop_if_true(true))?;
    let grades = &evaluation.grades;
    for (place, grade) in grades.iter().enumerate() {
        let named = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::BeginsWith(grade.name.clone()))
            .set_format(grade_fill(place, grades.len()));
        tab.sheet.add_conditional_format(first, GRADE, last, GRADE, &named)?;
    }
    let bar = ConditionalFormatDataBar::new()
        .set_fill_color(BAR)
        .set_solid_fill(true)
        .set_minimum(ConditionalFormatType::Number, 0)
        .set_maximum(ConditionalFormatType::Number, 100);
    tab.sheet.add_conditional_format(first, TOTAL, last, TOTAL, &bar)?;
    Ok(())
}
