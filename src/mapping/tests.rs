//! The mapping through its public functions, over the catalogue `ankang-2020`.

use std::sync::LazyLock;

use super::{Decision, Mapper, Vocabulary};
use crate::catalogue::{Catalogue, Indicator, Kind, Responsible};

/// First level, second level, content (shortened).
const ROWS: &str = include_str!("tests/ankang.tsv");

fn catalogue() -> Catalogue {
    let mut indicators: Vec<Indicator> = Vec::new();
    let (mut first, mut second) = (0, 0);
    for row in ROWS.lines() {
        let [level1, level2, content] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        if indicators.last().is_none_or(|last| last.levels[0] != level1) {
            (first, second) = (first + 1, 0);
        }
        second += usize::from(!level2.is_empty() && !level2.contains("专题形式"));
        indicators.push(Indicator {
            code: format!("AK-{first:02}-{second:02}-01"),
            column: format!("AK-{first:02}-{second:02}"),
            levels: [level1.to_owned(), level2.to_owned(), String::new(), String::new()],
            content: content.to_owned(),
            report: String::new(),
            platform: String::new(),
            responsible: String::new(),
            deadline: String::new(),
            topic: level2.contains("专题形式"),
            rules: Vec::new(),
            owners: Responsible::default(),
        });
    }
    Catalogue {
        id: "ankang-2020".to_owned(),
        title: String::new(),
        issuer: String::new(),
        document_number: String::new(),
        issued: None,
        due: None,
        region: "安康市".to_owned(),
        kind: Kind::Columns,
        level_names: Vec::new(),
        sections: vec!["信息公开".to_owned(), "政府信息公开".to_owned()],
        indicators,
        hash: String::new(),
    }
}

static MAPPER: LazyLock<Mapper> = LazyLock::new(|| Mapper::new(&catalogue(), &Vocabulary::shipped().unwrap()));

#[test]
fn the_labelled_names_get_what_a_careful_clerk_would_say() {
    let mut reader = csv::Reader::from_reader(include_str!("tests/labels.csv").as_bytes());
    let (mut rows, mut reviews, mut wrong) = (0, 0, Vec::new());
    for row in reader.records() {
        let row = row.unwrap();
        let path: Vec<String> = row[1].split(" > ").filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let mapping = MAPPER.decide(&row[0], &path, &[]);
        let said = (format!("{:?}", mapping.decision).to_lowercase(), mapping.codes.join("|"));
        rows += 1;
        reviews += usize::from(mapping.decision == Decision::Review);
        if said != (row[2].to_owned(), row[3].to_owned()) {
            wrong.push(format!("{}（{}）: {} {} expected, {mapping:?}", &row[0], &row[1], &row[2], &row[3]));
        }
    }
    assert!(rows >= 300, "{rows}");
    assert_eq!(wrong.join("\n"), "");
    assert!(reviews * 100 <= rows * 12, "{reviews} of {rows} for a person");
}
