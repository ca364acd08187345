//! What the office reads in the notice.

use std::io::{Cursor, Read};

use jiff::civil::date;
use rust_decimal::Decimal;

use super::Notice;
use crate::judge::{
    Answer, Conclusion, FindingKind, FindingRuling, Override, Period, Rectification, RectificationState, Reply,
};
use crate::report::sample::{change, evaluation, finding};
use crate::report::sample_ledger::ledger;
use crate::report::{Evaluation, Record};

const COUNTY: &str = "临溪县人民政府";

fn part(evaluation: &Evaluation, name: &str) -> String {
    let mut notice = Notice::begin(evaluation);
    for result in &evaluation.units {
        notice.add(result, &result.dossier.taken_out().unwrap());
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(notice.finish().unwrap().bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The words of the document: a line for each paragraph, a row of the table in one line.
fn words(evaluation: &Evaluation) -> String {
    let xml = part(evaluation, "word/document.xml");
    let body = xml.replace('\n', "").replace("</w:p></w:tc>", " | ").replace("</w:p>", "\n").replace("</w:tr>", "\n");
    let bare = regex::Regex::new(r"<[^>]*>").unwrap().replace_all(&body, "").into_owned();
    let lines = bare.lines().map(|line| line.trim_matches([' ', '|'])).filter(|line| !line.is_empty());
    lines.map(html_escape).collect::<Vec<_>>().join("\n")
}

fn html_escape(line: &str) -> String {
    [("&#x2f;", "/"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&#x27;", "'"), ("&amp;", "&")]
        .iter()
        .fold(line.to_owned(), |line, (escaped, sign)| line.replace(escaped, sign))
}

/// The sample as a record of the quarter before, with the findings of the county.
fn quarter_before(evaluation: &Evaluation) -> Record {
    let mut record = Record::of(evaluation).unwrap();
    record.run.period = Some(Period { name: "2020Q2".into(), from: date(2020, 4, 1), to: date(2020, 6, 30) });
    record.run.as_of = date(2020, 6, 30);
    record
}

fn overridden(answer: Answer) -> Override {
    Override {
        unit: COUNTY.into(),
        catalogue: "yunshan-2020".into(),
        code: "YS-03-01".into(),
        period: "2020Q3".into(),
        answer,
        share: None,
        who: "评估人甲".into(),
        at: "2020-10-12T02:00:00Z".parse().unwrap(),
        why: "栏目设在人社局网站".into(),
        evidence: String::new(),
        until: date(2020, 12, 31),
        came_of: Vec::new(),
        run: "20200930-1".into(),
        signed: None,
    }
}

#[test]
fn notice_of_a_quarter() {
    insta::assert_snapshot!(words(&evaluation()));
}

#[test]
fn notice_of_a_ledger() {
    insta::assert_snapshot!(words(&ledger()));
}

#[test]
fn what_could_not_be_verified_is_no_fault() {
    let text = words(&evaluation());
    let faults = text.split("二、主要问题").nth(1).unwrap().split("三、").next().unwrap();
    assert!(!faults.contains("云山市林业局"), "the site that was down has no fault: {faults}");
    assert!(text.contains("1个单位的2项指标未能核实（在时限内没有完整响应2项），不作为问题通报"), "{text}");
    assert!(text.contains("检查时网站无法进入的单位：云山市林业局"), "{text}");
}

#[test]
fn what_a_person_found_in_order_or_took_back_is_no_fault() {
    let mut evaluation = evaluation();
    assert!(words(&evaluation).contains("（一）栏目缺失。涉及1个单位、1项。"));
    change(&mut evaluation.units[0], |dossier| dossier.verdicts[2].overridden = Some(overridden(Answer::Met).into()));
    assert!(!words(&evaluation).contains("栏目缺失"));
    change(&mut evaluation.units[0], |dossier| {
        dossier.verdicts[2].overridden = Some(overridden(Answer::Unverified).into());
    });
    assert!(!words(&evaluation).contains("栏目缺失"));
    change(&mut evaluation.units[0], |dossier| dossier.verdicts[2].overridden = None);
    let taken_back = Conclusion {
        ruling: FindingRuling::Withdrawn,
        who: "评估人甲".into(),
        at: "2020-10-12T02:00:00Z".parse().unwrap(),
        why: "不属于该单位职责".into(),
        signed: None,
        waits: false,
    };
    let rectification = Rectification { conclusion: Some(taken_back), ..Rectification::default() };
    evaluation.rectifications.insert("W-0001".into(), rectification);
    assert!(!words(&evaluation).contains("栏目缺失"));
}

/// Of four units one is 优秀, one 不合格, one provisional and one without a grade: half of the two that are settled.
#[test]
fn the_share_that_passed_is_of_the_units_with_a_settled_grade() {
    let mut evaluation = evaluation();
    let mut best = evaluation.units[0].clone();
    best.unit.name = "云山市财政局".into();
    best.sheet.total = Some(Decimal::new(9500, 2));
    best.sheet.grade = "优秀".into();
    let mut provisional = best.clone();
    provisional.unit.name = "云山市水利局".into();
    provisional.sheet.grade = "优秀（暂定）".into();
    evaluation.units.extend([best, provisional]);
    let text = words(&evaluation);
    // (56.60 + 95.00) / 2
    for sentence in [
        "等级确定的2个单位中，合格1个，合格率50.0%（优秀1个、不合格1个）。",
        "合格率按等级确定的单位计算，等级在“合格”以上的计为合格；另有2个单位因能够核实的指标不足，等级暂定或者没有等级，未计入。",
        "平均得分75.80分。",
        "未达到合格等级的单位：临溪县人民政府。",
        "实际查看3个，占75.0%。",
    ] {
        assert!(text.contains(sentence), "{sentence} is not in:\n{text}");
    }
}

/// Of the quarter before: W-0002 is there again, W-0009 is gone, W-0010 is of a unit that could not be entered now, W-0011 was
/// taken back, and W-0012 has another number since the column moved.
#[test]
fn faults_of_the_quarter_before_are_followed_by_their_numbers() {
    let mut evaluation = evaluation();
    let mut before = quarter_before(&evaluation);
    let of = |number: &str, unit: &str, code: &str, kind| finding(number, unit, code, kind);
    before.units[0].findings = vec![
        of("W-0002", COUNTY, "YS-02-01", FindingKind::Stale),
        of("W-0009", COUNTY, "YS-01-01", FindingKind::ColumnEmpty),
        of("W-0011", COUNTY, "YS-01-01", FindingKind::Undated),
        of("W-0012", COUNTY, "YS-03-01", FindingKind::ColumnMissing),
        of("W-0013", COUNTY, "YS-03-01", FindingKind::Candidate),
    ];
    before.units[1].findings = vec![of("W-0010", "云山市林业局", "YS-01-01", FindingKind::Stale)];
    evaluation.history = vec![before];
    let at = "2020-08-12T02:00:00Z".parse().unwrap();
    let conclusion = Conclusion {
        ruling: FindingRuling::Withdrawn,
        who: "评估人甲".into(),
        at,
        why: "有日期".into(),
        signed: None,
        waits: false,
    };
    let reply = Reply { state: RectificationState::Done, words: String::new(), who: "填报人丙".into(), at };
    let taken_back = Rectification { conclusion: Some(conclusion), ..Rectification::default() };
    let replied = Rectification { reply: Some(reply), ..Rectification::default() };
    evaluation.rectifications.insert("W-0011".into(), taken_back);
    evaluation.rectifications.insert("W-0002".into(), replied);
    let text = words(&evaluation);
    for sentence in [
        "2020年第二季度检查发现问题5项，本次检查时已整改1项，仍未整改2项，未能核实1项，经复核撤销1项。",
        "仍有问题未整改的单位：临溪县人民政府（2项）。",
        "各单位已就其中1项作出答复：已整改1项，部分整改0项，未整改0项，申诉0项。",
    ] {
        assert!(text.contains(sentence), "{sentence} is not in:\n{text}");
    }
    assert!(!text.contains("完成整改的单位"), "no unit has put everything right:\n{text}");
}

#[test]
fn words_from_a_website_do_not_break_the_document() {
    let mut evaluation = evaluation();
    let hostile = "“<b>&\u{b}\u{ffff}\"'”栏目长期未更新";
    change(&mut evaluation.units[0], |dossier| dossier.verdicts[0].findings[0].description = hostile.into());
    let xml = part(&evaluation, "word/document.xml");
    assert!(xml.contains("“&lt;b&gt;&amp;  &quot;&#x27;”栏目自2019年3月以来未更新"), "{xml}");
    let mut reader = quick_xml::Reader::from_str(&xml);
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
}
