//! The notice as a file: a package of XML parts (ECMA-376).

use std::io::{Cursor, Write};

use minijinja::value::Serde;
use minijinja::{Environment, Value, escape_formatter};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::draft::Draft;
use super::faults::Groups;
use super::{annex, faults};
use crate::report::files::Finished;
use crate::report::printable::printable;
use crate::report::{Dossier, Evaluation, ReportError, UnitResult};

const FILE: &str = "notice.docx";

/// The parts of the package and their templates.
const PARTS: [(&str, &str); 8] = [
    ("[Content_Types].xml", include_str!("templates/content_types.xml")),
    ("_rels/.rels", include_str!("templates/package_rels.xml")),
    ("docProps/core.xml", include_str!("templates/core.xml")),
    ("word/_rels/document.xml.rels", include_str!("templates/document_rels.xml")),
    ("word/document.xml", include_str!("templates/document.xml")),
    ("word/styles.xml", include_str!("templates/styles.xml")),
    ("word/fontTable.xml", include_str!("templates/fonts.xml")),
    ("word/footer1.xml", include_str!("templates/footer.xml")),
];

/// `notice.docx` while it is written.
pub(in crate::report) struct Notice<'a> {
    evaluation: &'a Evaluation,
    groups: Groups,
    /// What the annex tells of each unit, in the order of the units.
    problems: Vec<String>,
}

impl<'a> Notice<'a> {
    pub(in crate::report) fn begin(evaluation: &'a Evaluation) -> Self {
        Self { evaluation, groups: Groups::default(), problems: Vec::new() }
    }

    /// Adds the next of the units.
    pub(in crate::report) fn add(&mut self, result: &UnitResult, dossier: &Dossier) {
        let told = faults::of_unit(self.evaluation, dossier);
        self.groups.add(&result.unit.name, &told);
        self.problems.push(annex::problems(result, &told));
    }

    /// The file, once all units are added.
    ///
    /// # Errors
    /// [`ReportError::Form`] when it cannot be put together.
    pub(in crate::report) fn finish(&self) -> Result<Finished, ReportError> {
        let draft = Draft::of(self.evaluation, self.groups.in_words(), &self.problems);
        package(&draft.map_err(|cause| ReportError::form(FILE, cause))?)
    }
}

fn package(draft: &Draft) -> Result<Finished, ReportError> {
    let draft = Value::from(Serde(draft));
    // The same times whenever it is made: those of the first day that a ZIP archive knows.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, template) in PARTS {
        let text = filled(name, template, &draft).map_err(|cause| ReportError::form(FILE, cause))?;
        package.start_file(name, options).map_err(|cause| ReportError::form(FILE, cause))?;
        package.write_all(text.as_bytes()).map_err(|cause| ReportError::form(FILE, cause))?;
    }
    let bytes = package.finish().map_err(|cause| ReportError::form(FILE, cause))?.into_inner();
    Ok(Finished { name: FILE.to_owned(), bytes })
}

/// A part with the words of the draft, each of them escaped.
fn filled(name: &str, template: &str, draft: &Value) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::Html);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(words) if !value.is_safe() => escape_formatter(out, state, &Value::from(printable(words))),
        _ => escape_formatter(out, state, value),
    });
    environment.render_named_str(name, template, draft)
}
