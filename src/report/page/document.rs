//! The page put together from its parts.
//!
//! A browser is slow with many nodes, not with many bytes. So of a large result the nodes on the screen are made, and the rest
//! stands as text: rows of the ranking in `noscript`, which a browser without scripts shows and one with scripts keeps as text;
//! rows of the map, and sections of units packed to a tenth of their size, in `script` elements of a type that no browser runs.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use minijinja::value::Serde;
use minijinja::{Error, Value, context};
use serde::Serialize;

use super::changes::Changes;
use super::charts::{histogram, line};
use super::history::History;
use super::order::{Ranked, ranked};
use super::overview::Overview;
use super::ranking::{KEYS, Key};
use super::templates::{SCRIPT, STYLE, Templates, source_of};
use super::unit::{Section, withdrawn};
use super::worst::Worst;
use super::{heat, ranking};
use crate::report::files::Finished;
use crate::report::{Evaluation, ReportError};

const NAME: &str = "report.html";
/// Rows of the ranking and of the map on one screen; the script keeps to it.
const PAGE: usize = 100;
/// Rows of the ranking in one fold, for readers without scripts.
const FOLD: usize = 500;
/// Sections of units stand in the page as nodes while there are no more units …
const OPEN_UNITS: usize = 200;
/// … and no more verdicts than this.
const OPEN_VERDICTS: usize = 3_000;

/// What the script looks at, a row per unit.
#[derive(Serialize)]
struct Index<'a> {
    keys: [&'static str; 12],
    rows: Vec<Key<'a>>,
}

/// `report.html` of a result. The same evaluation gives the same text.
///
/// # Errors
/// [`ReportError::Form`] when it cannot be put together.
pub fn report_html(evaluation: &Evaluation) -> Result<String, ReportError> {
    html(evaluation).map_err(|cause| ReportError::form(NAME, cause))
}

/// The file.
pub(in crate::report) fn file(evaluation: &Evaluation) -> Result<Finished, ReportError> {
    Ok(Finished { name: NAME.to_owned(), bytes: report_html(evaluation)?.into_bytes() })
}

fn html(evaluation: &Evaluation) -> Result<String, Error> {
    let templates = Templates::new()?;
    let ranked = ranked(evaluation);
    let history = History::of(evaluation);
    let totals: Vec<_> = ranked.iter().filter_map(|unit| unit.result.sheet.total).collect();
    let past = history.has_past();
    let head = heat::Head::of(evaluation);
    let places = table(&ranked, |units| {
        let rows: Vec<_> = units.iter().map(|unit| ranking::Row::of(*unit, &history)).collect();
        templates.part("ranking_rows.html", context! { rows => Serde(&rows), past })
    })?;
    let map = table(&ranked, |units| {
        let rows: Vec<_> = units.iter().map(|unit| head.row(*unit)).collect();
        templates.part("heat_rows.html", context! { rows => Serde(&rows) })
    })?;
    let withdrawn = withdrawn(evaluation);
    let open = open(evaluation);
    let sections = folds(&ranked, PAGE, |units| {
        let section = |unit: &Ranked<'_>| {
            let section = Section::of(evaluation, *unit, &history, &withdrawn);
            templates.fill("unit.html", Value::from(Serde(&section)))
        };
        let html = units.iter().map(section).collect::<Result<String, Error>>()?;
        Ok(Value::from_safe_string(if open { html } else { packed(&html) }))
    })?;
    let index = Index { keys: KEYS, rows: ranked.iter().map(|unit| Key::of(*unit, &history)).collect() };
    let page = context! {
        style => Value::from_safe_string(STYLE.to_owned()),
        style_source => source_of(STYLE),
        script => Value::from_safe_string(SCRIPT.to_owned()),
        script_source => source_of(SCRIPT),
        overview => Serde(&Overview::of(evaluation)),
        histogram => Serde(&histogram(&totals)),
        trend => Serde(&past.then(|| line(&history.averages()))),
        changes => Serde(&Changes::of(evaluation, &ranked)),
        worst => Serde(&Worst::of(&ranked)),
        head => Serde(&head),
        index => Serde(&index),
        open,
        page => PAGE,
        past,
        places,
        map,
        sections,
    };
    templates.fill("page.html", page)
}

/// Are the sections of units nodes from the start?
fn open(evaluation: &Evaluation) -> bool {
    let verdicts: usize = evaluation.units.iter().map(|unit| unit.verdicts.len()).sum();
    evaluation.units.len() <= OPEN_UNITS && verdicts <= OPEN_VERDICTS
}

/// Text for the script to unpack: zlib, then base64.
fn packed(text: &str) -> String {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory cannot fail.
    let bytes = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).unwrap_or_default();
    STANDARD.encode(bytes)
}

/// The first page of a table, and its other rows in folds.
fn table(ranked: &[Ranked<'_>], html: impl Fn(&[Ranked<'_>]) -> Result<Value, Error>) -> Result<Value, Error> {
    let (first, rest) = ranked.split_at(ranked.len().min(PAGE));
    Ok(context! { shown => html(first)?, rest => folds(rest, FOLD, html)? })
}

/// What `html` makes of each so many units, with the numbers of the first and the last.
fn folds(
    ranked: &[Ranked<'_>],
    size: usize,
    html: impl Fn(&[Ranked<'_>]) -> Result<Value, Error>,
) -> Result<Vec<Value>, Error> {
    let fold = |units: &[Ranked<'_>]| {
        let (from, to) = (units.first().map(|unit| unit.id), units.last().map(|unit| unit.id));
        Ok(context! { from, to, html => html(units)? })
    };
    ranked.chunks(size).map(fold).collect()
}
