//! What a spreadsheet reads from the workbook.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;

use super::{FINDINGS_HEADS, FINDINGS_SHEET, Scores, Style};
use crate::judge::{Answer, Conclusion, FindingRuling, Override, Recheck, Rectification, RectificationState, Reply};
use crate::mapping::Signature;
use crate::report::Evaluation;
use crate::report::sample::{change, evaluation};
use crate::report::sample_ledger::ledger;
use crate::score::RowKind;

const COUNTY: &str = "临溪县人民政府";

fn bytes(evaluation: &Evaluation) -> Vec<u8> {
    let style = Style::new();
    let mut scores = Scores::begin(&style, evaluation, &std::env::temp_dir()).unwrap();
    for result in &evaluation.units {
        scores.add(result, &result.dossier.taken_out().unwrap()).unwrap();
    }
    let mut bytes = Vec::new();
    scores.finish(&mut bytes).unwrap();
    bytes
}

fn book(evaluation: &Evaluation) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes(evaluation))).unwrap()
}

/// The cells of a sheet, a line for each row.
fn cells(evaluation: &Evaluation, sheet: &str) -> String {
    let rows = book(evaluation).worksheet_range(sheet).unwrap();
    let line = |row: &[Data]| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
    rows.rows().map(|row| line(row).trim_end_matches([' ', '|']).to_owned()).collect::<Vec<_>>().join("\n")
}

fn cell(cell: &Data) -> String {
    match cell {
        Data::Float(number) => format!("#{number}"),
        Data::DateTime(day) => format!("@{}", day.as_f64()),
        other => other.to_string(),
    }
}

/// A file of the package, as text.
fn part(evaluation: &Evaluation, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes(evaluation))).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The sample after people have looked at it: an answer overridden, a finding replied to, re-checked and concluded on.
fn reviewed() -> Evaluation {
    let mut evaluation = evaluation();
    let at = "2020-10-12T02:00:00Z".parse().unwrap();
    let who = "评估人甲".to_owned();
    let given = Some(Box::new(Override {
        unit: COUNTY.into(),
        catalogue: "yunshan-2020".into(),
        code: "YS-03-01".into(),
        period: "2020Q3".into(),
        answer: Answer::Met,
        share: None,
        who: who.clone(),
        at,
        why: "栏目设在人社局网站".into(),
        evidence: String::new(),
        until: date(2020, 12, 31),
        came_of: Vec::new(),
        run: "20200930-1".into(),
        signed: Some(Signature { who: "评估人乙".into(), at }),
    }));
    change(&mut evaluation.units[0], |dossier| dossier.verdicts[2].overridden = given);
    let rectification = Rectification {
        reply: Some(Reply {
            state: RectificationState::Done, words: "=已补发".into(), who: "填报人丙".into(), at
        }),
        recheck: Some(Recheck {
            run: "r2".into(),
            on: date(2020, 10, 20),
            state: Some(RectificationState::NotDone),
            words: "最近一条仍是2019-03-01".into(),
            before: None,
            after: None,
        }),
        conclusion: Some(Conclusion {
            ruling: FindingRuling::Upheld,
            who,
            at,
            why: "仍未更新".into(),
            signed: None,
            waits: true,
        }),
        withdrawn: None,
    };
    evaluation.rectifications.insert("W-0002".into(), rectification);
    evaluation
}

#[test]
fn ranking_sheet() {
    insta::assert_snapshot!(cells(&evaluation(), "排名"));
}

#[test]
fn sheet_of_a_unit() {
    insta::assert_snapshot!(cells(&reviewed(), COUNTY));
}

#[test]
fn sheet_of_a_unit_in_a_ledger() {
    insta::assert_snapshot!(cells(&ledger(), COUNTY));
}

#[test]
fn a_row_of_the_bonus_stands_beside_the_sum() {
    let mut evaluation = evaluation();
    change(&mut evaluation.units[0], |dossier| {
        dossier.points[0].full = "15.1801".parse().unwrap();
        dossier.points[0].got = Some("0.0604".parse().unwrap());
        dossier.points[2].kind = RowKind::Bonus;
    });
    let text = cells(&evaluation, COUNTY);
    // 15.1801 + 33.33, of which 0.0604 + 33.33.
    let sum = text.lines().last().unwrap();
    assert!(sum.starts_with("合计（计分的行，不含加分项） |"), "{sum}");
    assert!(sum.contains("| #48.5101 | #33.3904 | #15.1197"), "{sum}");
    assert!(part(&evaluation, "xl/styles.xml").contains("formatCode=\"0.00##\""), "four places are shown");
}

