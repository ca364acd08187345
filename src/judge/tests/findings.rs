//! Numbers of findings.

use jiff::civil::date;

use super::build::{World, column, item, other};
use crate::judge::FindingKind;

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

#[test]
fn a_host_with_a_fault_in_its_https_is_told_once_and_changes_no_answer() {
    let mut world = World::with(vec![column("预决算公开", vec![item("2020年部门预算", Some(date(2020, 9, 1)))])]);
    world.rows.push(super::build::row("LJ-01-02-01", "财政信息", "三公经费公开"));
    let before = world.judge();
    let problem = "证书已过期，网页内容已照常读取".to_owned();
    world.snapshot.insecure = [("https://czj.linjiang.example".to_owned(), problem)].into();
    let mut after = world.judge();
    let told: Vec<_> = after[0].findings.extract_if(.., |finding| finding.kind == FindingKind::Insecure).collect();
    assert_eq!(after, before, "nothing else changes");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].url, "https://czj.linjiang.example/");
    for words in ["https://czj.linjiang.example 的 HTTPS 有问题", "证书已过期，网页内容已照常读取", "不影响得分"]
    {
        assert!(told[0].description.contains(words), "{}", told[0].description);
    }
    assert!(told[0].advice.contains("由受信任机构为该域名签发的证书"));
}
