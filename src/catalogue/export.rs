//! A catalogue as CSV and JSON.

use jiff::civil::Date;
use serde::Serialize;

use super::rows::COLUMNS;
use super::{Catalogue, Counties, Indicator, Kind, Responsible, Rule};

/// A catalogue as JSON. The keys are stable.
#[derive(Serialize)]
struct Whole<'a> {
    id: &'a str,
    title: &'a str,
    issuer: &'a str,
    document_number: &'a str,
    issued: Option<Date>,
    due: Option<Date>,
    region: &'a str,
    kind: Kind,
    level_names: &'a [String],
    sections: &'a [String],
    counties: Counties,
    notes: &'a str,
    hash: &'a str,
    indicators: Vec<Line<'a>>,
}

/// A row: the ten columns of the CSV and what was read from them.
#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    column: &'a str,
    level1: &'a str,
    level2: &'a str,
    level3: &'a str,
    level4: &'a str,
    content: &'a str,
    report: &'a str,
    platform: &'a str,
    responsible: &'a str,
    deadline: &'a str,
    topic: bool,
    rules: &'a [Rule],
    owners: &'a Responsible,
}

impl Catalogue {
    /// The ten columns of `indicators.csv`, with a header; UTF-8 without a byte order mark, lines end with LF.
    #[must_use]
    pub fn export_csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing into memory does not fail.
        let _ = writer.write_record(COLUMNS);
        for indicator in &self.indicators {
            let [level1, level2, level3, level4] = &indicator.levels;
            let Indicator { code, content, report, platform, responsible, deadline, .. } = indicator;
            let _ = writer.write_record([
                code,
                level1,
                level2,
                level3,
                level4,
                content,
                report,
                platform,
                responsible,
                deadline,
            ]);
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }

    /// The catalogue with what was read from its words (rules, owners), as indented JSON.
    #[must_use]
    pub fn export_json(&self) -> String {
        let whole = Whole {
            id: &self.id,
            title: &self.title,
            issuer: &self.issuer,
            document_number: &self.document_number,
            issued: self.issued,
            due: self.due,
            region: &self.region,
            kind: self.kind,
            level_names: &self.level_names,
            sections: &self.sections,
            counties: self.counties,
            notes: &self.notes,
            hash: &self.hash,
            indicators: self.indicators.iter().map(line).collect(),
        };
        // Strings, numbers and lists always have a JSON form.
        serde_json::to_string_pretty(&whole).unwrap_or_default()
    }
}

fn line(indicator: &Indicator) -> Line<'_> {
    let [level1, level2, level3, level4] = &indicator.levels;
    Line {
        code: &indicator.code,
        column: &indicator.column,
        level1,
        level2,
        level3,
        level4,
        content: &indicator.content,
        report: &indicator.report,
        platform: &indicator.platform,
        responsible: &indicator.responsible,
        deadline: &indicator.deadline,
        topic: indicator.topic,
        rules: &indicator.rules,
        owners: &indicator.owners,
    }
}
