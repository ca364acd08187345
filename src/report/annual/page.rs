//! `annual.html`: one file, no network, no script.

use minijinja::value::Serde;
use minijinja::{Error, Value, context};
use serde::Serialize;

use super::words::{Annual, cell};
use crate::report::ReportError;
use crate::report::files::Finished;
use crate::report::page::{STYLE, Templates, source_of};
use crate::score::YearSheet;

const FILE: &str = "annual.html";

/// A unit as the page shows it.
#[derive(Serialize)]
struct Line {
    rank: String,
    unit: String,
    quarters: Vec<String>,
    weighted: String,
    off: String,
    ledger: String,
    total: String,
    grade: String,
    steps: Vec<String>,
}

/// `annual.html` of a year.
///
/// # Errors
/// [`ReportError::Form`] when it cannot be put together.
pub(in crate::report) fn page(annual: &Annual) -> Result<Finished, ReportError> {
    let text = html(annual).map_err(|cause| ReportError::form(FILE, cause))?;
    Ok(Finished { name: FILE.to_owned(), bytes: text.into_bytes() })
}

fn html(annual: &Annual) -> Result<String, Error> {
    let lines: Vec<Line> = annual.ranked().into_iter().map(line).collect();
    let sources: Vec<[String; 5]> = (annual.sources.iter())
        .map(|one| [&one.period, &one.catalogue, &one.run, &one.as_of.to_string(), &one.seal].map(Clone::clone))
        .collect();
    let page = context! {
        heading => annual.heading(),
        style => Value::from_safe_string(STYLE.to_owned()),
        style_source => source_of(STYLE),
        method => annual.method(),
        with_ledger => !annual.policy.ledgers.is_empty(),
        lines => Serde(lines),
        sources,
        made_by => annual.made_by(),
    };
    Templates::new()?.fill(FILE, page)
}

fn line(unit: &YearSheet) -> Line {
    let or_dash =
        |figure: Option<rust_decimal::Decimal>| figure.map_or_else(|| "-".to_owned(), |one| format!("{one:.2}"));
    let words = |standing| match cell(standing) {
        Ok(total) => format!("{total:.2}"),
        Err(why) => why.to_owned(),
    };
    Line {
        rank: unit.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string()),
        unit: unit.unit.clone(),
        quarters: unit.quarters.map(words).to_vec(),
        weighted: or_dash(unit.weighted),
        off: format!("{:.2}", unit.off),
        ledger: or_dash(unit.ledger),
        total: or_dash(unit.total),
        grade: unit.grade.clone(),
        steps: unit.steps.clone(),
    }
}
