//! Sites that mean harm, or are in trouble: one run over all of them, each a unit of its own, and a site without fault
//! among them. All is made up.

mod bodies;
mod certificates;
mod compressions;
mod connections;
mod http2;
mod moves;
mod multiplexed;
mod pages;
mod robots;
mod run;
mod secure;
mod server;
mod table;
mod traps;

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use run::Run;
use table::{Behaviour, Outcome, table};

/// The domain of all hosts.
const DOMAIN: &str = "hostile.example";
/// The column that most rows are about.
const TARGET: &str = "/yjs/";
/// The unit whose site has no fault.
const HEALTHY: &str = "healthy";
/// Most memory that a process may take, in KiB.
const MEMORY: u64 = 400 * 1024;
/// Longest that one page may take at its first look, in seconds: the time-out, and the load of a test machine.
const PAGE: u64 = 20;
/// Longest run.
const LONGEST: Duration = Duration::from_secs(150);

/// One run over all sites.
static ALL: LazyLock<Run> = LazyLock::new(|| Run::over(table().iter().map(|row| row.name).chain([HEALTHY])));

#[test]
fn every_behaviour_comes_to_what_the_table_says() {
    let rows = table();
    assert!(rows.len() >= 40 && rows.iter().map(|row| row.name).collect::<BTreeSet<_>>().len() == rows.len());
    let wrong: Vec<String> = rows.iter().flat_map(differences).collect();
    assert!(wrong.is_empty(), "{} of {} rows differ:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// What came otherwise than the row says.
fn differences(row: &Behaviour) -> Vec<String> {
    let run = &*ALL;
    let mut wrong = Vec::new();
    let mut expect = |right: bool, what: String| {
        if !right {
            wrong.push(format!("{} ({}): {what}", row.name, row.does));
        }
    };
    let visit = run.visit(row.name, &row.address());
    let (class, kind) = match row.outcome {
        Outcome::Fails(class) => (serde_json::to_value(class).unwrap(), serde_json::Value::Null),
        Outcome::Reads(kind) => (serde_json::Value::Null, serde_json::to_value(kind).unwrap()),
    };
    expect(
        visit["class"] == class && visit["kind"] == kind,
        format!("{class} {kind}, not {visit} of {:?}", run.visits_of(row.name)),
    );
    expect(visit["told"].as_str().unwrap_or_default().contains(row.told), format!("{} in {visit}", row.told));
    expect(visit["seconds"].as_u64().is_none_or(|seconds| seconds <= PAGE), format!("too long: {visit}"));
    let sheets = run.sheets_of(row.name);
    for words in row.sheets {
        expect(sheets.contains(words), format!("{words} on the sheets:\n{sheets}"));
    }
    let traffic = run.server.traffic(row.name);
    expect(traffic.paths.len() <= row.requests, format!("{} requests: {:?}", traffic.paths.len(), traffic.paths));
    expect(traffic.sent <= row.bytes, format!("{} bytes", traffic.sent));
    expect(traffic.secrets.is_empty(), format!("{:?}", traffic.secrets));
    wrong
}

#[test]
fn a_column_that_fails_is_told_on_the_sheets() {
    let told = |row: &Behaviour| match row.outcome {
        Outcome::Fails(_) if row.target == TARGET => Some(row.told),
        _ => None,
    };
    let rows = table();
    let untold = rows.iter().filter(|row| told(row).is_some_and(|words| !ALL.sheets_of(row.name).contains(words)));
    let untold: Vec<String> = untold.map(|row| format!("{}: {}", row.name, ALL.sheets_of(row.name))).collect();
    assert!(untold.is_empty(), "{}", untold.join("\n"));
}

#[test]
fn a_site_without_fault_is_judged_in_that_company_as_alone() {
    let alone = Run::over([HEALTHY]);
    assert!(alone.sheets_of(HEALTHY).contains("达标"));
    assert_eq!(ALL.sheets_of(HEALTHY), alone.sheets_of(HEALTHY));
    assert_eq!(ALL.verdicts_of(HEALTHY), alone.verdicts_of(HEALTHY));
    assert_eq!(ALL.server.traffic(HEALTHY).paths, alone.server.traffic(HEALTHY).paths);
}

#[test]
fn nothing_is_asked_for_under_an_address_that_is_not_public() {
    assert_eq!(ALL.server.traffic("").paths, [""; 0]);
}

#[test]
fn below_a_page_that_was_not_read_nothing_is_called_missing() {
    let seen = ALL.sheets_of("soft-404") + &ALL.sheets_of("nul-bytes");
    assert!(seen.contains("未设置“决策公开”"), "of a site that was seen it is: {seen}");
    for name in ["deep", "attributes", "multiplies", "deep-home", "silent", "empty-page", "file-as-page"] {
        assert!(!ALL.sheets_of(name).contains("未设置"), "{}", ALL.sheets_of(name));
    }
}

#[test]
fn time_and_memory_are_bounded() {
    let run = &*ALL;
    println!("visiting: {:?}, {} KiB; judging: {} KiB", run.visiting.time, run.visiting.peak, run.judging.peak);
    assert!(run.visiting.time < LONGEST, "{:?}", run.visiting.time);
    assert!(run.visiting.peak < MEMORY, "visiting took {} KiB", run.visiting.peak);
    assert!(run.judging.peak < MEMORY, "judging took {} KiB", run.judging.peak);
}
