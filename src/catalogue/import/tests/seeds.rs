//! The text files of the five source documents give the rows of the shipped catalogues.

use std::path::Path;

use super::{faults, file};
use crate::catalogue::tests::sources::seeds;
use crate::catalogue::{Draft, Request, import};

fn drafted(id: &str, prefix: &str, head: Option<&str>) -> Option<Draft> {
    let file = seeds()?.join(format!("{id}.txt"));
    let head = head.map(|names| names.split(',').map(str::to_owned).collect());
    let request = Request { id: id.to_owned(), prefix: Some(prefix.to_owned()), head, kind: None };
    let bytes = std::fs::read(&file).unwrap();
    Some(import(&bytes, "document.txt", &request).unwrap_or_else(|problem| panic!("{problem}")))
}

/// The rows of the draft are those of the shipped catalogue, word for word.
fn same_rows(id: &str, prefix: &str, head: Option<&str>, rows: usize) {
    let Some(draft) = drafted(id, prefix, head) else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators").join(id);
    let shipped = std::fs::read_to_string(folder.join("indicators.csv")).unwrap();
    let drafted = file(&draft, "indicators.csv");
    for (drafted, shipped) in drafted.lines().zip(shipped.lines()) {
        assert_eq!(drafted, shipped);
    }
    assert_eq!((drafted.lines().count(), shipped.lines().count()), (rows + 1, rows + 1));
    assert_eq!(faults(&draft), Vec::<String>::new());
}

#[test]
fn ankang_2020() {
    same_rows("ankang-2020", "AK", None, 45);
}

#[test]
fn city_disclosure() {
    same_rows("city-disclosure", "CD", Some("一级指标,二级指标,三级指标,四级指标,公开内容,责任单位,更新时限"), 82);
}

#[test]
fn three_fields_2018() {
    same_rows("three-fields-2018", "TF", None, 20);
}

#[test]
fn work_points_2014() {
    same_rows("work-points-2014", "WP", None, 34);
}

#[test]
fn xinyang_2016() {
    same_rows("xinyang-2016", "XY", None, 52);
}
