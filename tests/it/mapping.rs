//! How well names of columns of real sites are mapped: measured on labels made by hand (`tests/mapping/README.md`), beside
//! simpler ways to do it. `docs/mapping.md` shows the tables; `cargo test --test it mapping -- --nocapture` prints them.

mod figures;
mod rivals;
mod titles;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lanmu::catalogue::Catalogue;
use lanmu::mapping::{Decision, Mapper, Vocabulary};
use serde::Deserialize;

use self::figures::{Answer, Tally};
use self::rivals::Rival;
use crate::support;

/// The catalogues with labels.
const CATALOGUES: [&str; 3] = ["ankang-2020", "city-disclosure", "three-fields-2018"];

/// The goals: percent of precision of accept, of recall of accept and review, and of names sent to review at most.
const GOALS: [u32; 3] = [98, 97, 12];

/// A name with what a person says it is.
#[derive(Debug, Deserialize)]
struct Label {
    site: String,
    name: String,
    path: String,
    codes: String,
}

impl Label {
    fn codes(&self) -> Vec<&str> {
        self.codes.split(';').filter(|code| !code.is_empty()).collect()
    }

    fn path(&self) -> Vec<String> {
        self.path.split(" > ").map(str::to_owned).collect()
    }

    fn part(&self) -> &'static str {
        if LATEST.contains(&self.site) { "latest" } else { "tuning" }
    }
}

/// A catalogue with its labels.
struct Sample {
    catalogue: Catalogue,
    mapper: Mapper,
    labels: Vec<Label>,
    rivals: Vec<Rival>,
}

impl Sample {
    fn of(&self, part: &str) -> Vec<&Label> {
        self.labels.iter().filter(|label| label.part() == part).collect()
    }

    fn map(&self, label: &Label) -> Answer {
        Answer::from(self.mapper.decide(&label.name, &label.path(), &[]))
    }

    fn tally(&self, part: &str) -> Tally {
        Tally::of(&self.of(part), |label| self.map(label))
    }
}

/// The sites of the part in which no fault was looked for (`tests/mapping/README.md`); none where it is not there.
static LATEST: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let rows = csv::Reader::from_path(root().join("tests/mapping/sites.csv")).unwrap().into_records();
    rows.map(Result::unwrap).filter(|row| &row[1] == "latest").map(|row| row[0].to_owned()).collect()
});

static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let vocabulary = Vocabulary::shipped().unwrap();
    CATALOGUES.iter().map(|id| sample(id, &vocabulary)).collect()
});

fn sample(id: &str, vocabulary: &Vocabulary) -> Sample {
    let catalogue = Catalogue::shipped(id).unwrap();
    let mapper = Mapper::new(&catalogue, vocabulary);
    let files = ["labels", "new", "latest"].map(|from| format!("{from}-{id}.csv"));
    let there = files.iter().filter(|file| root().join("tests/mapping").join(file).exists());
    let labels: Vec<Label> = there.flat_map(|file| labels(file)).collect();
    let tuning: Vec<&Label> = labels.iter().filter(|label| label.part() == "tuning").collect();
    let rivals = Rival::all(&catalogue, &tuning);
    Sample { catalogue, mapper, labels, rivals }
}

