//! Numbers of findings.

use jiff::civil::date;

use super::build::{World, column, item, other};

fn number(world: &World) -> String {
    world.verdict().findings[0].number.clone()
}

#[test]
fn a_finding_keeps_its_number_over_quarters_and_schemes() {
    let stale = |url: &str, published| {
        let mut world = World::with(vec![column("预决算公开", vec![item("决算", Some(published))])]);
        url.clone_into(&mut world.columns[0].0.url);
        world
    };
    let first = stale("http://czj.linjiang.example/yjs/", date(2018, 1, 1));
    let number_then = number(&first);
    assert!(number_then.starts_with("F-") && number_then.len() == 12, "{number_then}");

    let mut later = stale("https://czj.linjiang.example/yjs", date(2019, 1, 1));
    later.as_of = date(2021, 1, 20);
    assert_eq!(number(&later), number_then);

    assert_ne!(number(&stale("http://czj.linjiang.example/other/", date(2018, 1, 1))), number_then);
    let mut other_unit = stale("http://czj.linjiang.example/yjs/", date(2018, 1, 1));
    other_unit.unit.name = "临江市民政局".to_owned();
    assert_ne!(number(&other_unit), number_then);
}

#[test]
fn two_missing_columns_are_two_findings() {
    let mut world = World::with(vec![other("工作动态")]);
    world.rows.push(super::build::row("LJ-01-02-01", "财政信息", "三公经费公开"));
    let numbers: Vec<_> = world.judge().into_iter().flat_map(|verdict| verdict.findings).map(|f| f.number).collect();
    assert_eq!(numbers.len(), 2);
    assert_ne!(numbers[0], numbers[1]);
}

#[test]
fn a_finding_says_what_to_do() {
    let world = World::with(vec![other("工作动态")]);
    let finding = &world.verdict().findings[0];
    assert!(finding.advice.contains("“预决算公开”"), "{}", finding.advice);
    assert_eq!((finding.found, finding.last_update, finding.stale_days), (world.as_of, None, None));
}
