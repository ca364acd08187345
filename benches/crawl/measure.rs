//! Visits to one made-up portal: the usual one, an exhaustive one, and the usual one a quarter later.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};
use serde_json::Value;

use super::portal::{HOST, Plan, Portal, Season, UNIT};

/// What visits to a portal took and gave.
pub(crate) struct Measured {
    /// Pages of the portal.
    pages: usize,
    usual: Visit,
    exhaustive: Visit,
    second: Visit,
    second_exhaustive: Visit,
}

/// Options of an exhaustive visit.
pub(crate) const EXHAUSTIVE: &[&str] = &["--exhaustive", "--budget", "100000"];

/// One visit.
pub(crate) struct Visit {
    pub(crate) requests: u64,
    /// Bytes of the bodies that came, where a portal counted them.
    pub(crate) bytes: u64,
    verdicts: Verdicts,
}

/// What a verdict says besides its words and counts, by unit and code of the row.
type Verdicts = BTreeMap<String, Value>;

/// Visits a portal of so many pages in two seasons.
///
/// # Errors
/// A port or folder cannot be had; `lanmu` fails.
pub(crate) fn measure(pages: usize) -> Result<Measured> {
    let (kept, aside) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let first = Portal::serve(Plan::new(pages, Season::First))?;
    let usual = visit(&first, Season::First, kept.path(), &[])?;
    let exhaustive = visit(&first, Season::First, &aside.path().join("1"), EXHAUSTIVE)?;
    let next = Portal::serve(Plan::new(pages, Season::Next))?;
    let second = visit(&next, Season::Next, kept.path(), &[])?;
    let second_exhaustive = visit(&next, Season::Next, &aside.path().join("2"), EXHAUSTIVE)?;
    let pages = Plan::new(pages, Season::First).pages();
    Ok(Measured { pages, usual, exhaustive, second, second_exhaustive })
}

/// `lanmu evaluate` over the portal, with its workspace in `folder`.
///
/// # Errors
/// The folder cannot be written; `lanmu` fails.
pub(crate) fn visit(portal: &Portal, season: Season, folder: &Path, options: &[&str]) -> Result<Visit> {
    let before = (portal.asked(), portal.sent());
    let unit = [UNIT, &format!("http://{HOST}/"), "县区"];
    let visit = evaluate(unit, &season.day().to_string(), &portal.connect_to(), folder, options)?;
    let asked = portal.asked() - before.0;
    ensure!(visit.requests == asked, "{} requests were told, {asked} came", visit.requests);
    Ok(Visit { bytes: portal.sent() - before.1, ..visit })
}

/// `lanmu evaluate` over the site of a unit, given by its name, address and group.
///
/// # Errors
/// The folder cannot be written; `lanmu` fails.
pub(crate) fn evaluate(unit: [&str; 3], day: &str, connect: &str, folder: &Path, options: &[&str]) -> Result<Visit> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("units.csv"), format!("name,site,groups\n{}\n", unit.join(",")))?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_lanmu"));
    command.current_dir(folder).args(["evaluate", "--units", "units.csv", "--catalogue", "ankang-2020"]);
    let output = command
        .args(["--pause", "0", "--second-look", "0", "--as-of", day, "--connect-to", connect])
        .args(options)
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Visit::of(&folder.join("lanmu-out/result.json"))
}

impl Visit {
    /// The visit of which a file holds the result; of several units all.
    ///
    /// # Errors
    /// The file cannot be read; it holds no verdict.
    pub(crate) fn of(file: &Path) -> Result<Self> {
        let result: Value = serde_json::from_slice(&std::fs::read(file)?)?;
        let verdicts = verdicts(&result);
        ensure!(!verdicts.is_empty(), "{} holds no verdict", file.display());
        let units = result["units"].as_array().into_iter().flatten();
        Ok(Self { requests: units.filter_map(|unit| unit["requests"].as_u64()).sum(), bytes: 0, verdicts })
    }
}

fn verdicts(result: &Value) -> Verdicts {
    let units = result["units"].as_array().into_iter().flatten();
    let verdicts = units.flat_map(|unit| unit["verdicts"].as_array().into_iter().flatten());
    verdicts.map(|verdict| (format!("{} {}", verdict["unit"], verdict["code"]), told(verdict))).collect()
}

/// A verdict without what counts the pages and entries that were seen.
fn told(verdict: &Value) -> Value {
    let mut told = verdict.clone();
    if let Some(fields) = told.as_object_mut() {
        for counted in ["evidence", "reasons"] {
            fields.remove(counted);
        }
        let kinds = fields.get("findings").and_then(Value::as_array).into_iter().flatten();
        let kinds: Vec<Value> = kinds.map(|finding| finding["kind"].clone()).collect();
        fields.insert("findings".to_owned(), Value::Array(kinds));
        if let Some(taken) = fields.get_mut("taken").and_then(Value::as_object_mut) {
            taken.remove("items");
        }
    }
    told
}

impl Measured {
    /// One line of the table.
    pub(crate) fn line(&self) -> String {
        format!(
            "| {} | {} | {} | {:.1} % | {} | {:.0} % | {:.1} % | {} → {} | {} | {} |",
            self.pages,
            self.exhaustive.requests,
            self.usual.requests,
            self.share(),
            self.second.requests,
            self.of_first(),
            percent(self.second.requests, self.second_exhaustive.requests),
            self.usual.bytes / 1_000,
            self.second.bytes / 1_000,
            self.usual.verdicts.len(),
            self.differences().len(),
        )
    }

    /// Requests of the usual visit, in percent of the exhaustive one.
    pub(crate) fn share(&self) -> f64 {
        percent(self.usual.requests, self.exhaustive.requests)
    }

    /// Requests a quarter later, in percent of the first visit.
    pub(crate) fn of_first(&self) -> f64 {
        percent(self.second.requests, self.usual.requests)
    }

    /// How many verdicts of the exhaustive visit are of which kind.
    pub(crate) fn kinds(&self) -> String {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        let words = ["column", "content", "freshness", "answer"];
        for verdict in self.exhaustive.verdicts.values() {
            for word in words.iter().filter_map(|key| verdict[key].as_str()) {
                *kinds.entry(word).or_default() += 1;
            }
        }
        kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect::<Vec<_>>().join(", ")
    }

    /// Verdicts that are not those of the exhaustive visit.
    pub(crate) fn differences(&self) -> Vec<String> {
        let first = differences("first visit", &self.usual, &self.exhaustive);
        first.into_iter().chain(differences("a quarter later", &self.second, &self.second_exhaustive)).collect()
    }
}

/// Verdicts that are not those of the exhaustive visit.
pub(crate) fn differences(name: &str, usual: &Visit, exhaustive: &Visit) -> Vec<String> {
    let codes =
        usual.verdicts.keys().chain(exhaustive.verdicts.keys().filter(|code| !usual.verdicts.contains_key(*code)));
    let other = codes.filter(|code| usual.verdicts.get(*code) != exhaustive.verdicts.get(*code));
    let words = |code: &String| {
        let shown = |visit: &Visit| visit.verdicts.get(code).map(Value::to_string).unwrap_or_default();
        format!("{name}, {code}: {} but exhaustive {}", shown(usual), shown(exhaustive))
    };
    other.map(words).collect()
}

#[expect(clippy::cast_precision_loss, reason = "requests are few")]
fn percent(part: u64, whole: u64) -> f64 {
    part as f64 * 100.0 / whole as f64
}
