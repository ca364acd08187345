//! What differs between two records. All units are made up.

use std::collections::BTreeMap;

use super::{Cause, Presence, changes, changes_text};
use crate::judge::{Answer, Finding, FindingKind};
use crate::report::{Record, RowRecord, UnitRecord, sample};
use crate::sha256::sha256;

const COUNTY: &str = "临溪县人民政府";

/// The record of the made-up result, with the same rows for each unit.
fn record() -> Record {
    let mut record = Record::of(&sample::evaluation()).unwrap();
    for unit in &mut record.units {
        unit.rows = vec![row("YS-01-01", Answer::Met, "50.00"), row("YS-02-01", Answer::Unmet, "0.00")];
        unit.findings = vec![finding("F-1", "YS-02-01", FindingKind::ColumnMissing)];
        unit.total = Some("50.00".parse().unwrap());
    }
    record
}

fn row(code: &str, answer: Answer, got: &str) -> RowRecord {
    RowRecord {
        code: code.to_owned(),
        answer,
        settled: answer,
        full: "50.00".parse().unwrap(),
        got: Some(got.parse().unwrap()),
        reason: String::new(),
    }
}

fn finding(number: &str, code: &str, kind: FindingKind) -> Finding {
    let known = sample::evaluation();
    let dossier = known.units[0].dossier.taken_out().unwrap();
    let known = dossier.verdicts.into_iter().find_map(|mut verdict| verdict.findings.pop()).unwrap();
    Finding { number: number.to_owned(), code: code.to_owned(), kind, ..known }
}

fn county(record: &mut Record) -> &mut UnitRecord {
    record.units.iter_mut().find(|unit| unit.name == COUNTY).unwrap()
}

#[test]
fn two_equal_records_differ_in_nothing() {
    let changes = changes(&record(), &record());
    assert!(changes.causes.is_empty());
    assert!(changes.units.iter().all(|unit| !unit.is_change() && unit.still == 1 && unit.causes.is_empty()));
    let text = changes_text(&changes, &BTreeMap::new());
    assert!(text.contains("输入的变化：没有变化；看到的网站内容有变化的单位 0 个"), "{text}");
    assert!(text.contains("问题：新增 0，消除 0，仍存在 2，未能核实 0"), "{text}");
    assert!(!text.contains(COUNTY), "{text}");
}

#[test]
fn a_site_that_changed_is_the_cause_for_its_unit_alone() {
    let mut after = record();
    let unit = county(&mut after);
    unit.snapshot = sha256(b"another");
    unit.rows[1] = row("YS-02-01", Answer::Partial, "25.00");
    unit.total = Some("75.00".parse().unwrap());
    unit.findings = vec![finding("F-2", "YS-02-01", FindingKind::Stale)];
    let changes = changes(&record(), &after);
    let (changed, same): (Vec<_>, Vec<_>) = changes.units.iter().partition(|unit| unit.is_change());
    assert_eq!((changed.len(), same.len(), changed[0].name.as_str()), (1, 1, COUNTY));
    assert_eq!(changed[0].causes, [Cause::Site]);
    assert_eq!(changed[0].gained().unwrap().to_string(), "25.00");
    let [row] = changed[0].rows.as_slice() else { panic!("one row changed: {:?}", changed[0].rows) };
    assert_eq!((row.code.as_str(), row.causes.as_slice()), ("YS-02-01", [Cause::Site].as_slice()));
    let numbers = |findings: &[Finding]| findings.iter().map(|one| one.number.clone()).collect::<Vec<_>>();
    assert_eq!((numbers(&row.gone), numbers(&row.new)), (vec!["F-1".to_owned()], vec!["F-2".to_owned()]));
    let names = BTreeMap::from([("YS-02-01".to_owned(), "部门预决算".to_owned())]);
    let text = changes_text(&changes, &names);
    assert!(text.contains("临溪县人民政府　得分 50.00 → 75.00（+25.00）　原因：网站"), "{text}");
    assert!(text.contains("YS-02-01 部门预决算：未达标 → 部分达标，得分 0.00 → 25.00"), "{text}");
    assert!(text.contains("新增问题 F-2（长期未更新）") && text.contains("消除问题 F-1（栏目缺失）"), "{text}");
}