fn labels(file: &str) -> Vec<Label> {
    let rows = csv::Reader::from_path(root().join("tests/mapping").join(file)).unwrap().into_deserialize();
    rows.map(Result::unwrap).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_labels_name_columns_of_the_catalogues_and_of_real_sites() {
    let rows: usize = SAMPLES.iter().map(|sample| sample.labels.len()).sum();
    let idle: usize = SAMPLES.iter().flat_map(|sample| &sample.labels).filter(|label| label.codes.is_empty()).count();
    assert!(rows >= 500 && idle * 2 >= rows, "{rows} rows, {idle} without an indicator");
    for sample in SAMPLES.iter() {
        let known: HashSet<String> = rivals::names_of(&sample.catalogue).into_iter().map(|(_, code)| code).collect();
        let mut places = HashSet::new();
        for label in &sample.labels {
            assert!(label.codes().iter().all(|code| known.contains(*code)), "{label:?}");
            assert!(label.path.ends_with(&format!(" > {}", label.name)), "{label:?}");
            assert!(places.insert((&label.site, &label.path)), "twice: {label:?}");
        }
    }
    let Some(corpus) = support::corpus() else { return };
    let real = names_of_corpus(&corpus.join("column-names.csv"));
    for label in CATALOGUES.iter().flat_map(|id| labels(&format!("labels-{id}.csv"))) {
        assert!(real.contains(&(label.site.clone(), label.name.clone())), "no name of the site: {label:?}");
    }
}

fn names_of_corpus(file: &PathBuf) -> HashSet<(String, String)> {
    let rows = csv::Reader::from_path(file).unwrap().into_deserialize::<BTreeMap<String, String>>();
    rows.map(Result::unwrap).map(|row| (row["site_domain"].clone(), row["anchor_text"].trim().to_owned())).collect()
}

#[test]
fn the_tuning_part_reaches_the_goals() {
    let missed: Vec<String> = SAMPLES.iter().flat_map(below).collect();
    assert_eq!(missed.join("\n"), "");
}

/// What the tuning part misses of the goals, with the names that are at fault.
fn below(sample: &Sample) -> Vec<String> {
    let [precision, recall, review] = GOALS;
    let tally = sample.tally("tuning");
    let reached = tally.right * 100 >= tally.accepted * precision && tally.found * 100 >= tally.meant * recall;
    let spared = tally.reviewed * 100 <= tally.rows * review;
    if reached && spared {
        return Vec::new();
    }
    let mut missed = vec![format!("{}: {}", sample.catalogue.id, tally.line())];
    missed.extend(tally.faults);
    missed
}

#[test]
fn the_document_shows_what_is_measured() {
    assert_shown(&tables());
}

fn assert_shown(lines: &[String]) {
    let document = std::fs::read_to_string(root().join("docs/mapping.md")).unwrap();
    println!("{}", lines.join("\n"));
    let missing: Vec<&String> = lines.iter().filter(|line| !document.lines().any(|shown| shown == *line)).collect();
    assert!(missing.is_empty(), "docs/mapping.md lacks:\n{missing:#?}");
}

/// The parts of the labels that are there.
fn parts() -> Vec<&'static str> {
    ["tuning", "latest"].into_iter().filter(|part| SAMPLES.iter().any(|sample| !sample.of(part).is_empty())).collect()
}

/// The lines of all tables.
fn tables() -> Vec<String> {
    let (mut ours, mut beside, mut methods) = (Vec::new(), Vec::new(), Vec::new());
    for sample in SAMPLES.iter() {
        for part in parts() {
            let lead = format!("| `{}` | {part}", sample.catalogue.id);
            let tally = sample.tally(part);
            ours.push(format!("{lead} | {} |", tally.line()));
            methods.extend(tally.methods().into_iter().map(|line| format!("{lead} | {line} |")));
            beside.push(format!("{lead} | `lanmu` | {} |", tally.short_line()));
            for rival in &sample.rivals {
                let tally = Tally::of(&sample.of(part), |label| rival.map(label));
                beside.push(format!("{lead} | {} | {} |", rival.title, tally.short_line()));
            }
        }
    }
    [ours, beside, methods].concat()
}

#[test]
fn no_simpler_way_does_better() {
    for sample in SAMPLES.iter() {
        for part in parts() {
            let ours = sample.tally(part).balance();
            for rival in &sample.rivals {
                let theirs = Tally::of(&sample.of(part), |label| rival.map(label)).balance();
                assert!(ours > theirs, "{} {part}: {} {theirs}, ours {ours}", sample.catalogue.id, rival.title);
            }
        }
    }
}

#[test]
fn a_label_counts_as_it_should() {
    let label = |codes: &str| Label {
        site: String::new(),
        name: "名称".to_owned(),
        path: "首页 > 名称".to_owned(),
        codes: codes.to_owned(),
    };
    let count = |label: &Label, decision: Decision, codes: &[&str]| {
        let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
        let tally = Tally::of(&[label], |_| Answer { decision, codes: codes.clone(), ..Answer::default() });
        [tally.meant, tally.accepted, tally.right, tally.found, tally.reviewed]
    };
    let (both, none) = (label("X-01;X-02"), label(""));
    assert_eq!(count(&both, Decision::Accept, &["X-02"]), [1, 1, 1, 1, 0]);
    assert_eq!(count(&both, Decision::Accept, &["X-02", "X-03"]), [1, 1, 0, 1, 0], "one too many is wrong");
    assert_eq!(count(&both, Decision::Review, &["X-01"]), [1, 0, 0, 1, 1]);
    assert_eq!(count(&both, Decision::Review, &["X-03"]), [1, 0, 0, 0, 1], "a person is asked about another one");
    assert_eq!(count(&both, Decision::None, &[]), [1, 0, 0, 0, 0]);
    assert_eq!(count(&none, Decision::Accept, &["X-01"]), [0, 1, 0, 0, 0]);
    assert_eq!(count(&none, Decision::None, &[]), [0, 0, 0, 0, 0]);
}
