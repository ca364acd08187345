//! The annex: all units in a table.

use serde::Serialize;

use super::faults::{self, Told};
use crate::judge::Answer;
use crate::report::{Evaluation, UnitResult, labels};
use crate::site::CrawlEnd;

/// A row of the table, in the order of its columns.
#[derive(Serialize)]
pub(super) struct Row {
    number: usize,
    unit: String,
    site: String,
    address: String,
    total: String,
    grade: String,
    problems: String,
}

/// The rows, the best first; `problems` are those of each unit, in the order of the units.
pub(super) fn rows(evaluation: &Evaluation, problems: &[String]) -> Vec<Row> {
    let ranked = evaluation.ranked().into_iter();
    let ranked = ranked.filter_map(|unit| Some((evaluation.units.get(unit)?, problems.get(unit)?)));
    (1..).zip(ranked).map(|(number, (result, problems))| row(number, result, problems)).collect()
}

fn row(number: usize, result: &UnitResult, problems: &str) -> Row {
    let name = &result.unit.name;
    Row {
        number,
        unit: name.clone(),
        site: result.site_name.clone().unwrap_or_else(|| format!("{name}网站")),
        address: result.unit.site.to_string(),
        total: result.sheet.total.map_or_else(|| "—".to_owned(), |total| format!("{total:.2}")),
        grade: result.sheet.grade.clone(),
        problems: problems.to_owned(),
    }
}

/// The faults that are `told` of a unit, and what could not be verified, which is none.
pub(super) fn problems(result: &UnitResult, told: &[Told<'_>]) -> String {
    let open = result.dossier.briefs().iter().filter(|brief| brief.settled == Answer::Unverified).count();
    let parts = [
        (!told.is_empty()).then(|| faults::counted(told)),
        (result.end == CrawlEnd::Failed).then(|| format!("{}，待核查", labels::crawl_end(result.end))),
        (open > 0 && result.end != CrawlEnd::Failed).then(|| format!("（待核查{open}项，不作为问题）")),
    ];
    let words = parts.into_iter().flatten().collect::<Vec<_>>().join("；");
    if words.is_empty() { "未发现问题".to_owned() } else { words }
}
