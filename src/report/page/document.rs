//! The page put together from its parts.
//!
//! A browser is slow with many nodes, not with many bytes. So of a large result the nodes on the screen are made, and the rest
//! stands as text: rows of the ranking in `noscript`, which a browser without scripts shows and one with scripts keeps as text;
//! rows of the map, and sections of units packed to a tenth of their size, in `script` elements of a type that no browser runs.

use std::io::{self, Write};

use base64::engine::general_purpose::STANDARD;
use base64::write::EncoderWriter;
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
use super::unit::{Section, Withdrawn, withdrawn};
use super::worst::Worst;
use super::{heat, ranking};
use crate::report::{Evaluation, ReportError};

pub(in crate::report) const NAME: &str = "report.html";
/// Rows of the ranking and of the map on one screen; the script keeps to it.
const PAGE: usize = 100;
/// Rows of the ranking in one fold, for readers without scripts.
const FOLD: usize = 500;
/// Sections of units stand in the page as nodes while there are no more units …
const OPEN_UNITS: usize = 200;
/// … and no more verdicts than this.
const OPEN_VERDICTS: usize = 3_000;

/// How the other sections are packed: at the usual level it takes a third longer for 4 % less.
const PACKED: Compression = Compression::new(4);

/// Where the sections of units belong: a sign that no words on the page have.
const SECTIONS: &str = "\u{0}";

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
    let mut page = Vec::new();
    write(evaluation, &mut page).map_err(|cause| ReportError::form(NAME, cause))?;
    String::from_utf8(page).map_err(|cause| ReportError::form(NAME, cause))
}

/// Writes the file: what all units have in common, and between it their sections, one after another.
///
/// # Errors
/// It cannot be put together, or not be written.
pub(in crate::report) fn write(evaluation: &Evaluation, to: &mut dyn Write) -> io::Result<()> {
    let templates = Templates::new().map_err(unformed)?;
    let ranked = ranked(evaluation);
    let history = History::of(evaluation);
    let page = page(evaluation, &templates, &ranked, &history)?;
    let (before, after) = page.split_once(SECTIONS).unwrap_or((&page, ""));
    to.write_all(before.as_bytes())?;
    let sections = Sections { evaluation, templates: &templates, history: &history, withdrawn: withdrawn(evaluation) };
    for units in ranked.chunks(PAGE) {
        if open(evaluation) {
            sections.write(units, to)?;
            to.write_all(b"\n")?;
        } else {
            sections.write_packed(units, to)?;
        }
    }
    to.write_all(after.as_bytes())
}

/// The page, with a mark where the sections of units belong.
fn page(
    evaluation: &Evaluation,
    templates: &Templates,
    ranked: &[Ranked<'_>],
    history: &History<'_>,
) -> io::Result<String> {
    let totals: Vec<_> = ranked.iter().filter_map(|unit| unit.result.sheet.total).collect();
    let past = history.has_past();
    let head = heat::Head::of(evaluation);
    let places = table(ranked, |units| {
        let rows: Vec<_> = units.iter().map(|unit| ranking::Row::of(*unit, history)).collect();
        templates.part("ranking_rows.html", context! { rows => Serde(&rows), past })
    });
    let map = table(ranked, |units| {
        let rows: Vec<_> = units.iter().map(|unit| head.row(*unit)).collect();
        templates.part("heat_rows.html", context! { rows => Serde(&rows) })
    });
    let index = Index { keys: KEYS, rows: ranked.iter().map(|unit| Key::of(*unit, history)).collect() };
    let view = context! {
        style => Value::from_safe_string(STYLE.to_owned()),
        style_source => source_of(STYLE),
        script => Value::from_safe_string(SCRIPT.to_owned()),
        script_source => source_of(SCRIPT),
        overview => Serde(&Overview::of(evaluation)),
        histogram => Serde(&histogram(&totals)),
        trend => Serde(&past.then(|| line(&history.averages()))),
        changes => Serde(&Changes::of(evaluation, ranked)?),
        worst => Serde(&Worst::of(ranked)),
        head => Serde(&head),
        index => Serde(&index),
        open => open(evaluation),
        page => PAGE,
        past,
        places => places.map_err(unformed)?,
        map => map.map_err(unformed)?,
        sections => Value::from_safe_string(SECTIONS.to_owned()),
    };
    templates.fill("page.html", view).map_err(unformed)
}

fn unformed(cause: Error) -> io::Error {
    io::Error::other(ReportError::form(NAME, cause))
}

/// What the sections of units are made from.
struct Sections<'a> {
    evaluation: &'a Evaluation,
    templates: &'a Templates,
    history: &'a History<'a>,
    withdrawn: Withdrawn<'a>,
}

impl Sections<'_> {
    fn write(&self, units: &[Ranked<'_>], to: &mut dyn Write) -> io::Result<()> {
        for unit in units {
            let dossier = unit.result.dossier.taken_out()?;
            let section = Section::of(self.evaluation, (*unit, &dossier), self.history, &self.withdrawn);
            let html = self.templates.fill("unit.html", Value::from(Serde(&section))).map_err(unformed)?;
            to.write_all(html.as_bytes())?;
        }
        Ok(())
    }

    /// As text for the script to unpack: zlib, then base64.
    fn write_packed(&self, units: &[Ranked<'_>], to: &mut dyn Write) -> io::Result<()> {
        let id = |unit: Option<&Ranked<'_>>| unit.map(|unit| unit.id).unwrap_or_default();
        let (from, last) = (id(units.first()), id(units.last()));
        write!(to, r#"<script type="text/plain" class="sections" data-from="{from}" data-to="{last}">"#)?;
        let mut packed = ZlibEncoder::new(EncoderWriter::new(&mut *to, &STANDARD), PACKED);
        self.write(units, &mut packed)?;
        packed.finish()?.finish()?;
        to.write_all(b"</script>\n")
    }
}

/// Are the sections of units nodes from the start?
fn open(evaluation: &Evaluation) -> bool {
    let verdicts: usize = evaluation.units.iter().map(|unit| unit.dossier.briefs().len()).sum();
    evaluation.units.len() <= OPEN_UNITS && verdicts <= OPEN_VERDICTS
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
