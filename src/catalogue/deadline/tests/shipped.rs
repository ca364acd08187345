//! Every deadline text of the shipped catalogues, beside what a person reads from it.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

/// A text and the rules read from it, in words.
type Read = (&'static str, &'static [&'static str]);

const LAW: &str = "法律、法规、规章另有规定的从其规定，否则自信息形成或者变更之日起20个工作日内公开";

const CITY: [Read; 8] = [
    ("信息形成之日起20个工作日内更新", &["自信息形成之日起20个工作日内公开"]),
    ("公文形成之日起20个工作日内更新", &["自公文形成之日起20个工作日内公开"]),
    ("自变动之日起20个工作日内更新", &["自变动之日起20个工作日内公开"]),
    ("每年有更新", &["每年更新"]),
    ("每年3月31日前更新", &["每年3月31日前更新"]),
    ("每年有更新，要有编排体系、目录说明", &["每年更新", "内容要求：指南有编排体系和目录说明"]),
    ("每年有更新。包括信息公开保密审查制度等", &["每年更新", "内容要求：有“信息公开保密审查制度”"]),
    ("原则上不得转发上级文件", &["内容要求：发布本级文件，原则上不转发上级文件"]),
];

const CITY_TWO_MATTERS: Read = (
    "“健全环保信息强制性披露制度”7个工作日，其他事项每年有更新",
    &["健全环保信息强制性披露制度：自信息形成或者变更之日起7个工作日内公开", "其他事项：每年更新"],
);

const FIELDS: [Read; 1] = [(
    "法律法规、规章有具体规定的，按规定执行；没有具体规定的，自区政府信息形成或变更之日起20个工作内给予公开。",
    &[LAW],
)];

const POINTS: [Read; 8] = [
    ("由近及远逐年完成", &["逐步公开"]),
    ("6月底前", &["2014年6月30日前完成"]),
    ("8月底前", &["2014年8月31日前完成"]),
    ("9月底前", &["2014年9月30日前完成"]),
    ("年内", &["年内完成"]),
    ("实时", &["实时公开"]),
    ("文件下发20个工作日内", &["文件下发后20个工作日内公开"]),
    ("处罚决定文件下发20个工作日内", &["处罚决定文件下发后20个工作日内公开"]),
];

const LEDGER: [Read; 7] = [
    ("2016年7月20日前", &["2016年7月20日前完成"]),
    ("2016年7月底", &["2016年7月31日前完成"]),
    ("2016年8月底", &["2016年8月31日前完成"]),
    ("2016年10月底", &["2016年10月31日前完成"]),
    ("2016年12月底", &["2016年12月31日前完成"]),
    ("及时公开", &["及时公开"]),
    ("定期公开", &["定期更新"]),
];

fn texts(id: &str) -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators").join(id).join("indicators.csv");
    let mut rows = csv::Reader::from_path(file).unwrap();
    let column = rows.headers().unwrap().iter().position(|name| name == "deadline").unwrap();
    let cells = rows.records().map(|row| row.unwrap()[column].to_owned());
    cells.filter(|text| !text.is_empty()).collect()
}

#[test]
fn every_deadline_text_is_read_as_a_person_reads_it() {
    let city: Vec<_> = CITY.into_iter().chain([CITY_TWO_MATTERS]).collect();
    let tables: [(&str, &[Read]); 5] = [
        ("city-disclosure", &city),
        ("ankang-2020", &[]),
        ("three-fields-2018", &FIELDS),
        ("work-points-2014", &POINTS),
        ("xinyang-2016", &LEDGER),
    ];
    for (id, table) in tables {
        let known: BTreeSet<String> = table.iter().map(|(text, _)| (*text).to_owned()).collect();
        assert_eq!(texts(id), known, "{id}");
        for (text, expected) in table {
            let read: Vec<_> = rules(text, "", Some(2014)).unwrap().iter().map(Rule::in_words).collect();
            assert_eq!(&read, expected, "{id}: {text}");
        }
    }
}
