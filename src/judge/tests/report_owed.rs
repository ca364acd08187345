//! 需报送信息: what the office's list says of reports.

use jiff::civil::{Date, date};

use super::build::{World, column, fresh, item, kinds, other, row, states};
use crate::judge::{Answer, FindingKind, Verdict};
use crate::site::CrawlEnd;
use crate::unit::Declaration;

fn declared(code: &str, date: Option<Date>) -> Declaration {
    Declaration {
        unit: "临江市财政局".to_owned(),
        code: code.to_owned(),
        url: None,
        date,
        statement: "已报送".to_owned(),
    }
}

/// The row owes a report by 20 September; its column is in order.
fn world(declarations: Option<Vec<Declaration>>) -> World {
    let mut world = World::with(vec![column("预决算公开", fresh())]);
    world.rows[0].report = "债务发行、存续期管理等信息。".to_owned();
    world.catalogue.due = Some(date(2020, 9, 20));
    World { declarations, ..world }
}

fn late(verdict: &Verdict) -> Vec<&str> {
    verdict.reasons.iter().map(String::as_str).filter(|reason| reason.contains("报送")).collect()
}

#[test]
fn where_the_office_keeps_no_list_nothing_is_said() {
    let verdict = world(None).verdict();
    assert_eq!((kinds(&verdict), late(&verdict)), (vec![], vec![]));
}

#[test]
fn who_owes_a_report_and_has_none_gets_a_finding_and_the_same_answer() {
    let verdict = world(Some(Vec::new())).verdict();
    assert_eq!(states(&verdict), states(&world(None).verdict()));
    assert_eq!(verdict.answer, Answer::Met);
    let [finding] = &verdict.findings[..] else { panic!("{:?}", verdict.findings) };
    assert_eq!((finding.kind, finding.code.as_str()), (FindingKind::ReportMissing, "LJ-01-01-01"));
    assert_eq!(finding.description, "“预决算公开”应报送的信息没有报送记录：债务发行、存续期管理等信息");
    assert_eq!(finding.url, "", "a report is on no website");
    assert!(finding.advice.contains("“预决算公开”"), "{}", finding.advice);

    let mut whole = world(Some(Vec::new()));
    whole.rows[0].report = "此类公开信息报送".to_owned();
    assert!(whole.verdict().findings[0].description.ends_with("：全部公开内容"));

    let mut nothing = world(Some(Vec::new()));
    nothing.rows[0].report.clear();
    assert_eq!(kinds(&nothing.verdict()), []);
}

#[test]
fn a_report_in_time_is_in_order() {
    for day in [Some(date(2020, 9, 18)), Some(date(2020, 9, 20)), None] {
        let verdict = world(Some(vec![declared("LJ-01-01-01", day)])).verdict();
        assert_eq!((kinds(&verdict), late(&verdict)), (vec![], vec![]), "{day:?}");
    }
    let again = [date(2020, 10, 8), date(2020, 9, 1)].map(|day| declared("LJ-01-01-01", Some(day)));
    assert_eq!(late(&world(Some(again.to_vec())).verdict()), [""; 0], "the first report counts");
}

#[test]
fn a_late_report_is_told_as_late() {
    let verdict = world(Some(vec![declared("LJ-01-01-01", Some(date(2020, 10, 8)))])).verdict();
    assert_eq!(late(&verdict), ["需报送信息于2020-10-08报送，晚于规定的2020-09-20"]);
    assert_eq!((kinds(&verdict), verdict.answer), (vec![], Answer::Met));

    let mut without_due = world(Some(vec![declared("LJ-01-01-01", Some(date(2020, 10, 8)))]));
    without_due.catalogue.due = None;
    assert_eq!(late(&without_due.verdict()), [""; 0], "no day, no delay");
}

#[test]
fn what_comes_after_the_as_of_day_has_not_come() {
    let verdict = world(Some(vec![declared("LJ-01-01-01", Some(date(2020, 10, 21)))])).verdict();
    assert_eq!(kinds(&verdict), [FindingKind::ReportMissing]);
}

#[test]
fn before_the_due_day_nothing_is_owed() {
    let mut early = world(Some(Vec::new()));
    early.columns = vec![column("预决算公开", vec![item("2020年部门预算", Some(date(2020, 9, 1)))])];
    early.as_of = date(2020, 9, 19);
    assert_eq!(kinds(&early.verdict()), []);
    early.as_of = date(2020, 9, 20);
    assert_eq!(kinds(&early.verdict()), [FindingKind::ReportMissing]);
}

#[test]
fn a_column_owes_one_report_whichever_of_its_rows_it_names() {
    let mut world = world(Some(Vec::new()));
    world.rows.push(row("LJ-01-01-02", "财政信息", "预决算公开"));
    world.rows[1].report = world.rows[0].report.clone();
    world.rows.push(row("LJ-01-02-01", "财政信息", "三公经费公开"));
    let found = |world: &World| -> Vec<Vec<FindingKind>> {
        let only = |verdict: &Verdict| {
            verdict.findings.iter().map(|f| f.kind).filter(|k| *k == FindingKind::ReportMissing).collect()
        };
        world.judge().iter().map(only).collect()
    };
    assert_eq!(found(&world), [vec![FindingKind::ReportMissing], vec![], vec![]]);
    world.declarations = Some(vec![declared("LJ-01-01-02", None)]);
    assert_eq!(found(&world), [vec![], vec![], vec![]]);
    world.declarations = Some(vec![declared("LJ-01-02-01", None)]);
    assert_eq!(found(&world), [vec![FindingKind::ReportMissing], vec![], vec![]], "another column's report is another");
    world.rows[0].report.clear();
    assert_eq!(found(&world), [vec![], vec![FindingKind::ReportMissing], vec![]], "with the row that asks for it");
}

#[test]
fn a_site_that_cannot_be_seen_or_lacks_the_column_does_not_excuse_the_report() {
    let mut missing = world(Some(Vec::new()));
    missing.columns = vec![other("工作动态")];
    assert_eq!(kinds(&missing.verdict()), [FindingKind::ColumnMissing, FindingKind::ReportMissing]);
    let mut closed = world(Some(Vec::new()));
    closed.columns.clear();
    closed.snapshot.end = CrawlEnd::Failed;
    let verdict = closed.verdict();
    assert_eq!(verdict.answer, Answer::Unverified);
    assert_eq!(kinds(&verdict), [FindingKind::Unreachable, FindingKind::ReportMissing]);
}
