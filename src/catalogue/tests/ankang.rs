//! `ankang-2020` against its document.

use std::collections::BTreeSet;

use jiff::civil::date;

use crate::catalogue::*;
use crate::unit::{Institutions, Unit, UnitIdentity};

fn ankang() -> Catalogue {
    Catalogue::open("ankang-2020").unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_head() {
    let catalogue = ankang();
    assert_eq!(catalogue.title, "安康市政府网站重点领域信息公开栏目建设指标");
    assert_eq!(catalogue.issuer, "安康市电子政务办公室");
    assert_eq!(catalogue.document_number, "安电政办字〔2020〕5号");
    assert_eq!((catalogue.issued, catalogue.due), (Some(date(2020, 9, 8)), Some(date(2020, 9, 20))));
    assert_eq!(catalogue.kind, Kind::Columns);
    assert!(catalogue.sections.iter().any(|name| name == "信息公开"));
    assert_eq!(catalogue.hash.len(), 64);
    assert_eq!(catalogue, Catalogue::shipped("ankang-2020").unwrap());
}

#[test]
fn the_count_of_rows_columns_and_headings() {
    let catalogue = ankang();
    let rows = &catalogue.indicators;
    assert_eq!(rows.len(), 45);
    assert_eq!(rows.iter().map(|row| (&row.levels[0], &row.levels[1])).collect::<BTreeSet<_>>().len(), 39);
    assert_eq!(rows.iter().map(|row| &row.column).collect::<BTreeSet<_>>().len(), 39);
    assert_eq!(rows.iter().map(|row| &row.levels[0]).collect::<BTreeSet<_>>().len(), 12);
    assert_eq!(rows.iter().filter(|row| row.topic).count(), 3);
    assert_eq!(rows.iter().filter(|row| row.levels[1].is_empty()).count(), 3);
    let topic = rows.iter().find(|row| row.topic).unwrap();
    assert_eq!((topic.code.as_str(), topic.column.as_str()), ("AK-10-00-01", "AK-10-00"));
    assert_eq!((topic.levels[1].as_str(), topic.names()), ("以专题形式展现", vec!["公共卫生信息"]));
}

#[test]
fn merged_cells_are_written_out() {
    let catalogue = ankang();
    let row = |code: &str| catalogue.indicators.iter().find(|row| row.code == code).unwrap();
    for code in ["AK-01-01-01", "AK-01-01-02", "AK-01-02-01", "AK-01-02-04"] {
        assert_eq!(row(code).responsible, "市财政局、各县区、各部门", "{code}");
    }
    for code in ["AK-01-03-01", "AK-01-03-02", "AK-01-03-03", "AK-01-04-01"] {
        assert_eq!(row(code).responsible, "市财政局、各县区", "{code}");
    }
    assert_eq!(row("AK-02-02-01").responsible, row("AK-02-01-01").responsible);
    assert_eq!(row("AK-01-03-02").levels[1], "公开财政收支信息");
    assert_eq!(row("AK-01-01-01").report, "", "really empty");
    assert!(row("AK-02-05-01").responsible.contains("市自然资源、"), "the document's own slip stays");
}

#[test]
fn the_frequencies_inside_the_content() {
    let catalogue = ankang();
    let rules = |code: &str| {
        let row = catalogue.indicators.iter().find(|row| row.code == code).unwrap();
        row.rules.iter().map(|rule| (rule.matter.as_str(), rule.deadline.clone())).collect::<Vec<_>>()
    };
    assert_eq!(rules("AK-01-03-03"), [("", Deadline::Monthly)]);
    assert_eq!(
        rules("AK-06-02-01"),
        [
            ("抽查结果和查处情况", Deadline::Promptly),
            ("行政许可、行政处罚信息", Deadline::WorkingDays { days: 7, event: "行政决定作出之日".to_owned() }),
        ]
    );
    assert_eq!(
        rules("AK-04-04-01"),
        [
            ("法定传染病疫情信息", Deadline::Periodically),
            ("健康提示信息", Deadline::Monthly),
            ("行政许可等", Deadline::Promptly),
        ]
    );
    assert_eq!(rules("AK-05-03-01"), [("本机关制发的规范性文件", Deadline::Promptly)]);
    assert_eq!(rules("AK-09-00-01"), [("专题内容", Deadline::Promptly)]);
    assert_eq!(rules("AK-01-01-01"), []);
}

/// Ankang's own units: ten counties and districts, and every department that the document names.
fn identities() -> Vec<(String, UnitIdentity)> {
    let institutions = Institutions::shipped().unwrap();
    let names = include_str!("../../../indicators/ankang-2020/names.csv");
    let units = names.lines().skip(1).map(|line| {
        let (name, group) = line.split_once(',').unwrap();
        Unit {
            name: name.to_owned(),
            site: "https://a.example/".parse().unwrap(),
            groups: vec![group.to_owned()],
            aliases: Vec::new(),
            section: None,
            notes: String::new(),
        }
    });
    units.map(|unit| (unit.name.clone(), institutions.of_unit(&unit))).collect()
}

#[test]
fn every_party_that_is_named_is_a_unit_of_ankang() {
    let identities = identities();
    for row in ankang().indicators {
        assert!(!row.owners.named.is_empty(), "{}", row.code);
        assert_eq!(row.owners.open, row.responsible.contains('等'), "{}", row.code);
        for named in &row.owners.named {
            let only = Responsible { named: vec![named.clone()], open: false };
            let only = Indicator { owners: only, ..row.clone() };
            assert!(identities.iter().any(|(_, unit)| only.owed_by(unit)), "{}: {named:?}", row.code);
        }
    }
}

#[test]
fn what_ankangs_units_owe() {
    let catalogue = ankang();
    let identities = identities();
    let counties: Vec<_> = identities.iter().filter(|(_, unit)| unit.county).collect();
    assert_eq!(counties.len(), 10);
    for (name, county) in counties {
        assert_eq!(catalogue.indicators_of(county).len(), 45, "{name}");
    }
    let owed = |name: &str| {
        let (_, unit) = identities.iter().find(|(known, _)| known == name).unwrap();
        catalogue.indicators_of(unit).iter().map(|row| row.code.as_str()).collect::<Vec<_>>()
    };
    for (name, unit) in &identities {
        assert!(unit.county || unit.organ.is_some(), "{name} is no organ that is known");
        assert!(owed(name).len() >= 9, "{name}: what every department owes");
    }
    let every = [
        "AK-01-01-01",
        "AK-01-01-02",
        "AK-01-02-01",
        "AK-01-02-02",
        "AK-01-02-03",
        "AK-01-02-04",
        "AK-05-01-01",
        "AK-05-02-01",
        "AK-05-03-01",
    ];
    let with = |own: &[&str]| {
        let mut codes: Vec<String> = every.iter().chain(own).map(ToString::to_string).collect();
        codes.sort_unstable();
        codes
    };
    assert_eq!(owed("安康市审计局"), with(&["AK-02-09-01", "AK-06-01-01"]));
    assert_eq!(owed("安康市扶贫开发局"), with(&["AK-04-01-01"]));
    assert_eq!(
        owed("安康市行政审批服务局"),
        with(&["AK-02-01-01", "AK-02-02-01", "AK-07-00-01", "AK-08-00-01", "AK-09-00-01"])
    );
}

#[test]
fn exports() {
    let catalogue = ankang();
    assert_eq!(catalogue.export_csv(), include_str!("../../../indicators/ankang-2020/indicators.csv"));
    let json: serde_json::Value = serde_json::from_str(&catalogue.export_json()).unwrap();
    assert_eq!(json["id"], "ankang-2020");
    assert_eq!(json["indicators"].as_array().unwrap().len(), 45);
    let row = &json["indicators"][8];
    assert_eq!(
        (&row["code"], &row["level1"], &row["content"]),
        (&"AK-01-03-03".into(), &"财政信息".into(), &"每月公开一次".into())
    );
    assert_eq!(row["rules"][0]["deadline"]["kind"], "monthly");
    let named = serde_json::json!([
        {"selector": {"organ": "财政局"}, "words": "市财政局", "role": "owner"},
        {"selector": "counties", "words": "各县区", "role": "owner"},
    ]);
    assert_eq!(row["owners"]["named"], named);
}