#[test]
fn findings_sheet() {
    insta::assert_snapshot!(cells(&reviewed(), FINDINGS_SHEET));
}

#[test]
fn the_sheet_that_comes_back_has_its_heads_in_the_first_row() {
    let text = cells(&evaluation(), FINDINGS_SHEET);
    assert_eq!(text.lines().next().unwrap(), FINDINGS_HEADS.join(" | "));
}

#[test]
fn sheets_stand_in_the_order_of_the_ranking() {
    let mut evaluation = evaluation();
    evaluation.units.reverse();
    assert_eq!(book(&evaluation).sheet_names(), ["排名", "问题清单", COUNTY, "云山市林业局"]);
}

#[test]
fn two_units_of_one_name_have_two_sheets() {
    let mut evaluation = evaluation();
    evaluation.units[1].unit.name = "问题清单".into();
    assert_eq!(book(&evaluation).sheet_names(), ["排名", "问题清单", COUNTY, "问题清单（2）"]);
}

#[test]
fn more_units_than_a_spreadsheet_bears_share_one_sheet() {
    let mut evaluation = evaluation();
    let county = evaluation.units[0].clone();
    evaluation.units = (0..201).map(|_| county.clone()).collect();
    assert_eq!(book(&evaluation).sheet_names(), ["排名", "问题清单", "明细"]);
    let text = cells(&evaluation, "明细");
    assert_eq!(text.lines().count(), 1 + 201 * 3);
    assert!(
        text.starts_with("单位 | 指标编码 | 一级指标 | 二级指标 | 判定 | 分值 | 得分 | 扣分 | 失分原因"),
        "{text:.200}"
    );
    assert!(part(&evaluation, "xl/worksheets/sheet1.xml").contains("location=\"'明细'!A5\""), "the second unit's rows");
    let details = part(&evaluation, "xl/worksheets/sheet3.xml");
    let rows: Vec<&str> = details.split("<row r=\"").skip(1).filter_map(|row| row.split('"').next()).collect();
    let numbers: Vec<String> = (1..=1 + 201 * 3).map(|row: i32| row.to_string()).collect();
    assert_eq!(rows, numbers, "each row stands once, in order");
    assert!(details.matches("customHeight").count() >= 200 * 3, "rows are as high as their words");
    assert!(text.lines().skip(1).all(|line| line.contains("http://www.")), "{text:.800}");
    assert!(!details.contains("<hyperlink "), "what opens stands in the list of findings");
    assert!(part(&evaluation, "xl/worksheets/sheet2.xml").contains("<hyperlink "));
}

#[test]
fn text_from_a_website_is_text_and_links_lead_to_the_web_only() {
    let mut evaluation = evaluation();
    change(&mut evaluation.units[0], |dossier| {
        dossier.points[0].reason = "=HYPERLINK(\"http://evil.example\",\"点击\")".into();
        let addresses = ["javascript:alert(1)", "file:///etc/passwd", "internal:排名!A1"];
        for (verdict, address) in dossier.verdicts.iter_mut().zip(addresses) {
            verdict.evidence[0].url = address.into();
            verdict.findings.iter_mut().for_each(|finding| finding.url = address.into());
        }
    });
    let mut book = book(&evaluation);
    for name in book.sheet_names() {
        assert_eq!(book.worksheet_formula(&name).unwrap().used_cells().count(), 0, "{name}");
    }
    assert!(cells(&evaluation, COUNTY).contains("=HYPERLINK(\"http://evil.example\""));
    for sheet in ["sheet2", "sheet3"] {
        let links = part(&evaluation, &format!("xl/worksheets/_rels/{sheet}.xml.rels"));
        assert!(!["javascript", "file:", "internal"].iter().any(|scheme| links.contains(scheme)), "{links}");
    }
}

#[test]
fn text_that_no_cell_can_hold_is_cut_and_cleaned() {
    let mut evaluation = evaluation();
    let reason = format!("\u{0}\u{b}{}\u{ffff}", "长".repeat(40_000));
    let long = format!("http://www.linxi.example/{}", "a".repeat(3_000));
    change(&mut evaluation.units[0], |dossier| {
        dossier.points[0].reason = reason;
        dossier.verdicts[0].evidence[0].url = long;
    });
    let text = cells(&evaluation, COUNTY);
    assert!(text.contains("长……（过长，全文见 CSV）"), "the end of the reason is told");
    assert!(text.contains(&"a".repeat(3_000)), "the address stands there, though it does not open");
}

#[test]
fn no_unit_and_no_finding_is_a_workbook_too() {
    let mut evaluation = evaluation();
    evaluation.units.clear();
    assert_eq!(book(&evaluation).sheet_names(), ["排名", "问题清单"]);
}