#[test]
fn every_input_that_differs_is_named() {
    let mut after = record();
    after.run.as_of = after.run.as_of.tomorrow().unwrap();
    after.run.tool_version = "9.9.9".to_owned();
    let hashes = &mut after.run.sha256;
    for hash in [
        &mut hashes.catalogue,
        &mut hashes.policy,
        &mut hashes.units,
        &mut hashes.declarations,
        &mut hashes.reviews,
        &mut hashes.calendar,
    ] {
        *hash = sha256(b"another");
    }
    county(&mut after).rows[0] = row("YS-01-01", Answer::Unmet, "0.00");
    let changes = changes(&record(), &after);
    let unit = changes.units.iter().find(|unit| unit.name == COUNTY).unwrap();
    let words = "评估日期、指标体系、评分办法、单位名单、申报、人工复核、放假调休日历、程序版本";
    assert_eq!(Cause::in_words(&changes.causes), words);
    assert_eq!(Cause::in_words(&unit.rows[0].causes), words);
}

#[test]
fn an_override_is_the_only_cause_where_the_program_says_the_same() {
    let mut after = record();
    after.run.sha256.reviews = sha256(b"override");
    after.run.sha256.policy = sha256(b"another");
    let unit = county(&mut after);
    unit.rows[1].settled = Answer::Met;
    unit.rows[1].got = Some("50.00".parse().unwrap());
    let changes = changes(&record(), &after);
    let unit = changes.units.iter().find(|unit| unit.name == COUNTY).unwrap();
    assert_eq!(unit.causes, [Cause::Policy, Cause::Reviews]);
    assert_eq!(unit.rows[0].causes, [Cause::Reviews]);
    let text = changes_text(&changes, &BTreeMap::new());
    assert!(text.contains("未达标 → 达标（人工改判，程序判定未达标），得分 0.00 → 50.00　原因：人工复核"), "{text}");
}

#[test]
fn units_and_rows_come_and_go() {
    let (mut before, mut after) = (record(), record());
    let left = before.units[1].name.clone();
    after.units[1].name = "青禾市档案局".to_owned();
    county(&mut after).rows.remove(1);
    county(&mut before).rows.remove(0);
    let changes = changes(&before, &after);
    let presences: Vec<_> = changes.units.iter().map(|unit| (unit.name.as_str(), unit.presence)).collect();
    assert_eq!(
        presences,
        [(COUNTY, Presence::Both), ("青禾市档案局", Presence::Joined), (left.as_str(), Presence::Left)]
    );
    let rows: Vec<_> = changes.units[0].rows.iter().map(|row| (row.code.as_str(), row.before.is_some())).collect();
    assert_eq!(rows, [("YS-01-01", false), ("YS-02-01", true)]);
    assert_eq!(changes.units[1].total.before, None);
    assert_eq!(changes.units[2].total.after, None);
}

#[test]
fn a_fault_that_moved_is_still_there_and_one_that_could_not_be_seen_is_open() {
    let (mut before, mut after) = (record(), record());
    county(&mut before).findings.push(finding("F-3", "YS-01-01", FindingKind::Stale));
    county(&mut before).findings.push(finding("F-4", "YS-01-01", FindingKind::Undated));
    let unit = county(&mut after);
    unit.findings = vec![finding("F-9", "YS-02-01", FindingKind::ColumnMissing)];
    unit.rows[0] = row("YS-01-01", Answer::Unverified, "0.00");
    let changes = changes(&before, &after);
    let unit = changes.units.iter().find(|unit| unit.name == COUNTY).unwrap();
    assert_eq!(unit.still, 1, "the same kind on the same row, at another address");
    let [row] = unit.rows.as_slice() else { panic!("{:?}", unit.rows) };
    let open: Vec<&str> = row.open.iter().map(|finding| finding.number.as_str()).collect();
    assert_eq!((open, row.gone.len(), row.new.len()), (vec!["F-3", "F-4"], 0, 0));
    let text = changes_text(&changes, &BTreeMap::new());
    assert!(text.contains("问题：新增 0，消除 0，仍存在 2，未能核实 2"), "{text}");
    assert!(text.contains("未能核实的问题 F-3（长期未更新）"), "{text}");
}

#[test]
fn a_page_that_was_left_out_is_no_change_of_the_site() {
    let pages =
        |all: &[(&str, &str)]| all.iter().map(|(page, seen)| ((*page).to_owned(), (*seen).to_owned())).collect();
    let (mut before, mut after) = (record(), record());
    county(&mut before).pages = pages(&[("a", "1"), ("b", "2")]);
    let unit = county(&mut after);
    unit.snapshot = sha256(b"fewer pages");
    unit.pages = pages(&[("a", "1")]);
    let cause = |before: &Record, after: &Record| {
        let changes = changes(before, after);
        changes.units.into_iter().find(|unit| unit.name == COUNTY).unwrap().causes
    };
    assert_eq!(cause(&before, &after), []);
    county(&mut after).pages = pages(&[("a", "3")]);
    assert_eq!(cause(&before, &after), [Cause::Site]);
    county(&mut after).pages = pages(&[("c", "1")]);
    assert_eq!(cause(&before, &after), [Cause::Site], "no page is the same");
}
