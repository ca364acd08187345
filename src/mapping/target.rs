//! What a name can be mapped to: the columns of a catalogue and their first-level headings.

use std::collections::HashMap;

use super::reading;
use crate::catalogue::{Catalogue, Kind};

/// A column of the catalogue, or the heading above some.
#[derive(Debug)]
pub(super) struct Target {
    /// `AK-01-02`, or `AK-01` for a heading.
    pub(super) code: String,
    /// Its name.
    pub(super) name: String,
    /// Its names from the first level down, for people: `财政信息 > 三公经费公开`.
    pub(super) label: String,
    /// Its name, plain.
    pub(super) plain: String,
    /// Core of its name.
    pub(super) core: String,
    /// Cores of the matters that the name of a task joins; empty in a catalogue of columns.
    pub(super) parts: Vec<String>,
    /// The heading above it.
    pub(super) heading: Option<usize>,
    /// It has columns below it.
    pub(super) is_heading: bool,
    /// It is to be shown as a special topic.
    pub(super) topic: bool,
    /// What has to be in it, in the catalogue's words (信息公开内容, 需报送信息); empty for a heading.
    pub(super) content: String,
}

impl Target {
    /// The name says what the column is only together with the heading above it (批准服务信息, 资金管理信息).
    pub(super) fn leans_on_heading(&self) -> bool {
        self.heading.is_some()
            && (self.core.chars().count() < 3
                || ["服务", "结果", "管理", "监督", "变更"].iter().any(|ending| self.core.ends_with(ending)))
    }
}

impl Target {
    /// A column is never named like a task (推进社会救助信息公开), but like its matter.
    fn read_as_task(&mut self) {
        self.plain = reading::plain(reading::bare_task(&self.name));
        self.core = reading::core(&self.plain);
        self.parts = reading::parts_of_task(&self.name);
    }
}

/// The targets of a catalogue, each heading before its columns, in the order of the source.
pub(super) fn of_catalogue(catalogue: &Catalogue) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    let mut by_code: HashMap<String, usize> = HashMap::new();
    for indicator in &catalogue.indicators {
        let names = indicator.names();
        let Some((name, above)) = names.split_last() else { continue };
        let heading = indicator.column.rsplit_once('-').zip(above.last()).map(|((code, _), heading_name)| {
            let at = place(&mut targets, &mut by_code, code, heading_name, &above.join(" > "));
            targets[at].is_heading = true;
            at
        });
        let at = place(&mut targets, &mut by_code, &indicator.column, name, &names.join(" > "));
        let target = &mut targets[at];
        target.heading = heading;
        target.topic |= indicator.topic;
        if catalogue.kind == Kind::Ledger {
            target.read_as_task();
        }
        for text in [&indicator.content, &indicator.report] {
            target.content.push_str(text);
            target.content.push('。');
        }
    }
    targets
}

fn place(
    targets: &mut Vec<Target>,
    by_code: &mut HashMap<String, usize>,
    code: &str,
    name: &str,
    label: &str,
) -> usize {
    *by_code.entry(code.to_owned()).or_insert_with(|| {
        let plain = reading::plain(name);
        targets.push(Target {
            code: code.to_owned(),
            name: name.to_owned(),
            label: label.to_owned(),
            core: reading::core(&plain),
            plain,
            parts: Vec::new(),
            heading: None,
            is_heading: false,
            topic: false,
            content: String::new(),
        });
        targets.len() - 1
    })
}
