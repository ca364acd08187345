//! Figures of the reader: what it says of saved pages, against labels made by hand.

mod answer;
pub(crate) mod compare;
mod goal;
mod label;
pub(crate) mod peers;
mod saved;
mod share;
mod table;

use anyhow::{Context, Result};

pub(crate) use answer::{Answer, Figure};
pub(crate) use goal::missed;
pub(crate) use label::{Label, Part, labels};
pub(crate) use saved::Saved;
pub(crate) use share::Share;
pub(crate) use table::{share_of, tables};

/// A labelled page with what the program says of it.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) label: Label,
    pub(crate) answers: Vec<Answer>,
}

impl Reading {
    /// What differs, one line each: page, what, label, program.
    pub(crate) fn misses(&self) -> impl Iterator<Item = String> {
        let wrong = self.answers.iter().filter(|answer| !answer.right);
        wrong
            .map(|wrong| format!("{} | {} | {} | {}", self.label.page, wrong.figure.name(), wrong.label, wrong.program))
    }
}

/// Reads every labelled page.
pub(crate) fn readings(labels: Vec<Label>, saved: &[Saved]) -> Result<Vec<Reading>> {
    let read = |label: Label| {
        let saved = saved.iter().find(|saved| saved.file == label.page);
        let saved = saved.with_context(|| format!("{}: the corpus has no page {}", label.file, label.page))?;
        let answers = compare::compare(&label, &saved.read()?);
        Ok(Reading { label, answers })
    };
    labels.into_iter().map(read).collect()
}
