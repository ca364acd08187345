//! The list of pinyin in addresses of columns that was put together from real sites: what it names is followed.

use std::collections::HashSet;
use std::path::PathBuf;

use lanmu::catalogue::Catalogue;
use lanmu::mapping::{Mapper, Vocabulary};

/// A link that stands in no menu and has no words is followed from here on.
const FOLLOWED: f64 = 0.6;

/// The folder of references. It is not part of the project: in CI it has to be there, elsewhere the test says that it was
/// left out.
fn list() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let list = std::env::var_os("LANMU_SHARED").map_or(beside, PathBuf::from).join("reference/column-url-slugs.csv");
    if list.is_file() {
        return Some(list);
    }
    assert!(std::env::var_os("CI").is_none(), "there is no {}", list.display());
    eprintln!("LEFT OUT: there is no {}", list.display());
    None
}

/// Codes of the columns that a name means, or that stand under the heading that it means.
fn codes(mapper: &Mapper, all: &[String], name: &str) -> HashSet<String> {
    let meant = mapper.decide(name, &[], &[]).codes;
    let below = |code: &&String| meant.iter().any(|one| *code == one || code.starts_with(&format!("{one}-")));
    all.iter().filter(below).cloned().collect()
}

#[test]
fn every_address_of_the_list_is_followed_where_its_column_is_wanted() {
    let Some(list) = list() else { return };
    let catalogue = Catalogue::shipped("ankang-2020").unwrap();
    let mapper = Mapper::new(&catalogue, &Vocabulary::shipped().unwrap());
    let all: Vec<String> = catalogue.indicators.iter().map(|row| row.column.clone()).collect();
    let (mut known, mut strange) = (0, Vec::new());
    for row in csv::Reader::from_path(list).unwrap().records().map(Result::unwrap) {
        let (name, slug) = (&row[0], &row[1]);
        let wanted = codes(&mapper, &all, name);
        let relevance = mapper.relevance("", &[], &format!("http://www.qinghe.example/zwgk/{slug}/"), &wanted);
        if wanted.is_empty() {
            continue;
        }
        known += 1;
        if relevance < FOLLOWED {
            strange.push(format!("{slug} {name} {wanted:?}: {relevance}"));
        }
    }
    assert!(strange.is_empty(), "{}", strange.join("\n"));
    assert!(known >= 25, "only {known} names of the list are wanted by the catalogue");
}
