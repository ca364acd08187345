//! What the titles of its items add to the name of a column: measured on list pages of the corpus (`tests/mapping/README.md`).

use std::collections::BTreeMap;
use std::path::Path;

use lanmu::mapping::Mapper;

use super::figures::{Answer, Tally};
use super::{Label, SAMPLES, Sample, assert_shown, root};
use crate::reading::figures::Saved;
use crate::support;

/// A column of the corpus with the titles that its page shows.
struct Column {
    row: BTreeMap<String, String>,
    titles: Vec<String>,
}

impl Column {
    fn label(&self, catalogue: &str) -> Label {
        let cell = |name: &str| self.row[name].clone();
        Label { site: cell("page"), name: cell("name"), path: cell("path"), codes: cell(catalogue) }
    }

    /// The name with its path says by itself what the column is.
    fn is_settled(&self) -> bool {
        self.row["settled"] == "yes"
    }

    fn map(&self, mapper: &Mapper, label: &Label, with_titles: bool) -> Answer {
        let titles: Vec<&str> = self.titles.iter().map(String::as_str).filter(|_| with_titles).collect();
        Answer::from(mapper.decide(&label.name, &label.path(), &titles))
    }
}

fn columns(corpus: &Path) -> Vec<Column> {
    let saved: BTreeMap<String, Saved> =
        Saved::all(corpus).unwrap().into_iter().map(|saved| (saved.file.clone(), saved)).collect();
    let rows = csv::Reader::from_path(root().join("tests/mapping/titles.csv")).unwrap().into_deserialize();
    rows.map(|row| {
        let row: BTreeMap<String, String> = row.unwrap();
        let read = saved[&format!("{}.html", row["page"])].read().unwrap();
        Column { row, titles: read.items.into_iter().map(|item| item.title).collect() }
    })
    .collect()
}

fn tally(sample: &Sample, columns: &[&Column], with_titles: bool) -> Tally {
    let mut tally = Tally::default();
    for column in columns {
        let label = column.label(&sample.catalogue.id);
        tally.add(&label, &column.map(&sample.mapper, &label, with_titles));
    }
    tally
}

#[test]
fn titles_settle_what_names_leave_open() {
    let Some(corpus) = support::corpus() else { return };
    let columns = columns(&corpus);
    let all: Vec<&Column> = columns.iter().collect();
    let open: Vec<&Column> = columns.iter().filter(|column| !column.is_settled()).collect();
    assert!(all.len() >= 60 && open.len() >= 20, "{} columns, {} not settled", all.len(), open.len());
    assert!(all.iter().all(|column| column.titles.len() >= 3), "a column without titles");
    let mut lines = Vec::new();
    for sample in SAMPLES.iter() {
        for (which, columns) in [("all", &all), ("name does not settle", &open)] {
            let lead = format!("| `{}` | {which}", sample.catalogue.id);
            let [without, with] = [false, true].map(|with_titles| tally(sample, columns, with_titles));
            lines.push(format!("{lead} | without | {} |", without.line()));
            lines.push(format!("{lead} | with | {} |", with.line()));
            assert_eq!(with.right, with.accepted, "{:#?}", with.faults);
            assert!(with.right >= without.right && with.found >= without.found, "{:#?}", with.faults);
        }
    }
    assert_shown(&lines);
}

#[test]
fn a_column_that_serves_several_indicators_is_found_for_each() {
    let Some(corpus) = support::corpus() else { return };
    let columns = columns(&corpus);
    let sample = SAMPLES.iter().find(|sample| sample.catalogue.id == "ankang-2020").unwrap();
    let column = columns.iter().find(|column| column.row["name"] == "财政资金").unwrap();
    let label = column.label("ankang-2020");
    assert_eq!(column.map(&sample.mapper, &label, false).codes, ["AK-01"]);
    let mut codes = column.map(&sample.mapper, &label, true).codes;
    codes.sort();
    assert_eq!(codes, ["AK-01", "AK-01-01", "AK-01-02"]);
}
