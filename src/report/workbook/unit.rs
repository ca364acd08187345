//! The sheet of one unit, in the layout of real score sheets.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::Written;
use super::format::Style;
use super::line::{Layout, Line, lines};
use super::tab::{Place, Tab};
use crate::judge::Period;
use crate::report::{Dossier, Evaluation, UnitResult, labels, times};

/// The row with the heads of the table.
const HEADS: u32 = 6;

/// The sheet of `result`, called `name`; `ranking` is where the unit stands in the ranking.
pub(super) fn sheet<'a>(
    style: &'a Style,
    evaluation: &Evaluation,
    (result, dossier): (&UnitResult, &Dossier),
    (name, ranking): (&str, &Place),
) -> Result<Tab<'a>, XlsxError> {
    let layout = Layout::of(&evaluation.catalogue, Vec::new());
    let lines = lines(evaluation, dossier);
    let mut tab = Tab::new(style, name)?;
    tab.heads(HEADS, layout.heads())?;
    head(&mut tab, evaluation, result, &layout)?;
    tab.inner_link(0, layout.last_printed() + 1, "返回排名", ranking)?;
    explanation(&mut tab, &layout, 4, "计分公式", &dossier.steps.join("；"))?;
    explanation(&mut tab, &layout, 5, "说明", &remarks(result))?;
    for (row, line) in (HEADS + 1..).zip(&lines) {
        tab.text(row, layout.code(), &line.indicator.code, &style.middle)?;
        line.write(&mut tab, row, &layout)?;
    }
    for level in 0..layout.levels {
        levels(&mut tab, &lines, level)?;
    }
    let last = HEADS + 1 + u32::try_from(lines.len()).unwrap_or_default();
    sum(&mut tab, last, &lines, &layout)?;
    tab.finish()?;
    tab.sheet.set_print_area(0, 0, last, layout.last_printed())?;
    Ok(tab)
}

/// Whose sheet it is, what was applied, and what came out: three pairs of a word and a value in a row.
fn head(tab: &mut Tab<'_>, evaluation: &Evaluation, result: &UnitResult, layout: &Layout) -> Written {
    let style = tab.style;
    let (run, catalogue, sheet) = (&evaluation.run, &evaluation.catalogue, &result.sheet);
    let period = run.period.as_ref().map_or_else(|| "未指定".to_owned(), span);
    let title = format!("{}{}得分表", result.unit.name, run.period.as_ref().map(times::period).unwrap_or_default());
    let answer = layout.answer();
    let (first, second, third) = ((1, answer), (answer + 2, answer + 4), answer + 6);
    tab.title(layout.last_printed(), &title)?;
    for (row, words) in
        (1_u32..).zip([["单位", "网站", "评估周期"], ["指标体系", "得分", "评估日期"], ["排名", "等级", "覆盖率（%）"]])
    {
        for (column, word) in [0, answer + 1, answer + 5].into_iter().zip(words) {
            tab.text(row, column, word, &style.head)?;
        }
    }
    tab.across(1, first, &result.unit.name, &style.text)?;
    tab.across(2, first, &titled(&catalogue.title, &catalogue.document_number), &style.text)?;
    tab.across(3, first, "", &style.count)?;
    tab.count(3, first.0, sheet.rank)?;
    tab.across(1, second, "", &style.link)?;
    tab.address(1, second.0, result.unit.site.as_str())?;
    tab.across(2, second, "", &style.result)?;
    tab.number(2, second.0, sheet.total, &style.result)?;
    tab.across(3, second, &sheet.grade, &style.sum)?;
    tab.text(1, third, &period, &style.text)?;
    tab.date(2, third, run.as_of)?;
    tab.number(3, third, Some(sheet.coverage), &style.result)
}

/// The period with its days.
fn span(period: &Period) -> String {
    format!("{}（{} 至 {}）", times::period(period), period.from, period.to)
}

fn titled(title: &str, number: &str) -> String {
    if number.is_empty() { title.to_owned() } else { format!("{title}（{number}）") }
}

/// A row of words across the sheet.
fn explanation(tab: &mut Tab<'_>, layout: &Layout, row: u32, head: &str, words: &str) -> Written {
    let style = tab.style;
    tab.text(row, 0, head, &style.head)?;
    tab.across(row, (1, layout.last_printed()), words, &style.text)
}

/// What a reader has to know of the look at the site.
fn remarks(result: &UnitResult) -> String {
    let sheet = &result.sheet;
    let counts = format!(
        "适用指标{}项：达标{}，部分达标{}，未达标{}，待核查{}。待核查和不适用的行不计分，不占分值；各行得分四舍五入，总分按未舍入的数计算。",
        sheet.applicable, sheet.met, sheet.partial, sheet.unmet, sheet.unverified
    );
    let archive = result.warc.as_ref().map(|file| format!("证据文件：{file}。")).unwrap_or_default();
    format!("{counts}{}。{archive}", labels::crawl_end(result.end))
}

/// The names of one level, in one cell for rows that follow each other and share it with all levels above.
fn levels(tab: &mut Tab<'_>, lines: &[Line<'_>], level: u16) -> Written {
    let style = tab.style;
    let (column, depth) = (level + 1, usize::from(level));
    let mut first = HEADS + 1;
    for group in lines.chunk_by(|one, next| one.indicator.levels[..=depth] == next.indicator.levels[..=depth]) {
        let rows = u32::try_from(group.len()).unwrap_or_default();
        let name = group.first().map_or("", |line| line.indicator.levels[depth].as_str());
        if rows > 1 && !name.is_empty() {
            tab.down(column, (first, first + rows - 1), name, &style.middle)?;
        } else {
            for row in first..first + rows {
                tab.text(row, column, name, &style.middle)?;
            }
        }
        first += rows;
    }
    Ok(())
}

/// The last row: what the rows that count add up to.
fn sum(tab: &mut Tab<'_>, row: u32, lines: &[Line<'_>], layout: &Layout) -> Written {
    let style = tab.style;
    let answer = layout.answer();
    let summed = || lines.iter().filter(|line| !line.is_bonus());
    let scored = || summed().filter_map(|line| Some((line.full(), line.got()?)));
    let full: Decimal = scored().map(|(full, _)| full).sum();
    let got: Decimal = scored().map(|(_, got)| got).sum();
    let beside = if lines.iter().any(Line::is_bonus) { "，不含加分项" } else { "" };
    tab.across(row, (0, answer), &format!("合计（计分的行{beside}）"), &style.sum)?;
    for (column, number) in (answer + 1..).zip([full, got, full - got]) {
        tab.number(row, column, Some(number), &style.sum_number)?;
    }
    tab.across(row, (answer + 4, layout.last_printed()), "", &style.text)
}
